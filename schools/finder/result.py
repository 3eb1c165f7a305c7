"""One query, one result: the list, its counts, the ways out of an empty one.

The page, the map, the exports and the API all ask here, so that they cannot drift apart.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, reduce
from types import MappingProxyType

import numpy as np

from careers.choices import State
from schools.finder.facets import FacetCounts, Option, online, surely_passing
from schools.finder.index.arrays import UNKNOWN, Index
from schools.finder.ordering import (
    ordered,
    page_of,
    page_of_order,
    sort_key,
)
from schools.finder.query import PAGE_SIZE, RADII, Include, Query, Sort
from schools.finder.text.matching import TextMatch, match_text, match_words
from schools.finder.text.spellings import corrected
from schools.models.zip_codes import miles_from

FEW = 3
"""Matches, from none to which another spelling is looked for."""
NOTHING: Mapping[str, np.ndarray] = MappingProxyType({})


@dataclass(frozen=True)
class Relaxation:
    """An active filter, and how many programs dropping it would give."""

    name: str
    total: int


@dataclass(frozen=True, eq=False)
class SearchResult:
    """Everything that can be said of one query, worked out when it is asked for."""

    index: Index
    query: Query
    text: TextMatch | None = None
    miles: np.ndarray | None = None
    """By school; float, NaN where its coordinates are not known."""
    radius: int | None = None
    """Miles, of the search by ZIP code; None with a ZIP code: anywhere."""
    limits: Mapping[str, np.ndarray] = field(default_factory=lambda: NOTHING)
    """By filter that combinations of facet values cannot decide: whether it lets each row through.

    Always a mask of all rows, a byte each: of a million programs it takes 0.03 ms to combine two,
    and 0.7 to list the rows of one. Sorted row numbers take eight bytes each, and 20 ms to combine.
    """

    @cached_property
    def all_counts(self) -> FacetCounts:
        """The choices alone, without the limits."""
        return FacetCounts.of(self.index, self.query.choice)

    @cached_property
    def within(self) -> np.ndarray:
        """The rows, ascending, that every limit lets through; intp."""
        return np.flatnonzero(reduce(np.logical_and, self.limits.values()))

    @cached_property
    def combinations_within(self) -> np.ndarray:
        """The number of the combination of each row of `within`; int32."""
        return self.index.combination.take(self.within)

    @cached_property
    def facet_counts(self) -> FacetCounts:
        if not self.limits:
            return self.all_counts
        return self.all_counts.among(self.combinations_within)

    @cached_property
    def matching(self) -> np.ndarray:
        """The rows that match, ascending; intp."""
        passes = self.all_counts.tally.passes_all
        if not self.limits:
            return self.index.rows_of(passes)
        return self.within[passes.take(self.combinations_within)]

    @property
    def total(self) -> int:
        return self.facet_counts.total

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // PAGE_SIZE))

    @property
    def page(self) -> int:
        return min(self.query.page, self.pages)

    @property
    def sort(self) -> Sort:
        """The visitor's, or what suits the query."""
        return Sort(self.query.sort) if self.query.sort else self.query.default_sort

    @cached_property
    def surely(self) -> np.ndarray | None:
        """Which combinations lead to a credential asked for beyond doubt; bool.

        Of programs that count for one the others come after them, each in the order chosen. None
        where no credential that is asked for hangs on accreditation, so that all are alike.
        """
        chosen = self.query.choices.get("credential", frozenset())
        if not any(map(self.index.rulebook.hangs_on_accreditation, chosen)):
            return None
        return surely_passing(self.index, chosen)

    def sections(self) -> tuple[np.ndarray, np.ndarray]:
        """The rows that match beyond doubt, and those that may; both ascending, intp."""
        if self.surely is None:
            return self.matching, self.matching[:0]
        sure = self.surely.take(self.index.combination.take(self.matching))
        return self.matching[sure], self.matching[~sure]

    @cached_property
    def rows(self) -> np.ndarray:
        """Every matching row, in order; intp."""
        key = self.sort_key()
        return np.concatenate([ordered(rows, key) for rows in self.sections()])

    def sort_key(self):
        return sort_key(self.index, self.sort, self.query.home, self.text, self.miles)

    def page_rows(self) -> list[int]:
        """The rows of the page asked for, in order."""
        start = (self.page - 1) * PAGE_SIZE
        stop = start + PAGE_SIZE
        rows = None
        if self.surely is not None:
            return self.page_of_sections(start, stop)
        if self.sort == Sort.DEFAULT and not self.limits:
            passes = self.all_counts.tally.passes_all
            rows = page_of_order(self.index, passes, self.total, start, stop)
        if rows is None:
            rows = page_of(self.matching, self.sort_key(), start, stop)
        return rows.tolist()

    def page_of_sections(self, start: int, stop: int) -> list[int]:
        """The rows from *start* to *stop*, those that may match after those that surely do."""
        key, rows = self.sort_key(), []
        for section in self.sections():
            if start < len(section) and stop > 0:
                rows += page_of(section, key, max(start, 0), stop).tolist()
            start, stop = start - len(section), stop - len(section)
        return rows

    def miles_of(self, row: int) -> float | None:
        if self.miles is None:
            return None
        miles = float(self.miles[self.index.school[row]])
        return None if np.isnan(miles) else miles

    def is_in_county(self, row: int) -> bool:
        """Whether the ZIP code of the search lies in the county of the row's school."""
        point = self.query.point
        if point is None or not point.county:
            return False
        return self.index.schools.counties[self.index.school[row]] == point.county

    def counts(self, axis: str) -> dict[str, int]:
        """Programs behind each option of *axis*, its own choice left aside."""
        return self.facet_counts.by_option(axis)

    def facet(self, name: str, labels: list[tuple[str, str]]) -> list[Option]:
        """*name*'s options in the order of *labels*, with the count behind each."""
        counts = self.counts(name)
        chosen = self.query.choices.get(name, frozenset())
        options = [
            Option(value, label, counts.get(value, 0), value in chosen)
            for value, label in labels
        ]
        if name == "duration":
            published = self.facet_counts.published_by_duration
            return [one._replace(published=published[one.value]) for one in options]
        if name != "credential":
            return options
        confirmed = self.facet_counts.confirmed_by_credential
        hangs = self.index.rulebook.hangs_on_accreditation
        return [
            one._replace(confirmed=confirmed[one.value]) if hangs(one.value) else one
            for one in options
        ]

    @cached_property
    def by_state(self) -> dict[str, int]:
        """How many of the matching programs are in each state; together they are the total."""
        return self.facet_counts.where_found

    @cached_property
    def confirmed(self) -> int:
        """How many of the matching programs are confirmed as accredited.

        With credentials that hang on it: how many lead to one of those asked for, or prepare for
        one that anybody may sit. They come first.
        """
        if self.surely is None:
            return self.facet_counts.accredited
        return self.facet_counts.among_passing(self.surely)

    @cached_property
    def dormant_left_out(self) -> int:
        if Include.DORMANT in self.query.include:
            return 0
        return self.facet_counts.without("dormant") - self.total

    @cached_property
    def unpriced_left_out(self) -> int:
        """Programs without a price that a price bound keeps out."""
        if not self.query.has_price_bound or Include.UNPRICED in self.query.include:
            return 0
        return self.without_limit("price_bounds").facet_counts.unpriced

    @cached_property
    def district_left_out(self) -> int:
        """Programs that keep to a price bound for residents of the college's district alone."""
        if not self.query.has_price_bound or Include.DISTRICT in self.query.include:
            return 0
        asked = replace(self.query, include=self.query.include | {Include.DISTRICT})
        return search(self.index, asked, text=self.text).total - self.total

    def without_limit(self, name: str) -> "SearchResult":
        """The result if one of the limits were dropped."""
        others = {key: mask for key, mask in self.limits.items() if key != name}
        return replace(self, limits=others)

    @cached_property
    def unconfirmed_left_out(self) -> int:
        """Programs that may lead to the credential, which the visitor did not want to see."""
        if not self.query.confirmed or self.surely is None:
            return 0
        asked = replace(self.query, confirmed=False)
        return search(self.index, asked, text=self.text).total - self.total

    @cached_property
    def relaxations(self) -> list[Relaxation]:
        """Each active filter with what dropping it gives, best first; only those that help."""
        found = []
        for name in self.query.choices:
            found.append(Relaxation(name, self.facet_counts.without(name)))
        for name in self.limits:
            found.append(Relaxation(name, self.without_limit(name).total))
        if "field" not in self.query.choices:
            found.append(Relaxation("all-fields", self.facet_counts.without("field")))
        if self.dormant_left_out:
            found.append(Relaxation("dormant", self.total + self.dormant_left_out))
        helpful = [r for r in found if r.total > self.total]
        return sorted(helpful, key=lambda r: (-r.total, r.name))

    @cached_property
    def did_you_mean(self) -> str:
        """Another spelling that finds more, where the words as typed find little."""
        if self.text is None or self.total > FEW:
            return ""
        words = self.text.searched.split()
        better = corrected(words, self.index.spellings, whole=True)
        if better is None:
            return ""
        text = match_words(self.index, better, " ".join(better))
        asked = replace(self.query, q=" ".join(better))
        found = search(self.index, asked, text=text)
        return asked.q if found.total > self.total else ""


