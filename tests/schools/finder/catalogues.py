"""Random catalogues and random questions, for tests that compare two ways to the same answer."""

import datetime as dt
from dataclasses import dataclass, field
from random import Random
from urllib.parse import urlencode

from careers.choices import (
    WORDS_OF_THE_ACCREDITOR,
    AccreditationStatus,
    Accreditor,
    AwardLevel,
    Field,
)
from careers.models import Career, Credential
from editorial.choices import Kind, Status
from editorial.models import Source
from schools.choices import Evidence, LengthBasis, PriceBasis, Sector, StudyMode
from schools.models import Accreditation, Program, School
from schools.models.bands import AccreditationChoice, DurationBand, Level, PriceBand
from schools.models.search_text import school_text
from tests.factories import (
    AS_OF,
    YEAR,
    make_career,
    make_credential,
    make_rule,
    make_source,
)

DAY = dt.date(2026, 3, 1)
NAMES = ("Alder College", "Birch Institute", "Cedar University", "Damson Academy")
TITLES = ("Records", "Coding Practice", "Informatics", "Billing")
WORDS = ("alder", "birch", "cedar", "coding", "records", "ohio", "texas", "marlow")
PLACES = (
    # State, city, latitude, longitude: near Cincinnati, Austin and nowhere stated.
    ("OH", "Marlow", "39.11", "-84.50"),
    ("OH", "Fenwick", "39.76", "-84.19"),
    ("KY", "Fenwick", "38.25", "-85.76"),
    ("TX", "Hartley", "30.27", "-97.74"),
    ("TX", "Marlow", "29.42", "-98.49"),
    ("AK", "Hartley", None, None),
)
ZIPS = ("45202", "78701", "99501")
PRICES = (None, 0, 3_000, 4_999, 5_000, 9_999, 10_000, 25_000, 40_000, 61_000)
MONTHS = (None, 3, 9, 10, 12, 13, 24, 25, 48, 49, 60)
AWARDS = (None, 0, 0, 1, 7, 30)
WINDOWS = (
    (None, None),
    (None, None),
    (DAY, DAY),
    (None, DAY - dt.timedelta(days=1)),
    (DAY + dt.timedelta(days=1), None),
)


@dataclass(frozen=True)
class Campus:
    name: str
    state: str
    city: str
    latitude: str | None
    longitude: str | None
    sector: str
    is_published: bool


@dataclass(frozen=True)
class Statement:
    accreditor: str
    status: str
    evidence: int
    as_of: dt.date
    valid_from: dt.date | None
    valid_until: dt.date | None


@dataclass(frozen=True)
class Offer:
    """One program in plain values, for loops that know nothing of the index."""

    campus: Campus
    title: str
    award_level: str
    field: str
    mode: str
    resident: int | None
    nonresident: int | None
    in_district: int | None
    months: int | None
    awards: tuple[int | None, int | None, int | None]
    is_published: bool
    statements: list[Statement] = field(default_factory=list)


def random_campus(rng: Random) -> Campus:
    state, city, latitude, longitude = rng.choice(PLACES)
    return Campus(
        rng.choice(NAMES),
        state,
        city,
        latitude,
        longitude,
        rng.choice(Sector.values),
        rng.random() > 0.1,
    )


def random_statement(rng: Random) -> Statement:
    status = rng.choice(AccreditationStatus.values)
    strong = [value for value in Evidence.values if value >= Evidence.NAMED_BY_SCHOOL]
    needs_it = status in WORDS_OF_THE_ACCREDITOR
    return Statement(
        Accreditor.CAHIIM if rng.random() > 0.3 else Accreditor.NCRA,
        status,
        rng.choice(strong if needs_it else Evidence.values),
        AS_OF + dt.timedelta(days=rng.randrange(3)),
        *rng.choice(WINDOWS),
    )


