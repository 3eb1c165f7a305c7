"""Files of IPEDS as the publisher hands them out; every school and figure is made up."""

import datetime as dt
import io
import zipfile

import pytest
from django.core.management import CommandError, call_command

from editorial.choices import SetState
from editorial.models import ChangeSet
from schools.choices import SchoolLevel, Sector
from schools.importers.official import (
    characteristics,
    charges,
    completions,
    directory,
)
from schools.services import refresh_estimates
from tests.factories import correct, make_program, make_school, make_source
from tests.schools.importers.conftest import as_csv

pytestmark = pytest.mark.django_db

HD = {
    "UNITID": "900001",
    "INSTNM": "Cañada Made-up College",
    "IALIAS": "MUC | Made Up",
    "ADDR": "1 Main Street",
    "CITY": "Springfield",
    "STABBR": "OH",
    "ZIP": "45501",
    "COUNTYNM": "Clark County",
    "LATITUDE": "39.9",
    "LONGITUD": "-83.8",
    "LOCALE": "13",
    "GENTELE": "9375550100",
    "WEBADDR": "www.made-up.example/",
    "NPRICURL": "made-up.example/net price",
    "CONTROL": "1",
    "ICLEVEL": "2",
    "OPEFLAG": "1",
    "INSTSIZE": "-1",
    "OPEID": "00105200",
    "CLOSEDAT": "-2",
    "NEWID": "-2",
}
AY = {
    "UNITID": "900001",
    "TUITION1": "2010",
    "FEE1": "540",
    "TUITION2": "2010",
    "FEE2": "6570",
    "HRCHG2": "67",
    "HRCHG3": "-2",
    "TUITION6": ".",
    "CHG2AY3": "8580",
    "CHG3AY3": "13020",
    "CHG4AY3": "1200",
}


@pytest.fixture
def bring(tmp_path, capsys):
    """Write a file with the module's official columns, import it, answer what was said."""

    def do(name, module, row, *options, encoding="utf-8", **values) -> str:
        text = as_csv(module.COLUMNS, [row | values])
        path = tmp_path / name
        path.write_bytes(text.encode(encoding))
        call_command("import_official", str(path), *options)
        return capsys.readouterr().out

    return do


@pytest.fixture
def school():
    school = make_school(
        unitid="900001",
        name="Old Name College",
        state="OH",
        directory_as_of=dt.date(2024, 7, 1),
    )
    make_program(school=school)
    return school


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "latin-1"])
def test_the_directory_is_read_in_every_encoding(bring, school, encoding):
    bring("hd2025.csv", directory, HD, encoding=encoding)
    school.refresh_from_db()
    assert school.name == "Cañada Made-up College"
    assert school.former_names == "Old Name College"
    assert school.aliases == "MUC\nMade Up"
    assert (school.sector, school.level) == (Sector.PUBLIC, SchoolLevel.TWO_YEAR)
    assert (school.locale, school.size) == ("City: Small", "")
    assert school.phone == "937-555-0100"
    assert school.website == "https://www.made-up.example"
    assert school.net_price_url == "https://made-up.example/net%20price"
    assert school.opeid6 == "001052"
    assert school.directory_as_of == dt.date(2025, 7, 1)
    assert school.directory_source.release == "2025-26"


def test_a_second_run_changes_nothing(bring, school):
    bring("hd2025.csv", directory, HD)
    said = bring("hd2025.csv", directory, HD)
    assert "0 created, 0 changed" in said


def test_an_older_directory_leaves_a_newer_one(bring, school):
    bring("hd2023.csv", directory, HD)
    school.refresh_from_db()
    assert school.name == "Old Name College"


def test_a_dry_run_tells_and_writes_nothing(bring, school):
    said = bring("hd2025.csv", directory, HD, "--dry-run")
    assert "name: 'Old Name College' -> 'Cañada Made-up College'" in said
    school.refresh_from_db()
    assert school.name == "Old Name College"
    assert not ChangeSet.objects.filter(state=SetState.ACCEPTED).exists()


def test_a_corrected_value_stays(bring, school):
    correct(school, name="Their Own Name")
    bring("hd2025.csv", directory, HD)
    school.refresh_from_db()
    assert school.name == "Their Own Name"


