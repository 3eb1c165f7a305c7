"""Totals, counts and orders of the finder against plain loops over plain rows."""

import math
from collections import Counter
from dataclasses import dataclass
from random import Random

import pytest
from django.db import transaction
from django.http import QueryDict
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from careers.choices import State, Verb
from careers.eligibility import ProgramTraits, RuleBook
from schools.finder.index.current import build
from schools.finder.phrases import facet_labels
from schools.finder.query import FACETS, ProgramFilter
from schools.finder.result import search
from schools.models.zip_codes import locate
from tests.schools.finder.catalogues import (
    DAY,
    Offer,
    basis_of,
    make_careers,
    make_rules,
    query_string,
    random_offers,
    random_question,
    store,
)

pytestmark = pytest.mark.django_db

CORE = {"health-information", "coding-billing", "informatics"}
CERTIFICATES = ("certificate-under-1", "certificate-1-2", "certificate-2-4")
LEVELS = {
    **dict.fromkeys(CERTIFICATES, "certificate"),
    "associate": "associate",
    "bachelor": "bachelor",
    "post-bachelor": "postbacc",
    "post-master": "postbacc",
    "master": "master",
    "doctorate": "doctoral",
}
STANDINGS = {
    "accredited": "accredited",
    "probation": "probation",
    "reported": "reported",
    "candidacy": "candidacy",
    "withdrawn": "withdrawn",
    "unconfirmed": "unconfirmed",
}
STANDING_ORDER = [
    "accredited",
    "probation",
    "reported",
    "candidacy",
    "unconfirmed",
    "withdrawn",
]
NOWHERE = math.inf


@dataclass
class Seen:
    """What plain loops make of one offer for one visitor."""

    offer: Offer
    values: dict[str, set[str]]
    """Facet to the options under which it is counted."""
    price: int | None
    graduates: int | None
    is_dormant: bool
    sure: set[str]
    """Credentials that it counts for beyond doubt."""
    may_only: bool
    """For the credentials asked for it may count, and no more; of any when none is asked for."""
    miles: float


def price_band(price: int | None) -> str:
    if price is None:
        return "unknown"
    for bound, band in ((5, "under-5k"), (10, "5k-10k"), (20, "10k-20k")):
        if price < bound * 1_000:
            return band
    return "20k-40k" if price < 40_000 else "over-40k"


def duration_band(months: int | None) -> str:
    if months is None:
        return "unknown"
    for last, band in ((9, "up-to-9"), (12, "10-12"), (24, "13-24"), (48, "25-48")):
        if months <= last:
            return band
    return "over-48"


def status_of(offer: Offer, accreditor: str = "CAHIIM") -> str:
    """The best evidence that holds on the day; of equals the newest, then the last given.

    What was given before something was taken away does not count.
    """
    best = None
    holding = [
        (number, statement)
        for number, statement in enumerate(offer.statements)
        if statement.accreditor == accreditor
        and not (statement.valid_from and statement.valid_from > DAY)
        and not (statement.valid_until and statement.valid_until < DAY)
    ]
    for number, statement in holding:
        if statement.status not in ("probation", "withdrawn") and any(
            other.status in ("probation", "withdrawn") and other.as_of > statement.as_of
            for _, other in holding
        ):
            continue
        rank = (statement.evidence, statement.as_of, number)
        if best is None or rank > best[0]:
            best = (rank, statement.status)
    return best[1] if best else "unconfirmed"


def miles_between(zip_code: str, offer: Offer) -> float:
    if offer.campus.latitude is None:
        return NOWHERE
    here = locate(zip_code)
    lat1, lon1 = math.radians(here.latitude), math.radians(here.longitude)
    lat2 = math.radians(float(offer.campus.latitude))
    lon2 = math.radians(float(offer.campus.longitude))
    cosine = math.sin(lat1) * math.sin(lat2)
    cosine += math.cos(lat1) * math.cos(lat2) * math.cos(lon1 - lon2)
    return 3958.8 * math.acos(min(1, cosine))