def random_offer(rng: Random, campuses: list[Campus]) -> Offer:
    resident = rng.choice(PRICES)
    nonresident = resident
    if resident is not None and rng.random() > 0.4:
        nonresident = resident + rng.choice((1, 2_000, 6_000))
    in_district = None
    if nonresident != resident and rng.random() > 0.5:
        in_district = resident // 2
    return Offer(
        rng.choice(campuses),
        rng.choice(TITLES),
        rng.choice(AwardLevel.values),
        # The finder begins with three of the five.
        rng.choice([*Field.values, *Field.values[:3]]),
        rng.choice(StudyMode.values),
        resident,
        nonresident,
        in_district,
        rng.choice(MONTHS),
        (rng.choice(AWARDS), rng.choice(AWARDS), rng.choice(AWARDS)),
        rng.random() > 0.1,
        [random_statement(rng) for _ in range(rng.randrange(3))],
    )


def random_offers(rng: Random, number: int) -> list[Offer]:
    campuses = [random_campus(rng) for _ in range(max(1, number // 3))]
    return [random_offer(rng, campuses) for _ in range(number)]


def store(offers: list[Offer]) -> dict[int, Offer]:
    """Write *offers* in three statements; primary key to offer, of what was stored."""
    source = make_source()
    campuses = list(dict.fromkeys(offer.campus for offer in offers))
    schools = School.objects.bulk_create(
        school_of(campus, number, source) for number, campus in enumerate(campuses)
    )
    school_at = dict(zip(campuses, schools, strict=True))
    programs = Program.objects.bulk_create(
        program_of(offer, school_at[offer.campus], number, source)
        for number, offer in enumerate(offers)
    )
    Accreditation.objects.bulk_create(
        Accreditation(
            program=program,
            accreditor=statement.accreditor,
            key=f"statement-{number}",
            accreditation_status=statement.status,
            evidence=statement.evidence,
            as_of=statement.as_of,
            valid_from=statement.valid_from,
            valid_until=statement.valid_until,
            kind=Kind.PUBLISHED,
            source=source,
        )
        for program, offer in zip(programs, offers, strict=True)
        for number, statement in enumerate(offer.statements)
    )
    return {program.pk: offer for program, offer in zip(programs, offers, strict=True)}


def school_of(campus: Campus, number: int, source: Source) -> School:
    return School(
        unitid=str(500_000 + number),
        name=campus.name,
        slug=f"campus-{number}",
        city=campus.city,
        state=campus.state,
        sector=campus.sector,
        latitude=campus.latitude,
        longitude=campus.longitude,
        status=Status.PUBLISHED if campus.is_published else Status.DRAFT,
        search_text=school_text(campus.name, "", campus.city),
        directory_source=source,
        directory_as_of=AS_OF,
        directory_kind=Kind.PUBLISHED,
    )


def basis_of(offer: Offer) -> str:
    """Every other length is the school's own."""
    if not offer.months:
        return ""
    is_own = len(offer.title) % 2
    return LengthBasis.PUBLISHED if is_own else LengthBasis.LEVEL


def program_of(offer: Offer, school: School, number: int, source: Source) -> Program:
    is_priced = offer.resident is not None
    latest, previous, earlier = offer.awards
    evidence = {
        f"{group}_{part}": value
        for group in ("offer", "price", "length", "awards")
        for part, value in (
            ("source", source),
            ("as_of", AS_OF),
            ("kind", Kind.PUBLISHED),
        )
    }
    return Program(
        school=school,
        title=offer.title,
        slug=f"program-{number}",
        cip_code="51.0707",
        award_level=offer.award_level,
        field=offer.field,
        study_mode=offer.mode,
        price_resident=offer.resident,
        price_nonresident=offer.nonresident,
        price_in_district=offer.in_district,
        price_in_district_year="" if offer.in_district is None else YEAR,
        price_year=YEAR if is_priced else "",
        price_basis=PriceBasis.PROGRAM if is_priced else "",
        months_low=offer.months,
        months_high=offer.months,
        length_basis=basis_of(offer),
        awards_latest=latest,
        awards_previous=previous,
        awards_earlier=earlier,
        awards_year=YEAR,
        status=Status.PUBLISHED if offer.is_published else Status.DRAFT,
        **evidence,
    )


def make_rules() -> list[Credential]:
    """Credentials whose rules differ in kind; the last two are not in force or not public."""
    rhit = make_credential(slug="rhit", abbr="RHIT")
    rhia = make_credential(slug="rhia", abbr="RHIA")
    cca = make_credential(slug="cca", abbr="CCA")
    cpc = make_credential(slug="cpc", abbr="CPC")
    unread = make_credential(slug="unread", abbr="UNR")
    silent = make_credential(slug="silent", abbr="SIL")
    ods_c = make_credential(slug="ods-c", abbr="ODS-C")
    past = make_credential(slug="past", abbr="PST")
    draft = make_credential(slug="draft", abbr="DRF", status=Status.DRAFT)
    health = ["health-information"]
    make_rule(
        credential=rhit, award_levels=["associate"], fields=health, accreditor="CAHIIM"
    )
    make_rule(
        credential=rhia,
        award_levels=["bachelor", "master", "post-bachelor"],
        fields=health,
        accreditor="CAHIIM",
    )
    make_rule(credential=cca, fields=["coding-billing", *health])
    make_rule(credential=cca, award_levels=["associate"], condition="you code a year")
    make_rule(credential=cpc, fields=["coding-billing"], condition="you join AAPC")
    make_rule(credential=unread, is_verified=False)
    make_rule(
        credential=ods_c, award_levels=["associate", "bachelor"], accreditor="NCRA"
    )
    make_rule(credential=past, valid_until=DAY - dt.timedelta(days=1))
    make_rule(credential=draft)
    return [rhit, rhia, ods_c, cca, cpc, unread, silent, past]


def make_careers() -> list[Career]:
    coder = make_career(slug="coder", program_fields=["coding-billing"])
    manager = make_career(
        slug="manager",
        program_fields=["health-information", "informatics"],
        program_levels=["bachelor", "master"],
    )
    make_career(slug="unborn", program_fields=Field.values, status=Status.DRAFT)
    return [coder, manager]


SEVERAL = {
    "accreditation": AccreditationChoice.values,
    "state": ["OH", "KY", "TX", "AK", "WY"],
    "credential": ["rhit", "rhia", "ods-c", "cca", "cpc", "unread", "silent", "past"],
    "price": PriceBand.values,
    "duration": DurationBand.values,
    "level": Level.values,
    "field": Field.values,
    "mode": StudyMode.values,
    "sector": Sector.values,
    "include": ["dormant", "unpriced", "online", "cannot-tell", "district"],
}
SINGLE = {
    "confirmed": ["1"],
    "length": ["published"],
    "career": ["coder", "manager"],
    "price_min": ["0", "3000", "5000"],
    "price_max": ["9999", "10000", "41000"],
    "months_max": ["9", "12", "48"],
    "home": ["OH", "TX", "WY"],
    "zip": ZIPS,
    "miles": ["10", "50", "100", "250"],
    "q": WORDS,
}
SORTS = ("default", "price", "duration", "graduates", "name")


def random_question(rng: Random) -> dict[str, list[str]]:
    """Parameters as an address gives them; few at a time, or nothing would ever match."""
    asked: dict[str, list[str]] = {}
    wanted = rng.sample([*SEVERAL, *SINGLE], rng.randrange(6))
    for name in wanted:
        if name in SEVERAL:
            values = SEVERAL[name]
            asked[name] = rng.sample(values, rng.randint(1, min(3, len(values))))
        else:
            asked[name] = [rng.choice(SINGLE[name])]
    if "q" in asked and rng.random() > 0.6:
        asked["q"] = [" ".join(rng.sample(WORDS, 2))]
    sorts = [*SORTS, *(["distance"] if "zip" in asked else [])]
    sorts += ["relevance"] if "q" in asked else []
    if rng.random() > 0.4:
        asked["sort"] = [rng.choice(sorts)]
    return asked


def query_string(asked: dict[str, list[str]]) -> str:
    return urlencode(asked, doseq=True)
