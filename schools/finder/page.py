"""What the finder's pages hand to their templates."""

from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

from django.http import QueryDict

from careers.choices import State
from schools.finder.cards import Card, cards
from schools.finder.facets import Option
from schools.finder.index.current import Index
from schools.finder.phrases import (
    Chip,
    Way,
    chips,
    facet_labels,
    heading,
    is_corrected,
    link,
    suggestion,
    ways_out,
)
from schools.finder.query import FACETS, Include, ProgramFilter, Sort
from schools.finder.result import SearchResult, search
from schools.finder.selection import MOST_LISTED, address, path_of, refs_in
from schools.pages.maps import tiles

FEW = 3
SORTS = tuple(Sort.choices)
AT_ONCE = 9
AT_ONCE_OF_LONG = 5


@dataclass
class Facet:
    name: str
    label: str
    options: list[Option]
    errors: list[str] = field(default_factory=list)
    hint: str = ""
    more: str = ""
    """URL name of a page that explains it."""
    has_bounds: bool = False
    """Numbers narrow it further."""

    @cached_property
    def at_once(self) -> int:
        """How many options stand before “Show all”; nobody has to unfold a single one."""
        wanted = AT_ONCE_OF_LONG if self.name in LONG else AT_ONCE
        return wanted + 1 if len(self.options) == wanted + 1 else wanted

    @property
    def shown(self) -> list[Option]:
        return self.options[: self.at_once]

    @property
    def hidden(self) -> list[Option]:
        return self.options[self.at_once :]

    @property
    def is_open(self) -> bool:
        """What is ticked is never hidden."""
        return any(option.selected for option in self.hidden)


@dataclass(frozen=True)
class PageLink:
    """A step of the pagination; without an address: the page itself, or a gap."""

    number: int | None = None
    url: str = ""
    label: str = ""
    rel: str = ""


@dataclass(frozen=True)
class Note:
    """Programs that a list leaves out, with the link that brings them in."""

    count: int
    what: str
    url: str


@dataclass
class FinderPage:
    """Everything `schools/_results.html` and the panel of filters show."""

    filterset: ProgramFilter
    result: SearchResult
    params: QueryDict
    given: QueryDict
    """The parameters less those that the path of the address says."""
    heading: str = ""
    cards: list[Card] = field(default_factory=list)
    chips: list[Chip] = field(default_factory=list)
    facets: list[Facet] = field(default_factory=list)
    ways: list[Way] = field(default_factory=list)
    suggestion: Chip | None = None
    chosen: list[str] = field(default_factory=list)
    """Refs of programs ticked in earlier searches; the search itself ignores them."""

    @property
    def form(self):
        return self.filterset.form

    @property
    def query(self):
        return self.result.query

    @property
    def sort_rule(self) -> str:
        """The order in force, tie-breaker included."""
        rules = {
            Sort.DEFAULT: "confirmed accreditation first, then reported, candidate and "
            "not confirmed; within each by graduates",
            Sort.RELEVANCE: "best match first, school names before places",
            Sort.PRICE: "lowest price first, unknown prices last",
            Sort.DURATION: "fewest months first, by the longer end of a range",
            Sort.DISTANCE: "nearest first",
            Sort.GRADUATES: "most graduates in three years first",
            Sort.NAME: "school name",
        }
        rule = rules[self.result.sort]
        ties = "" if self.result.sort == Sort.NAME else "; ties by school name"
        return f"Sorted by {rule}{ties}. No school pays for its place."

    @property
    def sorts(self) -> tuple[tuple[str, str], ...]:
        """Orders that make sense for this query."""
        query = self.query
        missing = set()
        if not query.q:
            missing.add(Sort.RELEVANCE)
        if query.point is None:
            missing.add(Sort.DISTANCE)
        return tuple(choice for choice in SORTS if choice[0] not in missing)

    @cached_property
    def corrected_to(self) -> str:
        return self.result.text.searched if is_corrected(self.result) else ""

    @cached_property
    def notes(self) -> list[Note]:
        """What the list leaves out."""
        left_out = [
            (
                self.result.unpriced_left_out,
                Include.UNPRICED,
                "without a published price",
            ),
            (
                self.result.cannot_tell_left_out,
                Include.CANNOT_TELL,
                "whose accreditation we could not confirm and that may count",
            ),
            (
                self.result.dormant_left_out,
                Include.DORMANT,
                "with no graduate in three years",
            ),
        ]
        return [
            Note(
                count,
                what,
                link(
                    self.params,
                    include=[*self.params.getlist("include"), str(include)],
                ),
            )
            for count, include, what in left_out
            if count
        ]

    @property
    def is_table(self) -> bool:
        """The compact view; the same rows in the same order."""
        return self.params.get("view") == "table"

    @property
    def chosen_elsewhere(self) -> list[str]:
        """Those that have no box to tick on this page."""
        if not self.chosen:
            return []
        here = {card.program.ref for card in self.cards}
        return [ref for ref in self.chosen if ref not in here]

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

    @property
    def cards_url(self) -> str:
        return self.keeping_page(view="")

    @property
    def table_url(self) -> str:
        return self.keeping_page(view="table")

    @property
    def map_url(self) -> str:
        return path_of("schools:map") + link(self.params, "view", "state")

    @cached_property
    def downloads(self) -> dict[str, str]:
        """Addresses of the exports, which refuse what the page only complains of."""
        query = self.filterset.understood.urlencode()
        return {
            name: f"{path_of(f'schools:export-{name}')}?{query}"
            for name in ("csv", "json")
        }

    @property
    def pagination(self) -> list[PageLink]:
        """The ways to the first, the neighbouring and the last page; none for one page."""
        here, last = self.result.page, self.result.pages
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
            steps.insert(
                0, PageLink(here - 1, self.url_of(here - 1), "Previous", "prev")
            )
        if here < last:
            steps.append(PageLink(here + 1, self.url_of(here + 1), "Next", "next"))
        return steps

    @cached_property
    def first_page_url(self) -> str:
        return link(self.given)

    def url_of(self, page: int) -> str:
        url = self.first_page_url
        if page == 1:
            return url
        return f"{url}{'' if url == '?' else '&'}page={page}"

    def keeping_page(self, view: str) -> str:
        page = [str(self.result.page)] if self.result.page > 1 else []
        return link(self.params, view=[view] if view else [], page=page)

    @property
    def career(self) -> str:
        return next(iter(self.query.choices.get("career", ())), "")

    @property
    def home_label(self) -> str:
        return State(self.query.home).label if self.query.home else ""

    @property
    def radius_note(self) -> str:
        """Said when the visitor named no radius."""
        if self.query.point is None or self.query.miles:
            return ""
        if self.result.radius is None:
            return "Nothing lies within 250 miles, so the whole country is shown."
        return (
            f"No distance was chosen, so we looked within {self.result.radius} miles, "
            "the first distance that finds anything."
        )


