"""Projections: second-hand and derived figures are marked, “None” is a statement."""

from decimal import Decimal

import pytest
from django.core.management import CommandError

from careers.models import Occupation, Outlook
from editorial.choices import Kind
from tests.careers.importers.conftest import PROJECTION, write_csv


def test_a_published_row_is_read_as_it_stands(load):
    load("projections")
    outlook = Outlook.objects.get(cycle="2024-34")
    assert (outlook.employment_change, outlook.percent_change) == (-50, Decimal("-5.0"))
    assert outlook.annual_openings == 0
    assert outlook.percent_self_employed == 0
    assert outlook.work_experience == "None"
    assert outlook.on_the_job_training == ""
    assert (outlook.kind, outlook.is_second_hand) == (Kind.PUBLISHED, False)
    assert outlook.note == ""
    assert Occupation.objects.get().title == "Medical Records Specialists"


def test_a_quoted_row_says_so_and_has_its_own_source(load):
    load("projections")
    outlook = Outlook.objects.get(cycle="2025-35")
    assert (outlook.kind, outlook.is_second_hand) == (Kind.DERIVED, True)
    assert "Quoted by others" in outlook.note
    assert outlook.base_employment is None
    assert outlook.source.slug == "bls-projections-2025-35-quoted"


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"cycle": "2030-40"}, "column cycle: '2030-40' is not one of"),
        ({"projected_year": "2035"}, "column cycle: does not agree with the years"),
        ({"base_year": ""}, "column base_year: both years must be given"),
        ({"percent_change": "N/A"}, "column percent_change: 'N/A' is not a number"),
        ({"source_type": "rumour"}, "column source_type: 'rumour' is not one of"),
        ({"percent_change": "12345.6"}, "column percent_change: Ensure that there are"),
    ],
)
def test_a_bad_cell_is_named(load, folder, changes, told):
    write_csv(folder / "projections.csv", [PROJECTION | changes])
    with pytest.raises(CommandError) as refused:
        load("projections")
    assert f"projections.csv, row 2, {told}" in str(refused.value)
    assert not Outlook.objects.exists()
