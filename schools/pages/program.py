"""What the page of one program says, group by group, with a source mark for each."""

import datetime as dt
from dataclasses import dataclass

from careers.choices import Accreditor, Verdict
from careers.eligibility import Eligibility
from careers.models import Career, Pay
from editorial.marks import Mark, Marks
from schools.finder.index.current import Index
from schools.models import Accreditation, FieldOutcome, Program, School, current
from schools.residency import PriceForMe, price_for

SCORECARD_LEVELS = {
    "certificate-under-1": "Undergraduate Certificate or Diploma",
    "certificate-1-2": "Undergraduate Certificate or Diploma",
    "certificate-2-4": "Undergraduate Certificate or Diploma",
    "associate": "Associate's Degree",
    "bachelor": "Bachelor's Degree",
    "post-bachelor": "Post-baccalaureate Certificate",
    "master": "Master's Degree",
    "post-master": "Graduate/Professional Certificate",
    "doctorate": "Doctoral Degree",
}
"""Award level to the name College Scorecard has for it."""


@dataclass
class ProgramPage:
    program: Program
    index: Index
    day: dt.date
    home: str
    marks: Marks
    outcome: FieldOutcome | None

    @property
    def price(self) -> PriceForMe:
        return price_for(self.program, self.home)

    @property
    def statements(self) -> list[Accreditation]:
        return list(self.program.accreditations.all())

    @property
    def statement(self) -> Accreditation | None:
        return current(self.statements, Accreditor.CAHIIM, self.day)

    @property
    def row(self) -> int:
        return self.index.row_of[self.program.pk]

    @property
    def eligibility(self) -> list[Eligibility]:
        return self.index.answers(self.row)

    @property
    def opens(self) -> list[Eligibility]:
        return [answer for answer in self.eligibility if answer.opens]

    @property
    def cannot_tell(self) -> list[Eligibility]:
        """Exams that hang on an accreditation we could not confirm."""
        return [a for a in self.unsettled if a.hangs_on]

    @property
    def unread(self) -> list[Eligibility]:
        """Exams whose issuer's rules we could not read."""
        return [a for a in self.unsettled if not a.hangs_on]

    @property
    def unsettled(self) -> list[Eligibility]:
        return [a for a in self.eligibility if a.verdict == Verdict.CANNOT_TELL]

    @property
    def does_not_open(self) -> list[Eligibility]:
        return [a for a in self.eligibility if a.verdict == Verdict.NOT_ELIGIBLE]

    @property
    def careers(self) -> list:
        return self.index.careers_of(self.row)

    @property
    def years(self) -> list[dict]:
        return award_years(self.program)


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


def pay_by_career(careers: list[Career], state: str, marks: Marks) -> list[dict]:
    """Each career with the median pay of its occupation in *state*; one query."""
    rows = {
        pay.occupation_id: pay
        for pay in Pay.objects.current()
        .in_state(state)
        .filter(occupation__in={career.occupation_id for career in careers})
        .select_related("source")
    }
    found = []
    for career in careers:
        pay = rows.get(career.occupation_id)
        known = pay is not None and pay.annual_median is not None
        found.append(
            {
                "career": career,
                "median": pay.annual_median if known else None,
                "mark": marks.of(pay.source, pay.kind) if known else None,
                "release": pay.release if known else "",
            }
        )
    return found


def outcome_for(program: Program, outcomes: list[FieldOutcome]) -> FieldOutcome | None:
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


def cite(
    marks: Marks,
    program: Program,
    statement: Accreditation | None,
    outcome: FieldOutcome | None,
) -> dict:
    """A numbered mark for each fact group that has something to say."""
    school: School = program.school
    groups = {
        "offer": (program.offer_source, program.offer_kind, program.offer_as_of),
        "price": (program.price_source, program.price_kind, program.price_as_of),
        "length": (program.length_source, program.length_kind, program.length_as_of),
        "awards": (program.awards_source, program.awards_kind, program.awards_as_of),
        "school": (
            school.outcomes_source,
            school.outcomes_kind,
            school.outcomes_as_of,
        ),
    }
    found = {
        name: marks.of(source, kind or "published", as_of)
        for name, (source, kind, as_of) in groups.items()
    }
    if statement is not None:
        found["accreditation"] = marks.of(
            statement.source, statement.kind, statement.as_of
        )
    if outcome is not None:
        found["outcome"] = marks.of(outcome.source)
    return found


def cite_rows(marks: Marks, programs: list[Program]) -> list[Mark]:
    """The marks of a table of programs, for its caption: price, length and awards."""
    found = [
        marks.of(source, kind or "published", as_of)
        for program in programs
        for source, kind, as_of in (
            (program.price_source, program.price_kind, program.price_as_of),
            (program.length_source, program.length_kind, program.length_as_of),
            (program.awards_source, program.awards_kind, program.awards_as_of),
        )
    ]
    return list(dict.fromkeys(mark for mark in found if mark is not None))
