"""The accreditor's own directory. Every row here is made up: it is nobody's accreditation."""

import datetime as dt
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from careers.choices import AccreditationStatus, AwardLevel, Field
from editorial.choices import Kind
from schools.choices import Evidence
from schools.models import Accreditation, Program, current
from tests.factories import make_accreditation, make_program, make_school

HEADER = (
    "Institution,City,State,Degree level,Field,Status,Initial date,Next review,"
    "Program page\n"
)
ROW = (
    "Made-up College,Springfield,OH,Associate,Health Information Management,Accredited,"
    "2015-03-01,2029-2030,https://accreditor.example/made-up\n"
)


@pytest.fixture
def run(tmp_path, db):
    """Import a directory of these rows and answer what was printed."""

    def run(*rows: str, as_of: str = "2026-10-01", dry_run: bool = False) -> str:
        path = tmp_path / "directory.csv"
        path.write_text(HEADER + "".join(rows))
        out = StringIO()
        call_command(
            "import_cahiim", directory=path, as_of=dt.date.fromisoformat(as_of),
            dry_run=dry_run, stdout=out,
        )  # fmt: skip
        return out.getvalue()

    return run


@pytest.fixture
def program(db) -> Program:
    school = make_school(name="Made-up College", aliases="MUC", city="Springfield")
    return make_program(school=school)


def test_a_row_outranks_every_other_evidence(run, program):
    make_accreditation(
        program=program,
        accreditation_status=AccreditationStatus.CANDIDACY,
        evidence=Evidence.STAFF,
    )
    run(ROW)
    statements = program.accreditations.all()
    now = current(statements, "CAHIIM", dt.date(2026, 11, 1))
    assert now.accreditation_status == AccreditationStatus.ACCREDITED
    assert now.evidence == Evidence.DIRECTORY
    assert now.valid_from == dt.date(2015, 3, 1)
    assert now.next_review == "2029-2030"
    assert now.evidence_url == "https://accreditor.example/made-up"
    assert (now.kind, now.as_of) == (Kind.PUBLISHED, dt.date(2026, 10, 1))
    assert now.source.retrieved_on == dt.date(2026, 10, 1)


def test_a_second_import_changes_nothing(run, program):
    run(ROW)
    assert "0 created, 0 changed" in run(ROW)


def test_a_dry_run_writes_nothing(run, program):
    assert "Would import" in run(ROW, dry_run=True)
    assert not Accreditation.objects.exists()


@pytest.mark.parametrize("name", ["MADE UP COLLEGE", "Muc", "Máde-up  College"])
def test_a_school_is_known_by_any_of_its_names(run, program, name):
    run(ROW.replace("Made-up College", name))
    assert program.accreditations.count() == 1


def test_the_city_decides_between_schools_of_one_name(run, program):
    other = make_school(name="Made-up College", city="Toledo")
    make_program(school=other)
    run(ROW)
    assert program.accreditations.count() == 1


@pytest.mark.parametrize(
    ("change", "to"), [("Made-up College", "Another College"), (",OH,", ",MI,")]
)
def test_a_row_without_its_school_is_told_by_number(run, program, change, to):
    assert "no one school of that name" in run(ROW.replace(change, to))
    assert not Accreditation.objects.exists()


def test_two_schools_of_one_name_and_city_are_not_guessed_between(run, program):
    make_school(name="Made-up College", city="Springfield")
    assert "Row 2, Made-up College: no one school of that name" in run(ROW)


@pytest.mark.parametrize(
    ("word", "status"),
    [
        ("Accredited", AccreditationStatus.ACCREDITED),
        ("initial accreditation", AccreditationStatus.ACCREDITED),
        ("Candidacy", AccreditationStatus.CANDIDACY),
        ("Accredited - on probation", AccreditationStatus.PROBATION),
        ("Voluntarily Withdrawn", AccreditationStatus.WITHDRAWN),
    ],
)
def test_words_of_the_directory_have_their_status(run, program, word, status):
    run(ROW.replace("Accredited", word))
    assert program.accreditations.get().accreditation_status == status


def test_a_withdrawal_does_not_begin_with_the_first_accreditation(run, program):
    run(ROW.replace("Accredited", "Withdrawn"))
    assert program.accreditations.get().valid_from is None


