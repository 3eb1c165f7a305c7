"""How many programs each option would find, with every other choice applied.

A cell that fails no choice counts for the total and every facet; a cell that fails exactly one
counts for that facet alone.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from careers.choices import State
from schools.index import AXES, Index


@dataclass(frozen=True)
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


class Tally:
    """Counts of one question over the cells of an index."""

    def __init__(
        self, index: Index, choice: Choice, rows: np.ndarray | None = None
    ) -> None:
        """*rows*: the only rows that count (a mask), where text, place or bounds say so."""
        self.index = index
        self.credentials = index.opens
        if choice.with_cannot_tell:
            self.credentials = index.opens | index.cannot_tell
        cells = len(index.cells["award"])
        self.weights = np.bincount(
            index.cell if rows is None else index.cell[rows], minlength=cells
        )
        self.codes = {axis: index.cells.get(axis) for axis in AXES}
        self.codes["price"] = self.price_axis(choice.home)
        self.passes = {
            axis: self.passing(axis, chosen)
            for axis, chosen in choice.values.items()
            if chosen
        }
        if not choice.with_dormant:
            self.passes["dormant"] = index.cells["dormant"] == 0
        self.fails = np.zeros(cells, dtype=np.int16)
        for passing in self.passes.values():
            self.fails += ~passing

    def price_axis(self, home: str) -> np.ndarray:
        cells = self.index.cells
        if not home:
            return cells["resident_band"]
        return np.where(
            cells["state"] == State.values.index(home),
            cells["resident_band"],
            cells["nonresident_band"],
        )

    def passing(self, axis: str, chosen: frozenset[str]) -> np.ndarray:
        index = self.index
        if axis == "credential":
            places = [
                number
                for number, credential in enumerate(index.rulebook.credentials)
                if credential.slug in chosen
            ]
            return self.credentials[:, places].any(axis=1)
        if axis == "career":
            places = [
                number
                for number, career in enumerate(index.careers)
                if career.slug in chosen
            ]
            return index.serves[:, places].any(axis=1)
        names = AXES[axis]
        wanted = np.zeros(len(names), dtype=bool)
        wanted[[names.index(value) for value in chosen]] = True
        return wanted[self.codes[axis]]

    @property
    def total(self) -> int:
        return int(self.weights[self.fails == 0].sum())

    def counting_for(self, axis: str) -> np.ndarray:
        """Weights of the cells that count for *axis*: they fail nothing but it."""
        only = self.fails == 0
        if axis in self.passes:
            only = only | ((self.fails == 1) & ~self.passes[axis])
        return np.where(only, self.weights, 0)

    def without(self, axis: str) -> int:
        """The total if the choice on *axis* were dropped."""
        return int(self.counting_for(axis).sum())

    def counts(self, axis: str) -> dict[str, int]:
        """Programs behind each option of *axis*, its own choice left aside."""
        weights = self.counting_for(axis)
        if axis == "credential":
            slugs = [credential.slug for credential in self.index.rulebook.credentials]
            found = weights @ self.credentials
            return dict(zip(slugs, found.tolist(), strict=True))
        if axis == "career":
            slugs = [career.slug for career in self.index.careers]
            return dict(zip(slugs, (weights @ self.index.serves).tolist(), strict=True))
        names = AXES[axis]
        found = np.bincount(self.codes[axis], weights, minlength=len(names))
        return dict(zip(names, found.astype(int).tolist(), strict=True))

    def matching_rows(self) -> np.ndarray:
        """A mask of the rows whose cell fails nothing."""
        return (self.fails == 0)[self.index.cell]
