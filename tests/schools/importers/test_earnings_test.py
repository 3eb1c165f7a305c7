"""The Department's model of the earnings test; every school and figure is made up."""

import pytest
from django.core.management import CommandError, call_command
from openpyxl import Workbook

from editorial.models import ChangeSet
from schools.importers.official.earnings_test import COLUMNS
from schools.models import EarningsTest
from schools.models.earnings_tests import earnings_test_key
from tests.factories import correct, make_program, make_school
from tests.schools.importers.conftest import as_csv

pytestmark = pytest.mark.django_db

ROW = {
    "opeid6": "1052",
    "cip4": "5107",
    "credlev": "Associate",
    "count_wne_p4": "41",
    "md_earn_wne_p4": "33012.50",
    "earn_bnchmrk_cip2_wageb": "36082",
    "which_test_cip2_wageb": "Same-State HS Median",
    "mstr_obbb_fail_cip2_wageb": "1",
}
NAME = "ppd2026-debt-earnings-and-earnings-test-metrics.csv"


@pytest.fixture
def program():
    return make_program(school=make_school(opeid6="001052"), cip_code="51.0707")


@pytest.fixture
def bring(tmp_path, capsys, program):
    def do(*rows: dict, name: str = NAME, columns=COLUMNS) -> str:
        path = tmp_path / name
        whole = [ROW | row for row in rows]
        path.write_text(
            as_csv(columns, [{name: row[name] for name in columns} for row in whole])
        )
        call_command("import_official", str(path))
        return capsys.readouterr().out

    return do


def test_a_row_is_read_and_speaks_of_the_program(bring, program):
    bring({})
    (row,) = EarningsTest.objects.all()
    assert row.natural_key() == earnings_test_key(program)
    assert (row.earnings, row.benchmark, row.counted) == (33_012, 36_082, 41)
    assert (row.fails, row.release) == (True, "2026")
    assert row.source.title.startswith("Program Performance Data 2026")


def test_what_was_not_measured_neither_passes_nor_fails(bring):
    blank = {"count_wne_p4": "", "md_earn_wne_p4": "", "mstr_obbb_fail_cip2_wageb": ""}
    bring(blank)
    row = EarningsTest.objects.get()
    assert (row.earnings, row.counted, row.fails) == (None, None, None)


def test_schools_fields_and_levels_of_others_are_left_out(bring):
    others = [
        {"opeid6": "9999"},
        {"cip4": "5109"},
        {"credlev": "First Professional Degree"},
    ]
    said = bring({}, *others)
    assert EarningsTest.objects.count() == 1
    assert "without a program here: 3" in said


def test_a_workbook_drops_the_zeros_and_is_read_all_the_same(tmp_path, program):
    book = Workbook()
    book.active.append(COLUMNS)
    book.active.append(
        [1052, 5107, "Associate", 41, 33012.5, 36082, "Same-State HS Median", 0]
    )
    path = tmp_path / "ppd2026.xlsx"
    book.save(path)
    call_command("import_official", str(path))
    row = EarningsTest.objects.get()
    assert (row.opeid6, row.cip4_code, row.fails) == ("001052", "51.07", False)


def test_a_second_run_changes_nothing_and_a_correction_stays(bring):
    bring({})
    assert "0 created, 0 changed" in bring({})
    correct(EarningsTest.objects.get(), earnings=34_000)
    bring({"md_earn_wne_p4": "35000"})
    assert EarningsTest.objects.get().earnings == 34_000


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"row": {"mstr_obbb_fail_cip2_wageb": "2"}}, "mstr_obbb_fail_cip2_wageb"),
        ({"row": {"md_earn_wne_p4": "-5"}}, "md_earn_wne_p4"),
        ({"row": {"md_earn_wne_p4": "PS"}}, "is not a number"),
        ({"name": "metrics.csv"}, "its name tells no year"),
    ],
)
def test_a_fault_is_named_and_nothing_written(bring, change, said):
    with pytest.raises(CommandError, match=said):
        bring(change.pop("row", {}), **change)
    assert not EarningsTest.objects.exists()
    assert not ChangeSet.objects.exists()


def test_a_column_that_is_missing_is_named(bring):
    with pytest.raises(CommandError, match="mstr_obbb_fail_cip2_wageb"):
        bring({}, columns=COLUMNS[:-1])
