"""The published catalogue read from the database into columns."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache

import numpy as np
from django.db import connections
from django.db.models import QuerySet, Value
from django.db.models.functions import Coalesce

from careers.choices import AccreditationStatus, Accreditor, AwardLevel, Field, State
from careers.eligibility import RuleBook
from careers.models import Career, Credential, EligibilityRule
from schools.choices import LengthBasis, Sector, StudyMode
from schools.finder.index.arrays import (
    ROW_COLUMNS,
    UNKNOWN,
    Index,
    Schools,
    Titles,
    most,
)
from schools.finder.index.combinations import (
    CHOICES_OF_STATUS,
    STANDINGS,
    Combinations,
    VerdictTable,
    codes,
    combined,
)
from schools.models import Accreditation, Program, School
from schools.models.bands import DURATION_BANDS, PRICE_BANDS, Bands
from schools.models.zip_codes import county_of

CHUNK = 10_000
"""Rows read at once: some megabytes of Python values, where a million would take a gigabyte."""
NUMBERS = (
    "price_resident",
    "price_nonresident",
    "price_in_district",
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
    "length_basis",
    *NUMBERS,
    "is_dormant",
)
Query = Callable[..., QuerySet]
_verdicts: dict[tuple, VerdictTable] = {}
"""The newest, by the rows that it was made of."""
SCHOOL = COLUMNS.index("school_id")
ABOVE_GRADUATES = 1 << 32
"""More than any two numbers of graduates differ by, which are int32."""
START_FIELDS = [
    Field.values.index(name)
    for name in (Field.HEALTH_INFORMATION, Field.CODING_BILLING)
]
START_AWARDS = range(AwardLevel.values.index(AwardLevel.BACHELOR) + 1)
"""The ladder up to a bachelor's degree."""
NOT_CONFIRMED = AccreditationStatus.values.index(AccreditationStatus.UNCONFIRMED)


def build(version: int, day: dt.date, stamp: str = "") -> Index:
    """Read everything: schools, programs, accreditations, rules, careers."""
    schools = read_schools(day)
    columns, titles = read_programs(schools, day)
    for part, accreditor in STANDINGS.items():
        statements = all_rows(deciding, accreditor, day)
        columns[part] = statuses(columns["pk"], statements)
    in_order = name_order(columns, titles)
    columns = {name: values[in_order] for name, values in columns.items()}
    keys, combination, programs = np.unique(
        combined(parts_of(columns, schools)), return_inverse=True, return_counts=True
    )
    by_rank = default_order(columns)
    rank = np.empty(len(by_rank), dtype=np.int32)
    rank[by_rank] = np.arange(len(by_rank), dtype=np.int32)
    columns |= {"combination": combination, "rank": rank}
    return Index(
        version=version,
        stamp=stamp,
        day=day,
        schools=schools,
        titles=titles,
        combinations=Combinations(keys, programs, read_eligibility(day)),
        rows={
            name: columns[name].astype(kind, copy=False)
            for name, kind in ROW_COLUMNS.items()
        },
        by_pk=ordered(columns["pk"]),
        by_rank=by_rank,
        by_combination=ordered(combination),
    )


def ordered(keys: np.ndarray) -> np.ndarray:
    """The numbers of *keys*, the smallest key first, of equals the lower number; int32."""
    return np.argsort(keys, kind="stable").astype(np.int32)


def name_order(columns: dict[str, np.ndarray], titles: Titles) -> np.ndarray:
    """Programs by school, title, award and key."""
    award, title = columns["award"].astype(np.int64), titles.rank[columns["title"]]
    names = columns["school"].astype(np.int64) * len(titles.names) + title
    by_pk = np.argsort(columns["pk"])
    return by_pk[ordered((names * len(AwardLevel.values) + award)[by_pk])]


def default_order(columns: dict[str, np.ndarray]) -> np.ndarray:
    """The rows as they come where nothing else is asked for; int32.

    The surest accreditation first, within it what people start with before a master's degree or a
    neighbouring field, within that the most graduates.
    """
    accreditation = CHOICES_OF_STATUS[columns["status"]].astype(np.int64)
    is_start = np.isin(columns["field"], START_FIELDS) & np.isin(
        columns["award"], list(START_AWARDS)
    )
    group = 2 * accreditation + ~is_start
    return ordered(group * ABOVE_GRADUATES + most(columns["graduates"]))


@lru_cache(maxsize=16)
def sql_of(query: Query, *args) -> tuple[str, tuple]:
    """What `query(*args)` asks, to be read from the cursor as the database gives it.

    Each question is put together once. With the ORM six questions made a build of 400 programs cost
    eight plain SELECTs; so it costs two, and three are allowed.
    """
    return query(*args).query.sql_with_params()


