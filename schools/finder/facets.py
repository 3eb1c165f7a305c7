"""How many programs each option would find, with every other choice applied.

A combination of facet values that fails no choice counts for the total and for every facet; one
that fails exactly one choice counts for that facet alone, whose own choice does not narrow it.

Six programs, whose states and levels come in four combinations; somebody wants associate degrees
in Ohio (state 0, level 0):

    combination   programs   state        level           fails
              0          2   Ohio  (0)    associate (0)   nothing
              1          1   Ohio  (0)    bachelor  (1)   level
              2          2   Texas (1)    associate (0)   state
              3          1   Texas (1)    bachelor  (1)   state and level

>>> state, level = np.array([0, 0, 1, 1]), np.array([0, 1, 0, 1])
>>> tally = Tally({"state": state == 0, "level": level == 0}, np.array([2, 1, 2, 1]))
>>> tally.total
2

Beside the states stand Ohio 2 and Texas 2, counted over the combinations 0 and 2, which fail
nothing but the state; beside the levels associate 2 and bachelor 1, over 0 and 1. The sixth
program counts nowhere. Without the choice of level three would be found.

>>> tally.by_code("state", state, 2).tolist(), tally.by_code("level", level, 2).tolist()
([2, 2], [2, 1])
>>> tally.without("level")
3
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple, Self

import numpy as np

from careers.choices import State
from schools.finder.index.arrays import Index
from schools.finder.index.combinations import AXES
from schools.models.bands import CONFIRMED, PriceBand


class Option(NamedTuple):
    """A tuple, for a page makes 115: a frozen dataclass takes three times as long to make."""

    value: str
    label: str
    count: int
    selected: bool
    confirmed: int | None = None
    """Of a credential that hangs on accreditation: for how many it is confirmed."""
    published: int | None = None
    """Of a duration: of how many the school publishes the length."""


@dataclass(frozen=True)
class Choice:
    """What a visitor chose on every axis; an axis that is absent lets everything through."""

    values: Mapping[str, frozenset[str]]
    home: str = ""
    with_dormant: bool = False
    only_confirmed: bool = False
    """Whether credentials find those programs alone whose accreditation is confirmed."""
    with_online: bool = False
    """Whether online programs are found beside those of the states chosen."""


@dataclass(frozen=True, eq=False)
class Tally:
    """Sums over combinations; every array has one entry for each."""

    passes: Mapping[str, np.ndarray]
    """By axis with a choice: whether it lets the combination through; bool."""
    programs: np.ndarray
    """How many of the programs in question have the combination."""

    @cached_property
    def fails(self) -> np.ndarray:
        """How many of the choices each combination fails; int8."""
        fails = np.zeros(len(self.programs), dtype=np.int8)
        for passes in self.passes.values():
            fails += ~passes
        return fails

    @cached_property
    def passes_all(self) -> np.ndarray:
        """Whether a combination fails no choice; bool."""
        return self.fails == 0

    @cached_property
    def found(self) -> tuple[np.ndarray, np.ndarray]:
        return self.having(self.passes_all)

    def having(self, mask: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """The numbers of the combinations in *mask* that have programs, and how many each; float.

        Most choices leave few, so that ten facets are counted over those instead of over all.
        Floats are what `np.bincount` adds up, exact far beyond any number of programs.
        """
        numbers = np.flatnonzero(mask & (self.programs > 0))
        return numbers, self.programs.take(numbers).astype(float)

    def counting_for(self, axis: str) -> tuple[np.ndarray, np.ndarray]:
        """Those that fail no choice but the one on *axis*, as `having` gives them."""
        if axis not in self.passes:
            return self.found
        fails_it_alone = (self.fails == 1) & ~self.passes[axis]
        return self.having(self.passes_all | fails_it_alone)

    @cached_property
    def total(self) -> int:
        return int(self.found[1].sum())

    def without(self, axis: str) -> int:
        """The total if the choice on *axis* were dropped."""
        return int(self.counting_for(axis)[1].sum())

    def by_code(self, axis: str, codes: np.ndarray, size: int) -> np.ndarray:
        """Programs behind each option of *axis*, of which there are *size*; int64.

        *codes*: which of the options each combination has; intp.
        """
        numbers, programs = self.counting_for(axis)
        return np.bincount(codes.take(numbers), programs, size).astype(np.int64)


@dataclass(frozen=True, eq=False)
class FacetCounts:
    """The same in the words of the finder: for one choice, and all rows or some."""

    index: Index
    choice: Choice
    tally: Tally

    @classmethod
    def of(cls, index: Index, choice: Choice) -> Self:
        """Of all programs."""
        passes = {
            axis: passing(index, choice, axis)
            for axis, chosen in choice.values.items()
            if chosen
        }
        if not choice.with_dormant:
            passes["dormant"] = index.combinations.codes["dormant"] == 0
        return cls(index, choice, Tally(passes, index.combinations.programs))

    def among(self, combinations: np.ndarray) -> Self:
        """Of some rows alone: *combinations* has the number of the combination of each."""
        programs = np.bincount(combinations, minlength=len(self.tally.programs))
        return replace(self, tally=replace(self.tally, programs=programs))

    @property
    def total(self) -> int:
        return self.tally.total

    def without(self, axis: str) -> int:
        """The total if the choice on *axis* were dropped."""
        return self.tally.without(axis)

    def by_option(self, axis: str) -> dict[str, int]:
        """Programs behind each option of *axis*, its own choice left aside."""
        if axis in ("credential", "career"):
            names, table = options_by_traits(self.index, self.choice, axis)
            combinations = self.index.combinations
            lines = self.tally.by_code(axis, combinations.line, len(table))
            found = lines @ table
        else:
            names = AXES[axis]
            codes = codes_of(self.index, self.choice, axis)
            found = self.tally.by_code(axis, codes, len(names))
            if axis == "state" and self.choice.with_online:
                online = self.online.by_code(axis, codes, len(names))
                found += online.sum() - online
        return dict(zip(names, found.tolist(), strict=True))

    @property
    def confirmed_by_credential(self) -> dict[str, int]:
        """Of the programs behind each credential, those that count for it beyond doubt."""
        combinations = self.index.combinations
        table = combinations.sure_for
        lines = self.tally.by_code("credential", combinations.line, len(table))
        slugs = (credential.slug for credential in self.index.rulebook.credentials)
        return dict(zip(slugs, (lines @ table).tolist(), strict=True))

    @property
    def published_by_duration(self) -> dict[str, int]:
        """Of the programs behind each duration, those whose length the school publishes."""
        codes = self.index.combinations.codes
        # Of a published length the code is 0, so those of no band of their own come last.
        bands = AXES["duration"]
        others = codes["length"] * len(bands)
        found = self.tally.by_code(
            "duration", codes["duration"] + others, 2 * len(bands)
        )
        return dict(zip(bands, found[: len(bands)].tolist(), strict=True))

    @property
    def online(self) -> Tally:
        """Of the programs that can be studied online alone."""
        programs = np.where(online(self.index), self.tally.programs, 0)
        return replace(self.tally, programs=programs)

    @property
    def where_found(self) -> dict[str, int]:
        """How many of the total are in each state."""
        numbers, programs = self.tally.found
        codes = self.index.combinations.codes["state"].take(numbers)
        counts = np.bincount(codes, programs, len(AXES["state"])).astype(np.int64)
        return dict(zip(AXES["state"], counts.tolist(), strict=True))

    def among_passing(self, passes: np.ndarray) -> int:
        """How many of the total have a combination that *passes*, a mask, lets through."""
        numbers, programs = self.tally.found
        return int(programs[passes.take(numbers)].sum())

    @property
    def accredited(self) -> int:
        """How many of the total are confirmed as accredited, on probation or not."""
        choices = AXES["accreditation"]
        return sum(
            self.having("accreditation", choices.index(choice)) for choice in CONFIRMED
        )

    @property
    def unpriced(self) -> int:
        """How many of the total have no price."""
        return self.having("price", AXES["price"].index(PriceBand.UNKNOWN))

    def having(self, axis: str, code: int) -> int:
        """How many of the total have one option of *axis*."""
        numbers, programs = self.tally.found
        codes = codes_of(self.index, self.choice, axis)
        return int(programs[codes.take(numbers) == code].sum())


def codes_of(index: Index, choice: Choice, axis: str) -> np.ndarray:
    """Which option of *axis* each combination has, as its place in `AXES`; intp."""
    codes = index.combinations.codes
    if axis != "price":
        return codes[axis]
    if not choice.home:
        return codes["resident_band"]
    return np.where(
        codes["state"] == State.values.index(choice.home),
        codes["resident_band"],
        codes["nonresident_band"],
    )


def options_by_traits(
    index: Index, choice: Choice, axis: str
) -> tuple[list[str], np.ndarray]:
    """Slugs of credentials or careers, and lines of traits × slugs: which fits which."""
    combinations = index.combinations
    if axis == "career":
        return [career.slug for career in index.careers], combinations.serves
    table = combinations.sure_for if choice.only_confirmed else combinations.found_for
    return [credential.slug for credential in index.rulebook.credentials], table


def surely_passing(index: Index, chosen: Collection[str]) -> np.ndarray:
    """Which combinations count for one of *chosen*, slugs of credentials, beyond doubt; bool."""
    slugs = [credential.slug for credential in index.rulebook.credentials]
    columns = [column for column, slug in enumerate(slugs) if slug in chosen]
    combinations = index.combinations
    return combinations.sure_for[:, columns].any(axis=1).take(combinations.line)


def passing(index: Index, choice: Choice, axis: str) -> np.ndarray:
    """Which combinations have one of the options chosen on *axis*; bool."""
    chosen = choice.values[axis]
    if axis in ("credential", "career"):
        names, table = options_by_traits(index, choice, axis)
        columns = [column for column, name in enumerate(names) if name in chosen]
        return table[:, columns].any(axis=1).take(index.combinations.line)
    wanted = np.isin(AXES[axis], list(chosen))
    passes = wanted.take(codes_of(index, choice, axis))
    if axis == "state" and choice.with_online:
        passes |= online(index)
    return passes


def online(index: Index) -> np.ndarray:
    """Which combinations are of programs that can be studied online alone; bool."""
    return index.combinations.codes["mode"] == AXES["mode"].index("online")
