"""The Bureau's workbook of projections: the sheet with what a job asks for, footnotes left out."""

from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from careers.models import Outlook
from editorial.changes.undoing import undo
from editorial.choices import UploadState
from editorial.imports.uploads.reading import read
from editorial.models import ChangeSet
from tests.careers.importers.workbooks import RECORDS, projections
from tests.factories import correct, make_occupation, make_outlook, make_upload

pytestmark = pytest.mark.django_db
TOTAL = ("Total", "00-0000", "Summary", 1, 2, *[100] * 7, *["—"] * 3)


@pytest.fixture
def occupation():
    return make_occupation(soc_code="29-2072")


@pytest.fixture
def bring(tmp_path, occupation):
    def do(*rows: tuple, name: str = "occupation.xlsx", **how) -> str:
        out = StringIO()
        path = projections(tmp_path / name, *rows, **how)
        call_command("import_official", str(path), stdout=out)
        return out.getvalue()

    return do


def test_jobs_and_what_they_ask_for_are_read(bring):
    said = bring(TOTAL, RECORDS)
    one = Outlook.objects.get()
    assert (one.cycle, one.base_year, one.projected_year) == ("2025-35", 2025, 2035)
    assert (one.base_employment, one.projected_employment) == (194_800, 208_600)
    assert (one.employment_change, one.percent_change) == (13_800, Decimal("7.1"))
    assert (one.annual_openings, one.percent_self_employed) == (14_200, None)
    assert one.entry_education == "Postsecondary nondegree award"
    assert (one.work_experience, one.on_the_job_training) == ("None", "None")
    assert one.source.slug == "bls-projections-2025-35"
    assert "not here: 1" in said


def test_figures_quoted_by_others_give_way_and_come_back(bring, occupation, admin_user):
    quoted = make_outlook(
        occupation=occupation,
        cycle="2025-35",
        base_year=2025,
        projected_year=2035,
        percent_change=Decimal("8.0"),
        is_second_hand=True,
        growth_label="Faster than average",
    )
    before = Outlook.objects.values().get()
    bring(RECORDS)
    quoted.refresh_from_db()
    assert (quoted.is_second_hand, quoted.percent_change) == (False, Decimal("7.1"))
    # The workbook says nothing of it.
    assert quoted.growth_label == "Faster than average"
    undo(ChangeSet.objects.latest("pk"), by=admin_user)
    assert Outlook.objects.values().get() == before


def test_a_second_run_changes_nothing_and_a_correction_stays(bring):
    bring(RECORDS)
    assert "0 created, 0 changed" in bring(RECORDS)
    correct(Outlook.objects.get(), annual_openings=1)
    bring(RECORDS)
    assert Outlook.objects.get().annual_openings == 1


@pytest.mark.parametrize(
    ("rows", "how", "told"),
    [
        ([RECORDS], {"name": "occupation_2024-34.xlsx"}, "is named for 2024 and holds"),
        (
            [RECORDS],
            {"typical education needed for entry": "Schooling"},
            "column Typical education needed for entry: column is missing",
        ),
        (
            [(*RECORDS[:3], "many", *RECORDS[4:])],
            {},
            "row 3, column Employment, first year: 'many' is not a number",
        ),
        ([RECORDS, RECORDS], {}, "row 4, column National Employment Matrix code"),
    ],
)
def test_what_is_wrong_is_told_and_nothing_written(bring, rows, how, told):
    with pytest.raises(CommandError) as refused:
        bring(*rows, **how)
    assert told in str(refused.value)
    assert not Outlook.objects.exists()


def test_the_desk_reads_it_too(tmp_path, occupation):
    path = projections(tmp_path / "occupation.xlsx", RECORDS)
    upload = make_upload(name=path.name, content=path.read_bytes())
    read(upload)
    upload.refresh_from_db()
    assert (upload.state, upload.importer) == (UploadState.READY, "projections")
