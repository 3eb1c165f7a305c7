"""How many programs each option would find, with every other choice applied.

A cell that fails no choice counts for the total and every facet; a cell that fails exactly one
counts for that facet alone.
"""

import math
from collections.abc import Mapping
from copy import copy
from dataclasses import dataclass
from functools import cached_property
from typing import Self

import numpy as np

from careers.choices import CORE_FIELDS, State
from schools.finder.bands import AccreditationChoice, PriceBand
from schools.finder.index.arrays import Index
from schools.finder.index.combinations import AXES, SIZES, TOGETHER

BY_TRAITS = frozenset({"level", "field", "accreditation"})
"""Axes that award, field and accreditation status decide, as they do credentials and careers."""


@dataclass(slots=True)
class Option:
    value: str
    label: str
    count: int
    selected: bool


@dataclass(frozen=True)
class Choice:
    """What a visitor chose on every axis; an axis that is absent lets everything through."""

    values: Mapping[str, frozenset[str]]
    home: str = ""
    with_dormant: bool = False
    with_cannot_tell: bool = False


EVERYTHING = Choice(values={"field": CORE_FIELDS})
"""What everybody sees first, and leafs through in any order; its counts are made once."""

Weighed = tuple[np.ndarray | None, np.ndarray]
"""Cells, or None for all, and the weight of each."""


def summed(codes: np.ndarray, counted: Weighed, size: int) -> np.ndarray:
    """The weights of the cells of each code, from 0 up to *size*."""
    cells, weights = counted
    return np.bincount(
        codes if cells is None else codes.take(cells), weights, minlength=size
    )


