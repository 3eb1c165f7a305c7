"""The combinations of facet values that some listed program has: what counting asks.

There are tens of thousands of them at most, however many programs there are.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from careers.choices import AccreditationStatus, AwardLevel, Field, State, Verdict
from careers.eligibility import Eligibility, ProgramTraits, RuleBook
from careers.models import Career
from schools.choices import Sector, StudyMode
from schools.finder.bands import (
    CHOICE_OF_STATUS,
    LEVEL_OF_AWARD,
    AccreditationChoice,
    DurationBand,
    Level,
    PriceBand,
)

AXES: dict[str, list[str]] = {
    "state": State.values,
    "level": Level.values,
    "field": Field.values,
    "accreditation": AccreditationChoice.values,
    "mode": StudyMode.values,
    "sector": Sector.values,
    "price": PriceBand.values,
    "duration": DurationBand.values,
}
CELL_PARTS = (
    ("state", len(State.values)),
    ("award", len(AwardLevel.values)),
    ("field", len(Field.values)),
    ("status", len(AccreditationStatus.values)),
    ("mode", len(StudyMode.values)),
    ("sector", len(Sector.values)),
    ("resident_band", len(PriceBand.values)),
    ("nonresident_band", len(PriceBand.values)),
    ("duration", len(DurationBand.values)),
    ("dormant", 2),
)
SIZES = dict(CELL_PARTS)
TOGETHER = ("mode", "sector", "resident_band", "duration")
"""Parts that are counted in one go: few enough combinations that adding them up costs nothing."""
OPENING = frozenset({Verdict.ELIGIBLE, Verdict.ELIGIBLE_IF})


def codes(values: Iterable[str], names: list[str]) -> np.ndarray:
    """Each value as its place among *names*."""
    place = {name: number for number, name in enumerate(names)}
    return np.fromiter(map(place.__getitem__, values), dtype=np.int8)


LEVELS = codes((LEVEL_OF_AWARD[value] for value in AwardLevel), Level.values)
CHOICES_OF_STATUS = codes(
    (CHOICE_OF_STATUS[value] for value in AccreditationStatus),
    AccreditationChoice.values,
)


class VerdictTable:
    """Verdicts and careers by traits: award level, field and accreditation status."""

    def __init__(self, rulebook: RuleBook, careers: tuple[Career, ...]) -> None:
        self.rulebook = rulebook
        self.careers = careers
        self.held: dict[tuple[int, int, int], list[Eligibility]] = {}

    def answers(self, award: int, subject: int, status: int) -> list[Eligibility]:
        key = (award, subject, status)
        if key not in self.held:
            self.held[key] = self.rulebook.answers(
                ProgramTraits(
                    AwardLevel.values[award],
                    Field.values[subject],
                    {"CAHIIM": AccreditationStatus.values[status]},
                )
            )
        return self.held[key]


@dataclass
class Cells:
    """The combinations in use, as codes by column, and how many rows have each."""

    keys: np.ndarray
    weights: np.ndarray
    eligibility: VerdictTable
    codes: dict[str, np.ndarray] = field(init=False)
    traits_of_cell: np.ndarray = field(init=False)
    """Cell to its line in `traits`."""
    traits: list[tuple[int, int, int]] = field(init=False)

    def __post_init__(self) -> None:
        self.codes, used = {}, self.keys
        for name, size in reversed(CELL_PARTS):
            # The type that indexing and counting would otherwise convert to, each time.
            self.codes[name] = (used % size).astype(np.intp)
            used = used // size
        award, subject, status = (self.codes[n] for n in ("award", "field", "status"))
        self.codes["level"] = LEVELS[award].astype(np.intp)
        self.codes["accreditation"] = CHOICES_OF_STATUS[status].astype(np.intp)
        subjects, statuses = len(Field.values), len(AccreditationStatus.values)
        combined = (award * subjects + subject) * statuses + status
        distinct, self.traits_of_cell = np.unique(combined, return_inverse=True)
        self.traits = [
            (n // (subjects * statuses), n // statuses % subjects, n % statuses)
            for n in distinct.tolist()
        ]

    def __len__(self) -> int:
        return len(self.keys)

    @cached_property
    def starts(self) -> np.ndarray:
        """Where the rows of each cell begin in the order by cell, and the end of the last."""
        return np.concatenate([[0], np.cumsum(self.weights)])

    @cached_property
    def together(self) -> np.ndarray:
        """One number for the parts that are counted in one go."""
        return np.ravel_multi_index(
            [self.codes[name] for name in TOGETHER], [SIZES[name] for name in TOGETHER]
        )

    @cached_property
    def codes_of_traits(self) -> dict[str, np.ndarray]:
        award, subject, status = np.array(self.traits, int).reshape(-1, 3).T
        return {
            "level": LEVELS[award],
            "field": subject,
            "accreditation": CHOICES_OF_STATUS[status],
        }

    def verdicts(self, wanted: frozenset[Verdict]) -> np.ndarray:
        """Standings × credentials: whether the verdict is one of *wanted*."""
        credentials = self.eligibility.rulebook.credentials
        places = {c.slug: n for n, c in enumerate(credentials)}
        table = np.zeros((len(self.traits), len(places)), dtype=bool)
        for line, traits in enumerate(self.traits):
            for answer in self.eligibility.answers(*traits):
                table[line, places[answer.credential]] = answer.verdict in wanted
        return table

    @cached_property
    def opens(self) -> np.ndarray:
        return self.verdicts(OPENING)

    @cached_property
    def may_open(self) -> np.ndarray:
        """Those that open an exam, and those we cannot tell about."""
        return self.verdicts(OPENING | {Verdict.CANNOT_TELL})

    @cached_property
    def serves(self) -> np.ndarray:
        """Standings × careers: whether such a program leads to the career."""
        awards, subjects, _ = np.array(self.traits, int).reshape(-1, 3).T
        table = np.zeros((len(self.traits), len(self.eligibility.careers)), bool)
        for number, career in enumerate(self.eligibility.careers):
            fields = codes(career.program_fields, Field.values)
            levels = codes(
                career.program_levels or AwardLevel.values, AwardLevel.values
            )
            table[:, number] = np.isin(subjects, fields) & np.isin(awards, levels)
        return table
