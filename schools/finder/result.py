"""One query, one result: the list, its counts, the ways out of an empty one.

The page, the map, the exports and the API all ask here, so that they cannot drift apart.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from functools import cached_property, partial, reduce

import numpy as np

from careers.choices import State
from schools.finder.distance import miles_from
from schools.finder.facets import Option, Tally
from schools.finder.index.arrays import UNKNOWN, Index, least, look_up, most
from schools.finder.index.combinations import AXES
from schools.finder.query import PAGE_SIZE, RADII, Include, Query, Sort
from schools.finder.text.matching import TextMatch, match_text, match_words
from schools.finder.text.spellings import corrected

FEW = 3
FIRST_LOOK = 4_096
"""Rows of a sorted order to look at before twice as many."""
FAR = 64
"""Rows to look at for one that fits, at which looking up all that fit is quicker."""
AS_LONG_AS_THE_CATALOGUE = (
    "cells",
    "cells_within",
    "index",
    "limits",
    "mask",
    "matching",
    "miles",
    "rows",
    "sort_keys",
    "tally",
    "text",
    "within",
)
ORDER_OF_SORT = {
    Sort.DEFAULT: "default",
    Sort.DURATION: "duration",
    Sort.GRADUATES: "graduates",
}

SortKey = Callable[[np.ndarray], np.ndarray]
"""A value for each of some rows."""


@dataclass(frozen=True)
class Relaxation:
    """An active filter, and how many programs dropping it would give."""

    name: str
    total: int


@dataclass
class SearchResult:
    """Everything that can be said of one query, computed when asked."""

    index: Index
    query: Query
    text: TextMatch | None = None
    miles: np.ndarray | None = None
    """Miles by school number."""
    radius: int | None = None
    """Of the search by ZIP code; None with a ZIP code: anywhere."""
    limits: dict[str, np.ndarray] = field(default_factory=dict)
    """What the cells cannot decide, by filter: a mask of rows, or the rows themselves."""

    @cached_property
    def cells(self) -> Tally:
        """The query as far as the cells can decide it."""
        return Tally(self.index, self.query.choice)

    @cached_property
    def tally(self) -> Tally:
        if not self.limits:
            return self.cells
        if self.mask is not None and self.passing_mask * 2 > self.index.size:
            # Fewer have to be taken away than counted.
            others = np.flatnonzero(~self.mask)
            return self.cells.all_but(look_up(self.index.cell, others))
        return self.cells.over(self.cells_within)

    @cached_property
    def mask(self) -> np.ndarray | None:
        """All limits in one, if every one of them is a mask."""
        limits = list(self.limits.values())
        if not limits or any(limit.dtype != bool for limit in limits):
            return None
        return np.logical_and.reduce(limits)

    @cached_property
    def passing_mask(self) -> int:
        return np.count_nonzero(self.mask)

    @cached_property
    def within(self) -> np.ndarray:
        """The rows, ascending, that every limit lets through."""
        if self.mask is not None:
            return np.flatnonzero(self.mask)
        return common(self.limits.values())

    @cached_property
    def cells_within(self) -> np.ndarray:
        return look_up(self.index.cell, self.within)

    @cached_property
    def total(self) -> int:
        return self.tally.total

    @cached_property
    def pages(self) -> int:
        return max(1, -(-self.total // PAGE_SIZE))

    @cached_property
    def page(self) -> int:
        return min(self.query.page, self.pages)

    @cached_property
    def matching(self) -> np.ndarray:
        """The rows that match, ascending."""
        fits = self.cells.fits
        if not self.limits:
            return self.index.rows_of_cells(fits)
        if self.mask is not None and self.passing_mask > self.cells.total:
            rows = self.index.rows_of_cells(fits)
            return rows[look_up(self.mask, rows)]
        return self.within[look_up(fits, self.cells_within)]

    @cached_property
    def sort(self) -> Sort:
        """The sort in force: the visitor's, or what suits the query."""
        if self.query.sort:
            return Sort(self.query.sort)
        if self.query.q and self.text is not None:
            return Sort.RELEVANCE
        return Sort.DISTANCE if self.miles is not None else Sort.DEFAULT

    @cached_property
    def rows(self) -> np.ndarray:
        """Every matching row, in order."""
        return self.in_order(self.matching)

    def in_order(self, rows: np.ndarray) -> np.ndarray:
        """*rows*, which are ascending, as they are sorted."""
        keys = [key(rows) for key in reversed(self.sort_keys)]
        return rows[np.lexsort(keys)] if keys else rows

    @cached_property
    def sort_keys(self) -> list[SortKey]:
        """The smaller, the earlier; the second decides between equals of the first.

        Of rows that are equal in all of them, the lower comes first.
        """
        index = self.index

        def rank(rows: np.ndarray) -> np.ndarray:
            return look_up(index.default_rank, rows)

        match self.sort:
            case Sort.DEFAULT:
                return [rank]
            case Sort.PRICE:
                return [lambda rows: least(index.prices(self.query.home, rows))]
            case Sort.DURATION:
                return [lambda rows: least(index.months.take(rows))]
            case Sort.GRADUATES:
                return [lambda rows: most(index.graduates.take(rows))]
            case Sort.DISTANCE if self.miles is not None:
                miles = np.nan_to_num(self.miles, nan=np.inf)
                return [lambda rows: miles.take(index.school.take(rows))]
            case Sort.RELEVANCE if self.text is not None:
                text = self.text
                return [lambda rows: -text.score(index, rows), rank]
            case _:
                return []

    def page_rows(self) -> list[int]:
        start = (self.page - 1) * PAGE_SIZE
        stop = min(start + PAGE_SIZE, self.total)
        if "rows" in self.__dict__:
            return self.rows[start:stop].tolist()
        # Late pages are found from the end.
        wanted = min(stop, self.total - start)
        if self.is_broad(wanted):
            is_late = wanted < stop
            found = self.ends(-wanted if is_late else wanted)
            if found is not None:
                skipped = 0 if is_late else start
                return found[skipped : skipped + stop - start].tolist()
        return self.first_of_all(stop)[start:].tolist()

    def is_broad(self, wanted: int) -> bool:
        """So much matches that the rows stand near an end of a sorted order."""
        if self.limits and self.mask is None:
            return False
        is_one_order = self.sort != Sort.PRICE or not self.query.home
        return wanted * 4 < self.total or (
            is_one_order and self.total * 8 > self.index.size
        )

    def ends(self, wanted: int) -> np.ndarray | None:
        """The first rows that match, or the last when negative; None: no order is kept."""
        index, fits, home = self.index, self.cells.fits, self.query.home
        mask = self.mask
        match self.sort:
            case Sort.NAME:
                return ends(index, np.arange(index.size), fits, wanted, mask)
            case Sort.DEFAULT | Sort.DURATION | Sort.GRADUATES:
                order = index.orders[ORDER_OF_SORT[self.sort]]
                return ends(index, order, fits, wanted, mask)
            case Sort.PRICE if not home:
                return ends(index, index.orders["resident"], fits, wanted, mask)
            case Sort.PRICE:
                at_home = index.cells.codes["state"] == State.values.index(home)
                both = [
                    some(index, index.orders["resident"], fits & at_home, wanted, mask),
                    some(
                        index,
                        index.orders["nonresident"],
                        fits & ~at_home,
                        wanted,
                        mask,
                    ),
                ]
                rows = self.in_order(np.sort(np.concatenate(both)))
                return rows[wanted:] if wanted < 0 else rows[:wanted]
            case _:
                return None

    def first_of_all(self, stop: int) -> np.ndarray:
        """Rows up to *stop* out of all that match, of which only those are sorted."""
        rows, found = self.matching, []
        for key in self.sort_keys:
            if len(rows) <= stop:
                break
            values = key(rows)
            # The last that counts; the next key tells those as good as it apart.
            limit = np.partition(values, stop - 1)[stop - 1]
            found.append(rows[values < limit])
            rows = rows[values == limit]
            stop -= len(found[-1])
        found.append(rows[:stop])
        return self.in_order(np.sort(np.concatenate(found)))

    def miles_of(self, row: int) -> float | None:
        if self.miles is None:
            return None
        miles = float(self.miles[self.index.school[row]])
        return None if np.isnan(miles) else miles

    def facet(self, name: str, labels: list[tuple[str, str]]) -> list[Option]:
        """*name*'s options in the order of *labels*, with the count behind each."""
        counts = self.tally.counts(name)
        chosen = self.query.choices.get(name, frozenset())
        return [
            Option(value, label, counts.get(value, 0), value in chosen)
            for value, label in labels
        ]

    @cached_property
    def confirmed(self) -> int:
        """How many of the matching programs are confirmed as accredited."""
        return self.tally.confirmed

    @cached_property
    def dormant_left_out(self) -> int:
        if Include.DORMANT in self.query.include:
            return 0
        return self.tally.without("dormant") - self.total

    @cached_property
    def unpriced_left_out(self) -> int:
        """Programs without a price that a price bound keeps out."""
        if not self.query.has_price_bound or Include.UNPRICED in self.query.include:
            return 0
        return self.without_limit("price_bounds").tally.unpriced

    def without_limit(self, name: str) -> "SearchResult":
        """The result if one of the limits were dropped."""
        others = {k: v for k, v in self.limits.items() if k != name}
        result = replace(self, limits=others)
        result.cells = self.cells
        return result

    @cached_property
    def cannot_tell_left_out(self) -> int:
        """Programs that may open the exam, were their accreditation confirmed."""
        if (
            "credential" not in self.query.choices
            or Include.CANNOT_TELL in self.query.include
        ):
            return 0
        asked = replace(self.query, include=self.query.include | {Include.CANNOT_TELL})
        return search(self.index, asked, text=self.text).total - self.total

    @cached_property
    def relaxations(self) -> list[Relaxation]:
        """Each active filter with what dropping it gives, best first; only those that help."""
        found = []
        for name in self.query.choices:
            found.append(Relaxation(name, self.tally.without(name)))
        for name in self.limits:
            found.append(Relaxation(name, self.without_limit(name).total))
        if "field" not in self.query.choices:
            found.append(Relaxation("all-fields", self.tally.without("field")))
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

    def let_go(self) -> None:
        """Drop what is as long as the catalogue; figures that were asked for stay.

        Whatever a template was given waits for the collector of garbage, since Django's contexts
        hold themselves. Megabytes of each page would wait with it, after an edit the whole index
        before, and the next page take new ones from the system.
        """
        for name in AS_LONG_AS_THE_CATALOGUE:
            self.__dict__.pop(name, None)

    @cached_property
    def by_state(self) -> dict[str, int]:
        """Matching programs by state, the state choice left aside: the map's counts."""
        return self.tally.counts("state")


