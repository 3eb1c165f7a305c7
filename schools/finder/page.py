"""What the finder's pages hand to their templates."""

from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

from careers.choices import State
from careers.models import Credential
from schools.finder.asked import FinderRequest
from schools.finder.cards import Card, Sections, cards, sections_of, state_of
from schools.finder.panel import Facet, facets_of
from schools.finder.phrases import (
    Chip,
    chips,
    heading,
    is_corrected,
    link,
    suggestion,
)
from schools.finder.query import (
    LONGEST_TEXT,
    FinderForm,
    Query,
    Sort,
)
from schools.finder.result import SearchResult
from schools.finder.selection import address, path_of
from schools.finder.text.fields import is_place
from schools.finder.text.reader import SearchReading
from schools.finder.ways import (
    Instead,
    Note,
    Way,
    instead_of_none,
    notes_of,
    plan_url,
    ways_out,
)

FEW = 3
"""Matches, from none to which the page offers ways to more."""
SORTS = tuple(Sort.choices)
SORT_RULES = {
    Sort.DEFAULT: "confirmed accreditation first, then reported, candidate and "
    "not confirmed; within each what people start with, up to a bachelor’s degree in health "
    "information or coding, before the rest, then by graduates",
    Sort.RELEVANCE: "best match first, school names before places",
    Sort.PRICE: "lowest price first, unknown prices last",
    Sort.DURATION: "fewest months first, by the longer end of a range",
    Sort.DISTANCE: "nearest first",
    Sort.GRADUATES: "most graduates in three years first",
    Sort.NAME: "school name",
}
ORDERS = {
    Sort.DEFAULT: "accreditation, graduates",
    Sort.RELEVANCE: "best match",
    Sort.PRICE: "price, lowest first",
    Sort.DURATION: "months, shortest first",
    Sort.DISTANCE: "distance, nearest first",
    Sort.GRADUATES: "graduates, most first",
    Sort.NAME: "school name",
}
"""The same in few words."""


@dataclass(frozen=True)
class PageLink:
    """A step of the pagination; without an address: the page itself, or a gap."""

    number: int | None = None
    url: str = ""
    label: str = ""
    rel: str = ""


