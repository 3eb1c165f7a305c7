"""Earnings and debt from College Scorecard."""

import pytest
from django.core.management import CommandError

from schools.models import FieldOutcome


def test_a_row_becomes_an_outcome_with_its_credit(run):
    run("institutions", "field_of_study")
    outcome = FieldOutcome.objects.get()
    assert outcome.earnings_1yr == 38000
    assert outcome.earnings_4yr is None
    assert outcome.release == "2026-06-10"
    assert "Truewise" in outcome.source.attribution


def test_a_second_import_changes_nothing(run):
    run("institutions", "field_of_study")
    assert "0 created, 0 changed" in run("field_of_study")


def test_rows_without_a_school_are_left_out_and_withheld_ones_kept(run):
    printed = run(
        "institutions",
        "field_of_study",
        outcomes=[
            {},
            {"credential_level": "Master's Degree", "median_earnings_1yr": ""},
            {"unitid": "900404"},
        ],
    )
    assert FieldOutcome.objects.count() == 2
    assert "without a program here: 1" in printed
    assert "figures are all withheld: 1" in printed
    withheld = FieldOutcome.objects.get(credential_level="Master's Degree")
    assert withheld.is_withheld
    assert not FieldOutcome.objects.exclude(pk=withheld.pk).get().is_withheld


def test_debt_alone_is_enough(run):
    run(
        "institutions",
        "field_of_study",
        outcomes=[{"median_earnings_1yr": "", "median_debt": "0"}],
    )
    assert FieldOutcome.objects.get().median_debt == 0


def test_a_suppressed_figure_written_in_words_is_a_fault(run):
    run("institutions")
    with pytest.raises(CommandError, match="row 2, column median_earnings_1yr"):
        run("field_of_study", outcomes=[{"median_earnings_1yr": "PrivacySuppressed"}])
    assert not FieldOutcome.objects.exists()


def test_schools_come_first(run):
    with pytest.raises(CommandError, match="import them first"):
        run("field_of_study")