def search(
    index: Index, query: Query, *, text: TextMatch | None = None
) -> SearchResult:
    """Answer *query* from *index*; *text* when it was matched before."""
    found = SearchResult(index, query)
    if query.q:
        found.text = text or match_text(index, query.q)
        found.limits["q"] = found.text.rows
    if query.has_price_bound:
        found.limits["price_bounds"] = within_price(index, query)
    if query.months_max is not None:
        known = index.months != UNKNOWN
        found.limits["months_max"] = known & (index.months <= query.months_max)
    if query.point is not None:
        schools = index.schools
        found.miles = miles_from(query.point, schools.latitude, schools.longitude)
        place(found)
    return found


def common(limits: Iterable[np.ndarray]) -> np.ndarray | None:
    """The rows, ascending, that every one of *limits* lets through; None without any."""
    limits = list(limits)
    masks = [limit for limit in limits if limit.dtype == bool]
    lists = [limit for limit in limits if limit.dtype != bool]
    if not lists:
        return np.flatnonzero(np.logical_and.reduce(masks)) if masks else None
    rows = reduce(partial(np.intersect1d, assume_unique=True), lists)
    for mask in masks:
        rows = rows[mask.take(rows)]
    return rows


def ends(
    index: Index,
    order: np.ndarray,
    fits: np.ndarray,
    wanted: int,
    mask: np.ndarray | None = None,
) -> np.ndarray:
    """The first rows of *order* whose cell fits; the last when *wanted* is negative."""
    if wanted < 0:
        return ends(index, order[::-1], fits, -wanted, mask)[::-1]
    found = [order[:0]]
    at, size = 0, FIRST_LOOK
    while at < len(order) and wanted > 0:
        part = order[at : at + size]
        hits = part[fits.take(index.cell.take(part))]
        if mask is not None:
            hits = hits[mask.take(hits)]
        found.append(hits[:wanted])
        wanted -= len(found[-1])
        at, size = at + size, size * 2
    return np.concatenate(found)


