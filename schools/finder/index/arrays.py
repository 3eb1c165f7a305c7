"""The catalogue as columns: what the finder computes with.

A *row* is a listed program; rows stand in name order (school, title, award, key), so that a
school's programs lie side by side and a row's number is the last word in every order. Each row
has its cell, and counting asks the cells.
"""

import datetime as dt
from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np

from careers.choices import State
from careers.eligibility import Eligibility, RuleBook
from careers.models import Career
from schools.finder.bands import AccreditationChoice
from schools.finder.index.combinations import Cells, VerdictTable
from schools.finder.text.spellings import Spellings, names_of_credentials
from schools.finder.text.word_lists import SchoolWords, WordList, title_words
from web.fragments import FragmentCache

UNKNOWN = -1
"""Stands for a missing price, length or count; never compared as a number."""
ROW_COLUMNS = (
    "pk",
    "school",
    "title",
    "cell",
    "resident",
    "nonresident",
    "months",
    "graduates",
)
"""What an index holds by row; the rest its cells say."""

BLOCK = 1 << 15
MOST_CARDS = 2_000


def look_up(table: np.ndarray, places: np.ndarray) -> np.ndarray:
    """`table[places]`, block by block: what lies in between stays in the processor's cache."""
    found = np.empty(len(places), dtype=table.dtype)
    for start in range(0, len(places), BLOCK):
        part = slice(start, start + BLOCK)
        np.take(table, places[part], out=found[part], mode="clip")
    return found


def spans(starts: np.ndarray, chosen: np.ndarray) -> np.ndarray:
    """All places from starts[n] up to starts[n + 1], for each n of *chosen*."""
    begins = starts[chosen]
    sizes = starts[chosen + 1] - begins
    offsets = np.repeat(begins - np.cumsum(sizes) + sizes, sizes)
    return offsets + np.arange(len(offsets))


def least(values: np.ndarray) -> np.ndarray:
    """A sort key: small first, unknown last."""
    return np.where(values == UNKNOWN, np.iinfo(values.dtype).max, values)


def most(values: np.ndarray) -> np.ndarray:
    """A sort key: large first, unknown last."""
    return np.where(values == UNKNOWN, 1, -values)


@dataclass(frozen=True, eq=False)
class Schools:
    """Columns of schools, which are numbered in name order."""

    pk: np.ndarray
    state: np.ndarray
    sector: np.ndarray
    latitude: np.ndarray
    longitude: np.ndarray
    names: list[str]
    """Folded; what the order of schools rests on."""
    texts: list[str]

    @cached_property
    def words(self) -> SchoolWords:
        return SchoolWords(self.texts)

    @cached_property
    def number_of(self) -> dict[int, int]:
        return {pk: number for number, pk in enumerate(self.pk.tolist())}


@dataclass(frozen=True, eq=False)
class Titles:
    """Titles by number, and the place of each in alphabetical order."""

    names: list[str]

    @cached_property
    def rank(self) -> np.ndarray:
        rank = np.empty(len(self.names), dtype=np.int32)
        order = sorted(range(len(rank)), key=lambda n: self.names[n].casefold())
        rank[order] = np.arange(len(order))
        return rank

    @cached_property
    def words(self) -> WordList:
        return title_words(self.names)


@lru_cache(maxsize=2)
def spellings_of(
    schools: Schools, titles: Titles, protected: frozenset[str]
) -> Spellings:
    return Spellings([*schools.words.list.words, *titles.words.words], protected)


@dataclass(frozen=True, eq=False)
class Runs:
    """Rows of one school and one title, which lie side by side."""

    starts: np.ndarray
    """First row of each, and the end of the last."""
    school: np.ndarray
    title: np.ndarray

    @cached_property
    def sizes(self) -> np.ndarray:
        return np.diff(self.starts)

    @cached_property
    def of_row(self) -> np.ndarray:
        """The number of the run that each row stands in."""
        return np.repeat(np.arange(len(self.sizes), dtype=np.int32), self.sizes)

    def rows(self, fits: np.ndarray) -> np.ndarray:
        """Rows of the runs that fit (a mask of runs): ascending, or if they are many a mask."""
        found = self.sizes[fits].sum()
        if found * 4 > self.starts[-1]:
            return np.repeat(fits, self.sizes)
        return spans(self.starts, np.flatnonzero(fits))


