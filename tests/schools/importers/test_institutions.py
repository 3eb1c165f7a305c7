"""Schools from IPEDS: which, under what address, and what a year costs."""

import datetime as dt
import gzip
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from editorial.choices import Kind, Status
from editorial.models import Catalogue
from schools.choices import SchoolLevel, Sector
from schools.importers.institutions import (
    ALL_INSTITUTIONS,
    COLUMNS,
    INSTITUTIONS,
    aliases_of,
)
from schools.models import School
from tests.factories import correct
from tests.schools.importers.conftest import SCHOOL, as_csv
from tests.webform import form_data


def test_a_row_becomes_a_published_school_with_its_sources(run):
    run("institutions")
    school = School.objects.get()
    assert (school.unitid, school.slug) == ("900001", "made-up-college")
    assert (school.sector, school.level) == (Sector.PUBLIC, SchoolLevel.TWO_YEAR)
    assert school.aliases == "MUC\nMade Up"
    assert "made up college" in school.search_text
    assert school.is_published
    assert school.title_iv is True
    assert school.is_open_admission is None
    assert school.directory_as_of == dt.date(2024, 7, 1)
    assert school.tuition_as_of == dt.date(2023, 7, 1)
    assert school.tuition_kind == Kind.PUBLISHED
    assert school.outcomes_source is None


def test_a_second_import_changes_nothing(run):
    run("institutions")
    version = Catalogue.objects.version()
    assert "0 created, 0 changed" in run("institutions")
    assert Catalogue.objects.version() == version


def test_a_dry_run_writes_nothing(run):
    assert "Would import" in run("institutions", dry_run=True)
    assert not School.objects.exists()


def test_only_schools_that_another_file_needs_are_imported(run):
    run("institutions", schools=[{}, {"unitid": "900002", "name": "Unneeded College"}])
    assert School.objects.get().unitid == "900001"


def test_a_needed_school_is_found_in_the_list_of_every_institution(run, folder):
    elsewhere = as_csv(COLUMNS, [SCHOOL | {"unitid": "900009", "name": "Far College"}])
    (folder / ALL_INSTITUTIONS).write_bytes(gzip.compress(elsewhere.encode()))
    run("institutions", statements=[{"unitid": "900009"}])
    assert School.objects.filter(unitid="900009", name="Far College").exists()


def test_a_school_in_no_list_is_told(run, folder):
    (folder / ALL_INSTITUTIONS).write_bytes(gzip.compress(as_csv(COLUMNS, []).encode()))
    with pytest.raises(CommandError, match="holds no rows"):
        run("institutions", statements=[{"unitid": "900009"}])
    other = as_csv(COLUMNS, [SCHOOL | {"unitid": "900008"}])
    (folder / ALL_INSTITUTIONS).write_bytes(gzip.compress(other.encode()))
    assert "No institution has UNITID 900009" in run("institutions")


def test_a_broken_archive_is_a_fault(run, folder):
    (folder / ALL_INSTITUTIONS).write_bytes(gzip.compress(b"unitid")[:-4])
    with pytest.raises(
        CommandError, match=r"institutions_all\.csv\.gz: cannot be read"
    ):
        run("institutions", statements=[{"unitid": "900009"}])


def test_schools_of_one_name_get_their_place_in_the_address(run):
    run(
        "institutions",
        schools=[{}, {"unitid": "900002", "city": "Toledo"}],
        programs=[{}, {"unitid": "900002"}],
    )
    slugs = set(School.objects.values_list("slug", flat=True))
    assert slugs == {"made-up-college-springfield-oh", "made-up-college-toledo-oh"}


def test_schools_of_one_name_and_place_get_their_number(run):
    run(
        "institutions",
        schools=[{}, {"unitid": "900002"}],
        programs=[{}, {"unitid": "900002"}],
    )
    slugs = set(School.objects.values_list("slug", flat=True))
    assert slugs == {"made-up-college-900001", "made-up-college-900002"}


def test_an_address_stays_when_the_name_changes_and_is_not_given_twice(run):
    run("institutions")
    run(
        "institutions",
        schools=[
            {"name": "Renamed College"},
            {"unitid": "900002", "name": "Made-up College"},
        ],
        programs=[{}, {"unitid": "900002"}],
    )
    slugs = dict(School.objects.values_list("unitid", "slug"))
    assert slugs["900001"] == "made-up-college"
    assert slugs["900002"] == "made-up-college-springfield-oh"


def test_a_closed_school_is_archived_and_told(run):
    printed = run("institutions", schools=[{"closed_date": "05/25/2024"}])
    assert "closed on 2024-05-25" in printed
    assert School.objects.get().status == Status.ARCHIVED


def test_tuition_and_fees_are_added_only_when_both_are_known(run):
    parts = {
        "tuition_fees_in_state": "",
        "tuition_in_state": "4000",
        "required_fees_in": "300",
        "tuition_fees_out_of_state": "",
        "tuition_out_of_state": "9000",
    }
    run("institutions", schools=[parts])
    school = School.objects.get()
    assert school.tuition_fees_in_state == 4300
    assert school.tuition_fees_out_of_state is None


@pytest.mark.parametrize(
    ("per_credit", "tuition", "expected"),
    [
        ("90", "2800", 3000),
        ("150", "2800", None),
        ("", "2800", None),
        ("90", "4200", None),
    ],
)
def test_a_district_price_counts_only_where_the_district_pays_less(
    run, per_credit, tuition, expected
):
    district = {
        "tuition_in_district": tuition,
        "required_fees_in_district": "200",
        "per_credit_in_district": per_credit,
        "per_credit_in_state": "150",
        "detail_cost_year": "2022-23",
    }
    run("institutions", schools=[district])
    assert School.objects.get().tuition_fees_in_district == expected


