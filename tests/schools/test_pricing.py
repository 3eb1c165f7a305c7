"""What a program costs: three kinds of price, and none where nothing gives one."""

import datetime as dt
import json
from decimal import Decimal
from statistics import quantiles

import pytest
from django.conf import settings

from careers.choices import AwardLevel, State
from editorial.choices import Kind
from schools.choices import LengthBasis, PriceBasis, Sector
from schools.lengths import (
    BY_LEVEL,
    Months,
    basis_of_level,
    length_values,
    months_of_level,
)
from schools.models import School
from schools.models.academic_years import first_day, is_academic_year, last_day
from schools.pricing import (
    GRADUATE_LEVELS,
    NOMINAL_YEARS,
    PRICE_FIELDS,
    nominal_years,
    price_values,
    published,
    reckoned,
)

COLLEGE = {
    "state": State.OH,
    "sector": Sector.PUBLIC,
    "tuition_fees_in_state": 4312,
    "tuition_fees_out_of_state": 9001,
    "tuition_year": "2023-24",
    "grad_tuition_fees_in_state": 8000,
    "grad_tuition_fees_out_of_state": 15000,
    "per_credit_in_state": 150,
    "per_credit_out_of_state": 300,
    "detail_year": "2022-23",
}


def make(**values) -> School:
    return School(**COLLEGE | values)


def test_a_years_tuition_times_nominal_years_is_an_estimate():
    price = reckoned(make(), award_level=AwardLevel.ASSOCIATE)
    assert (price.resident, price.nonresident) == (8624, 18002)
    assert (price.kind, price.basis) == (Kind.ESTIMATED, PriceBasis.ANNUAL)
    assert price.year == "2023-24"
    assert price.terms == "2 years × $4,312 in state or $9,001 out of state (2023-24)"


def test_one_price_is_said_once_and_given_twice():
    price = reckoned(
        make(tuition_fees_out_of_state=4312), award_level=AwardLevel.ASSOCIATE
    )
    assert price.resident == price.nonresident == 8624
    assert price.terms == "2 years × $4,312 (2023-24)"


@pytest.mark.parametrize(
    ("level", "months_high", "resident"),
    [
        (AwardLevel.CERT_UNDER_1, 9, 3234),
        (AwardLevel.CERT_UNDER_1, 3, 1078),
        (AwardLevel.CERT_UNDER_1, None, 3234),
        (AwardLevel.CERT_1_2, 23, 6468),
        (AwardLevel.CERT_2_4, 47, 12936),
        (AwardLevel.BACHELOR, 48, 17248),
        (AwardLevel.POSTBACC, 12, 8000),
        (AwardLevel.MASTER, 24, 16000),
        (AwardLevel.POST_MASTER, 12, 8000),
        (AwardLevel.DOCTORATE, 60, 32000),
    ],
)
def test_each_level_has_its_years_and_graduates_pay_graduate_tuition(
    level, months_high, resident
):
    price = reckoned(make(), award_level=level, months_high=months_high)
    assert price.resident == resident
    assert price.year == ("2022-23" if level in GRADUATE_LEVELS else "2023-24")


def test_a_price_per_credit_comes_before_a_years_tuition():
    price = reckoned(make(), award_level=AwardLevel.ASSOCIATE, credits=Decimal("63.5"))
    assert (price.resident, price.nonresident) == (9525, 19050)
    assert (price.kind, price.basis) == (Kind.DERIVED, PriceBasis.CREDITS)
    assert price.terms == (
        "63.5 credits × $150 in state or $300 out of state (2022-23)"
    )


def test_whole_credits_and_years_are_written_without_decimals():
    credits = reckoned(
        make(), award_level=AwardLevel.BACHELOR, credits=Decimal("120.0")
    )
    year = reckoned(make(), award_level=AwardLevel.POSTBACC)
    assert credits.terms.startswith("120 credits × ")
    assert year.terms.startswith("1 year × ")


def test_an_undergraduate_rate_does_not_price_a_graduate_program():
    price = reckoned(make(), award_level=AwardLevel.MASTER, credits=Decimal(36))
    assert price.basis == PriceBasis.ANNUAL


def test_a_district_price_stands_beside_the_others_with_its_own_year():
    price = reckoned(
        make(tuition_fees_in_district=3000), award_level=AwardLevel.CERT_1_2
    )
    assert price.in_district == 4500
    assert price.terms.endswith("; $3,000 in the district (2022-23)")


