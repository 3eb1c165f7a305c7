"""A site with a little of everything that has a page."""

import pytest

from careers.choices import AreaKind, AwardLevel, Section, State
from careers.models import CareerItem
from tests.factories import (
    make_area,
    make_career,
    make_credential,
    make_data_change,
    make_occupation,
    make_pay,
    make_program,
    make_school,
)


@pytest.fixture
def program():
    """A little of everything that has a page, and the program of it."""
    occupation = make_occupation()
    nation = make_area(kind=AreaKind.NATION, name="United States")
    make_pay(occupation=occupation, area=nation, annual_p10=37_000, annual_p90=81_000)
    career = make_career(name="Coder", occupation=occupation)
    CareerItem.objects.create(
        career=career,
        section=Section.QUESTION,
        title="Is it hard?",
        body="It **can** be.",
    )
    make_career(name="Biller", summary="Sends each claim and follows it to the end.")
    make_credential(abbr="CCA")
    make_data_change()
    school = make_school(name="Elm College", website="https://elm.example.edu")
    make_school(name="School without any program")
    make_program(award_level=AwardLevel.BACHELOR, school=make_school(state=State.TX))
    return make_program(school=school, price_resident=4_000, months_high=24)
