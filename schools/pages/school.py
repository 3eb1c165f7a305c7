"""What the page of one school says."""

from dataclasses import dataclass

from editorial.marks import Mark, Marks
from schools.finder.index.current import Index
from schools.models import Program, School
from schools.models.bands import AccreditationChoice
from schools.pages.maps import StateMap, pinned
from schools.pages.states import state_url
from schools.pages.structured import college
from schools.pages.titles import locality, school_title


@dataclass(frozen=True)
class SchoolProgram:
    program: Program
    accreditation: AccreditationChoice


@dataclass(frozen=True)
class SchoolPage:
    school: School
    programs: list[SchoolProgram]
    table_marks: list[Mark]
    """What the table of programs cites: price, length and awards of each."""
    source_marks: dict[str, Mark | None]
    """By fact group of the school."""
    map: StateMap
    state_url: str
    sources: list[dict]

    @property
    def title(self) -> str:
        return school_title(self.school)

    @property
    def locality(self) -> str:
        return locality(self.school)

    @property
    def structured(self) -> list[dict]:
        return [college(self.school)]


def school_page(school: School, index: Index) -> SchoolPage:
    """One query; marks are numbered in the order in which they are asked for here."""
    listed = school.programs.listed().for_table()
    programs = sorted(
        listed, key=lambda row: (row.award_level, row.title.casefold(), row.pk)
    )
    marks = Marks()
    return SchoolPage(
        school=school,
        programs=[
            SchoolProgram(program, index.accreditation(index.row_of[program.pk]))
            for program in programs
            if program.pk in index.row_of
        ],
        table_marks=table_marks(marks, programs),
        source_marks={
            group: marks.of_group(school, group)
            for group in ("directory", "tuition", "outcomes")
        },
        map=pinned(school.state, [(school, len(programs))]),
        state_url=state_url(school.state),
        sources=marks.sources,
    )


def table_marks(marks: Marks, programs: list[Program]) -> list[Mark]:
    """Each mark once, in the order of the rows."""
    found = [
        marks.of_group(program, group)
        for program in programs
        for group in ("price", "length", "awards")
    ]
    return list(dict.fromkeys(mark for mark in found if mark is not None))