def state_tiles(page: FinderPage) -> list[dict]:
    """The tiles of the map, each with the search narrowed to its state."""
    return [
        {
            "tile": tile,
            "url": path_of("schools:finder") + link(page.params, state=tile.code),
        }
        for tile in tiles(page.result)
    ]


LONG = ("state", "credential")
HINTS = {
    "accreditation": "By CAHIIM. “Not confirmed” is not “not accredited”.",
    "duration": "Counted by the longer end where a program gives a range.",
}
MORE = {"accreditation": "careers:accreditation"}
BOUNDED = ("price", "duration")


def finder_page(
    index: Index, params: QueryDict, *, forced: dict[str, str] | None = None
) -> FinderPage:
    """Read *params* and search; *forced* choices come from the address."""
    given = params.copy()
    # Every link of the page repeats these, so nothing else may hide among them.
    chosen = refs_in(given)[:MOST_LISTED]
    given.setlist("p", chosen)
    params = given
    if forced:
        params = given.copy()
        for name, value in forced.items():
            params.setlist(name, [value])
    filterset = ProgramFilter(
        params, credentials=index.rulebook.credentials, careers=index.careers
    )
    found = search(index, filterset.query)
    page = FinderPage(filterset, found, params, given, chosen=chosen)
    page.heading = heading(found)
    page.cards = cards(found)
    page.chips = chips(found, params)
    page.facets = facets(page)
    page.suggestion = suggestion(found, params)
    page.ways = ways_out(found, params) if found.total <= FEW else []
    return page


def arranged(name: str, options: list[Option]) -> list[Option]:
    """In order; of a long list the chosen first, then those that find something."""
    if name not in LONG:
        return options
    return sorted(options, key=lambda option: (not option.selected, not option.count))


def facets(page: FinderPage) -> list[Facet]:
    labels = facet_labels(page.result.index)
    errors = page.form.errors
    return [
        Facet(
            name,
            label,
            arranged(name, page.result.facet(name, labels[name])),
            list(errors.get(name, [])),
            HINTS.get(name, ""),
            MORE.get(name, ""),
            name in BOUNDED,
        )
        for name, label in FACETS.items()
        if name != "career"
    ]
