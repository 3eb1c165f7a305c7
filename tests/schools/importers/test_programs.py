"""Programs from IPEDS completions: levels, awards, prices, lengths."""

import datetime as dt
from decimal import Decimal

import pytest
from django.core.management import CommandError

from careers.choices import AwardLevel, Field
from editorial.choices import Kind
from schools.choices import LengthBasis, PriceBasis, StudyMode
from schools.importers.programs import FIELDS, LEVELS, TITLES
from schools.models import Program, School
from tests.factories import make_source


def imported(run, **row) -> Program:
    run("institutions", "programs", programs=[row])
    return Program.objects.get()


def test_a_row_becomes_a_published_program(run):
    program = imported(run)
    assert program.title == "Health Information and Medical Records Technology"
    assert (
        program.cip_title == "Health Information/Medical Records Technology/Technician"
    )
    assert program.slug == "health-information-and-medical-records-technology-associate"
    assert program.field == Field.HEALTH_INFORMATION
    assert program.study_mode == StudyMode.UNKNOWN
    assert program.is_published
    assert program.offer_as_of == program.awards_as_of == dt.date(2024, 6, 30)
    assert (program.awards_latest, program.awards_previous) == (7, 0)
    assert program.awards_earlier is None


def test_a_second_import_changes_nothing(run):
    imported(run)
    assert "0 created, 0 changed" in run("programs")


@pytest.mark.parametrize(("code", "level"), LEVELS.items())
def test_each_ipeds_level_has_its_place(run, code, level):
    program = imported(run, award_level_code=code)
    assert program.award_level == level.award_level
    assert program.slug.endswith(f"-{level.slug}")


def test_two_levels_of_ipeds_share_one_of_ours(run):
    run(
        "institutions",
        "programs",
        programs=[{"award_level_code": "20"}, {"award_level_code": "21"}],
    )
    short, long = Program.objects.order_by("months_high")
    assert short.award_level == long.award_level == AwardLevel.CERT_UNDER_1
    assert short.slug == f"{long.slug}-under-300-hours"
    assert (short.months_low, short.months_high) == (1, 3)
    assert (long.months_low, long.months_high) == (3, 9)
    assert short.price_resident < long.price_resident


def test_a_row_without_a_level_is_counted_and_left_out(run):
    printed = run("institutions", "programs", programs=[{}, {"award_level_code": ""}])
    assert Program.objects.count() == 1
    assert "without an award level: 1" in printed


def test_without_a_price_list_price_and_length_are_reckoned(run):
    program = imported(run)
    assert program.price_resident == 8624
    assert program.price_nonresident == 18002
    assert program.price_kind == Kind.ESTIMATED
    assert program.price_source.slug == "ipeds-student-charges-2023"
    assert (program.months_low, program.months_high) == (24, 24)
    assert (program.length_kind, program.length_basis) == (
        Kind.DERIVED,
        LengthBasis.LEVEL,
    )


def test_a_price_list_gives_price_and_length(run):
    program = imported(
        run, award_level_code="2", program_tuition_fees="12729", program_months="11"
    )
    assert program.price_resident == program.price_nonresident == 12729
    assert (program.price_kind, program.price_basis) == (
        Kind.PUBLISHED,
        PriceBasis.PROGRAM,
    )
    assert (program.months_low, program.months_high) == (11, 11)
    assert program.length_kind == Kind.PUBLISHED


def test_an_associate_degree_in_nine_months_is_not_believed(run):
    row = {"program_tuition_fees": "11151", "program_months": "9"}
    printed = run("institutions", "programs", programs=[row])
    program = Program.objects.get()
    assert "not used: 1" in printed
    assert program.price_kind == Kind.ESTIMATED
    assert program.months_low == 24


def test_a_school_that_charges_by_program_leaves_others_without_price(run):
    blank = {"tuition_fees_in_state": "", "tuition_fees_out_of_state": ""}
    run("institutions", "programs", schools=[blank])
    program = Program.objects.get()
    assert program.price_resident is None
    assert program.price_source is None


