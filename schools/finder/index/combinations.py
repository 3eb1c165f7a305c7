"""The combinations of facet values that some listed program has: what counting asks.

There are some ten thousand of them, and at a million programs a hundred thousand. Every array here
has one entry a combination, but for the tables of traits.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from careers.choices import (
    AccreditationStatus,
    Accreditor,
    AwardLevel,
    Field,
    State,
    Verb,
)
from careers.eligibility import Eligibility, ProgramTraits, RuleBook
from careers.models import Career, Credential
from schools.choices import Sector, StudyMode
from schools.models.bands import (
    CHOICE_OF_STATUS,
    LEVEL_OF_AWARD,
    AccreditationChoice,
    DurationBand,
    LengthChoice,
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
    "length": LengthChoice.values,
}
"""Facets and their options; an option’s place in its list is its code."""
PARTS = (
    ("state", len(State.values)),
    ("award", len(AwardLevel.values)),
    ("field", len(Field.values)),
    ("status", len(AccreditationStatus.values)),
    ("ncra", len(AccreditationStatus.values)),
    ("mode", len(StudyMode.values)),
    ("sector", len(Sector.values)),
    ("resident_band", len(PriceBand.values)),
    ("nonresident_band", len(PriceBand.values)),
    ("duration", len(DurationBand.values)),
    ("length", len(LengthChoice.values)),
    ("dormant", 2),
)
"""What a combination is made of, and how many values each part has."""
STANDINGS = {"status": Accreditor.CAHIIM, "ncra": Accreditor.NCRA}
"""Parts that are the standing with an accreditor; that with CAHIIM is a facet as well."""
TRAITS = ("award", "field", *STANDINGS)
"""The parts that decide which exams a program opens."""
SIZES = [dict(PARTS)[name] for name in TRAITS]


def codes(values: Iterable[str], names: list[str]) -> np.ndarray:
    """Each value as its place among *names*, int8."""
    place = {name: number for number, name in enumerate(names)}
    return np.fromiter(map(place.__getitem__, values), dtype=np.int8)


LEVELS = codes((LEVEL_OF_AWARD[value] for value in AwardLevel), Level.values)
"""Award level to level, as codes."""
CHOICES_OF_STATUS = codes(
    (CHOICE_OF_STATUS[value] for value in AccreditationStatus),
    AccreditationChoice.values,
)
"""Accreditation status to what the finder calls it, as codes."""


class VerdictTable:
    """Verdicts and careers by traits: award level, field and standing with each accreditor."""

    def __init__(self, rulebook: RuleBook, careers: tuple[Career, ...]) -> None:
        self.rulebook = rulebook
        self.careers = careers
        self.known: dict[tuple[int, ...], list[Eligibility]] = {}

    def answers(self, award: int, subject: int, *standings: int) -> list[Eligibility]:
        """Of every credential, for these codes of `TRAITS`."""
        key = (award, subject, *standings)
        if key not in self.known:
            self.known[key] = self.rulebook.answers(
                ProgramTraits(
                    AwardLevel.values[award],
                    Field.values[subject],
                    {
                        accreditor: AccreditationStatus.values[standing]
                        for accreditor, standing in zip(
                            STANDINGS.values(), standings, strict=True
                        )
                    },
                )
            )
        return self.known[key]


def combined(parts: dict[str, np.ndarray]) -> np.ndarray:
    """One number for each row of *parts*, columns of codes named as in `PARTS`; int64."""
    keys = np.zeros(len(parts["state"]), dtype=np.int64)
    for name, size in PARTS:
        keys = keys * size + parts[name]
    return keys


@dataclass(frozen=True, eq=False)
class Combinations:
    """The combinations in use."""

    keys: np.ndarray
    """What `combined` gives for each, ascending; int64."""
    programs: np.ndarray
    """How many rows have each; int64."""
    eligibility: VerdictTable

    def __len__(self) -> int:
        return len(self.keys)

    @cached_property
    def codes(self) -> dict[str, np.ndarray]:
        """The code of each part, and of level and accreditation, which follow from them; intp."""
        found, rest = {}, self.keys
        for name, size in reversed(PARTS):
            # The type that indexing and counting would otherwise convert to, each time.
            found[name] = (rest % size).astype(np.intp)
            rest = rest // size
        found["level"] = LEVELS.take(found["award"]).astype(np.intp)
        choices = CHOICES_OF_STATUS.take(found["status"])
        return found | {"accreditation": choices.astype(np.intp)}

    @cached_property
    def starts(self) -> np.ndarray:
        """Where the rows of each begin in the order by combination, and the end of the last."""
        return np.concatenate([[0], np.cumsum(self.programs)])

    @cached_property
    def distinct_traits(self) -> tuple[np.ndarray, np.ndarray]:
        """The traits that occur, each as one number, and the line each combination has there."""
        parts = [self.codes[name] for name in TRAITS]
        return np.unique(np.ravel_multi_index(parts, SIZES), return_inverse=True)

    @cached_property
    def traits(self) -> np.ndarray:
        """Codes of the traits that occur: lines × `TRAITS`."""
        return np.stack(np.unravel_index(self.distinct_traits[0], SIZES), axis=1)

    @property
    def line(self) -> np.ndarray:
        """Which line of the traits each combination has; intp."""
        return self.distinct_traits[1]

    @cached_property
    def verbs(self) -> np.ndarray:
        """Lines × credentials: what such a program does for the credential, as `Verb`; int8."""
        credentials = self.eligibility.rulebook.credentials
        column = {c.slug: number for number, c in enumerate(credentials)}
        table = np.zeros((len(self.traits), len(column)), dtype=np.int8)
        for line, traits in enumerate(self.traits.tolist()):
            for answer in self.eligibility.answers(*traits):
                table[line, column[answer.credential]] = answer.verb
        return table

    @cached_property
    def found_for(self) -> np.ndarray:
        """Lines × credentials: whether a search for the credential finds such a program."""
        return self.verbs != Verb.NONE

    def needing_no_program(self, chosen: Collection[str]) -> list[Credential]:
        """Of *chosen*, slugs of credentials, those that no program of the catalogue counts for."""
        if not chosen:
            return []
        credentials = self.eligibility.rulebook.credentials
        counts = self.found_for.any(axis=0)
        return [
            credential
            for credential, counted in zip(credentials, counts, strict=True)
            if credential.slug in chosen and not counted
        ]

    @cached_property
    def sure_for(self) -> np.ndarray:
        """The same, without those whose accreditation is all that is in doubt."""
        return self.found_for & (self.verbs != Verb.MAY_LEAD_TO)

    @cached_property
    def serves(self) -> np.ndarray:
        """Lines × careers: whether such a program leads to the career."""
        awards, subjects, *_ = self.traits.T
        table = np.zeros((len(self.traits), len(self.eligibility.careers)), dtype=bool)
        for number, career in enumerate(self.eligibility.careers):
            fields = codes(career.program_fields, Field.values)
            levels = codes(
                career.program_levels or AwardLevel.values, AwardLevel.values
            )
            table[:, number] = np.isin(subjects, fields) & np.isin(awards, levels)
        return table
