"""The catalogue as columns: what the finder computes with.

A *row* is a listed program; rows stand in name order (school, title, award, key), so that a
school's programs lie side by side and a row's number is the last word in every order. Each row
has its combination of facet values, and counting asks the combinations. “By row”, “by school” and
so on say what the entries of an array stand for.
"""

import datetime as dt
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from careers.choices import CORE_FIELDS, Field, State
from careers.eligibility import Eligibility, RuleBook
from careers.models import Career
from schools.finder.index.combinations import Combinations, VerdictTable
from schools.finder.text.spellings import Spellings, names_of_credentials
from schools.finder.text.word_lists import SchoolWords, WordList, title_words
from schools.models.bands import AccreditationChoice, Level
from web.fragments import FragmentCache

UNKNOWN = -1
"""Stands for a missing price, length or count; never compared as a number."""
ROW_COLUMNS = {
    "pk": np.int64,
    "school": np.int32,
    "title": np.int32,
    "combination": np.int32,
    "rank": np.int32,
    "resident": np.int32,
    "nonresident": np.int32,
    "district": np.int32,
    "months": np.int16,
    "graduates": np.int32,
}
"""What an index says of each row: its key; the numbers of school, title and combination; its place
in the default order; dollars for residents, for everybody else and in the district; months at
most, graduates in three years."""
MOST_CARDS = 2_000
"""Rendered cards that an index has in memory, about 3 KB each."""
FEWEST_FOR_MEDIAN = 10
"""Prices, below which half of them says little."""
FEW = 1 / 8
"""Of all rows: of a million it takes 1 ms to look all of them through, and as long to put together
and sort an eighth."""


def spans(starts: np.ndarray, chosen: np.ndarray) -> np.ndarray:
    """All numbers from starts[n] up to starts[n + 1], for each n of *chosen*; intp.

    >>> spans(np.array([0, 2, 3, 6]), np.array([0, 2])).tolist()
    [0, 1, 3, 4, 5]
    """
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
    counties: list[str]
    """As `county_of` names them."""

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


@dataclass(frozen=True, eq=False)
class Runs:
    """Rows of one school and one title, which lie side by side and hold the same words."""

    school: np.ndarray
    """The number of the school of each run; int32."""
    title: np.ndarray
    """The number of its title; int32."""
    of_row: np.ndarray
    """The run that each row is in; int32."""


class RowOf(Mapping):
    """Primary key to row, without an object for every row."""

    def __init__(self, pk: np.ndarray, by_pk: np.ndarray) -> None:
        """*pk*: of each row; *by_pk*: the rows, the smallest key first."""
        self.pk, self.by_pk = pk, by_pk

    def __getitem__(self, pk: int) -> int:
        # NumPy would first convert a million row numbers.
        place = bisect_left(self.by_pk, pk, key=self.pk.__getitem__)
        if place < len(self.by_pk) and self.pk[self.by_pk[place]] == pk:
            return int(self.by_pk[place])
        raise KeyError(pk)

    def __iter__(self) -> Iterator[int]:
        return iter(self.pk.tolist())

    def __len__(self) -> int:
        return len(self.pk)