def test_a_school_without_tuition_has_no_tuition_source(run):
    blank = {"tuition_fees_in_state": "", "tuition_fees_out_of_state": ""}
    run("institutions", schools=[blank])
    school = School.objects.get()
    assert school.tuition_source is None
    assert school.tuition_as_of is None
    assert school.tuition_year == ""


def test_details_alone_speak_for_their_own_year(run):
    details = {
        "tuition_fees_in_state": "",
        "tuition_fees_out_of_state": "",
        "tuition_year": "",
        "per_credit_in_state": "150",
        "detail_cost_year": "2022-23",
    }
    run("institutions", schools=[details])
    assert School.objects.get().tuition_as_of == dt.date(2022, 7, 1)


def test_outcomes_carry_the_release_day(run):
    figures = {"completion_rate": "0.4123", "scorecard_release": "2026-06-10"}
    run("institutions", schools=[figures | {"avg_net_price": "-120"}])
    school = School.objects.get()
    assert school.net_price == -120
    assert school.outcomes_as_of == dt.date(2026, 6, 10)
    assert "Truewise" in school.outcomes_source.attribution


def test_addresses_get_a_scheme_and_invalid_ones_are_told(run):
    printed = run(
        "institutions", schools=[{"website": "muc.example", "admissions_url": "ask us"}]
    )
    school = School.objects.get()
    assert school.website == "https://muc.example"
    assert school.admissions_url == ""
    assert "row 2, admissions_url: no address: https://ask us" in printed


def test_a_corrected_figure_is_kept(run):
    run("institutions")
    school = School.objects.get()
    correct(school, tuition_fees_in_state=1)
    assert "1 corrected values kept" in run("institutions")
    school.refresh_from_db()
    assert school.tuition_fees_in_state == 1


@pytest.mark.parametrize(
    ("wrong", "column"),
    [
        ({"tuition_fees_in_state": "N/A"}, "tuition_fees_in_state"),
        ({"tuition_fees_in_state": "-5"}, "tuition_fees_in_state"),
        ({"tuition_year": "2023"}, "tuition_year"),
        ({"state": "Ohio"}, "state"),
        ({"control": "secret"}, "control"),
        ({"name": ""}, "name"),
        ({"latitude": "north"}, "latitude"),
        ({"data_year": ""}, "data_year"),
        ({"avg_net_price": "1", "scorecard_release": "June"}, "scorecard_release"),
    ],
)
def test_a_wrong_value_names_its_row_and_column_and_stops_everything(
    run, wrong, column
):
    pattern = rf"institutions\.csv, row 3, column {column}"
    other = {"unitid": "900002", "name": "Other College"} | wrong
    with pytest.raises(CommandError, match=pattern):
        run("institutions", schools=[{}, other], programs=[{}, {"unitid": "900002"}])
    assert not School.objects.exists()


def test_a_school_that_stands_twice_is_a_fault(run):
    with pytest.raises(CommandError, match="row 3, column unitid: repeats row 2"):
        run("institutions", schools=[{}, {}])


@pytest.mark.parametrize(
    ("text", "aliases"),
    [
        ("", []),
        ("AUM |  | Auburn Montgomery", ["AUM", "Auburn Montgomery"]),
        ("UCI  UC Irvine", ["UCI", "UC Irvine"]),
        ("CSU, Columbus State", ["CSU", "Columbus State"]),
        ("Rutgers, Newark; Rutgers", ["Rutgers, Newark", "Rutgers"]),
        ("Leeward CC / LeeCC", ["Leeward CC", "LeeCC"]),
        ("DACC/Danville College", ["DACC", "Danville College"]),
        ("Applied Technology Henry/Carroll", ["Applied Technology Henry/Carroll"]),
        ("D/B/A Merryfield Academy", ["Merryfield Academy"]),
        ("Same Name | SN | SN", ["SN"]),
    ],
)
def test_aliases_are_told_apart(text, aliases):
    assert aliases_of("Same Name", text) == aliases


def test_a_file_without_the_institutions_own_code_leaves_what_is_held(run, folder):
    row = SCHOOL | {"opeid": "00105200"}
    (folder / INSTITUTIONS).write_text(as_csv((*COLUMNS, "opeid"), [row]))
    call_command("import_institutions", folder, stdout=StringIO())
    assert School.objects.get().opeid6 == "001052"
    run("institutions", schools=[{"city": "Toledo"}])
    school = School.objects.get()
    assert (school.city, school.opeid6) == ("Toledo", "001052")


@pytest.mark.parametrize("closed", ["-2", ".", "13/45/2024", "05/25/2099", "yes"])
def test_what_is_no_day_closes_no_school(run, closed):
    with pytest.raises(CommandError, match="row 2, column closed_date"):
        run("institutions", schools=[{"closed_date": closed}])
    assert not School.objects.exists()


def test_a_school_that_a_person_brought_back_stays(run, admin_client):
    """The file gave a closing day that was wrong."""
    run("institutions", "programs")
    said = run("institutions", schools=[{"closed_date": "05/25/2024"}])
    assert "closed on 2024-05-25: archived" in said
    school = School.objects.get()
    assert school.status == Status.ARCHIVED
    url = f"/admin/schools/school/{school.pk}/change/"
    changed = {"status": Status.PUBLISHED, "closed_on": "", "_why": "It is open."}
    data = {**form_data(admin_client, url), **changed}
    response = admin_client.post(url, data)
    assert response.status_code == 302, response.context["errors"]
    for closed in ("05/25/2024", ""):
        run("institutions", schools=[{"closed_date": closed}])
        school.refresh_from_db()
        assert (school.status, school.closed_on) == (Status.PUBLISHED, None)
