"""A shortlist: cards as the finder shows them, in the order of the address."""

from dataclasses import dataclass, replace

from django.http import QueryDict

from schools.finder.cards import Card, card_of
from schools.finder.index.current import Index
from schools.finder.selection import MOST_COMPARED, MOST_LISTED, Selection, select
from schools.models import Program


@dataclass(frozen=True)
class ShortlistPage:
    chosen: Selection
    cards: list[Card]

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
        return self.chosen.csv_url

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
    cards = [removable(program, chosen, index) for program in chosen.programs]
    return ShortlistPage(chosen, cards)


def removable(program: Program, chosen: Selection, index: Index) -> Card:
    """As the finder shows it, with the exams it opens and the list without it."""
    card = card_of(index, program, chosen.home, frozenset())
    url = chosen.url("shortlist", without=program)
    return replace(card, remove_url=url, key=f"{card.key} {url}")
