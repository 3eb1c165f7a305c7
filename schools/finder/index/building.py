"""The published catalogue read from the database into columns."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping

import numpy as np
from django.db import connection
from django.db.models import QuerySet, Value
from django.db.models.functions import Coalesce

from careers.choices import AccreditationStatus, AwardLevel, Field, State
from careers.eligibility import RuleBook
from careers.models import Career
from schools.choices import Sector, StudyMode
from schools.finder.bands import DURATION_BANDS, PRICE_BANDS, Bands
from schools.finder.index.arrays import (
    ROW_COLUMNS,
    UNKNOWN,
    Index,
    Schools,
    Titles,
    least,
    most,
)
from schools.finder.index.combinations import (
    CELL_PARTS,
    CHOICES_OF_STATUS,
    Cells,
    VerdictTable,
    codes,
)
from schools.models import Accreditation, Program, School

CHUNK = 10_000
NUMBERS = (
    "price_resident",
    "price_nonresident",
    "months_high",
    "awards_latest",
    "awards_previous",
    "awards_earlier",
)
COLUMNS = (
    "pk",
    "school_id",
    "title",
    "award_level",
    "field",
    "study_mode",
    *NUMBERS,
    "is_dormant",
)
NOT_CONFIRMED = AccreditationStatus.values.index(AccreditationStatus.UNCONFIRMED)


def build(version: int, day: dt.date, stamp: str = "") -> Index:
    """Read everything: schools, programs, accreditations, rules, careers."""
    schools = read_schools()
    columns, titles = read_programs(schools)
    columns["status"] = statuses(columns["pk"], deciding(day))
    place = titles.rank[columns["title"]] * len(AwardLevel.values) + columns["award"]
    names = columns["school"].astype(np.int64) * (
        len(titles.names) * len(AwardLevel.values)
    )
    by_pk = np.argsort(columns["pk"])
    order = by_pk[np.argsort((names + place)[by_pk], kind="stable")]
    columns = {name: values[order] for name, values in columns.items()}
    keys, cell, weights = np.unique(
        cell_keys(columns, schools), return_inverse=True, return_counts=True
    )
    columns["cell"] = cell.astype(np.int32)
    columns["accreditation"] = CHOICES_OF_STATUS[columns["status"]].astype(np.int64)
    return Index(
        version=version,
        stamp=stamp,
        day=day,
        schools=schools,
        titles=titles,
        rows={name: columns[name] for name in ROW_COLUMNS},
        cells=Cells(keys, weights, read_eligibility(day)),
        orders={name: ordered(key(columns)) for name, key in SORT_KEYS.items()},
    )


def read_eligibility(day: dt.date) -> VerdictTable:
    """Rules and careers as of *day*."""
    return VerdictTable(RuleBook.on(day), tuple(Career.objects.published()))


def published_schools() -> QuerySet:
    return School.objects.published().values_list(
        "search_text", "pk", "state", "sector", "latitude", "longitude"
    )


def read_schools() -> Schools:
    # The text begins with the school's own name, folded.
    found = sorted(
        (text.partition("\n")[0], pk, text, *place)
        for text, pk, *place in published_schools()
    )
    columns = list(zip(*found, strict=True)) or [()] * 7
    names, pks, texts, states, sectors, latitudes, longitudes = columns
    return Schools(
        pk=np.array(pks, dtype=np.int64),
        state=codes(states, State.values),
        sector=codes(sectors, Sector.values),
        latitude=degrees(latitudes),
        longitude=degrees(longitudes),
        names=list(names),
        texts=list(texts),
    )


def degrees(values: Iterable) -> np.ndarray:
    return np.array([np.nan if v is None else float(v) for v in values], dtype=float)


def listed() -> QuerySet:
    """Every listed program as a row of `COLUMNS`."""
    unknown = {f"{n}_or_not": Coalesce(n, Value(UNKNOWN)) for n in NUMBERS}
    names = [f"{name}_or_not" if name in NUMBERS else name for name in COLUMNS]
    return Program.objects.listed().order_by().annotate(**unknown).values_list(*names)


def deciding(day: dt.date) -> QuerySet:
    """Program and status of statements in force; of each program the one that counts comes last."""
    statements = Accreditation.objects.deciding("CAHIIM", day)
    return statements.values_list("program_id", "accreditation_status")


def in_chunks() -> Iterator[list[tuple]]:
    """All listed programs, as the database gives them.

    `QuerySet.iterator` converts each value again and takes 1.7 times as long, at 30,000 programs as
    at a million; what the index is allowed is three plain SELECTs.
    """
    with connection.chunked_cursor() as cursor:
        cursor.execute(*listed().query.sql_with_params())
        while rows := cursor.fetchmany(CHUNK):
            yield rows


def read_programs(schools: Schools) -> tuple[dict[str, np.ndarray], Titles]:
    """All listed programs as columns, and the titles they have."""
    parts: dict[str, list[np.ndarray]] = {}
    number: dict[str, int] = {}
    for rows in in_chunks():
        columns = dict(zip(COLUMNS, zip(*rows, strict=True), strict=True))
        for title in dict.fromkeys(columns["title"]):
            number.setdefault(title, len(number))
        for name, values in chunk_of(columns, schools, number).items():
            parts.setdefault(name, []).append(values)
    if not parts:
        empty = dict.fromkeys(COLUMNS, ())
        parts = {k: [v] for k, v in chunk_of(empty, schools, number).items()}
    joined = {name: np.concatenate(parts.pop(name)) for name in list(parts)}
    return joined, Titles(list(number))


def chunk_of(
    columns: dict[str, Iterable], schools: Schools, number_of_title: dict[str, int]
) -> dict[str, np.ndarray]:
    resident, nonresident, months, *awards = (
        np.fromiter(columns[name], dtype=np.int32) for name in NUMBERS
    )
    years = np.stack(awards)
    known = years != UNKNOWN
    graduates = np.where(
        known.any(axis=0), np.where(known, years, 0).sum(axis=0), UNKNOWN
    )
    school = map(schools.number_of.__getitem__, columns["school_id"])
    return {
        "pk": np.fromiter(columns["pk"], dtype=np.int64),
        "school": np.fromiter(school, dtype=np.int32),
        "title": np.fromiter(
            map(number_of_title.__getitem__, columns["title"]), dtype=np.int32
        ),
        "award": codes(columns["award_level"], AwardLevel.values),
        "field": codes(columns["field"], Field.values),
        "mode": codes(columns["study_mode"], StudyMode.values),
        "dormant": np.fromiter(columns["is_dormant"], dtype=np.int8),
        "resident": resident,
        "nonresident": nonresident,
        "months": months.astype(np.int16),
        "graduates": graduates.astype(np.int32),
    }


def statuses(pk: np.ndarray, statements: Iterable[tuple[int, str]]) -> np.ndarray:
    """The accreditation status of each program of *pk*, by what `deciding` found."""
    status = np.full(len(pk), NOT_CONFIRMED, dtype=np.int8)
    # The statement that counts comes last, so it is the one that stays.
    decided = dict(statements)
    if len(decided) and len(pk):
        order = np.argsort(pk)
        programs = np.fromiter(decided, dtype=np.int64)
        values = codes(decided.values(), AccreditationStatus.values)
        places = np.searchsorted(pk, programs, sorter=order).clip(max=len(pk) - 1)
        rows = order[places]
        listed = pk[rows] == programs
        status[rows[listed]] = values[listed]
    return status


def banded(values: np.ndarray, bands: Bands) -> np.ndarray:
    """Band numbers; the last band is for what is unknown."""
    found = np.searchsorted(bands.bounds, values, side="right").astype(np.int8)
    found[values == UNKNOWN] = len(bands.bounds) + 1
    return found


def cell_keys(columns: dict[str, np.ndarray], schools: Schools) -> np.ndarray:
    """One number for each combination of facet values."""
    parts = {
        **columns,
        "state": schools.state[columns["school"]],
        "sector": schools.sector[columns["school"]],
        "resident_band": banded(columns["resident"], PRICE_BANDS),
        "nonresident_band": banded(columns["nonresident"], PRICE_BANDS),
        "duration": banded(columns["months"], DURATION_BANDS),
    }
    key = np.zeros(len(columns["pk"]), dtype=np.int64)
    for name, size in CELL_PARTS:
        key *= size
        key += parts[name]
    return key


# Larger than any number of graduates.
APART = np.int64(1) << 33
SORT_KEYS: dict[str, Callable[[Mapping[str, np.ndarray]], np.ndarray]] = {
    "pk": lambda rows: rows["pk"],
    "cell": lambda rows: rows["cell"],
    "default": lambda rows: rows["accreditation"] * APART + most(rows["graduates"]),
    "graduates": lambda rows: most(rows["graduates"]),
    "duration": lambda rows: least(rows["months"]),
    "resident": lambda rows: least(rows["resident"]),
    "nonresident": lambda rows: least(rows["nonresident"]),
}
"""The key of every order that is kept sorted; ties go by row."""


def ordered(keys: np.ndarray) -> np.ndarray:
    return np.argsort(keys, kind="stable").astype(np.int32)