def test_a_closed_school_is_told(bring, school):
    said = bring("hd2025.csv", directory, HD, CLOSEDAT="05/25/2025")
    assert "closed on 05/25/2025" in said


def test_characteristics_tell_flags(bring, school):
    row = {"UNITID": "900001", "OPENADMP": "1", "DISTNCED": "-2"}
    bring("IC2025.csv", characteristics, row)
    school.refresh_from_db()
    assert school.is_open_admission is True
    assert school.all_programs_distance is None


def test_charges_of_a_district_count_where_outsiders_pay_a_fee(bring, school):
    bring("ic2022_ay.csv", charges, AY)
    school.refresh_from_db()
    assert school.tuition_fees_in_district == 2550
    assert school.tuition_fees_in_state == 8580
    assert school.grad_tuition_fees_in_state is None
    assert school.per_credit_out_of_state is None
    assert (school.tuition_year, school.detail_year) == ("2022-23", "2022-23")
    program = school.programs.get()
    assert "$2,550 in the district" in program.price_terms
    assert not refresh_estimates(school=school)


def test_equal_charges_of_district_and_state_are_one_price(bring, school):
    bring("ic2022_ay.csv", charges, AY, FEE2="540")
    school.refresh_from_db()
    assert school.tuition_fees_in_district is None


def test_older_charges_leave_newer_ones(bring, school):
    bring("ic2023_ay.csv", charges, AY)
    bring("ic2022_ay.csv", charges, AY, CHG2AY3="1", TUITION1="1")
    school.refresh_from_db()
    assert (school.tuition_fees_in_state, school.tuition_year) == (8580, "2023-24")
    assert school.tuition_fees_in_district == 2550


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"CHG3AY3": "8000"}, "less than $8,580 in state"),
        ({"HRCHG2": "33"}, "more than 60 credits"),
    ],
)
def test_suspicious_charges_are_told(bring, school, values, told):
    assert told not in bring("ic2022_ay.csv", charges, AY, "--dry-run")
    assert told in bring("ic2022_ay.csv", charges, AY, "--dry-run", **values)


def test_an_archive_of_another_year_than_its_name_is_refused(tmp_path, school):
    path = tmp_path / "HD2024.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("hd2025.csv", as_csv(directory.COLUMNS, [HD]))
    with pytest.raises(CommandError, match="of another year"):
        call_command("import_official", str(path))


def test_a_file_without_a_year_is_asked_for_it(bring, school):
    with pytest.raises(CommandError, match="its name tells no year"):
        bring("directory.csv", directory, HD)
    assert "1 changed" in bring("directory.csv", directory, HD, "--year", "2025")


def test_two_files_of_one_kind_are_refused(tmp_path, school):
    paths = [tmp_path / "hd2025.csv", tmp_path / "copy of hd2025.csv"]
    for path in paths:
        path.write_text(as_csv(directory.COLUMNS, [HD]), encoding="utf-8")
    with pytest.raises(CommandError, match="same kind of file"):
        call_command("import_official", *map(str, paths))


def test_a_renamed_column_is_named(tmp_path, school):
    text = as_csv(directory.COLUMNS, [HD]).replace("INSTNM", "NAME_OF_IT")
    (tmp_path / "hd2025.csv").write_text(text, encoding="utf-8")
    with pytest.raises(CommandError, match="column INSTNM: column is missing"):
        call_command("import_official", str(tmp_path / "hd2025.csv"))


def test_a_cut_archive_is_refused(tmp_path, school):
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as archive:
        archive.writestr("hd2025.csv", as_csv(directory.COLUMNS, [HD]))
    (tmp_path / "HD2025.zip").write_bytes(whole.getvalue()[:-60])
    with pytest.raises(CommandError, match="is broken"):
        call_command("import_official", str(tmp_path / "HD2025.zip"))


