"""Statements about accreditation: which program, what standing, how far to be trusted."""

import datetime as dt

import pytest
from django.core.management import CommandError, call_command

from careers.choices import AccreditationStatus, AwardLevel, Field
from editorial.choices import Kind, Status
from schools.choices import Evidence, LengthBasis, StudyMode
from schools.importers.cahiim import GRADES, NEEDS_A_LOOK
from schools.models import Accreditation, Program

OLD_PAGE = {"source_kind": "school_page_older"}
BACHELOR = {"award_level_code": "5", "cip_code": "51.0706"}


@pytest.fixture
def programs(run):
    """Import the schools and programs of the rows given."""

    def programs(*rows: dict[str, str]) -> None:
        run("institutions", "programs", programs=list(rows) or [{}])

    return programs


def state(run, **row) -> Accreditation:
    run("cahiim", statements=[row])
    return Accreditation.objects.get()


def test_a_statement_joins_the_program_of_its_school_and_level(programs, run):
    programs({}, BACHELOR)
    statement = state(run)
    assert statement.program.award_level == AwardLevel.ASSOCIATE
    assert statement.accreditation_status == AccreditationStatus.ACCREDITED
    assert statement.evidence == Evidence.SCHOOL
    assert statement.evidence_url == "https://made-up.example/him"
    assert statement.kind == Kind.SCHOOL_REPORTED
    assert statement.note == "2023-2024 catalog"
    assert Program.objects.count() == 2


def test_a_second_import_of_everything_changes_nothing(programs, run):
    programs()
    rows = [{"duration_months": "20", "modality": "online"}, {"field": "HI"}]
    run("cahiim", statements=rows)
    again = run("institutions", "programs", "cahiim")
    assert again.count("0 created, 0 changed") == 3


@pytest.mark.parametrize(
    ("said", "status", "evidence"),
    [
        (said, standing.status, standing.evidence)
        for said, standing in GRADES.items()
        if standing
    ],
)
def test_each_status_has_its_standing(programs, run, said, status, evidence):
    programs()
    statement = state(run, accreditation_status=said)
    assert (statement.accreditation_status, statement.evidence) == (status, evidence)


def test_only_three_statuses_of_the_file_mean_accredited():
    accredited = {
        said
        for said, standing in GRADES.items()
        if standing and standing.status == AccreditationStatus.ACCREDITED
    }
    assert accredited == {
        "accredited_cahiim_directory",
        "accredited_school_statement",
    }


@pytest.mark.parametrize("said", ["not_stated", "not_verified_guide"])
def test_silence_is_no_statement(programs, run, said):
    programs()
    run("cahiim", statements=[{"accreditation_status": said}])
    assert not Accreditation.objects.exists()


@pytest.mark.parametrize(("unitid", "level"), NEEDS_A_LOOK)
def test_a_statement_that_needs_a_look_is_reported_only(run, unitid, level):
    code, cip_code = {
        "associate": ("3", "51.0707"),
        "bachelor": ("5", "51.0706"),
        "master": ("7", "51.0706"),
    }[level]
    run(
        "institutions",
        "programs",
        schools=[{"unitid": unitid}],
        programs=[{"unitid": unitid, "award_level_code": code, "cip_code": cip_code}],
        outcomes=[{}],
        statements=[{"unitid": unitid, "level": level}],
    )
    run("cahiim")
    statement = Accreditation.objects.get()
    assert statement.accreditation_status == AccreditationStatus.REPORTED


@pytest.mark.parametrize("through", ["2027-2028", "2030"])
def test_a_year_is_the_next_review_never_an_end(programs, run, through):
    programs()
    statement = state(run, accredited_through=through)
    assert statement.next_review == through
    assert statement.valid_until is None


def test_the_program_with_most_awards_is_taken_and_told(programs, run):
    programs(
        {"cip_code": "51.0706", "awards_latest": "2"},
        {"cip_code": "51.0707", "awards_latest": "9"},
    )
    printed = run("cahiim")
    assert Accreditation.objects.get().program.cip_code == "51.0707"
    assert "51.0707 has more awards than 51.0706" in printed


def test_informatics_under_another_code_is_believed_where_nothing_competes(
    programs, run
):
    other = {"cip_code": "51.0799", "cip_group": "other health administrative"}
    programs(other | {"award_level_code": "7"})
    statement = state(run, level="master", field="HI")
    assert statement.program.cip_code == "51.0799"


def test_informatics_is_not_laid_on_a_program_of_another_field(programs, run):
    programs({"award_level_code": "7", "cip_code": "51.0706"})
    printed = run(
        "cahiim",
        statements=[
            {
                "level": "master",
                "field": "HI",
                "degree_title": "M.S. Health Informatics",
            }
        ],
    )
    program = Accreditation.objects.get().program
    assert (program.cip_code, program.field) == ("51.2706", Field.INFORMATICS)
    assert "perhaps what IPEDS files under 51.0706" in printed


def test_a_program_no_survey_lists_is_added_from_a_page_of_today(programs, run):
    programs(BACHELOR)
    run(
        "cahiim",
        statements=[
            {
                "credits": "60",
                "program_url": "https://made-up.example/him",
                "modality": "on campus or online",
            }
        ],
    )
    program = Program.objects.get(award_level=AwardLevel.ASSOCIATE)
    assert program.title == "A.A.S. Health Information Technology"
    assert program.slug == "aas-health-information-technology-associate"
    assert program.cip_code == "51.0707"
    assert program.study_mode == StudyMode.HYBRID
    assert program.offer_source.slug == "cahiim-statements-2026"
    assert program.price_resident == 8624
    assert program.months_high == 24
    assert program.awards_latest is None
    assert program.is_published