@pytest.mark.parametrize(
    ("unknown", "level"),
    [
        ({"tuition_fees_in_state": None}, AwardLevel.ASSOCIATE),
        ({"tuition_fees_out_of_state": None}, AwardLevel.ASSOCIATE),
        ({"tuition_year": ""}, AwardLevel.ASSOCIATE),
        ({"tuition_year": "last year"}, AwardLevel.ASSOCIATE),
        ({"grad_tuition_fees_in_state": None}, AwardLevel.MASTER),
        ({"detail_year": ""}, AwardLevel.MASTER),
    ],
)
def test_what_is_not_published_gives_no_price(unknown, level):
    assert reckoned(make(**unknown), award_level=level) is None


def test_free_tuition_is_a_price_of_zero_not_an_unknown_one():
    school = make(tuition_fees_in_state=0, tuition_fees_out_of_state=0)
    assert reckoned(school, award_level=AwardLevel.ASSOCIATE).resident == 0


def test_a_bachelor_at_a_california_college_has_no_estimate():
    college = {"state": State.CA, "per_credit_in_state": 46}
    assert reckoned(make(**college), award_level=AwardLevel.BACHELOR) is None
    assert reckoned(make(**college), award_level=AwardLevel.ASSOCIATE) is not None


def test_half_a_dollar_is_rounded_up():
    school = make(tuition_fees_in_state=4313)
    assert reckoned(school, award_level=AwardLevel.CERT_1_2).resident == 6470


def test_a_published_price_is_the_same_for_everybody():
    price = published(12729, year="2023-24")
    values = price_values(price, source="the source")
    assert values["price_resident"] == values["price_nonresident"] == 12729
    assert values["price_kind"] == Kind.PUBLISHED
    assert values["price_as_of"] == dt.date(2023, 7, 1)
    assert values["price_source"] == "the source"


def test_an_unknown_price_empties_the_whole_group():
    values = price_values(None, source="the source")
    assert set(values) == set(PRICE_FIELDS)
    assert not any(values.values())


def test_every_level_has_years_and_months():
    assert set(NOMINAL_YEARS) == set(BY_LEVEL) == set(AwardLevel)
    for level in AwardLevel:
        months = months_of_level(level)
        assert 1 <= months.low <= months.high
        # A year of tuition buys two terms: eight months at the least, twelve with a break.
        assert months.low <= nominal_years(level, months.high) * 12
        assert nominal_years(level, months.high) * 8 <= months.high


def test_the_published_catalogue_has_the_usual_lengths():
    """Of certificates of one to two years, half of the published lengths lie inside."""
    path = settings.FIXTURE_DIRS[0] / "programs.json"
    found = [entry["fields"] for entry in json.loads(path.read_text("utf-8"))]
    published = sorted(
        program["months_high"]
        for program in found
        if program["award_level"] == AwardLevel.CERT_1_2
        and program["length_basis"] == LengthBasis.PUBLISHED
    )
    lower, _, upper = quantiles(published, n=4)
    assert months_of_level(AwardLevel.CERT_1_2) == (lower, upper)
    for program in found:
        if program["length_basis"] == LengthBasis.PUBLISHED:
            continue
        level = program["award_level"]
        told = Months(program["months_low"], program["months_high"])
        usual = {months_of_level(level)}
        if level == AwardLevel.CERT_UNDER_1:
            usual.add(months_of_level(level, is_under_300_hours=True))
        assert told in usual
        assert (program["length_basis"], program["length_kind"]) == basis_of_level(
            level
        )


def test_under_300_hours_is_three_months_at_the_most():
    months = months_of_level(AwardLevel.CERT_UNDER_1, is_under_300_hours=True)
    assert months == Months(1, 3)


def test_length_values_fill_the_whole_group():
    values = length_values(
        Months(9, 9),
        basis=LengthBasis.PUBLISHED,
        kind=Kind.PUBLISHED,
        source="the source",
        as_of=dt.date(2023, 7, 1),
    )
    assert all(values.values())


@pytest.mark.parametrize(
    ("text", "is_year"),
    [
        ("2023-24", True),
        ("2099-00", True),
        ("2023-25", False),
        ("2023", False),
        ("", False),
    ],
)
def test_an_academic_year_spans_two(text, is_year):
    assert is_academic_year(text) is is_year


def test_an_academic_year_runs_from_july_to_june():
    assert first_day("2023-24") == dt.date(2023, 7, 1)
    assert last_day("2023-24") == dt.date(2024, 6, 30)