def see(offer: Offer, asked: dict, rules: RuleBook, careers: list) -> Seen:
    home = asked.get("home", [""])[0]
    price = offer.resident
    if home and home != offer.campus.state:
        price = offer.nonresident
    status = status_of(offer)
    standing = ProgramTraits(
        offer.award_level,
        offer.field,
        {"CAHIIM": status, "NCRA": status_of(offer, "NCRA")},
    )
    verbs = {answer.credential: answer.verb for answer in rules.answers(standing)}
    wanted = {verb for verb in Verb if verb != Verb.NONE}
    if "confirmed" in asked:
        wanted.remove(Verb.MAY_LEAD_TO)
    chosen = [verbs.get(slug) for slug in asked.get("credential", [])]
    known = [number for number in offer.awards if number is not None]
    return Seen(
        offer,
        {
            "accreditation": {STANDINGS[status]},
            "state": {offer.campus.state},
            "credential": {slug for slug, verb in verbs.items() if verb in wanted},
            "price": {price_band(price)},
            "duration": {duration_band(offer.months)},
            "level": {LEVELS[offer.award_level]},
            "field": {offer.field},
            "mode": {offer.mode},
            "sector": {offer.campus.sector},
            "career": {
                career.slug
                for career in careers
                if offer.field in career.program_fields
                and (
                    not career.program_levels
                    or offer.award_level in career.program_levels
                )
            },
        },
        price,
        sum(known) if known else None,
        bool(known) and not sum(known),
        {
            slug
            for slug, verb in verbs.items()
            if verb in (Verb.LEADS_TO, Verb.PREPARES_FOR)
        },
        not {Verb.LEADS_TO, Verb.PREPARES_FOR} & {*chosen},
        miles_between(asked["zip"][0], offer) if "zip" in asked else NOWHERE,
    )


def has_words(seen: Seen, query: str) -> bool:
    campus = seen.offer.campus
    text = f"{campus.name} {campus.city} {seen.offer.title} {State(campus.state).label}"
    return all(word in text.casefold().split() for word in query.split())


def within_bounds(seen: Seen, asked: dict) -> bool:
    if "price_min" in asked or "price_max" in asked:
        low = int(asked.get("price_min", ["0"])[0])
        high = int(asked.get("price_max", ["1000000"])[0])
        if seen.price is None:
            if "unpriced" not in asked.get("include", []):
                return False
        elif not low <= seen.price <= high:
            home = asked.get("home", [""])[0]
            may_live_there = home in ("", seen.offer.campus.state)
            price = seen.offer.in_district
            if "district" not in asked.get("include", []) or not may_live_there:
                return False
            if price is None or not low <= price <= high:
                return False
    if "length" in asked and basis_of(seen.offer) != "published":
        return False
    if "months_max" in asked:
        months = seen.offer.months
        return months is not None and months <= int(asked["months_max"][0])
    return True


class Brute:
    """The whole question, asked of one row after the other."""

    def __init__(self, seen: list[Seen], asked: dict) -> None:
        self.asked = asked
        self.seen = [
            one
            for one in seen
            if one.offer.is_published
            and one.offer.campus.is_published
            and ("dormant" in asked.get("include", []) or not one.is_dormant)
            and has_words(one, asked.get("q", [""])[0])
            and within_bounds(one, asked)
        ]
        self.radius = self.find_radius() if "zip" in asked else NOWHERE

    def find_radius(self) -> float:
        if "miles" in self.asked:
            return float(self.asked["miles"][0])
        for radius in (25, 50, 100, 250):
            if any(one.miles <= radius and self.fits(one) for one in self.seen):
                return radius
        return NOWHERE

    def fits(self, one: Seen, *, but: str = "") -> bool:
        for name in FACETS:
            chosen = set(self.asked.get(name, CORE if name == "field" else ()))
            if name != but and chosen and not chosen & self.values(one, name):
                return False
        return True

    def is_kept(self, one: Seen) -> bool:
        """Online, which is to be found wherever it is."""
        is_online = one.offer.mode == "online"
        return is_online and "online" in self.asked.get("include", [])

    def values(self, one: Seen, name: str) -> set[str]:
        if name == "state" and "zip" not in self.asked and self.is_kept(one):
            return set(State.values)
        return one.values[name]

    def is_near(self, one: Seen) -> bool:
        return self.is_kept(one) or one.miles <= self.radius

    def found(self, *, but: str = "") -> list[Seen]:
        near = (
            one for one in self.seen if "zip" not in self.asked or self.is_near(one)
        )
        return [one for one in near if self.fits(one, but=but)]

    def counts(self, name: str) -> Counter:
        found = self.found(but=name)
        return Counter(value for one in found for value in self.values(one, name))