def test_a_bad_second_file_takes_back_the_first(tmp_path, school):
    good, bad = tmp_path / "hd2025.csv", tmp_path / "ic2025_ay.csv"
    good.write_text(as_csv(directory.COLUMNS, [HD]), encoding="utf-8")
    rows = [AY | {"CHG2AY3": "many"}]
    bad.write_text(as_csv(charges.COLUMNS, rows), encoding="utf-8")
    with pytest.raises(CommandError, match="'many' is not a number"):
        call_command("import_official", str(good), str(bad))
    school.refresh_from_db()
    assert school.name == "Old Name College"


AWARDS = {
    "UNITID": "900001",
    "CIPCODE": "51.0707",
    "MAJORNUM": "1",
    "AWLEVEL": "3",
    "CTOTALT": "31",
}


@pytest.fixture
def associate():
    return make_program(
        school=make_school(unitid="900001"),
        cip_code="51.0707",
        slug="health-information-associate",
        awards_latest=20,
        awards_previous=10,
        awards_earlier=5,
        awards_year="2023-24",
        awards_source=make_source(slug="ipeds-completions-2024"),
    )


def window(program) -> tuple:
    program.refresh_from_db()
    figures = program.awards_latest, program.awards_previous, program.awards_earlier
    return (*figures, program.awards_year)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        # Its own year corrects its own figure; an older one of the three likewise.
        ("C2024_A.csv", (31, 10, 5, "2023-24")),
        ("C2023_A.csv", (20, 31, 5, "2023-24")),
        ("C2022_A.csv", (20, 10, 31, "2023-24")),
        ("C2021_A.csv", (20, 10, 5, "2023-24")),
        # A newer one moves the three; a year that nobody brought stays open.
        ("C2025_A.csv", (31, 20, 10, "2024-25")),
        ("C2026_A.csv", (31, None, 20, "2025-26")),
        ("C2028_A.csv", (31, None, None, "2027-28")),
    ],
)
def test_awards_of_a_year_find_their_place(bring, associate, name, expected):
    bring(name, completions, AWARDS)
    assert window(associate) == expected
    said = bring(name, completions, AWARDS)
    assert "0 created, 0 changed" in said


def test_newer_awards_name_their_own_source_and_day(bring, associate):
    bring("C2025_A.csv", completions, AWARDS)
    associate.refresh_from_db()
    assert associate.awards_source.title == "IPEDS awards by program (C2025_A)"
    assert associate.awards_source.release == "2024-25"
    assert associate.awards_as_of == dt.date(2025, 6, 30)


def test_second_majors_and_other_levels_count_elsewhere(bring, associate):
    for changed in ({"MAJORNUM": "2"}, {"AWLEVEL": "5"}, {"CIPCODE": "99"}):
        bring("C2024_A.csv", completions, AWARDS, **changed)
        assert window(associate)[0] == 20


@pytest.mark.parametrize("code", ["51.071", "5107", "Nov-11"])
def test_a_mangled_code_of_awards_is_named(bring, associate, code):
    with pytest.raises(CommandError, match="row 2, column CIPCODE"):
        bring("C2024_A.csv", completions, AWARDS, CIPCODE=code)


def test_two_levels_of_the_survey_are_told_apart(bring):
    school = make_school(unitid="900001")
    long, short = (
        make_program(
            school=school,
            cip_code="51.0713",
            award_level="certificate-under-1",
            slug=f"medical-coding-certificate-under-1{more}",
            awards_latest=1,
            awards_year="2023-24",
        )
        for more in ("", "-under-300-hours")
    )
    bring("C2024_A.csv", completions, AWARDS, CIPCODE="51.0713", AWLEVEL="20")
    assert (window(long)[0], window(short)[0]) == (1, 31)
    bring("C2024_A.csv", completions, AWARDS, CIPCODE="51.0713", AWLEVEL="21")
    assert (window(long)[0], window(short)[0]) == (31, 31)


def test_a_program_whose_level_a_person_corrected_keeps_its_awards(bring, associate):
    correct(associate, award_level="bachelor")
    bring("C2025_A.csv", completions, AWARDS)
    assert window(associate) == (31, 20, 10, "2024-25")


def test_what_a_newer_file_no_longer_has_is_told_and_stays(bring, associate):
    said = bring("C2025_A.csv", completions, AWARDS, CIPCODE="51.0713")
    assert "1 published programs are not in this file" in said
    associate.refresh_from_db()
    assert associate.is_published