class RowOf(Mapping):
    """Primary key to row, without an object for every row."""

    def __init__(self, pk: np.ndarray, by_pk: np.ndarray) -> None:
        self.pk, self.by_pk = pk, by_pk

    def __getitem__(self, pk: int) -> int:
        place = bisect_left(self.by_pk, pk, key=self.pk.__getitem__)
        if place < len(self.by_pk) and self.pk[self.by_pk[place]] == pk:
            return int(self.by_pk[place])
        raise KeyError(pk)

    def __iter__(self):
        return iter(self.pk.tolist())

    def __len__(self) -> int:
        return len(self.pk)


@dataclass
class Index:
    """All the finder needs but the texts of the twenty cards."""

    version: int
    stamp: str
    """Names the state of the catalogue; two that differ never share it."""
    day: dt.date
    schools: Schools
    titles: Titles
    rows: dict[str, np.ndarray]
    """Each of `ROW_COLUMNS`, by row."""
    cells: Cells
    orders: dict[str, np.ndarray]
    """Rows by key, by cell, by default, by graduates, months and either price."""

    def __post_init__(self) -> None:
        self.pk = self.rows["pk"]
        self.school = self.rows["school"]
        self.cell = self.rows["cell"]
        self.resident = self.rows["resident"]
        self.nonresident = self.rows["nonresident"]
        self.months = self.rows["months"]
        self.graduates = self.rows["graduates"]
        self.cards = FragmentCache(MOST_CARDS)
        # By facet, of the search without any choice.
        self.counts: dict[str, dict[str, int]] = {}
        self.row_of = RowOf(self.pk, self.orders["pk"])

    @property
    def size(self) -> int:
        return len(self.pk)

    @property
    def eligibility(self) -> VerdictTable:
        return self.cells.eligibility

    @property
    def rulebook(self) -> RuleBook:
        return self.eligibility.rulebook

    @property
    def careers(self) -> tuple[Career, ...]:
        return self.eligibility.careers

    @cached_property
    def school_starts(self) -> np.ndarray:
        """First row of each school, and the end of the last."""
        numbers = np.arange(len(self.schools.pk) + 1)
        return np.searchsorted(self.school, numbers.astype(self.school.dtype))

    @cached_property
    def runs(self) -> Runs:
        school, title = self.school, self.rows["title"]
        begins = np.ones(self.size + 1, dtype=bool)
        begins[1:-1] = (school[1:] != school[:-1]) | (title[1:] != title[:-1])
        starts = np.flatnonzero(begins)
        return Runs(starts, school[starts[:-1]], title[starts[:-1]])

    def rows_of_schools(self, schools: np.ndarray) -> np.ndarray:
        """All rows of the schools numbered so, ascending when the numbers are."""
        return spans(self.school_starts, schools)

    def rows_of_cells(self, fits: np.ndarray) -> np.ndarray:
        """The rows, ascending, whose cell fits (a mask of cells)."""
        if self.cells.weights[fits].sum() * 8 > self.size:
            return np.flatnonzero(look_up(fits, self.cell))
        places = spans(self.cells.starts, np.flatnonzero(fits))
        return np.sort(self.orders["cell"].take(places))

    def column(self, name: str, rows: np.ndarray | int) -> np.ndarray:
        """Facet codes of some rows, as in `CELL_PARTS`."""
        return self.cells.codes[name][self.cell[rows]]

    def answers(self, row: int) -> list[Eligibility]:
        traits = self.cells.traits[self.cells.traits_of_cell[self.cell[row]]]
        return self.eligibility.answers(*traits)

    def careers_of(self, row: int) -> list[Career]:
        serves = self.cells.serves[self.cells.traits_of_cell[self.cell[row]]]
        return [c for number, c in enumerate(self.careers) if serves[number]]

    def accreditation(self, row: int) -> AccreditationChoice:
        return AccreditationChoice(
            AccreditationChoice.values[self.column("accreditation", row)]
        )

    @property
    def spellings(self) -> Spellings:
        """What a misspelt name, place or title may be meant for."""
        protected = names_of_credentials(self.rulebook.credentials)
        return spellings_of(self.schools, self.titles, protected)

    @cached_property
    def default_rank(self) -> np.ndarray:
        rank = np.empty(self.size, dtype=np.int32)
        rank[self.orders["default"]] = np.arange(self.size, dtype=np.int32)
        return rank

    def prices(self, home: str, rows: np.ndarray | slice = slice(None)) -> np.ndarray:
        """What rows cost somebody who lives in *home*; residents' prices when blank."""
        if not home:
            return self.resident[rows]
        at_home = self.schools.state == State.values.index(home)
        return np.where(
            at_home.take(self.school[rows]), self.resident[rows], self.nonresident[rows]
        )