@dataclass(frozen=True, eq=False)
class Index:
    """All the finder needs but the texts of the twenty cards."""

    version: int
    stamp: str
    """Names the state of the catalogue; two that differ never share it."""
    day: dt.date
    schools: Schools
    titles: Titles
    combinations: Combinations
    rows: Mapping[str, np.ndarray]
    """Each of `ROW_COLUMNS`, by row."""
    by_pk: np.ndarray
    """The rows, the smallest key first; int32."""
    by_rank: np.ndarray
    """The rows in the default order; int32."""
    by_combination: np.ndarray
    """The rows of the first combination, ascending, then those of the next; int32."""
    cards: FragmentCache = field(default_factory=lambda: FragmentCache(MOST_CARDS))

    @property
    def size(self) -> int:
        return len(self.pk)

    @property
    def pk(self) -> np.ndarray:
        return self.rows["pk"]

    @property
    def school(self) -> np.ndarray:
        return self.rows["school"]

    @property
    def combination(self) -> np.ndarray:
        return self.rows["combination"]

    @property
    def resident(self) -> np.ndarray:
        return self.rows["resident"]

    @property
    def months(self) -> np.ndarray:
        return self.rows["months"]

    @property
    def graduates(self) -> np.ndarray:
        return self.rows["graduates"]

    @property
    def eligibility(self) -> VerdictTable:
        return self.combinations.eligibility

    @property
    def rulebook(self) -> RuleBook:
        return self.eligibility.rulebook

    @property
    def careers(self) -> tuple[Career, ...]:
        return self.eligibility.careers

    @cached_property
    def row_of(self) -> RowOf:
        return RowOf(self.pk, self.by_pk)

    @cached_property
    def runs(self) -> Runs:
        school, title = self.school, self.rows["title"]
        begins = np.ones(self.size, dtype=bool)
        begins[1:] = (school[1:] != school[:-1]) | (title[1:] != title[:-1])
        of_row = np.cumsum(begins, dtype=np.int32) - 1
        return Runs(school[begins], title[begins], of_row)

    @cached_property
    def spellings(self) -> Spellings:
        """What a misspelt name, place or title may be meant for."""
        words = [*self.schools.words.list.words, *self.titles.words.words]
        return Spellings(words, names_of_credentials(self.rulebook.credentials))

    @cached_property
    def medians(self) -> dict[tuple[int, int], int]:
        """By codes of state and level: dollars that half of the programs cost residents less than.

        Of those that the finder lists by itself and whose price is known, where there are enough.
        """
        codes = self.combinations.codes
        core = np.isin(codes["field"], [Field.values.index(one) for one in CORE_FIELDS])
        listed = (core & (codes["dormant"] == 0)).take(self.combination)
        rows = np.flatnonzero(listed & (self.resident != UNKNOWN))
        group = codes["state"] * len(Level.values) + codes["level"]
        groups, prices = group.take(self.combination[rows]), self.resident[rows]
        in_order = np.argsort(groups, kind="stable")
        found, starts = np.unique(groups[in_order], return_index=True)
        parts = np.split(prices[in_order], starts[1:]) if len(found) else []
        return {
            divmod(number, len(Level.values)): int(np.median(part))
            for number, part in zip(found.tolist(), parts, strict=True)
            if len(part) >= FEWEST_FOR_MEDIAN
        }

    def median_beside(self, row: int) -> int | None:
        """The median for programs of the row's level in its state; None where it says little."""
        state, level = self.column("state", row), self.column("level", row)
        return self.medians.get((int(state), int(level)))

    def twins(self, row: int) -> list[int]:
        """Rows of the same school, title and award, which lie beside *row*; itself left out."""

        def signature(other: int) -> tuple[int, ...]:
            award = self.column("award", other)
            return int(self.school[other]), int(self.rows["title"][other]), int(award)

        mine, found = signature(row), []
        for step in (-1, 1):
            other = row + step
            while 0 <= other < self.size and signature(other) == mine:
                found.append(other)
                other += step
        return found

    def rows_of(self, passes: np.ndarray) -> np.ndarray:
        """The rows, ascending, whose combination passes (a mask of combinations); intp."""
        if self.combinations.programs[passes].sum() > self.size * FEW:
            return np.flatnonzero(passes.take(self.combination))
        places = spans(self.combinations.starts, np.flatnonzero(passes))
        return np.sort(self.by_combination.take(places)).astype(np.intp)

    def column(self, name: str, rows: np.ndarray | int) -> np.ndarray:
        """Codes of some rows for a part of `PARTS`, for level or accreditation; intp."""
        return self.combinations.codes[name][self.combination[rows]]

    def answers(self, row: int) -> list[Eligibility]:
        """Of every credential, the best verdicts first."""
        line = self.combinations.line[self.combination[row]]
        return self.eligibility.answers(*self.combinations.traits[line].tolist())

    def careers_of(self, row: int) -> list[Career]:
        serves = self.combinations.serves[self.combinations.line[self.combination[row]]]
        return [c for number, c in enumerate(self.careers) if serves[number]]

    def accreditation(self, row: int) -> AccreditationChoice:
        return AccreditationChoice(
            AccreditationChoice.values[self.column("accreditation", row)]
        )

    def prices(self, home: str, rows: np.ndarray | slice = slice(None)) -> np.ndarray:
        """Dollars that rows cost somebody who lives in *home*; residents' when blank; int32."""
        if not home:
            return self.resident[rows]
        at_home = self.schools.state == State.values.index(home)
        return np.where(
            at_home.take(self.school[rows]),
            self.resident[rows],
            self.rows["nonresident"][rows],
        )
