"""What the page of one program says, group by group, with a source mark for each."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from careers.choices import State, Verb, Verdict
from careers.eligibility import Eligibility, in_order_of_renown
from careers.models import Career, Pay
from careers.pages.accreditation import DIRECTORY_URL
from editorial.marks import Mark, Marks
from schools.choices import SCORECARD_LEVELS
from schools.finder.cards import EligibilityLine, eligibility_lines
from schools.finder.index.current import Index
from schools.finder.indexed_program import IndexedProgram
from schools.models import Accreditation, FieldOutcome, Program, School
from schools.pages.similar import Similar, similar
from schools.pages.states import state_url
from schools.pages.structured import offering
from schools.pages.titles import award_label, locality, program_title


@dataclass(frozen=True)
class PayInState:
    """A career and the median pay of its occupation in the school's state."""

    career: Career
    median: int | None
    """None: BLS publishes none for the state."""
    mark: Mark | None
    release: str


@dataclass(kw_only=True)
class ProgramPage(IndexedProgram):
    outcome: FieldOutcome | None
    campuses: int
    """Schools of the institution that *outcome* speaks of together; 1: this one alone."""
    source_marks: dict[str, Mark | None]
    """By fact group; none where the group has nothing to say."""
    careers: list[PayInState]
    similar: list[Similar]
    state_url: str
    sources: list[dict]

    directory_url = DIRECTORY_URL
    states = State.choices

    @property
    def school(self) -> School:
        return self.program.school

    @property
    def title(self) -> str:
        return program_title(self.program)

    @property
    def award(self) -> str:
        return award_label(self.program)

    @property
    def locality(self) -> str:
        return locality(self.school)

    @property
    def url(self) -> str:
        """Its address for this visitor."""
        path = self.program.get_absolute_url()
        return f"{path}?home={self.home}" if self.home else path

    @property
    def structured(self) -> list[dict]:
        return [offering(self.program)]

    @property
    def review_while_studying(self) -> str:
        """What to ask where the next review falls into a course of study that begins today.

        Blank where no year is stated, or the length is not known. A cycle counts by its first year.
        """
        statement, months = self.statement, self.program.months_high
        found = re.match(r"20\d\d", statement.next_review) if statement else None
        if found is None or months is None:
            return ""
        today = self.index.day
        last_year = today.year + (today.month - 1 + months) // 12
        if not today.year <= int(found.group()) <= last_year:
            return ""
        return (
            f"CAHIIM reviews this program in {statement.next_review}. Ask the school whether it "
            "expects to be accredited on the day you finish, and what becomes of you if not: "
            "the exam asks about that day."
        )

    @property
    def accreditations(self) -> list[Accreditation]:
        return list(self.program.accreditations.all())

    @property
    def leads_to(self) -> list[Eligibility]:
        return self.that(Verb.LEADS_TO)

    @property
    def may_lead_to(self) -> list[Eligibility]:
        """Only the program's accreditation is in doubt, or still to come."""
        return self.that(Verb.MAY_LEAD_TO)

    @property
    def prepares_for(self) -> list[Eligibility]:
        return self.that(Verb.PREPARES_FOR)

    def that(self, verb: Verb) -> list[Eligibility]:
        """The best known first."""
        found = {e.credential: e for e in self.eligibility if e.verb == verb}
        return [found[slug] for slug in in_order_of_renown(found)]

    @property
    def other_terms(self) -> list[Eligibility]:
        """Exams that do not ask for such a program, and that a graduate may sit all the same."""
        leads = {Verb.LEADS_TO, Verb.MAY_LEAD_TO}
        return [e for e in self.eligibility if e.opens and e.verb not in leads]

    @property
    def rules_not_read(self) -> list[Eligibility]:
        """Exams whose issuer's rules we could not read."""
        return [
            e
            for e in self.eligibility
            if e.verdict == Verdict.CANNOT_TELL and e.verb != Verb.MAY_LEAD_TO
        ]

    @property
    def does_not_open(self) -> list[Eligibility]:
        return [e for e in self.eligibility if e.verdict == Verdict.NOT_ELIGIBLE]

    @property
    def head_lines(self) -> list[EligibilityLine]:
        """What it leads to, as its card says it."""
        return eligibility_lines(self.eligibility, frozenset())

    @property
    def years(self) -> list[dict]:
        return award_years(self.program)


def program_page(program: Program, index: Index, home: str) -> ProgramPage:
    """Six queries; marks are numbered in the order in which they are asked for here."""
    school = program.school
    row = IndexedProgram(program, index, home)
    outcome = outcome_for(program, school.field_outcomes.select_related("source"))
    marks = Marks()
    return ProgramPage(
        program=program,
        index=index,
        home=home,
        outcome=outcome,
        campuses=campuses_of([school]).get(school.opeid6, 1),
        source_marks=source_marks(marks, row, outcome),
        careers=pay_by_career(index.careers_of(row.row), school.state, marks),
        similar=similar(index, row.row, home),
        state_url=state_url(school.state),
        sources=marks.sources,
    )


def campuses_of(schools: Iterable[School]) -> dict[str, int]:
    """OPEID6 to how many schools we list under it; one query.

    College Scorecard gives earnings and debt once for all that share it.
    """
    opeids = [school.opeid6 for school in schools]
    return School.objects.teaching().count_by_institution(opeids)


def award_years(program: Program) -> list[dict]:
    """Awards by year, the newest first; None where nothing was reported."""
    if not program.awards_year:
        return []
    first = int(program.awards_year[:4])
    counts = (program.awards_latest, program.awards_previous, program.awards_earlier)
    return [
        {"year": f"{first - back}-{(first - back + 1) % 100:02d}", "count": count}
        for back, count in enumerate(counts)
    ]


def pay_by_career(careers: list[Career], state: str, marks: Marks) -> list[PayInState]:
    """One query."""
    pay_of = {
        pay.occupation_id: pay
        for pay in Pay.objects.current()
        .in_state(state)
        .filter(occupation__in={career.occupation_id for career in careers})
        .select_related("source")
    }
    found = []
    for career in careers:
        pay = pay_of.get(career.occupation_id)
        if pay is None or pay.annual_median is None:
            found.append(PayInState(career, None, None, ""))
        else:
            mark = marks.of(pay.source, pay.kind)
            found.append(PayInState(career, pay.annual_median, mark, pay.release))
    return found


def outcome_for(
    program: Program, outcomes: Iterable[FieldOutcome]
) -> FieldOutcome | None:
    """The field-of-study figures of the same four-digit field and level."""
    level = SCORECARD_LEVELS[program.award_level]
    return next(
        (
            outcome
            for outcome in outcomes
            if outcome.cip4_code == program.cip_code[:5]
            and outcome.credential_level == level
        ),
        None,
    )


def source_marks(
    marks: Marks, row: IndexedProgram, outcome: FieldOutcome | None
) -> dict[str, Mark | None]:
    """A numbered mark for each fact group that has something to say."""
    program, school, statement = row.program, row.program.school, row.statement
    found = {
        group: marks.of_group(program, group)
        for group in ("offer", "price", "length", "awards")
    }
    found["school"] = marks.of_group(school, "outcomes")
    if statement is not None:
        found["accreditation"] = marks.of(
            statement.source, statement.kind, statement.as_of
        )
    if row.credit_price is not None:
        found["tuition"] = marks.of_group(school, "tuition")
    if outcome is not None:
        found["outcome"] = marks.of(outcome.source)
    return found
