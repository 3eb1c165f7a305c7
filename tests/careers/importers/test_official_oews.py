"""Workbooks of OEWS as the Bureau hands them out: marks, places, and when a release is current."""

import zipfile
from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from careers.choices import AreaKind
from careers.models import Area, IndustryPay, Pay, PayRelease
from editorial.changes.undoing import undo
from editorial.choices import UploadState
from editorial.imports.uploads.reading import read
from editorial.models import ChangeSet
from tests.careers.importers.workbooks import (
    ANNUAL,
    HOSPITALS,
    HOURLY,
    JOBS,
    METRO,
    NATION,
    NONMETRO,
    OEWS_HEADER,
    STATE,
    oews,
)
from tests.factories import correct, make_occupation, make_upload

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def occupation():
    return make_occupation(soc_code="29-2072", title="Ours")


@pytest.fixture
def bring(tmp_path):
    def do(name: str, *rows: dict, **how) -> str:
        options = how.pop("options", {})
        out = StringIO()
        path = oews(tmp_path / name, *rows, **how)
        call_command("import_official", str(path), stdout=out, **options)
        return out.getvalue()

    return do


def test_the_nation_is_read_as_it_stands(bring):
    said = bring("national_M2026_dl.xlsx", NATION)
    pay = Pay.objects.get()
    assert (pay.release, pay.area.name, pay.area.code) == (
        "May 2026",
        "United States",
        "0000000",
    )
    assert (pay.employment, pay.hourly_p10, pay.annual_median) == (
        194_720,
        Decimal("17.79"),
        51_140,
    )
    assert (pay.per_1000, pay.suppressed_fields) == (None, "")
    assert pay.source.slug == "bls-oews-2026-05"
    assert PayRelease.objects.get().is_current
    assert "OEWS of May 2026: the nation" in said


def test_states_and_areas_get_the_codes_and_addresses_that_pages_have(bring, tmp_path):
    bring("state_M2026_dl.xlsx", STATE)
    ma = tmp_path / "oesm26ma.zip"
    with zipfile.ZipFile(ma, "w") as archive:
        for name, row in (
            ("MSA_M2026_dl.xlsx", METRO),
            ("BOS_M2026_dl.xlsx", NONMETRO),
        ):
            archive.write(oews(tmp_path / name, row), name)
    call_command("import_official", str(ma), stdout=StringIO())
    assert set(Area.objects.values_list("code", "slug", "kind", "state")) == {
        ("0100000", "alabama", AreaKind.STATE, "AL"),
        ("0010180", "abilene-tx", AreaKind.METRO, "TX"),
        ("0100001", "northwest-alabama-nonmetropolitan-area", AreaKind.NONMETRO, "AL"),
    }
    assert Area.objects.get(kind=AreaKind.METRO).cbsa_code == "10180"
    assert Pay.objects.count() == 3
    assert Pay.objects.get(area__kind=AreaKind.STATE).location_quotient == Decimal(
        "0.98"
    )


def test_marks_are_kept_as_what_they_mean(bring):
    withheld = STATE | dict.fromkeys(JOBS, "**") | dict.fromkeys(HOURLY + ANNUAL, "*")
    bring("state_M2026_dl.xlsx", withheld)
    pay = Pay.objects.get()
    assert (pay.employment, pay.annual_mean, pay.hourly_p90) == (None, None, None)
    names = pay.suppressed_fields.split(";")
    assert names[:4] == [
        "employment",
        "employment_rse",
        "per_1000",
        "location_quotient",
    ]
    assert len(names) == 16


def test_a_wage_at_the_top_is_what_the_file_says_the_top_is(bring):
    top = {"A_PCT90": "#", "H_PCT90": "#"}
    said = bring(
        "national_M2026_dl.xlsx",
        NATION | top,
        top="$120.00 per hour or $249,600 per year",
    )
    pay = Pay.objects.get()
    assert (pay.annual_p90, pay.hourly_p90) == (249_600, Decimal("120.00"))
    assert pay.suppressed_fields == ""
    assert "“#” from $249,600 a year on" in said


@pytest.mark.parametrize("yes", ["TRUE", True])
def test_pay_by_the_hour_only_has_no_year_that_was_withheld(bring, yes):
    bring("state_M2026_dl.xlsx", STATE | dict.fromkeys(ANNUAL, "*") | {"HOURLY": yes})
    pay = Pay.objects.get()
    assert (pay.annual_median, pay.hourly_median) == (None, Decimal("24.59"))
    assert pay.suppressed_fields == ""


def test_industries_are_told_once_and_those_of_one_owner_left_out(bring):
    sector = {"NAICS": "31-33", "NAICS_TITLE": "Manufacturing", "I_GROUP": "sector"}
    three = {"NAICS": "327000", "NAICS_TITLE": "Cement", "I_GROUP": "3-digit"}
    said = bring(
        "nat4d_M2026_dl.xlsx",
        HOSPITALS,
        HOSPITALS | sector,
        HOSPITALS | three,
        HOSPITALS | three | {"I_GROUP": "4-digit"},
        HOSPITALS | {"OWN_CODE": "5"},
        HOSPITALS | {"OWN_CODE": "3"},
    )
    assert set(IndustryPay.objects.values_list("industry_code", "industry_level")) == {
        ("622100", 4),
        ("31--34", 2),
        ("327000", 3),
    }
    hospitals = IndustryPay.objects.get(industry_code="622100")
    assert hospitals.percent_of_industry == Decimal("0.42")
    assert "Rows of one kind of owner: 2" in said


