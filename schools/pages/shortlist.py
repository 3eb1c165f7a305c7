"""The programs a visitor keeps: cards as the finder shows them, in the order kept."""

from dataclasses import dataclass
from functools import cached_property

from django.http import QueryDict

from schools.finder.bands import AccreditationChoice
from schools.finder.cards import EligibilityLine, eligibility_lines
from schools.finder.index.current import Index
from schools.finder.selection import MOST_COMPARED, MOST_LISTED, Selection, select
from schools.models import Program
from schools.residency import PriceForMe, price_for


@dataclass
class ShortlistCard:
    """A card without a search behind it: no distance, and the exams it opens."""

    program: Program
    index: Index
    home: str
    remove_url: str
    miles: None = None

    @cached_property
    def row(self) -> int:
        return self.index.row_of[self.program.pk]

    @cached_property
    def price(self) -> PriceForMe:
        return price_for(self.program, self.home)

    @cached_property
    def accreditation(self) -> AccreditationChoice:
        return self.index.accreditation(self.row)

    @cached_property
    def lines(self) -> list[EligibilityLine]:
        return eligibility_lines(self.index.answers(self.row), frozenset())


@dataclass(frozen=True)
class ShortlistPage:
    chosen: Selection
    cards: list[ShortlistCard]

    @property
    def can_compare_all(self) -> bool:
        return 1 < len(self.cards) <= MOST_COMPARED

    @property
    def url(self) -> str:
        return self.chosen.url("shortlist")

    @property
    def compare_url(self) -> str:
        return self.chosen.url("compare")

    @property
    def csv_url(self) -> str:
        return self.chosen.url("shortlist-csv")

    @property
    def finder_url(self) -> str:
        return self.chosen.url("finder")

    @property
    def most(self) -> int:
        return MOST_LISTED


def shortlist_page(params: QueryDict, index: Index) -> ShortlistPage:
    """Two queries: the catalogue's version and the programs."""
    programs = Program.objects.listed().for_listing()
    chosen = select(params, programs, index, most=MOST_LISTED)
    cards = [
        ShortlistCard(
            program, index, chosen.home, chosen.url("shortlist", without=program)
        )
        for program in chosen.programs
    ]
    return ShortlistPage(chosen, cards)
