"""Prices that follow a school's tuition."""

from careers.choices import AwardLevel
from editorial.choices import Kind
from schools.choices import PriceBasis
from schools.services import refresh_estimates
from tests.factories import correct, make_program, make_school


def make_priced_school(**values):
    return make_school(
        tuition_fees_in_state=5000,
        tuition_fees_out_of_state=5000,
        tuition_year="2025-26",
        **values,
    )


def test_estimates_follow_the_tuition_and_name_its_source(db):
    school = make_priced_school()
    program = make_program(
        school=school,
        price_resident=1,
        price_basis=PriceBasis.ANNUAL,
        price_kind=Kind.ESTIMATED,
    )
    unpriced = make_program(school=school, award_level=AwardLevel.BACHELOR)
    assert len(refresh_estimates(school=school)) == 2
    program.refresh_from_db()
    unpriced.refresh_from_db()
    assert program.price_resident == program.price_nonresident == 10_000
    assert program.price_source == school.tuition_source
    assert (program.price_year, program.price_kind) == ("2025-26", Kind.ESTIMATED)
    assert unpriced.price_resident == 20_000


def test_published_and_corrected_prices_stay(db):
    school = make_priced_school()
    published = make_program(school=school, price_resident=7000)
    corrected = make_program(
        school=school,
        price_resident=8000,
        price_basis=PriceBasis.ANNUAL,
    )
    correct(corrected, price_resident=8001)
    assert refresh_estimates(school=school) == []
    published.refresh_from_db()
    corrected.refresh_from_db()
    assert (published.price_resident, corrected.price_resident) == (7000, 8001)


def test_tuition_taken_away_takes_the_estimate_away(db):
    school = make_school()
    program = make_program(
        school=school, price_resident=1, price_basis=PriceBasis.ANNUAL
    )
    refresh_estimates(school=school)
    program.refresh_from_db()
    assert program.price_resident is None
    assert program.price_source is None


def test_what_is_right_already_is_left_alone(db):
    school = make_priced_school()
    make_program(school=school)
    assert len(refresh_estimates(school=school)) == 1
    assert refresh_estimates(school=school) == []