class Tally:
    """Counts of one search over the cells of an index."""

    def __init__(self, index: Index, choice: Choice) -> None:
        self.index = index
        self.opens = (
            index.cells.may_open if choice.with_cannot_tell else index.cells.opens
        )
        self.home = choice.home
        self.codes = {**index.cells.codes, "price": self.price_axis(choice.home)}
        self.passes = {
            axis: self.passing(axis, chosen)
            for axis, chosen in choice.values.items()
            if chosen
        }
        if not choice.with_dormant:
            self.passes["dormant"] = index.cells.codes["dormant"] == 0
        self.fails = np.zeros(len(index.cells), dtype=np.int8)
        for passing in self.passes.values():
            self.fails += ~passing
        self.fits = self.fails == 0
        self.kept = index.counts if choice == EVERYTHING else None
        self.weigh(index.cells.weights)

    def over(self, cells: np.ndarray) -> Self:
        """The same query of some rows alone, where text, place or bounds say so.

        *cells*: the cell of each of them.
        """
        return self.weighing(np.bincount(cells, minlength=len(self.fails)))

    def all_but(self, cells: np.ndarray) -> Self:
        """The same query of all rows but some."""
        others = np.bincount(cells, minlength=len(self.fails))
        return self.weighing(self.index.cells.weights - others)

    def weighing(self, weights: np.ndarray) -> Self:
        other = copy(self)
        for counted in ("margins", "traits"):
            other.__dict__.pop(counted, None)
        other.kept = None
        other.weigh(weights)
        return other

    def weigh(self, weights: np.ndarray) -> None:
        # Counting adds up floats, which are exact far beyond any number of programs.
        self.weights = weights.astype(float)
        held = weights > 0
        self.counts_for_all = held & self.fits
        self.fails_one = held & (self.fails == 1)
        self.counted = self.picked(self.counts_for_all)
        self.total = int(self.counted[1].sum())

    def picked(self, mask: np.ndarray) -> Weighed:
        """The cells that *mask* lets through."""
        if np.count_nonzero(mask) * 2 > len(mask):
            # Picking so many would take longer than counting the others as nothing.
            return None, self.weights * mask
        cells = np.flatnonzero(mask)
        return cells, self.weights.take(cells)

    def price_axis(self, home: str) -> np.ndarray:
        codes = self.index.cells.codes
        if not home:
            return codes["resident_band"]
        return np.where(
            codes["state"] == State.values.index(home),
            codes["resident_band"],
            codes["nonresident_band"],
        )

    def passing(self, axis: str, chosen: frozenset[str]) -> np.ndarray:
        if axis in ("credential", "career"):
            names, table = self.by_traits(axis)
            places = [place for place, name in enumerate(names) if name in chosen]
            wanted = table[:, places].any(axis=1)
            return wanted.take(self.index.cells.traits_of_cell)
        names = AXES[axis]
        wanted = np.zeros(len(names), dtype=bool)
        wanted[[names.index(value) for value in chosen]] = True
        return wanted.take(self.codes[axis])

    def by_traits(self, axis: str) -> tuple[list[str], np.ndarray]:
        """The options of an axis that a program's traits decide, and which it fits."""
        if axis == "credential":
            return [c.slug for c in self.index.rulebook.credentials], self.opens
        return [c.slug for c in self.index.careers], self.index.cells.serves

    def counting_for(self, axis: str) -> Weighed:
        """Cells that count for *axis*, as they fail nothing but it."""
        if axis not in self.passes:
            return self.counted
        return self.picked(self.counts_for_all | (self.fails_one & ~self.passes[axis]))

    def without(self, axis: str) -> int:
        """The total if the choice on *axis* were dropped."""
        return int(self.counting_for(axis)[1].sum())

    @property
    def unpriced(self) -> int:
        """How many of the total have no price."""
        unknown = self.codes["price"] == AXES["price"].index(PriceBand.UNKNOWN)
        return int(self.weights[self.counts_for_all & unknown].sum())

    def counts(self, axis: str) -> dict[str, int]:
        """Programs behind each option of *axis*, its own choice left aside."""
        if self.kept is None:
            return self.counted_by(axis)
        if axis not in self.kept:
            self.kept[axis] = self.counted_by(axis)
        return self.kept[axis]

    def counted_by(self, axis: str) -> dict[str, int]:
        if axis in ("credential", "career"):
            names, table = self.by_traits(axis)
            found = self.traits_for(axis) @ table
        elif axis in BY_TRAITS:
            names = AXES[axis]
            codes = self.index.cells.codes_of_traits[axis]
            found = np.bincount(codes, self.traits_for(axis), minlength=len(names))
        elif axis in self.margins and axis not in self.passes:
            names, found = AXES[axis], self.margins[axis]
        else:
            names = AXES[axis]
            found = summed(self.codes[axis], self.counting_for(axis), len(names))
        return dict(zip(names, found.astype(int).tolist(), strict=True))

    @cached_property
    def margins(self) -> dict[str, np.ndarray]:
        """Programs of each option of the axes that are counted in one go."""
        sizes = [SIZES[part] for part in TOGETHER]
        found = summed(self.index.cells.together, self.counted, math.prod(sizes))
        found = found.reshape(sizes)
        places = range(len(TOGETHER))
        margins = {
            part: found.sum(axis=tuple(n for n in places if n != place))
            for place, part in enumerate(TOGETHER)
        }
        price = margins.pop("resident_band")
        return margins if self.home else {**margins, "price": price}

    def traits_for(self, axis: str) -> np.ndarray:
        """Programs of each set of traits, counted for *axis*."""
        if axis not in self.passes:
            return self.traits
        return self.by_line(self.counting_for(axis))

    @cached_property
    def traits(self) -> np.ndarray:
        return self.by_line(self.counted)

    def by_line(self, counted: Weighed) -> np.ndarray:
        cells = self.index.cells
        return summed(cells.traits_of_cell, counted, len(cells.traits))

    @property
    def confirmed(self) -> int:
        """How many of the total are confirmed as accredited."""
        if "accreditation" not in self.passes:
            return self.counts("accreditation")[AccreditationChoice.ACCREDITED]
        codes = self.index.cells.codes_of_traits["accreditation"]
        return int(self.traits[codes == 0].sum())
