"""In which order matching programs come, and the few of them that a page shows."""

from collections.abc import Callable

import numpy as np

from schools.finder.index.arrays import Index, least, most
from schools.finder.query import Sort
from schools.finder.text.matching import TextMatch

SortKey = Callable[[np.ndarray], np.ndarray]
"""Row numbers to one int64 each, all different: the smaller comes first."""


def sort_key(
    index: Index,
    sort: Sort,
    home: str = "",
    text: TextMatch | None = None,
    miles: np.ndarray | None = None,
) -> SortKey:
    """*miles*: of each school; float, NaN where its coordinates are not known."""
    rank = index.rows["rank"]
    match sort:
        case Sort.DEFAULT:
            return lambda rows: rank.take(rows).astype(np.int64)
        case Sort.PRICE:
            return lambda rows: then_by(least(index.prices(home, rows)), rows)
        case Sort.DURATION:
            return lambda rows: then_by(least(index.months.take(rows)), rows)
        case Sort.GRADUATES:
            return lambda rows: then_by(most(index.graduates.take(rows)), rows)
        case Sort.DISTANCE if miles is not None:
            # Schools that are equally far come in their own order, as their rows do.
            nearness = np.empty(len(miles), dtype=np.int32)
            nearness[np.argsort(miles, kind="stable")] = np.arange(len(miles))
            return lambda rows: then_by(nearness.take(index.school.take(rows)), rows)
        case Sort.RELEVANCE if text is not None:
            return lambda rows: then_by(-text.score(index, rows), rank.take(rows))
        case _:
            return lambda rows: rows.astype(np.int64)


def then_by(values: np.ndarray, ties: np.ndarray) -> np.ndarray:
    """One number for two: by *values*, and where they are equal by *ties*.

    Both fit in 32 bits, as every number of a row, dollars and months do.
    """
    return (values.astype(np.int64) << 32) + ties


def ordered(rows: np.ndarray, key: SortKey) -> np.ndarray:
    """*rows* as they are sorted."""
    return rows[np.argsort(key(rows))]


def page_of(rows: np.ndarray, key: SortKey, start: int, stop: int) -> np.ndarray:
    """`ordered(rows, key)[start:stop]`, of which only the rows up to *stop* are sorted.

    A page of twenty out of 560,000 takes 1 ms; sorting them all 20.
    """
    keys = key(rows)
    if stop < len(rows):
        first = np.argpartition(keys, stop)[:stop]
        rows, keys = rows[first], keys[first]
    return rows[np.argsort(keys)[start:stop]]


def page_of_order(
    index: Index, passes: np.ndarray, total: int, start: int, stop: int
) -> np.ndarray | None:
    """The same by default, read off the order of all rows; None where sorting is quicker.

    *passes*: which combinations match; *total*: how many rows. Everybody's first page at a million
    programs, of which 560,000 match, takes 0.05 ms so, and 2.5 with `page_of`: as long as the page.
    """
    # Twice as many rows as hold so many matches on average. Either way costs about the same a row.
    look = 2 * stop * index.size // max(total, 1)
    if look > total:
        return None
    rows = index.by_rank[:0]
    while len(rows) < min(stop, total):
        part = index.by_rank[:look]
        rows = part[passes.take(index.combination.take(part))]
        look *= 2
    return rows[start:stop]
