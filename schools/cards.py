"""What a result card says of one program, in fixed rows."""

from dataclasses import dataclass

from django.utils.functional import cached_property

from careers.choices import Verdict
from careers.eligibility import Answer as Eligibility
from schools.bands import Standing
from schools.finder import Answer
from schools.models import Program
from schools.residency import PriceForMe, price_for

NEEDS_ACCREDITATION = ("rhit", "rhia")
"""Said on a card even when the answer is “cannot tell”: they are what accreditation decides."""
MOST_LINES = 3


@dataclass
class EligibilityLine:
    outcome: str
    credential: str
    reason: str = ""


@dataclass
class Card:
    program: Program
    row: int
    answer: Answer

    @cached_property
    def price(self) -> PriceForMe:
        return price_for(self.program, self.answer.question.home)

    @cached_property
    def standing(self) -> Standing:
        return self.answer.index.standing(self.row)

    @cached_property
    def miles(self) -> float | None:
        return self.answer.miles_of(self.row)

    @cached_property
    def lines(self) -> list[EligibilityLine]:
        wanted = self.answer.question.choices.get("credential", frozenset())
        return eligibility_lines(self.answer.index.answers(self.row), wanted)


def eligibility_lines(
    answers: list[Eligibility], wanted: frozenset[str]
) -> list[EligibilityLine]:
    """The credentials asked for with their reasons; else the best the program opens."""
    if wanted:
        return [line_of(answer) for answer in answers if answer.credential in wanted][
            :MOST_LINES
        ]
    lines = []
    decided = [a for a in answers if a.credential in NEEDS_ACCREDITATION]
    lines += [line_of(a) for a in decided if a.verdict != Verdict.NOT_ELIGIBLE]
    others = [a for a in answers if a.credential not in NEEDS_ACCREDITATION]
    open_to = [a.abbr for a in others if a.verdict == Verdict.ELIGIBLE]
    if open_to:
        lines.append(EligibilityLine("yes", listed(open_to)))
    elif not lines:
        lines += [line_of(a) for a in others if a.verdict == Verdict.ELIGIBLE_IF][:1]
    return lines[:MOST_LINES]


def line_of(answer: Eligibility) -> EligibilityLine:
    match answer.verdict:
        case Verdict.ELIGIBLE:
            return EligibilityLine("yes", answer.abbr)
        case Verdict.ELIGIBLE_IF:
            return EligibilityLine("if", answer.abbr, answer.condition)
        case Verdict.CANNOT_TELL:
            return EligibilityLine("unknown", answer.abbr, answer.reason)
        case _:
            return EligibilityLine("no", answer.abbr, answer.reason)


def listed(names: list[str]) -> str:
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def cards(answer: Answer) -> list[Card]:
    """The cards of the page asked for; one query."""
    rows = answer.page_rows()
    pks = [int(answer.index.pk[row]) for row in rows]
    programs = Program.objects.listed().for_listing().in_bulk(pks)
    return [
        Card(programs[pk], row, answer)
        for pk, row in zip(pks, rows, strict=True)
        if pk in programs
    ]