@dataclass(frozen=True)
class FinderPage:
    """All that `schools/_finder.html` shows; nothing in it asks the database or the index."""

    asked: FinderRequest
    state: str
    """Of the catalogue, and the day."""
    heading: str
    total: int
    confirmed: int
    """How many of the total are confirmed as accredited; see `SearchResult.confirmed`."""
    sections: Sections | None
    page: int
    pages: int
    sort: Sort
    """The one in force."""
    radius: int | None
    """Miles looked at around the ZIP code; None with one: anywhere."""
    corrected_to: str
    """The words searched for, where nothing had those typed."""
    suggestion: Chip | None
    cards: list[Card]
    chips: list[Chip]
    facets: list[Facet]
    notes: list[Note]
    ways: list[Way]
    instead: Instead | None
    """None where something was found, or nothing is near."""
    plan_url: str
    """As `plan_url` of `ways` says it."""
    needs_no_program: list[Credential]
    """Those asked for that no program leads to or prepares for in particular."""

    @property
    def form(self) -> FinderForm:
        return self.asked.filterset.form

    @property
    def query(self) -> Query:
        return self.asked.query

    @property
    def chosen(self) -> list[str]:
        return self.asked.chosen

    @property
    def filters_in_force(self) -> int:
        return sum(chip.is_filter for chip in self.chips)

    @property
    def folded_facets(self) -> list[Facet]:
        return [facet for facet in self.facets if facet.is_folded]

    @property
    def other_facets(self) -> list[Facet]:
        """Those behind “More filters”."""
        return [facet for facet in self.facets if not facet.is_folded]

    @property
    def is_more_open(self) -> bool:
        """A fault is never hidden."""
        behind = {"price_min", "career", "include"}
        behind |= {facet.name for facet in self.other_facets}
        return not behind.isdisjoint(self.form.errors)

    @property
    def chosen_behind_more(self) -> int:
        """How much is chosen behind “More filters”."""
        ticked = sum(facet.chosen for facet in self.other_facets)
        bounded = self.query.price_min is not None
        included = len(self.query.include_in_force)
        return ticked + bounded + bool(self.career) + included

    @property
    def is_table(self) -> bool:
        return self.asked.is_table

    @cached_property
    def not_understood(self) -> str:
        """The whole query string where a part of it is reported beside its field, else blank.

        What the fields show then hangs on all of it.
        """
        return self.asked.params.urlencode() if self.form.errors else ""

    @property
    def place_typed(self) -> Chip | None:
        """Where a name was typed for a ZIP code: the search for it, beside the fault."""
        typed = self.asked.params.get("zip", "").strip()[:LONGEST_TEXT]
        if "zip" not in self.form.errors or self.query.q or not is_place(typed):
            return None
        return Chip(typed, link(self.asked.kept, "zip", "miles", q=typed))

    @property
    def reading(self) -> SearchReading | None:
        """What the words of the search were read as; None where they say nothing but text."""
        reading = self.asked.filterset.reading
        return reading if reading and reading.text != reading.typed.strip() else None

    @property
    def asks_zip(self) -> bool:
        """Whether the words ask for what is near, and nobody said near what."""
        reading = self.reading
        return bool(reading and reading.asks_zip and not self.query.zip)

    @property
    def is_as_text(self) -> bool:
        """The visitor wants no word of the search read as a filter."""
        return bool(self.query.q and self.asked.params.get("q_as_text"))

    @property
    def as_text_url(self) -> str:
        """The same words, searched for as they stand."""
        asked = self.asked
        params = asked.understood_of(asked.typed)
        params["q"] = asked.typed.get("q", "")
        return link(params, q_as_text="1")

    @property
    def order_label(self) -> str:
        """The order in force, on one line."""
        return f"Sorted by {ORDERS[self.sort]}"

    @property
    def sort_rule(self) -> str:
        """The order in force, tie-breaker included."""
        ties = "" if self.sort == Sort.NAME else "; ties by school name"
        return f"Sorted by {SORT_RULES[self.sort]}{ties}. No school pays for its place."

    @property
    def sorts(self) -> tuple[tuple[str, str], ...]:
        """Orders that make sense for this query."""
        usual = self.query.default_sort
        missing = {usual}
        if not self.query.q:
            missing.add(Sort.RELEVANCE)
        if self.query.point is None:
            missing.add(Sort.DISTANCE)
        others = (choice for choice in SORTS if choice[0] not in missing)
        # Without a value, so that another search gets the order that suits it.
        return (("", usual.label), *others)

    @property
    def sort_chosen(self) -> str:
        """Of `sorts`, the one in force."""
        return "" if self.sort == self.query.default_sort else self.sort.value

    @property
    def included(self) -> str:
        """What it was asked to include, in one order."""
        return " ".join(sorted(self.query.include))

    @property
    def chosen_elsewhere(self) -> list[str]:
        """Those that have no box to tick on this page."""
        shown = self.cards or (self.instead.cards if self.instead else [])
        here = {card.program.ref for card in shown}
        return [ref for ref in self.chosen if ref not in here]

    @property
    def fields_of_search(self) -> list[tuple[str, str]]:
        """The search as fields of the form that compares, which has the programs and the home."""
        fields = [
            (name, value)
            for name, values in self.asked.kept_of_query.lists()
            if name not in {"p", "home"}
            for value in values
        ]
        return [*fields, ("page", str(self.page))] if self.page > 1 else fields

    @property
    def compare_url(self) -> str:
        return address("compare", self.chosen, home=self.query.home)

    @property
    def shortlist_url(self) -> str:
        return address("shortlist", self.chosen, home=self.query.home)

    @property
    def clear_url(self) -> str:
        """No filter at all; what was ticked stays ticked."""
        return address("finder", self.chosen)

    @cached_property
    def cards_url(self) -> str:
        return self.url_of_view("")

    @cached_property
    def table_url(self) -> str:
        return self.url_of_view("table")

    def url_of_view(self, view: str) -> str:
        """The same page of the same list."""
        page = [str(self.page)] if self.page > 1 else []
        return link(self.asked.kept, view=[view] if view else [], page=page)

    @property
    def map_url(self) -> str:
        return path_of("schools:map") + link(self.asked.kept, "view")

    @property
    def every_state_url(self) -> str:
        return link(self.asked.kept, "state")

    @cached_property
    def downloads(self) -> dict[str, str]:
        """Addresses of the exports, which refuse what the page only complains of."""
        query = self.asked.filterset.understood.urlencode()
        return {
            name: f"{path_of(f'schools:export-{name}')}?{query}"
            for name in ("csv", "json")
        }

    @property
    def cards_by_section(self) -> list[tuple[str, list[Card]]]:
        """The cards with what stands above them, blank above those of the first part."""
        if self.sections is None:
            return [("", self.cards)]
        at = self.sections.begins_at
        # Where none leads there, the heading has said it.
        title = self.sections.title if self.sections.leads else ""
        parts = [("", self.cards[:at]), (title, self.cards[at:])]
        return [part for part in parts if part[1]]

    @property
    def pagination(self) -> list[PageLink]:
        """The ways to the first, the neighbouring and the last page; none for one page."""
        here, last = self.page, self.pages
        if last == 1:
            return []
        near = (number for number in (here - 1, here, here + 1) if 1 <= number <= last)
        numbers = sorted({1, *near, last})
        steps = []
        for before, number in pairwise([0, *numbers]):
            if number > before + 1:
                steps.append(PageLink())
            steps.append(
                PageLink(number, "" if number == here else self.url_of(number))
            )
        if here > 1:
            before = PageLink(here - 1, self.url_of(here - 1), "Previous", "prev")
            steps.insert(0, before)
        if here < last:
            steps.append(PageLink(here + 1, self.url_of(here + 1), "Next", "next"))
        return steps

    @cached_property
    def first_page_url(self) -> str:
        return link(self.asked.kept_of_query)

    def url_of(self, page: int) -> str:
        url = self.first_page_url
        if page == 1:
            return url
        return f"{url}{'' if url == '?' else '&'}page={page}"

    @property
    def career(self) -> str:
        return next(iter(self.query.choices.get("career", ())), "")

    @property
    def home_label(self) -> str:
        return State(self.query.home).label if self.query.home else ""

    @property
    def radius_note(self) -> str:
        """Where the place is only nearly known, and how far was looked if nobody said."""
        point, said = self.query.point, []
        if point is None:
            return ""
        if not point.is_exact:
            said.append(
                f"We do not know the ZIP code {self.query.zip} itself, so distances are from "
                "the middle of those that begin with the same three digits."
            )
        if not self.query.miles:
            said.append(
                "Nothing lies within 250 miles, so the whole country is shown."
                if self.radius is None
                else f"No distance was chosen, so we looked within {self.radius} miles, "
                "the first distance that finds anything."
            )
        return " ".join(said)