def sort_key(one: Seen, sort: str):
    """The first key of an order; unknown comes last. None: not told by loops."""

    def last(value: float | None, sign: int = 1) -> tuple:
        return (value is None, sign * (value or 0))

    match sort:
        case "price":
            return last(one.price)
        case "duration":
            return last(one.offer.months)
        case "graduates":
            return last(one.graduates, -1)
        case "name":
            return one.offer.campus.name
        case "distance":
            return round(one.miles, 6)
        case "default":
            standing = next(iter(one.values["accreditation"]))
            is_start = one.values["field"] <= {
                "health-information",
                "coding-billing",
            } and one.values["level"] <= {"certificate", "associate", "bachelor"}
            return STANDING_ORDER.index(standing), not is_start, last(one.graduates, -1)
        case _:
            return None


@pytest.fixture
def rules():
    make_rules()
    return RuleBook.on(DAY)


@pytest.fixture
def careers():
    return make_careers()


@given(rng=st.randoms(use_true_random=False), number=st.integers(0, 25))
@settings(
    max_examples=25,
    deadline=None,
    # A failure names its query; making the catalogue smaller would take minutes.
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_totals_and_counts_equal_brute_force(rules, careers, rng: Random, number: int):
    offers = random_offers(rng, number)
    questions = [random_question(rng) for _ in range(12)]
    with transaction.atomic():
        stored = store(offers)
        index = build(0, DAY)
        for asked in questions:
            compare(index, stored, asked, rules, careers)
        transaction.set_rollback(True)


def compare(index, stored: dict[int, Offer], asked: dict, rules, careers) -> None:
    query = query_string(asked)
    filterset = ProgramFilter(
        QueryDict(query), credentials=index.rulebook.credentials, careers=index.careers
    )
    assert not filterset.form.errors
    found = search(index, filterset.query)
    seen = {pk: see(offer, asked, rules, careers) for pk, offer in stored.items()}
    brute = Brute(list(seen.values()), asked)
    expected = brute.found()
    assert found.total == len(expected), query
    assert len(found.rows) == found.total, query
    labels = facet_labels(index)
    for name in FACETS:
        counted = {
            option.value: option.count for option in found.facet(name, labels[name])
        }
        wanted = brute.counts(name)
        assert {k: n for k, n in counted.items() if n} == dict(wanted), (query, name)
    around = brute.found(but="duration")
    for option in found.facet("duration", labels["duration"]):
        own = [
            one
            for one in around
            if basis_of(one.offer) == "published"
            and one.values["duration"] == {option.value}
        ]
        assert option.published == len(own), (option, query)
    around = brute.found(but="credential")
    for option in found.facet("credential", labels["credential"]):
        sure = sum(option.value in one.sure for one in around)
        assert option.confirmed in (None, sure), (option, query)
    if asked.keys() & {"price_min", "price_max"}:
        included = {*asked.get("include", []), "unpriced"}
        more = Brute(list(seen.values()), {**asked, "include": [*included]})
        # Within the same distance, where none was asked for.
        more.radius = brute.radius
        left_out = len(more.found()) - len(expected)
        assert found.unpriced_left_out == left_out, query
        asked_more = {**asked, "include": [*asked.get("include", []), "district"]}
        if "zip" not in asked or "miles" in asked:
            more = Brute(list(seen.values()), asked_more)
            assert found.district_left_out == len(more.found()) - len(expected), query
    in_order = [seen[int(index.pk[row])] for row in found.rows]
    assert Counter(map(id, in_order)) == Counter(map(id, expected)), query
    has_two_parts = bool({"rhit", "rhia", "ods-c"} & {*asked.get("credential", [])})
    parts = [one.may_only for one in in_order] if has_two_parts else []
    assert parts == sorted(parts), query
    if has_two_parts:
        assert found.confirmed == len(parts) - sum(parts), query
    else:
        confirmed = {"accredited", "probation"}
        accredited = [one.values["accreditation"] <= confirmed for one in expected]
        assert found.confirmed == sum(accredited), query
    keys = [sort_key(one, str(found.sort)) for one in in_order]
    if None not in keys:
        for is_later in (False, True):
            part = [
                key
                for one, key in zip(in_order, keys, strict=True)
                if (has_two_parts and one.may_only) == is_later
            ]
            assert part == sorted(part), query
