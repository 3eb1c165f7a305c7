"""What a result card says of one program, in fixed rows."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Model, QuerySet, Subquery
from django.utils.functional import cached_property

from careers.choices import Verdict
from careers.eligibility import Eligibility
from editorial.models import Catalogue
from editorial.public_pages import CatalogueMoved
from editorial.statements import rows_by_key
from schools.finder.bands import AccreditationChoice
from schools.finder.result import SearchResult
from schools.models import Program, School
from schools.models.querysets import ON_A_CARD
from schools.residency import PriceForMe, price_for
from web.fragments import FragmentCache

NEEDS_ACCREDITATION = ("rhit", "rhia")
"""Said on a card even when the answer is “cannot tell”: they are what accreditation decides."""
MOST_LINES = 3


def read_of(model: type[Model], columns: Iterable[str]) -> list[str]:
    """*columns* of *model* with its key, in the order that `from_db` wants."""
    wanted = {"id", *columns}
    return [f.attname for f in model._meta.concrete_fields if f.attname in wanted]


OF_PROGRAM = read_of(Program, ON_A_CARD)
OF_SCHOOL = read_of(
    School, (name.removeprefix("school__") for name in ON_A_CARD if "__" in name)
)


@dataclass
class EligibilityLine:
    outcome: str
    credential: str
    reason: str = ""


def stamped() -> QuerySet:
    """What cards show, each row with the stamp of the catalogue it was read from."""
    stamp = Subquery(Catalogue.objects.values("stamp")[:1])
    listed = Program.objects.listed().annotate(stamp=stamp)
    of_school = (f"school__{name}" for name in OF_SCHOOL)
    return listed.values_list("stamp", *OF_PROGRAM, *of_school)


def program_of(values: list) -> Program:
    """A program with its school, of which no more is known than a card shows."""
    program = Program.from_db(None, OF_PROGRAM, values[: len(OF_PROGRAM)])
    program.school = School.from_db(None, OF_SCHOOL, values[len(OF_PROGRAM) :])
    return program


class Deck:
    """The programs of one page, read when they are looked at."""

    def __init__(self, result: SearchResult, pks: list[int]) -> None:
        self.pks, self.stamp = pks, result.index.stamp
        self.programs: dict[int, Program] = {}

    def __getitem__(self, pk: int) -> Program:
        if pk not in self.programs:
            self.read(self.pks)
        return self.programs[pk]

    def read(self, pks: list[int]) -> None:
        """One query, which also tells whether the catalogue is still the one counted."""
        rows = rows_by_key(stamped, pks)
        stamps = {stamp or "" for stamp, *_ in rows}
        if len(rows) < len(pks):
            # Those that are gone cannot tell when they went.
            stamps.add(Catalogue.objects.mark()[1])
        if stamps - {self.stamp}:
            raise CatalogueMoved
        programs = [program_of(values) for _, *values in rows]
        self.programs |= {program.pk: program for program in programs}


@dataclass
class Card:
    pk: int
    row: int
    result: SearchResult
    deck: Deck

    @property
    def program(self) -> Program:
        return self.deck[self.pk]

    @property
    def kept(self) -> FragmentCache:
        """Rendered cards of the same catalogue."""
        return self.result.index.cards

    @cached_property
    def wanted(self) -> frozenset[str]:
        return self.result.query.choices.get("credential", frozenset())

    @property
    def key(self) -> tuple:
        """All that a card depends on, but for distance and ticks."""
        return self.pk, self.result.query.home, self.wanted

    @cached_property
    def price(self) -> PriceForMe:
        return price_for(self.program, self.result.query.home)

    @cached_property
    def accreditation(self) -> AccreditationChoice:
        return self.result.index.accreditation(self.row)

    @cached_property
    def miles(self) -> float | None:
        return self.result.miles_of(self.row)

    @cached_property
    def lines(self) -> list[EligibilityLine]:
        return eligibility_lines(self.result.index.answers(self.row), self.wanted)


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


def cards(result: SearchResult) -> list[Card]:
    """The cards of the page asked for; one query for those that are not kept."""
    rows = result.page_rows()
    pks = [int(result.index.pk[row]) for row in rows]
    deck = Deck(result, pks)
    found = [Card(pk, row, result, deck) for pk, row in zip(pks, rows, strict=True)]
    new = [card.pk for card in found if card.key not in card.kept.pieces]
    if new:
        deck.read(new)
    gone = set(new) - deck.programs.keys()
    return [card for card in found if card.pk not in gone]