def finder_page(
    asked: FinderRequest, result: SearchResult, *, with_cards: bool = True
) -> FinderPage:
    """The page that answers *asked*; raises `CatalogueMoved` where *result* is of a state past."""
    params = asked.kept
    ways = ways_of(asked, result) if result.total <= FEW else []
    return FinderPage(
        asked=asked,
        state=state_of(result.index),
        heading=heading(result),
        total=result.total,
        confirmed=result.confirmed,
        sections=sections_of(result, params),
        page=result.page,
        pages=result.pages,
        sort=result.sort,
        radius=result.radius,
        corrected_to=result.text.searched if is_corrected(result) else "",
        suggestion=suggestion(result, params),
        cards=cards(result, asked.chosen) if with_cards else [],
        chips=chips(result, params),
        facets=facets_of(result, asked.filterset.form),
        notes=notes_of(result, params),
        ways=ways,
        instead=None if result.total else instead_of_none(ways, asked.chosen),
        plan_url=plan_url(result),
        needs_no_program=result.index.combinations.needing_no_program(
            asked.query.choices.get("credential", frozenset())
        ),
    )


def ways_of(asked: FinderRequest, result: SearchResult) -> list[Way]:
    """Links of a page whose path makes choices lead out of it, to the finder."""
    ways = ways_out(result, asked.kept)
    if asked.params is asked.params_of_query:
        return ways
    finder = path_of("schools:finder")
    return [replace(way, url=finder + way.url) for way in ways]
