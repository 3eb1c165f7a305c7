"""A made-up catalogue of any size with the skew of the real one, for measuring and for trials.

Frequencies are those of the published catalogue of 2023-24; nothing in it names a real school.
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

import numpy as np
import zipcodes
from django.db import connection, models
from django.utils.text import slugify

from careers.choices import AccreditationStatus, AwardLevel, Field
from editorial.choices import Kind, Status
from editorial.models import Source
from schools.choices import Evidence, LengthBasis, PriceBasis, SchoolLevel, Sector
from schools.models import Accreditation, Program, School
from schools.models.search_text import school_text

AS_OF = dt.date(2024, 7, 1)
YEAR = "2023-24"
CHUNK = 20_000

# Residents in hundreds of thousands, census of 2020.
RESIDENTS = {
    "CA": 395, "TX": 291, "FL": 215, "NY": 202, "PA": 130, "IL": 128, "OH": 118,
    "GA": 107, "NC": 104, "MI": 101, "NJ": 93, "VA": 86, "WA": 77, "AZ": 72, "MA": 70,
    "TN": 69, "IN": 68, "MD": 62, "MO": 62, "WI": 59, "CO": 58, "MN": 57, "SC": 51,
    "AL": 50, "LA": 47, "KY": 45, "OR": 42, "OK": 40, "CT": 36, "PR": 33, "UT": 33,
    "IA": 32, "NV": 31, "AR": 30, "MS": 30, "KS": 29, "NM": 21, "NE": 20, "ID": 18,
    "WV": 18, "HI": 15, "NH": 14, "ME": 14, "RI": 11, "MT": 11, "DE": 10, "SD": 9,
    "ND": 8, "AK": 7, "DC": 7, "VT": 6, "WY": 6,
}  # fmt: skip
KINDS_OF_SCHOOL = (
    # sector, level, how many, resident's tuition a year, others' multiple of it
    (Sector.PUBLIC, SchoolLevel.TWO_YEAR, 488, 4_300, 2.1),
    (Sector.PUBLIC, SchoolLevel.FOUR_YEAR, 312, 8_600, 2.3),
    (Sector.NONPROFIT, SchoolLevel.FOUR_YEAR, 207, 21_000, 1.0),
    (Sector.FORPROFIT, SchoolLevel.TWO_YEAR, 171, 15_500, 1.0),
    (Sector.FORPROFIT, SchoolLevel.LESS, 95, 14_000, 1.0),
    (Sector.FORPROFIT, SchoolLevel.FOUR_YEAR, 91, 16_000, 1.0),
    (Sector.PUBLIC, SchoolLevel.LESS, 46, 3_200, 1.3),
)
OFFERS = (
    (AwardLevel.CERT_1_2, Field.CODING_BILLING, 432),
    (AwardLevel.ASSOCIATE, Field.HEALTH_INFORMATION, 354),
    (AwardLevel.CERT_UNDER_1, Field.MEDICAL_OFFICE, 294),
    (AwardLevel.CERT_1_2, Field.MEDICAL_OFFICE, 275),
    (AwardLevel.ASSOCIATE, Field.MEDICAL_OFFICE, 249),
    (AwardLevel.CERT_UNDER_1, Field.CODING_BILLING, 223),
    (AwardLevel.CERT_1_2, Field.HEALTH_INFORMATION, 195),
    (AwardLevel.CERT_UNDER_1, Field.HEALTH_INFORMATION, 163),
    (AwardLevel.MASTER, Field.INFORMATICS, 134),
    (AwardLevel.ASSOCIATE, Field.CODING_BILLING, 115),
    (AwardLevel.BACHELOR, Field.HEALTH_INFORMATION, 109),
    (AwardLevel.CERT_UNDER_1, Field.OTHER, 105),
    (AwardLevel.POSTBACC, Field.INFORMATICS, 71),
    (AwardLevel.MASTER, Field.HEALTH_INFORMATION, 35),
    (AwardLevel.BACHELOR, Field.INFORMATICS, 33),
    (AwardLevel.POSTBACC, Field.HEALTH_INFORMATION, 33),
    (AwardLevel.DOCTORATE, Field.INFORMATICS, 25),
    (AwardLevel.POST_MASTER, Field.INFORMATICS, 23),
)
MONTHS = {
    AwardLevel.CERT_UNDER_1: ((3, 9), (1, 3), (8, 8)),
    AwardLevel.CERT_1_2: ((12, 23), (9, 9), (12, 12)),
    AwardLevel.ASSOCIATE: ((24, 24), (18, 18), (15, 15)),
    AwardLevel.BACHELOR: ((48, 48), (36, 36), (48, 48)),
    AwardLevel.POSTBACC: ((9, 12), (9, 12), (9, 12)),
    AwardLevel.MASTER: ((12, 24), (24, 24), (12, 24)),
    AwardLevel.POST_MASTER: ((9, 12), (9, 12), (9, 12)),
    AwardLevel.DOCTORATE: ((36, 60), (36, 60), (36, 60)),
}
TITLES = {
    Field.CODING_BILLING: (
        "51.0713",
        ("Medical Insurance Coding", "Medical Billing and Coding", "Coding Specialist"),
    ),
    Field.HEALTH_INFORMATION: (
        "51.0707",
        ("Health Information Technology", "Health Information Management"),
    ),
    Field.MEDICAL_OFFICE: (
        "51.0716",
        ("Medical Administrative Assistant", "Medical Office Management"),
    ),
    Field.INFORMATICS: ("51.2706", ("Medical Informatics", "Health Data Analytics")),
    Field.OTHER: ("51.0799", ("Health and Medical Administrative Services",)),
}
MODES = (("unknown", 75), ("campus", 21), ("online", 3), ("hybrid", 1))
STATEMENTS = (
    (AccreditationStatus.ACCREDITED, Evidence.DIRECTORY, 60),
    (AccreditationStatus.REPORTED, Evidence.OLDER, 25),
    (AccreditationStatus.UNCONFIRMED, Evidence.OLDER, 10),
    (AccreditationStatus.CANDIDACY, Evidence.DIRECTORY, 5),
)
SHARE_WITH_STATEMENT = 0.06
SHARE_WITHOUT_PRICE = 0.10
SHARE_WITHOUT_LENGTH = 0.04
SHARE_DORMANT = 0.166
SHARE_UNREPORTED = 0.004
SCHOOL_NAMES = {
    SchoolLevel.TWO_YEAR: ("{} Community College", "{} Technical College"),
    SchoolLevel.FOUR_YEAR: ("University of {}", "{} State University"),
    SchoolLevel.LESS: ("{} Career Institute", "{} School of Health"),
}
PARTS_OF_TOWN = ("", "North ", "South ", "East ", "West ", "Central ", "Greater ")


@dataclass
class Counts:
    schools: int
    programs: int
    statements: int


def schools_for(programs: int) -> int:
    """As many schools as a catalogue of that size would have: several programs each."""
    points = ((0, 0), (400, 180), (3_134, 1_421), (30_000, 1_600), (1_000_000, 6_500))
    return max(1, int(np.interp(programs, *zip(*points, strict=True))))


def generate(*, programs: int, schools: int, seed: int) -> Counts:
    """Write the catalogue; the same arguments give the same one."""
    random = np.random.default_rng(seed)
    source = Source.objects.create(
        slug="synthetic-catalogue",
        publisher="Nobody",
        title="Made-up schools and programs",
        retrieved_on=AS_OF,
    )
    kinds = draw(random, [kind[2] for kind in KINDS_OF_SCHOOL], schools)
    insert(School, school_rows(random, kinds, source))
    # The large ones first: a few schools offer many programs, most of them a few.
    share = random.pareto(2.5, schools) + 0.4
    owner = np.sort(random.choice(schools, programs, p=share / share.sum()))
    keys = list(School.objects.order_by("pk").values_list("pk", flat=True))
    offers = draw(random, [offer[2] for offer in OFFERS], programs)
    insert(Program, program_rows(random, owner, kinds, offers, keys, source))
    first = Program.objects.order_by("pk").values_list("pk", flat=True).first() or 0
    fields = np.array([offer[1] != Field.MEDICAL_OFFICE for offer in OFFERS])
    stated = np.flatnonzero(
        fields[offers] & (random.random(programs) < SHARE_WITH_STATEMENT)
    )
    insert(Accreditation, statement_rows(random, first + stated, source))
    return Counts(schools, programs, len(stated))


def draw(random: np.random.Generator, weights: list[int], size: int) -> np.ndarray:
    shares = np.array(weights, dtype=float)
    return random.choice(len(weights), size, p=shares / shares.sum())


def school_rows(
    random: np.random.Generator, kinds: np.ndarray, source: Source
) -> Iterator[dict]:
    places: dict[str, list[dict]] = {}
    for place in zipcodes.list_all():
        if place["active"] and place["lat"] and place["zip_code_type"] == "STANDARD":
            places.setdefault(place["state"], []).append(place)
    states = [
        list(RESIDENTS)[n] for n in draw(random, [*RESIDENTS.values()], len(kinds))
    ]
    for number, (kind, state) in enumerate(zip(kinds, states, strict=True)):
        sector, level = KINDS_OF_SCHOOL[kind][:2]
        place = places[state][random.integers(len(places[state]))]
        form = SCHOOL_NAMES[level][random.integers(2)]
        part = PARTS_OF_TOWN[random.integers(len(PARTS_OF_TOWN))]
        name = form.format(part + place["city"])
        latitude, longitude = place["lat"], place["long"]
        yield {
            "status": Status.PUBLISHED,
            "published_on": AS_OF,
            "unitid": str(100_000 + number),
            "name": name,
            "slug": f"{slugify(name)}-{number}",
            "city": place["city"],
            "state": state,
            "zip": place["zip_code"],
            "latitude": latitude,
            "longitude": longitude,
            "sector": sector,
            "level": level,
            "search_text": school_text(name, "", place["city"]),
            **evidence("directory", source),
        }


def program_rows(
    random: np.random.Generator,
    owner: np.ndarray,
    kinds: np.ndarray,
    offers: np.ndarray,
    keys: list[int],
    source: Source,
) -> Iterator[dict]:
    size = len(owner)
    modes = [MODES[n][0] for n in draw(random, [n for _, n in MODES], size)]
    exact = draw(random, [92, 5, 3], size)
    tuition = random.lognormal(0, 0.25, len(kinds))
    spread = random.lognormal(0, 0.1, size)
    has_price = random.random(size) >= SHARE_WITHOUT_PRICE
    has_length = random.random(size) >= SHARE_WITHOUT_LENGTH
    fate = random.random(size)
    awards = random.lognormal(1.6, 1.2, (3, size)).astype(int)
    wording = random.integers(6, size=size)
    for row in range(size):
        award, field, _ = OFFERS[offers[row]]
        low, high = MONTHS[award][exact[row]]
        cip, titles = TITLES[field]
        title = titles[wording[row] % len(titles)]
        values = {
            "status": Status.PUBLISHED,
            "published_on": AS_OF,
            "school": keys[owner[row]],
            "title": title,
            "slug": f"{slugify(title)}-{award}-{row}",
            "cip_code": cip,
            "cip_title": title,
            "award_level": award,
            "field": field,
            "study_mode": modes[row],
            **evidence("offer", source),
        }
        if has_price[row]:
            _, _, _, a_year, multiple = KINDS_OF_SCHOOL[kinds[owner[row]]]
            resident = a_year * tuition[owner[row]] * spread[row] * max(high, 6) / 12
            values |= {
                "price_resident": int(resident),
                "price_nonresident": int(int(resident) * multiple),
                "price_year": YEAR,
                "price_basis": PriceBasis.ANNUAL,
                **evidence("price", source, Kind.ESTIMATED),
            }
        if has_length[row]:
            values |= {
                "months_low": low,
                "months_high": high,
                "length_basis": LengthBasis.LEVEL,
                **evidence("length", source, Kind.DERIVED),
            }
        if fate[row] >= SHARE_UNREPORTED:
            sleeps = fate[row] < SHARE_UNREPORTED + SHARE_DORMANT
            latest, previous, earlier = (
                0 if sleeps else int(n) + 1 for n in awards[:, row]
            )
            values |= {
                "awards_latest": latest,
                "awards_previous": previous,
                "awards_earlier": earlier,
                "awards_year": YEAR,
                **evidence("awards", source),
            }
        yield values


def statement_rows(
    random: np.random.Generator, programs: np.ndarray, source: Source
) -> Iterator[dict]:
    chosen = draw(random, [share for _, _, share in STATEMENTS], len(programs))
    for program, number in zip(programs.tolist(), chosen, strict=True):
        status, proof, _ = STATEMENTS[number]
        yield {
            "program": program,
            "accreditor": "CAHIIM",
            "key": "synthetic",
            "accreditation_status": status,
            "evidence": proof,
            "source": source.pk,
            "as_of": AS_OF,
            "kind": Kind.PUBLISHED,
        }


def evidence(group: str, source: Source, kind: str = Kind.PUBLISHED) -> dict:
    return {
        f"{group}_source": source.pk,
        f"{group}_as_of": AS_OF,
        f"{group}_kind": kind,
    }


def insert(model: type[models.Model], rows: Iterable[dict]) -> None:
    """Rows as plain statements: objects would take most of the minutes that a million takes."""
    fields = [
        field
        for field in model._meta.concrete_fields
        if not field.primary_key and not field.generated
    ]
    defaults = {
        field.name: field.get_db_prep_save(field.get_default(), connection)
        for field in fields
    }
    names = ", ".join(connection.ops.quote_name(field.column) for field in fields)
    marks = ", ".join(["%s"] * len(fields))
    table = connection.ops.quote_name(model._meta.db_table)
    filled = (defaults | row for row in rows)
    lines = ([str(v) if isinstance(v, str) else v for v in f.values()] for f in filled)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # No statement may take longer than a page may.
            while chunk := list(islice(lines, CHUNK)):
                with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
                    for line in chunk:
                        copy.write_row(line)
        else:
            statement = f"INSERT INTO {table} ({names}) VALUES ({marks})"
            cursor.executemany(statement, lines)