def some(
    index: Index,
    order: np.ndarray,
    fits: np.ndarray,
    wanted: int,
    mask: np.ndarray | None,
) -> np.ndarray:
    """As `ends`, unsorted, and with more rows where few fit and the ends would be far in."""
    if index.cells.weights[fits].sum() * FAR > index.size:
        return ends(index, order, fits, wanted, mask)
    rows = index.rows_of_cells(fits)
    return rows if mask is None else rows[mask.take(rows)]


def within_price(index: Index, query: Query) -> np.ndarray:
    prices = index.prices(query.home)
    known = prices != UNKNOWN
    mask = known.copy()
    if query.price_min is not None:
        mask &= prices >= query.price_min
    if query.price_max is not None:
        mask &= prices <= query.price_max
    if Include.UNPRICED in query.include:
        mask |= ~known
    return mask


def place(found: SearchResult) -> None:
    """Keep what lies within the radius; without one, widen until something is found."""
    index, query = found.index, found.query
    radii = [query.miles] if query.miles else [*RADII[1:], None]
    others = list(found.limits.values())
    for radius in radii:
        farthest = np.inf if radius is None else radius
        miles = np.nan_to_num(found.miles, nan=np.inf)
        near = index.rows_of_schools(np.flatnonzero(miles <= farthest))
        found.radius = radius
        rows = common([near, *others])
        if look_up(found.cells.fits, look_up(index.cell, rows)).any():
            break
    if Include.ONLINE in query.include:
        online = index.cells.codes["mode"] == AXES["mode"].index("online")
        near = np.union1d(near, np.flatnonzero(look_up(online, index.cell)))
    found.limits["zip"] = near