def test_prices_follow_the_tuition_that_a_person_corrected(run):
    run("institutions")
    school = School.objects.get()
    school.tuition_fees_in_state = school.tuition_fees_out_of_state = 1000
    school.tuition_source = make_source(slug="bursar")
    school.save()
    run("programs")
    program = Program.objects.get()
    assert program.price_resident == 2000
    assert program.price_source.slug == "bursar"


def test_credits_that_a_person_entered_price_the_program(run):
    details = {
        "per_credit_in_state": "150",
        "per_credit_out_of_state": "300",
        "detail_cost_year": "2022-23",
    }
    run("institutions", "programs", schools=[details])
    Program.objects.update(credits=Decimal("60"))
    run("programs")
    assert Program.objects.get().price_resident == 9000


def test_a_length_the_school_published_is_not_replaced_by_that_of_its_level(run):
    program = imported(run)
    program.months_low = program.months_high = 20
    program.length_basis = LengthBasis.PUBLISHED
    program.length_source = make_source(slug="school-page")
    program.save()
    assert "0 changed" in run("programs")


@pytest.mark.parametrize(
    ("distance", "mode"),
    [
        ("yes", StudyMode.ONLINE),
        ("no", StudyMode.CAMPUS),
        ("unknown", StudyMode.UNKNOWN),
    ],
)
def test_mode_is_known_where_the_school_teaches_all_or_nothing_online(
    run, distance, mode
):
    assert imported(run, distance_offered=distance).study_mode == mode


def test_an_unknown_mode_leaves_what_is_known_from_elsewhere(run):
    imported(run)
    Program.objects.update(study_mode=StudyMode.ONLINE)
    run("programs")
    assert Program.objects.get().study_mode == StudyMode.ONLINE


def test_zero_awards_are_not_missing_awards(run):
    row = {"awards_latest": "0", "awards_2022_23": "0", "awards_2021_22": "0"}
    assert imported(run, **row).is_dormant
    row = dict.fromkeys(row, "")
    run("programs", programs=[row])
    program = Program.objects.get()
    assert not program.is_dormant
    assert program.awards_source is None


def test_titles_tell_programs_of_one_school_apart():
    assert len(set(TITLES.values())) == len(TITLES)
    assert set(FIELDS.values()) == set(Field)


def test_an_unknown_code_keeps_its_official_title(run):
    program = imported(
        run, cip_code="51.0798", cip_title="Records/Files", cip_group="related"
    )
    assert program.title == "Records and Files"


@pytest.mark.parametrize(
    ("wrong", "column"),
    [
        ({"award_level_code": "99"}, "award_level_code"),
        ({"cip_group": "alchemy"}, "cip_group"),
        ({"awards_latest": "many"}, "awards_latest"),
        ({"program_tuition_fees": "N/A"}, "program_tuition_fees"),
        ({"program_months": "0"}, "program_months"),
        ({"distance_offered": "maybe"}, "distance_offered"),
        ({"data_year": "2023"}, "data_year"),
        ({"unitid": "900404"}, "unitid"),
        ({"cip_title": ""}, "cip_title"),
    ],
)
def test_a_wrong_value_names_its_row_and_column_and_stops_everything(
    run, wrong, column
):
    run("institutions")
    pattern = rf"programs_cip\.csv, row 3, column {column}"
    other = {"award_level_code": "5"} | wrong
    with pytest.raises(CommandError, match=pattern):
        run("programs", programs=[{}, other])
    assert not Program.objects.exists()


def test_a_program_that_stands_twice_is_a_fault(run):
    run("institutions")
    with pytest.raises(
        CommandError, match="row 3, column award_level_code: repeats row 2"
    ):
        run("programs", programs=[{}, {}])


def test_schools_come_first(run):
    with pytest.raises(CommandError, match="import schools first"):
        run("programs")


@pytest.mark.parametrize("code", ["51.071", "5107", "510707", "Nov-11", "51.07071"])
def test_a_code_that_a_spreadsheet_mangled_makes_no_second_program(run, code):
    run("institutions", "programs", programs=[{}])
    with pytest.raises(CommandError, match="row 2, column cip_code"):
        run("programs", programs=[{"cip_code": code}])
    assert Program.objects.count() == 1