def search(
    index: Index, query: Query, *, text: TextMatch | None = None
) -> SearchResult:
    """Answer *query* from *index*; *text* when it was matched before."""
    limits = {}
    if query.q:
        text = text or match_text(index, query.q)
        limits["q"] = text.rows
    if query.has_price_bound:
        limits["price_bounds"] = within_price(index, query)
    if query.months_max is not None:
        known = index.months != UNKNOWN
        limits["months_max"] = known & (index.months <= query.months_max)
    found = SearchResult(index, query, text=text if query.q else None, limits=limits)
    return found if query.point is None else within_radius(found)


def within_price(index: Index, query: Query) -> np.ndarray:
    """Which rows cost what the query allows; bool by row."""
    prices = index.prices(query.home)
    mask = within_bounds(prices, query)
    if Include.UNPRICED in query.include:
        mask |= prices == UNKNOWN
    if Include.DISTRICT in query.include:
        in_district = within_bounds(index.rows["district"], query)
        if query.home:
            at_home = index.schools.state == State.values.index(query.home)
            in_district &= at_home.take(index.school)
        mask |= in_district
    return mask


def within_bounds(prices: np.ndarray, query: Query) -> np.ndarray:
    """Which of *prices*, dollars, are known and keep to the bounds; bool."""
    mask = prices != UNKNOWN
    if query.price_min is not None:
        mask &= prices >= query.price_min
    if query.price_max is not None:
        mask &= prices <= query.price_max
    return mask


def within_radius(found: SearchResult) -> SearchResult:
    """The same within the miles asked for; without them, within the least that finds something."""
    index, query = found.index, found.query
    schools = index.schools
    miles = miles_from(query.point, schools.latitude, schools.longitude)
    far = np.nan_to_num(miles, nan=np.inf)
    radius = query.miles
    if not radius:
        nearest = far.take(index.school.take(found.matching)).min(initial=np.inf)
        radius = next((r for r in RADII[1:] if nearest <= r), None)
    near = (far <= (np.inf if radius is None else radius)).take(index.school)
    if Include.ONLINE in query.include:
        near |= online(index).take(index.combination)
    limits = {**found.limits, "zip": near}
    return replace(found, miles=miles, radius=radius, limits=limits)
