"""Counties of metropolitan areas: only what the directory says, and nothing twice."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from careers.choices import AreaKind
from careers.models import Area
from tests.factories import make_area

pytestmark = pytest.mark.django_db

SCHOOLS = [
    ("Boise State", "ID", "Ada County", "14260"),
    ("Another in Boise", "ID", "Ada County", "14260"),
    ("College of Idaho", "ID", "Canyon County", "14260"),
    ("A school in a micropolitan area", "ID", "Madison County", "39940"),
    ("A school outside of any", "ID", "Clearwater County", "-2"),
    ("Guam", "GU", "", ""),
]


def load(folder, schools) -> str:
    lines = [
        f'"{name}",{state},{county},{code}' for name, state, county, code in schools
    ]
    text = "\n".join(["INSTNM,STABBR,COUNTYNM,CBSA", *lines, ""])
    (folder / "hd2024.csv").write_text(text, "utf-8")
    out = StringIO()
    call_command("import_area_counties", str(folder), stdout=out)
    return out.getvalue()


@pytest.fixture
def boise():
    return make_area(name="Boise City, ID", state="ID", cbsa_code="14260")


def counties(area: Area) -> list[str]:
    return Area.objects.get(pk=area.pk).counties


def test_counties_are_those_of_the_schools_in_the_area(boise, tmp_path):
    empty = make_area(name="Abilene, TX", cbsa_code="10180")
    state = make_area(kind=AreaKind.STATE, name="Idaho", state="ID")
    load(tmp_path, SCHOOLS)
    assert counties(boise) == ["Ada County, ID", "Canyon County, ID"]
    assert counties(empty) == counties(state) == []


def test_a_second_run_changes_nothing(boise, tmp_path):
    load(tmp_path, SCHOOLS)
    assert ": 0 created, 0 changed, " in load(tmp_path, SCHOOLS)


def test_a_county_in_two_areas_is_a_fault_that_names_its_row(boise, tmp_path):
    with pytest.raises(
        CommandError, match="row 8, column CBSA: Ada County, ID lies in"
    ):
        load(tmp_path, [*SCHOOLS, ("Wrong", "ID", "Ada County", "39940")])
    assert counties(boise) == []
