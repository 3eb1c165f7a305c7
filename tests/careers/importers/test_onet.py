"""O*NET: each value keeps the code and the version it was read under."""

import datetime as dt
from decimal import Decimal

import pytest
from django.core.management import CommandError

from careers.choices import RatingDomain, TitleKind
from careers.models import Occupation, OccupationRating, OccupationTitle


def test_the_general_code_stands_for_the_occupation(load):
    load("oews", "onet")
    occupation = Occupation.objects.get()
    assert (occupation.onet_code, occupation.job_zone) == ("29-2072.00", 3)
    assert occupation.onet_as_of == dt.date(2021, 11, 1)
    assert occupation.onet_source.slug == "onet-2025-12-28"
    assert occupation.source.slug == "bls-oews-2025-05"


def test_rows_of_a_detailed_code_are_told_apart(load):
    load("onet")
    titles = OccupationTitle.objects.filter(kind=TitleKind.ALTERNATE, title="Coder")
    assert set(titles.values_list("onet_code", flat=True)) == {
        "29-2072.00",
        "29-2072.01",
    }
    assert OccupationTitle.objects.filter(kind=TitleKind.REPORTED).count() == 1


def test_ratings_carry_their_version_and_drop_meaningless_levels(load):
    load("onet")
    skills = OccupationRating.objects.filter(domain=RatingDomain.SKILL)
    assert dict(skills.values_list("onet_code", "level")) == {
        "29-2072.00": Decimal("2.5"),
        "29-2072.01": None,
    }
    interest = OccupationRating.objects.get(domain=RatingDomain.INTEREST)
    assert (interest.element, interest.value) == ("Realistic", Decimal("2.5"))
    assert interest.source.slug == "onet-29-3"
    assert interest.source.attribution
    education = OccupationRating.objects.get(domain=RatingDomain.EDUCATION)
    assert (education.element, education.value) == (
        "Associate degree",
        Decimal("40.25"),
    )


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (
            lambda content: content["occupations"][0].update(onet_soc_code="29-2072"),
            "column occupations[0].onet_soc_code: '29-2072' is not an O*NET-SOC code",
        ),
        (
            lambda content: content["occupations"][0]["skills"][0].update(
                importance="?"
            ),
            "column occupations[0].skills[0].importance: '?' is not a number",
        ),
        (
            lambda content: content["occupations"][0].update(skills="many"),
            "column occupations[0].skills: should be a list",
        ),
        (
            lambda content: content["meta"]["versions"].update(skills="the newest"),
            "column meta.versions.skills: 'the newest' does not name a version",
        ),
        (
            lambda content: content["occupations"][1]["job_zone"].update(date="soon"),
            "column occupations[1].job_zone.date: 'soon' is not a date",
        ),
    ],
)
def test_a_bad_value_is_named(load, edit, change, told):
    edit("onet.json", change)
    with pytest.raises(CommandError) as refused:
        load("onet")
    assert f"onet.json, {told}" in str(refused.value)
    assert not Occupation.objects.exists()
