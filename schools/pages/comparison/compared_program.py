"""One column of a comparison."""

from dataclasses import dataclass
from functools import cached_property

from careers.eligibility import Eligibility
from editorial.marks import Mark, Marks
from schools.finder.indexed_program import IndexedProgram
from schools.models import FieldOutcome
from schools.pages.program import outcome_for, source_marks


@dataclass
class ComparedProgram(IndexedProgram):
    """A program with the figures of its field of study."""

    campuses: int = 1
    """Schools of the institution that those figures speak of together."""

    @cached_property
    def outcome(self) -> FieldOutcome | None:
        return outcome_for(self.program, list(self.program.school.field_outcomes.all()))

    @cached_property
    def verdicts(self) -> dict[str, Eligibility]:
        """By slug of the credential."""
        return {found.credential: found for found in self.eligibility}

    def source_marks(self, marks: Marks) -> dict[str, Mark | None]:
        """A source mark for each fact group that has something to say."""
        found = source_marks(marks, self, self.outcome)
        found["directory"] = marks.of_group(self.program.school, "directory")
        return found
