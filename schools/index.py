"""The catalogue as columns in memory, grouped into used cells, one per version and day.

A *row* is a listed program; a *cell* is a combination of facet values that some row has. Counting
asks the cells, which stay a few thousand however many rows there are.
"""

import datetime as dt
import threading
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from django.db import connection

from careers.choices import AccreditationStatus, AwardLevel, Field, State, Verdict
from careers.eligibility import Answer, RuleBook
from careers.eligibility import Standing as ProgramStanding
from careers.models import Career
from editorial.models import Catalogue
from schools.bands import (
    DURATION_BANDS,
    LEVEL_OF_AWARD,
    PRICE_BANDS,
    STANDING_OF_STATUS,
    DurationBand,
    Level,
    PriceBand,
    Standing,
)
from schools.choices import Sector, StudyMode
from schools.models import Accreditation, Program, School, current
from schools.searching import fold

UNKNOWN = -1
"""Stands for a missing price, length or count; never compared as a number."""

AXES: dict[str, list[str]] = {
    "state": State.values,
    "level": Level.values,
    "field": Field.values,
    "accreditation": Standing.values,
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


def codes(values: Iterable[str], names: list[str]) -> np.ndarray:
    """Each value as its place among *names*."""
    place = {name: number for number, name in enumerate(names)}
    return np.fromiter((place[value] for value in values), dtype=np.int16)


def numbers(values: Iterable[int | None]) -> np.ndarray:
    return np.fromiter(
        (UNKNOWN if value is None else value for value in values), dtype=np.int64
    )


def banded(values: np.ndarray, bounds: tuple[int, ...]) -> np.ndarray:
    """Band numbers; the last band is for what is unknown."""
    bands = np.searchsorted(bounds, values, side="right").astype(np.int16)
    bands[values == UNKNOWN] = len(bounds) + 1
    return bands


@dataclass
class Index:
    """All the finder needs but the texts of the twenty cards."""

    version: int
    day: dt.date
    rulebook: RuleBook
    careers: tuple[Career, ...]
    pk: np.ndarray
    school: np.ndarray
    """Row to school number; schools are numbered in name order."""
    school_pk: np.ndarray
    latitude: np.ndarray
    longitude: np.ndarray
    words: frozenset[str]
    """Every word that names, places or titles hold, for misspellings."""
    titles: list[str]
    title: np.ndarray
    columns: dict[str, np.ndarray]
    """Facet codes by row, as in `CELL_PARTS`."""
    resident: np.ndarray
    nonresident: np.ndarray
    months: np.ndarray
    graduates: np.ndarray
    cell: np.ndarray = field(init=False)
    cells: dict[str, np.ndarray] = field(init=False)

    def __post_init__(self) -> None:
        key = np.zeros(len(self.pk), dtype=np.int64)
        for name, size in CELL_PARTS:
            key = key * size + self.columns[name]
        used, self.cell = np.unique(key, return_inverse=True)
        self.cells = {}
        for name, size in reversed(CELL_PARTS):
            self.cells[name] = used % size
            used = used // size
        level = codes((LEVEL_OF_AWARD[value] for value in AwardLevel), Level.values)
        standing = codes(
            (STANDING_OF_STATUS[value] for value in AccreditationStatus),
            Standing.values,
        )
        self.cells["level"] = level[self.cells["award"]]
        self.cells["accreditation"] = standing[self.cells["status"]]
        self.columns["accreditation"] = standing[self.columns["status"]]

    @property
    def size(self) -> int:
        return len(self.pk)

    @cached_property
    def row_of(self) -> dict[int, int]:
        return {int(pk): row for row, pk in enumerate(self.pk)}

    @cached_property
    def answers_by_standing(self) -> dict[tuple[int, int, int], list[Answer]]:
        """Eligibility for each combination of award, field and status in use."""
        combinations = set(
            zip(
                self.cells["award"].tolist(),
                self.cells["field"].tolist(),
                self.cells["status"].tolist(),
                strict=True,
            )
        )
        return {
            (award, subject, status): self.rulebook.answers(
                ProgramStanding(
                    AwardLevel.values[award],
                    Field.values[subject],
                    {"CAHIIM": AccreditationStatus.values[status]},
                )
            )
            for award, subject, status in combinations
        }

    def verdicts(self, wanted: frozenset[Verdict]) -> np.ndarray:
        """Cells × credentials: whether the verdict is one of *wanted*."""
        places = {c.slug: n for n, c in enumerate(self.rulebook.credentials)}
        table = np.zeros((len(self.cells["award"]), len(places)), dtype=bool)
        if not places:
            return table
        hits = {}
        for standing, answers in self.answers_by_standing.items():
            line = np.zeros(len(places), dtype=bool)
            for answer in answers:
                line[places[answer.credential]] = answer.verdict in wanted
            hits[standing] = line
        keys = zip(
            self.cells["award"].tolist(),
            self.cells["field"].tolist(),
            self.cells["status"].tolist(),
            strict=True,
        )
        for number, key in enumerate(keys):
            table[number] = hits[key]
        return table

    @cached_property
    def opens(self) -> np.ndarray:
        return self.verdicts(frozenset({Verdict.ELIGIBLE, Verdict.ELIGIBLE_IF}))

    @cached_property
    def cannot_tell(self) -> np.ndarray:
        return self.verdicts(frozenset({Verdict.CANNOT_TELL}))

    @cached_property
    def serves(self) -> np.ndarray:
        """Cells × careers: whether such a program leads to the career."""
        table = np.zeros((len(self.cells["award"]), len(self.careers)), dtype=bool)
        for number, career in enumerate(self.careers):
            fields = codes(career.program_fields, Field.values)
            levels = codes(
                career.program_levels or AwardLevel.values, AwardLevel.values
            )
            table[:, number] = np.isin(self.cells["field"], fields) & np.isin(
                self.cells["award"], levels
            )
        return table

    def answers(self, row: int) -> list[Answer]:
        standing = tuple(
            int(self.columns[name][row]) for name in ("award", "field", "status")
        )
        return self.answers_by_standing[standing]

    def standing(self, row: int) -> Standing:
        return Standing(Standing.values[self.columns["accreditation"][row]])

    @cached_property
    def name_rank(self) -> np.ndarray:
        """Place of each row by school, title, award and key: the last word in every order."""
        title_rank = np.empty(len(self.titles), dtype=np.int64)
        order = sorted(range(len(self.titles)), key=lambda n: self.titles[n].casefold())
        title_rank[order] = np.arange(len(order))
        places = np.lexsort(
            (self.pk, self.columns["award"], title_rank[self.title], self.school)
        )
        rank = np.empty(self.size, dtype=np.int64)
        rank[places] = np.arange(self.size)
        return rank

    def ordered(self, *keys: np.ndarray) -> np.ndarray:
        """Rows sorted by the first key, then the next, then by name."""
        return np.lexsort((self.name_rank, *reversed(keys)))

    @cached_property
    def by_default(self) -> np.ndarray:
        return self.ordered(self.columns["accreditation"], most(self.graduates))

    @cached_property
    def by_graduates(self) -> np.ndarray:
        return self.ordered(most(self.graduates))

    @cached_property
    def by_name(self) -> np.ndarray:
        return np.argsort(self.name_rank)

    @cached_property
    def by_duration(self) -> np.ndarray:
        return self.ordered(least(self.months))

    @cached_property
    def by_resident_price(self) -> np.ndarray:
        return self.ordered(least(self.resident))

    def prices(self, home: str) -> np.ndarray:
        """The price each row has for somebody who lives in *home*; residents' when blank."""
        if not home:
            return self.resident
        return np.where(
            self.columns["state"] == State.values.index(home),
            self.resident,
            self.nonresident,
        )


def least(values: np.ndarray) -> np.ndarray:
    """A sort key: small first, unknown last."""
    return np.where(values == UNKNOWN, np.iinfo(np.int64).max, values)


def most(values: np.ndarray) -> np.ndarray:
    """A sort key: large first, unknown last."""
    return np.where(values == UNKNOWN, 1, -values)


def build(version: int, day: dt.date) -> Index:
    """Read the published catalogue: schools, programs, accreditations, rules, careers."""
    schools = sorted(
        School.objects.published().values_list(
            "pk", "name", "state", "sector", "latitude", "longitude", "search_text"
        ),
        key=lambda school: (fold(school[1]), school[0]),
    )
    number_of = {school[0]: number for number, school in enumerate(schools)}
    rows = list(
        Program.objects.listed()
        .order_by("pk")
        .values_list(
            "pk",
            "school_id",
            "title",
            "award_level",
            "field",
            "study_mode",
            "price_resident",
            "price_nonresident",
            "months_high",
            "awards_latest",
            "awards_previous",
            "awards_earlier",
            "is_dormant",
        )
    )
    columns = list(zip(*rows, strict=True)) if rows else [()] * 13
    (pks, school_ids, titles, awards, fields, modes, resident, nonresident) = columns[
        :8
    ]
    statements: dict[int, list[Accreditation]] = {}
    for statement in Accreditation.objects.in_force(day):
        statements.setdefault(statement.program_id, []).append(statement)
    status = np.full(
        len(rows),
        AccreditationStatus.values.index(AccreditationStatus.UNCONFIRMED),
        dtype=np.int16,
    )
    row_of = {pk: row for row, pk in enumerate(pks)}
    for program, found in statements.items():
        statement = current(found, "CAHIIM", day)
        if program in row_of and statement is not None:
            status[row_of[program]] = AccreditationStatus.values.index(
                statement.accreditation_status
            )
    school = np.fromiter((number_of[pk] for pk in school_ids), dtype=np.int32)
    school_state = codes((s[2] for s in schools), State.values)
    school_sector = codes((s[3] for s in schools), Sector.values)
    distinct = sorted(set(titles))
    title_number = {title: number for number, title in enumerate(distinct)}
    resident, nonresident = numbers(resident), numbers(nonresident)
    months = numbers(columns[8])
    years = np.array([numbers(column) for column in columns[9:12]]).reshape(3, -1)
    graduates = np.where(
        (years == UNKNOWN).all(axis=0),
        UNKNOWN,
        np.where(years == UNKNOWN, 0, years).sum(axis=0),
    )
    return Index(
        version=version,
        day=day,
        rulebook=RuleBook.on(day),
        careers=tuple(Career.objects.published()),
        pk=np.fromiter(pks, dtype=np.int64),
        school=school,
        school_pk=np.fromiter((s[0] for s in schools), dtype=np.int64),
        latitude=np.array(
            [np.nan if s[4] is None else float(s[4]) for s in schools], dtype=float
        ),
        longitude=np.array(
            [np.nan if s[5] is None else float(s[5]) for s in schools], dtype=float
        ),
        words=frozenset(
            word
            for text in [*(s[6] for s in schools), *map(fold, distinct)]
            for word in text.split()
        ),
        titles=distinct,
        title=np.fromiter((title_number[title] for title in titles), dtype=np.int32),
        columns={
            "state": school_state[school],
            "award": codes(awards, AwardLevel.values),
            "field": codes(fields, Field.values),
            "status": status,
            "mode": codes(modes, StudyMode.values),
            "sector": school_sector[school],
            "resident_band": banded(resident, PRICE_BANDS.bounds),
            "nonresident_band": banded(nonresident, PRICE_BANDS.bounds),
            "duration": banded(months, DURATION_BANDS.bounds),
            "dormant": np.fromiter(columns[12], dtype=np.int16),
        },
        resident=resident,
        nonresident=nonresident,
        months=months,
        graduates=graduates,
    )


_held: dict[str, Index] = {}
_building = threading.Lock()


def current_index(day: dt.date) -> Index:
    """The index of the catalogue as published now; one query unless it changed."""
    version = Catalogue.objects.version()
    database = str(connection.settings_dict["NAME"])
    held = _held.get(database)
    if held and (held.version, held.day) == (version, day):
        return held
    with _building:
        held = _held.get(database)
        if not held or (held.version, held.day) != (version, day):
            held = build(version, day)
            _held[database] = held
    return held


def forget() -> None:
    """Drop what is held in memory; the next question reads the catalogue anew."""
    _held.clear()