def test_an_accredited_program_no_survey_lists_is_added(run, program):
    printed = run(ROW.replace("Associate", "Master's Degree"))
    added = Program.objects.get(award_level=AwardLevel.MASTER)
    assert "program added" in printed
    assert (added.cip_code, added.field) == ("51.0706", Field.HEALTH_INFORMATION)
    assert added.accreditations.count() == 1
    assert "0 created, 0 changed" in run(ROW.replace("Associate", "Master's Degree"))


def test_no_program_is_added_to_say_that_it_lost_accreditation(run, program):
    row = ROW.replace("Associate", "Master").replace("Accredited", "Withdrawn")
    assert "has no such program, none added" in run(row)
    assert Program.objects.count() == 1


def test_a_program_named_twice_is_taken_once(run, program):
    again = ROW.replace("Made-up College", "MUC")
    assert "Row 3: the same program as row 2, left out" in run(ROW, again)


def test_each_years_directory_stays_as_history(run, program):
    run(ROW, as_of="2025-10-01")
    run(ROW.replace("Accredited", "Probation"), as_of="2026-10-01")
    statements = program.accreditations.all()
    assert len(statements) == 2
    now = current(statements, "CAHIIM", dt.date(2027, 11, 1))
    assert now.accreditation_status == AccreditationStatus.PROBATION


def test_what_is_no_longer_listed_is_told(run, program):
    run(ROW, as_of="2025-10-01")
    make_program(school=make_school(name="Other College"))
    other = ROW.replace("Made-up College", "Other College")
    printed = run(other, as_of="2026-10-01")
    assert f"No longer listed: {program}" in printed


@pytest.mark.parametrize(
    ("change", "to", "column"),
    [
        ("Accredited", "Blessed", "status"),
        ("Health Information Management", "Alchemy", "field"),
        (",OH,", ",Ontario,", "state"),
        ("2015-03-01", "spring 2015", "initial_date"),
        ("Made-up College", "", "institution"),
        ("https://accreditor.example/made-up", "ask us", ""),
    ],
)
def test_a_wrong_value_names_its_row_and_stops_everything(
    run, program, change, to, column
):
    good = ROW.replace("Associate", "Bachelor")
    with pytest.raises(CommandError) as caught:
        run(good, ROW.replace(change, to))
    assert "directory.csv, row 3" in str(caught.value)
    assert column in str(caught.value)
    assert not Accreditation.objects.exists()


def test_american_dates_are_read(run, program):
    run(ROW.replace("2015-03-01", "3/1/2015"))
    assert program.accreditations.get().valid_from == dt.date(2015, 3, 1)


def test_a_missing_column_is_a_fault(tmp_path, db):
    path = tmp_path / "directory.csv"
    path.write_text("Institution,City\nMade-up College,Springfield\n")
    with pytest.raises(CommandError, match="row 1, column status: column is missing"):
        call_command("import_cahiim", directory=path)


def test_a_level_we_do_not_know_is_told_and_the_rest_is_read(run, program):
    printed = run(ROW, ROW.replace("Associate", "Post-Baccalaureate Certificate"))
    assert "Row 3, Made-up College: we know no level 'Post-Bacc" in printed
    assert program.accreditations.count() == 1


@pytest.mark.parametrize("name", ["The Made-up College", "Made-up College-Main Campus"])
def test_a_name_nearly_ours_is_told_with_the_school_it_may_be(run, program, name):
    printed = run(ROW.replace("Made-up College", name))
    assert f"perhaps {program.school.unitid} Made-up College" in printed
    assert not Accreditation.objects.exists()


def test_an_older_directory_undoes_no_newer_one(run, program):
    run(ROW.replace("Accredited", "Probation"), as_of="2026-10-01")
    with pytest.raises(CommandError, match="directory of 2026-10-01 is here"):
        run(ROW, as_of="2026-03-01")
    (statement,) = program.accreditations.all()
    assert statement.accreditation_status == AccreditationStatus.PROBATION


def test_rows_that_a_spreadsheet_saved_as_commas_are_none(run, program):
    run(ROW, ",,,,,,,,\n", ",,,,,,,,\n")
    assert program.accreditations.count() == 1


def test_line_ends_of_an_old_mac_are_line_ends(tmp_path, program):
    path = tmp_path / "directory.csv"
    path.write_bytes((HEADER + ROW).replace("\n", "\r").encode())
    call_command(
        "import_cahiim", directory=path, as_of=dt.date(2026, 10, 1), stdout=StringIO()
    )
    assert program.accreditations.count() == 1