@pytest.mark.parametrize(
    "row",
    [
        OLD_PAGE,
        {"source_kind": "third_party"},
        {"accreditation_status": "proposed_unknown"},
        {"accreditation_status": "discontinued"},
        {
            "accreditation_status": "not_verified_guide",
            "source_kind": "guide_historical",
        },
        {"degree_title": ""},
    ],
)
def test_no_program_is_added_from_what_is_old_or_no_longer_on_offer(programs, run, row):
    programs(BACHELOR)
    printed = run("cahiim", statements=[row])
    assert Program.objects.count() == 1
    assert "no such program, none added" in printed


def test_a_discontinued_program_is_archived_once(programs, run):
    programs()
    statement = state(run, accreditation_status="discontinued")
    assert statement.accreditation_status == AccreditationStatus.UNCONFIRMED
    assert statement.program.status == Status.ARCHIVED
    Program.objects.update(status=Status.PUBLISHED)
    run("cahiim")
    assert Program.objects.get().is_published


def test_a_page_adds_what_the_survey_does_not_know(programs, run):
    programs()
    row = {
        "program_url": "https://made-up.example/him",
        "modality": "online",
        "duration_months": "20",
    }
    run("cahiim", statements=[row | {"accreditation_status": "not_stated"}])
    program = Program.objects.get()
    assert program.url == "https://made-up.example/him"
    assert program.study_mode == StudyMode.ONLINE
    assert (program.months_low, program.months_high) == (20, 20)
    assert program.length_basis == LengthBasis.PUBLISHED
    assert program.length_kind == Kind.SCHOOL_REPORTED
    assert program.title == "Health Information and Medical Records Technology"


def test_a_guide_adds_nothing(programs, run):
    programs()
    row = {
        "modality": "online",
        "duration_months": "17",
        "source_kind": "guide",
        "accreditation_status": "not_verified_guide",
    }
    run("cahiim", statements=[row])
    program = Program.objects.get()
    assert program.study_mode == StudyMode.UNKNOWN
    assert program.months_high == 24


def test_the_surveys_word_on_the_mode_stands(programs, run):
    programs({"distance_offered": "no"})
    run("cahiim", statements=[{"modality": "online"}])
    assert Program.objects.get().study_mode == StudyMode.CAMPUS


@pytest.mark.parametrize(
    ("notes", "day"),
    [
        ("status detail: active (last accredited 2020-02-27)", dt.date(2020, 2, 27)),
        ("2022-2023 bulletin; entry-level", dt.date(2022, 7, 1)),
        (
            "status detail: accredited since 2009 (school news, 2018)",
            dt.date(2018, 1, 1),
        ),
        ("status detail: accredited, reaffirmed through 2025", dt.date(2026, 11, 22)),
        ("page of about 2014 (renewal of 2008)", dt.date(2014, 1, 1)),
        ("statement of about 2013-2014", dt.date(2014, 1, 1)),
        ("accredited since 2009", dt.date(2026, 11, 22)),
        ("IPEDS 2023-24 awards at this level 51.0706: 9", dt.date(2026, 11, 22)),
        ("", dt.date(2026, 11, 22)),
    ],
)
def test_a_statement_speaks_for_the_day_its_page_shows(programs, run, notes, day):
    programs()
    assert state(run, notes=notes).as_of == day


@pytest.mark.parametrize(
    ("urls", "kept"),
    [
        ("career-guide;https://made-up.example/a", "https://made-up.example/a"),
        ("https://cut.example/page...;https://b.example/", "https://b.example/"),
        ("public-repository", ""),
    ],
)
def test_the_evidence_is_an_address_that_can_be_followed(programs, run, urls, kept):
    programs()
    assert state(run, source_urls=urls).evidence_url == kept


def test_a_row_without_a_school_is_told(programs, run):
    programs()
    printed = run("cahiim", statements=[{"unitid": ""}])
    assert "Row 2, Made-up College (OH), associate HIM: no UNITID, left out" in printed


@pytest.mark.parametrize(
    ("wrong", "column"),
    [
        ({"level": "certificate"}, "level"),
        ({"field": "HIT"}, "field"),
        ({"modality": "by post"}, "modality"),
        ({"accreditation_status": "blessed"}, "accreditation_status"),
        ({"duration_months": "two"}, "duration_months"),
        ({"source_kind": ""}, "source_kind"),
        ({"unitid": "900404"}, "unitid"),
        ({}, "unitid"),
    ],
)
def test_a_wrong_value_names_its_row_and_column_and_stops_everything(
    programs, run, wrong, column
):
    programs()
    pattern = rf"cahiim_programs\.csv, row 3, column {column}"
    with pytest.raises(CommandError, match=pattern):
        run("cahiim", statements=[{}, wrong])
    assert not Accreditation.objects.exists()


def test_programs_come_first(run):
    with pytest.raises(CommandError, match="import them first"):
        run("cahiim")


def test_the_command_wants_a_folder_or_a_directory(db):
    with pytest.raises(CommandError, match="Name a folder, or a file"):
        call_command("import_cahiim")