def test_broader_groups_and_jobs_of_others_are_left_out(bring):
    said = bring(
        "national_M2026_dl.xlsx",
        NATION,
        NATION | {"O_GROUP": "broad"},
        NATION | {"OCC_CODE": "11-1011"},
    )
    assert Pay.objects.count() == 1
    assert "Rows of occupations that are not here: 1" in said


def test_a_second_run_changes_nothing_and_a_correction_stays(bring):
    bring("national_M2026_dl.xlsx", NATION)
    assert "0 created, 0 changed" in bring("national_M2026_dl.xlsx", NATION)
    correct(Pay.objects.get(), annual_median=52_000)
    said = bring("national_M2026_dl.xlsx", NATION)
    assert "0 created, 0 changed" in said
    assert Pay.objects.get().annual_median == 52_000


def test_a_dry_run_writes_nothing(bring):
    bring("national_M2026_dl.xlsx", NATION, options={"dry_run": True})
    assert not Pay.objects.exists()


def whole(bring, year: int) -> str:
    bring(f"national_M{year}_dl.xlsx", NATION, year=year)
    bring(f"state_M{year}_dl.xlsx", STATE, year=year)
    return bring(f"nat4d_M{year}_dl.xlsx", HOSPITALS, year=year)


def test_a_newer_release_becomes_current_when_it_is_whole(bring, admin_user):
    whole(bring, 2025)
    said = bring("national_M2026_dl.xlsx", NATION)
    assert "May 2026 is not current yet, it lacks: state (0 of about 1 rows)" in said
    assert PayRelease.objects.current().get().name == "May 2025"
    said = whole(bring, 2026)
    assert "May 2026 is whole and becomes current" in said
    assert PayRelease.objects.current().get().name == "May 2026"
    undo(ChangeSet.objects.latest("pk"), by=admin_user)
    assert PayRelease.objects.current().get().name == "May 2025"
    assert IndustryPay.objects.get().release == "May 2025"


def test_an_older_release_is_history(bring):
    whole(bring, 2025)
    whole(bring, 2024)
    assert PayRelease.objects.current().get().name == "May 2025"
    assert Pay.objects.filter(release="May 2024").count() == 2


def test_the_release_that_somebody_chose_stays(bring):
    whole(bring, 2025)
    correct(PayRelease.objects.get(), is_current=False)
    correct(PayRelease.objects.get(), is_current=True)
    said = whole(bring, 2026)
    assert "somebody chose May 2025" in said
    assert PayRelease.objects.current().get().name == "May 2025"


@pytest.mark.parametrize(
    ("name", "row", "how", "told"),
    [
        (
            "state_M2026_dl.xlsx",
            NATION,
            {},
            "is named as the file of the states and holds the nation",
        ),
        ("national_M2025_dl.xlsx", NATION, {}, "is of more than one year: 2025, 2026"),
        (
            "national_M2026_dl.xlsx",
            NATION,
            {"header": [*OEWS_HEADER[:-2], "ANNUAL", "PER_HOUR"]},
            "column HOURLY: column is missing (read as oews.csv)",
        ),
        (
            "national_M2026_dl.xlsx",
            NATION | {"A_MEDIAN": "about 50,000"},
            {},
            "row 2, column A_MEDIAN: 'about 50,000' is not a number",
        ),
        (
            "state_M2026_dl.xlsx",
            STATE | {"PRIM_STATE": "Alabama"},
            {},
            "column PRIM_STATE: 'Alabama' is not a state or territory",
        ),
    ],
)
def test_what_is_wrong_is_told_and_nothing_written(bring, name, row, how, told):
    with pytest.raises(CommandError) as refused:
        bring(name, row, **how)
    assert told in str(refused.value)
    assert not Pay.objects.exists()


def test_an_archive_named_for_states_that_holds_the_nation_is_refused(tmp_path):
    path = tmp_path / "oesm26st.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.write(
            oews(tmp_path / "national_M2026_dl.xlsx", NATION), "M2026_dl.xlsx"
        )
    with pytest.raises(CommandError, match="of the states and holds the nation"):
        call_command("import_official", str(path))
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2])
    with pytest.raises(CommandError, match="is broken: it cannot be unpacked"):
        call_command("import_official", str(path))


def test_a_workbook_with_a_password_says_so(tmp_path):
    path = tmp_path / "national_M2026_dl.xlsx"
    locked = b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le")
    path.write_bytes(locked)
    with pytest.raises(CommandError, match="is locked with a password"):
        call_command("import_official", str(path))


def test_a_list_of_the_columns_is_no_data(tmp_path):
    path = tmp_path / "fields.csv"
    rows = "".join(f"{name.lower()},what it means\n" for name in OEWS_HEADER)
    path.write_text(f"Field,Description\n{rows}")
    with pytest.raises(CommandError, match="is the dictionary of BLS pay"):
        call_command("import_official", str(path))


def test_the_desk_reads_it_too(tmp_path):
    path = oews(tmp_path / "state_M2026_dl.xlsx", STATE)
    upload = make_upload(name=path.name, content=path.read_bytes())
    read(upload)
    upload.refresh_from_db()
    assert (upload.state, upload.importer) == (UploadState.READY, "oews")
    assert not Pay.objects.exists()
    assert upload.differences.filter(content_type__model="pay").count() == 1
