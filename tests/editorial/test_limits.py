"""Values that no field and no database takes, whichever way they come."""

import datetime as dt
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import DataError, IntegrityError, transaction

from tests import factories

CASES = [
    ("make_school", "tuition_year", "2025/26"),
    ("make_school", "tuition_year", "2023-25"),
    ("make_school", "detail_year", "FY23-24"),
    ("make_school", "unitid", "OPE 1."),
    ("make_school", "zip", "1201"),
    ("make_school", "zip", "12a"),
    ("make_school", "slug", "map"),
    ("make_school", "slug", "in"),
    ("make_school", "undergraduates", 3_000_000_000),
    ("make_program", "cip_code", "51.071"),
    ("make_program", "cip_code", "5107"),
    ("make_program", "awards_year", "fall 23"),
    ("make_program", "months_high", 40_000),
    ("make_program", "price_in_district", 3_000_000_000),
    ("make_program", "awards_latest", 3_000_000_000),
    ("make_career", "slug", "pay"),
    ("make_career", "slug", "assessment"),
    ("make_credential", "slug", "accreditation"),
    ("make_occupation", "soc_code", "Nov-11"),
]


@pytest.mark.django_db
@pytest.mark.parametrize(("make", "column", "value"), CASES)
def test_value_is_refused_beside_its_field(make, column, value):
    row = getattr(factories, make)()
    setattr(row, column, value)
    with pytest.raises(ValidationError) as refused:
        row.full_clean()
    assert column in refused.value.message_dict


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("make", "column", "value"),
    [case for case in CASES if not isinstance(case[2], int) or case[2] < 2**31],
)
def test_value_is_refused_by_the_database(make, column, value):
    row = getattr(factories, make)()
    # PostgreSQL's own words for a number that its column cannot hold at all.
    with pytest.raises((IntegrityError, DataError)), transaction.atomic():
        type(row).objects.filter(pk=row.pk).update(**{column: value})


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("make", "values"),
    [
        ("make_program", {"months_low": 12, "months_high": None}),
        ("make_career", {"months_to_enter_low": None, "months_to_enter_high": 9}),
        ("make_school", {"latitude": None, "longitude": -83}),
    ],
)
def test_half_a_pair_is_refused(make, values):
    row = getattr(factories, make)()
    with pytest.raises(IntegrityError), transaction.atomic():
        type(row).objects.filter(pk=row.pk).update(**values)


@pytest.mark.django_db
def test_school_outside_its_state_is_refused_beside_the_field():
    school = factories.make_school(state="OH", latitude=None, longitude=None)
    school.latitude, school.longitude = Decimal("39.76"), Decimal("84.19")
    with pytest.raises(ValidationError) as refused:
        school.full_clean()
    assert refused.value.message_dict == {"latitude": ["This point lies outside Ohio."]}


@pytest.mark.django_db
def test_usual_values_are_taken():
    school = factories.make_school(
        state="MA",
        zip="01201-4567",
        tuition_fees_in_state=40_000,
        tuition_year="2023-24",
        tuition_source=factories.make_source(),
        tuition_as_of=dt.date(2023, 7, 1),
        tuition_kind="published",
    )
    school.full_clean()