def all_rows(query: Query, *args) -> list[tuple]:
    """Rows of `query(*args)`, which names its columns."""
    with connections[School.objects.db].cursor() as cursor:
        cursor.execute(*sql_of(query, *args))
        return cursor.fetchall()


def in_chunks(query: Query, *args) -> Iterator[list[tuple]]:
    """The same, never all of them in memory."""
    with connections[School.objects.db].chunked_cursor() as cursor:
        cursor.execute(*sql_of(query, *args))
        while rows := cursor.fetchmany(CHUNK):
            yield rows


def read_eligibility(day: dt.date) -> VerdictTable:
    """Rules and careers as of *day*, with what was worked out from them while they are the same.

    Making objects of them takes longer than reading 400 programs, and hardly any edit changes a
    rule. Only the keys of what rules refer to are compared: no relation of theirs may be followed.
    """
    rows = tuple(rows_of_rules(day))
    table = _verdicts.get(rows)
    if table is None:
        table = VerdictTable(RuleBook.on(day), tuple(Career.objects.published()))
        # Somebody may have saved in between.
        if tuple(rows_of_rules(day)) == rows:
            _verdicts.clear()
            _verdicts[rows] = table
    return table


def rows_of_rules(day: dt.date) -> Iterator[tuple]:
    """All that a `VerdictTable` is made of."""
    yield from all_rows(rules_in_force, day)
    for model in (Credential, Career):
        yield from all_rows(published, model)


def rules_in_force(day: dt.date) -> QuerySet:
    return EligibilityRule.objects.in_force(day).values_list()


def published(model: type[Credential] | type[Career]) -> QuerySet:
    return model.objects.published().values_list()


def teaching_schools(day: dt.date) -> QuerySet:
    return School.objects.teaching(day).values_list(
        "search_text", "pk", "state", "sector", "latitude", "longitude", "county"
    )


def read_schools(day: dt.date) -> Schools:
    # The text begins with the school's own name, folded.
    found = sorted(
        (text.partition("\n")[0], pk, text, *rest)
        for text, pk, *rest in all_rows(teaching_schools, day)
    )
    columns = list(zip(*found, strict=True)) or [()] * 8
    names, pks, texts, states, sectors, latitudes, longitudes, counties = columns
    return Schools(
        pk=np.array(pks, dtype=np.int64),
        state=codes(states, State.values),
        sector=codes(sectors, Sector.values),
        latitude=degrees(latitudes),
        longitude=degrees(longitudes),
        names=list(names),
        texts=list(texts),
        counties=list(map(county_of, states, counties)),
    )


def degrees(values: Iterable) -> np.ndarray:
    return np.array([np.nan if v is None else float(v) for v in values], dtype=float)


def listed(day: dt.date) -> QuerySet:
    """Every listed program as a row of `COLUMNS`."""
    unknown = {f"{n}_or_not": Coalesce(n, Value(UNKNOWN)) for n in NUMBERS}
    names = [f"{name}_or_not" if name in NUMBERS else name for name in COLUMNS]
    return (
        Program.objects.listed(day).order_by().annotate(**unknown).values_list(*names)
    )


def deciding(accreditor: Accreditor, day: dt.date) -> QuerySet:
    """Program and status of statements in force; of each program the one that counts comes last."""
    statements = Accreditation.objects.deciding(accreditor, day)
    return statements.values_list("program_id", "accreditation_status")


def read_programs(
    schools: Schools, day: dt.date
) -> tuple[dict[str, np.ndarray], Titles]:
    """All listed programs as columns, and the titles they have."""
    parts: dict[str, list[np.ndarray]] = {}
    number: dict[str, int] = {}
    for rows in in_chunks(listed, day):
        # A school published after the schools were read: this index will be made again.
        rows = [row for row in rows if row[SCHOOL] in schools.number_of]
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
    resident, nonresident, district, months, *awards = (
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
        "length": np.fromiter(
            (basis != LengthBasis.PUBLISHED for basis in columns["length_basis"]),
            dtype=np.int8,
        ),
        "dormant": np.fromiter(columns["is_dormant"], dtype=np.int8),
        "resident": resident,
        "nonresident": nonresident,
        "district": district,
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


def parts_of(columns: dict[str, np.ndarray], schools: Schools) -> dict[str, np.ndarray]:
    """The columns of `PARTS` for each row, as codes."""
    return {
        **columns,
        "state": schools.state[columns["school"]],
        "sector": schools.sector[columns["school"]],
        "resident_band": banded(columns["resident"], PRICE_BANDS),
        "nonresident_band": banded(columns["nonresident"], PRICE_BANDS),
        "duration": banded(columns["months"], DURATION_BANDS),
    }
