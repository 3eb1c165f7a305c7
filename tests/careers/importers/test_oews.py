"""Pay: blank, withheld and zero stay three things; places get lasting addresses."""

from decimal import Decimal

import pytest
from django.core.management import CommandError

from careers.choices import AreaKind
from careers.models import Area, IndustryPay, Occupation, Pay
from editorial.choices import Kind
from tests.careers.importers.conftest import area, write_csv
from tests.factories import make_occupation


def test_every_kind_of_area_is_read(load):
    load("oews")
    assert set(Area.objects.values_list("slug", "kind", "state", "cbsa_code")) == {
        ("united-states", AreaKind.NATION, "", ""),
        ("new-york", AreaKind.STATE, "NY", ""),
        ("district-of-columbia", AreaKind.STATE, "DC", ""),
        ("abilene-tx", AreaKind.METRO, "TX", "10180"),
        ("new-york-3600001", AreaKind.NONMETRO, "NY", ""),
    }


def test_figures_carry_release_source_and_kind(load):
    load("oews")
    pay = Pay.objects.get(area__code="3600000")
    assert (pay.annual_median, pay.hourly_p10) == (49920, Decimal("15.00"))
    assert (pay.employment_rse, pay.per_1000) == (Decimal("1.5"), Decimal("1.250"))
    assert (pay.release, pay.kind) == ("May 2025", Kind.PUBLISHED)
    assert pay.source.slug == "bls-oews-2025-05"
    assert "BLS.gov cannot vouch" in pay.source.attribution
    industry = IndustryPay.objects.get()
    assert (industry.industry_name, industry.industry_level) == ("Hospitals", 3)
    assert industry.percent_of_industry == Decimal("0.42")


def test_withheld_unpublished_and_zero_differ(load, folder):
    withheld = "employment;employment_per_1000;wage_rse_pct"
    row = area(
        "state",
        "3900000",
        "OH",
        "Ohio",
        employment="",
        employment_per_1000="",
        location_quotient="",
        employment_rse_pct="0",
        suppressed_fields=withheld,
    )
    write_csv(folder / "oews_wages.csv", [row])
    load("oews")
    pay = Pay.objects.get(area__code="3900000")
    assert pay.suppressed_fields == "employment;per_1000"
    assert pay.employment is None
    assert pay.location_quotient is None
    assert pay.employment_rse == 0


def test_the_title_of_a_known_occupation_stays(load):
    make_occupation(soc_code="29-2072", title="Ours")
    load("oews")
    assert Occupation.objects.get().title == "Ours"


def test_the_address_of_a_place_outlives_its_name(load, folder):
    load("oews")
    row = area("state", "3600000", "NY", "State of New York")
    write_csv(folder / "oews_wages.csv", [row])
    load("oews")
    place = Area.objects.get(code="3600000")
    assert (place.name, place.slug) == ("State of New York", "new-york")


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        (
            {"annual_median": "N/A"},
            "row 2, column annual_median: 'N/A' is not a number",
        ),
        ({"hourly_mean": "-1"}, "row 2, column hourly_mean: -1 is below 0"),
        ({"release": "May 2031"}, "row 2, column release: 'May 2031' is not one of"),
        ({"area_type": "planet"}, "row 2, column area_type: 'planet' is not one of"),
        ({"state_abbr": "ZZ"}, "row 2, column state_abbr: 'ZZ' is not a state"),
        ({"soc_code": ""}, "row 2, column soc_code: must not be empty"),
        (
            {"suppressed_fields": "employment"},
            "row 2, column employment: holds a figure and is marked as suppressed",
        ),
        (
            {"suppressed_fields": "bonus"},
            "row 2, column suppressed_fields: 'bonus' is not a column of figures",
        ),
    ],
)
def test_a_bad_cell_is_named(load, folder, changes, told):
    row = area("state", "3600000", "NY", "New York") | changes
    write_csv(folder / "oews_wages.csv", [row])
    with pytest.raises(CommandError) as refused:
        load("oews")
    assert f"oews_wages.csv, {told}" in str(refused.value)
    assert not Occupation.objects.exists()


def test_a_second_row_for_one_place_is_named(load, folder):
    row = area("state", "3600000", "NY", "New York")
    write_csv(folder / "oews_wages.csv", [row, row])
    with pytest.raises(
        CommandError, match=r"row 3, column .*oews_area_code: repeats row 2"
    ):
        load("oews")