def test_old_awards_wake_no_program_that_has_none(bring, associate):
    other = make_program(
        school=associate.school, cip_code="51.0706", award_level="bachelor"
    )
    row = AWARDS | {"CIPCODE": "51.0706", "AWLEVEL": "5"}
    bring("C2022_A.csv", completions, row)
    assert window(other) == (None, None, None, "")
    bring("C2024_A.csv", completions, row)
    assert window(other) == (31, None, None, "2023-24")


COST1_HEADER = [
    "UNITID",
    "ROOM",
    "ROOMCAP",
    "TUITVARY",
    "APPLFEEU",
    "PRGMOFR",
    "TUITION1",
    "FEE1",
    "HRCHG1",
    "HRCHF1",
    "TUITION2",
    "FEE2",
    "HRCHG2",
    "HRCHF2",
    "TUITION3",
    "FEE3",
    "HRCHG3",
    "HRCHF3",
    "TUITION5",
    "FEE5",
    "HRCHG5",
    "TUITION6",
    "FEE6",
    "HRCHG6",
    "TUITION7",
    "FEE7",
    "HRCHG7",
    "chg1at0",
    "chg1af0",
    "chg1ay0",
    "chg1at1",
    "chg1af1",
    "chg1ay1",
    "chg1at2",
    "chg1af2",
    "chg1ay2",
    "chg1at3",
    "chg1af3",
    "chg1ay3",
    "chg2at0",
    "chg2af0",
    "chg2ay0",
    "chg2at1",
    "chg2af1",
    "chg2ay1",
    "chg2at2",
    "chg2af2",
    "chg2ay2",
    "chg2at3",
    "chg2af3",
    "chg2ay3",
    "chg3at0",
    "chg3af0",
    "chg3ay0",
    "chg3at1",
    "chg3af1",
    "chg3ay1",
    "chg3at2",
    "chg3af2",
    "chg3ay2",
    "chg3at3",
    "chg3af3",
    "chg3ay3",
    "chg4ay0",
    "chg4ay1",
    "chg4ay2",
    "chg4ay3",
    "CIPCODE1",
    "CIPTUIT1",
    "CIPSUPP1",
    "CIPLGTH1",
    "PRGMSR1",
    "MTHCMP1",
]
"""As the file's own dictionary has it, in its order and its letters; some columns left out."""


def test_charges_of_the_file_that_took_their_place(tmp_path, school, capsys):
    """Four years stand side by side; those that end in 3 are the file's own."""
    values = AY | {
        "TUITION6": "7000",
        "FEE6": "500",
        "TUITION7": "9000",
        "FEE7": "500",
        "CHG2AY2": "8000",
        "CHG2AY0": "7000",
        "CHG1AY3": "2550",
    }
    row = {name: values.get(name.upper(), "-2") for name in COST1_HEADER}
    path = tmp_path / "cost1_2024.csv"
    path.write_text(as_csv(COST1_HEADER, [row]))
    call_command("import_official", str(path))
    assert "IPEDS charges (ICyyyy_AY, COST1_yyyy)" in capsys.readouterr().out
    school.refresh_from_db()
    assert (school.tuition_fees_in_state, school.tuition_year) == (8_580, "2024-25")
    assert school.tuition_fees_out_of_state == 13_020
    assert school.tuition_fees_in_district == 2_550
    assert (school.per_credit_in_state, school.per_credit_out_of_state) == (67, None)
    assert school.grad_tuition_fees_in_state == 7_500
    assert (school.books_supplies, school.detail_year) == (1_200, "2024-25")
    assert school.tuition_source.title == "IPEDS student charges (COST1_2024)"


def test_the_dictionary_of_a_file_is_not_taken_for_it(tmp_path, school):
    path = tmp_path / "cost1_2024_dict.csv"
    path.write_text("varNumber,varName,DataType\n1,UNITID,N\n11616,TUITION1,N\n")
    with pytest.raises(CommandError):
        call_command("import_official", str(path))
    assert not ChangeSet.objects.exists()
