"""The lists of schools and programs tell what decides, and find a name however it is typed."""

import pytest
from django.urls import reverse

from careers.choices import AccreditationStatus
from schools.choices import Evidence
from tests.factories import make_accreditation, make_program, make_school

pytestmark = pytest.mark.django_db
PROGRAMS = reverse("admin:schools_program_changelist")
SCHOOLS = reverse("admin:schools_school_changelist")


def found(client, url: str, typed: str) -> set:
    response = client.get(url, {"q": typed})
    assert response.status_code == 200
    return set(response.context["cl"].queryset)


@pytest.mark.parametrize(
    "typed",
    [
        "St. Philip's",
        "st philips",
        "Saint Philip’s",
        "ST PHILIP\u02bcS coding",
        "123456",
        "san josé",
        "philip's san",
    ],
)
def test_a_name_is_found_however_it_is_typed(admin_client, typed):
    school = make_school(name="St Philip's College", city="San Jose", unitid="123456")
    program = make_program(school=school, title="Coding")
    make_program(title="Billing")
    assert found(admin_client, PROGRAMS, typed) == {program}
    if "coding" not in typed:
        assert found(admin_client, SCHOOLS, typed) == {school}


@pytest.mark.parametrize("typed", ["\x00", "%", "'" * 300, "a " * 300, "🎓", "_"])
def test_any_words_are_a_search(admin_client, typed):
    make_program(title="Coding")
    for url in (PROGRAMS, SCHOOLS):
        assert admin_client.get(url, {"q": typed}).status_code == 200


def test_a_program_is_listed_with_price_evidence_and_day(admin_client):
    program = make_program(price_resident=12_345)
    make_accreditation(
        program=program,
        accreditation_status=AccreditationStatus.REPORTED,
        evidence=Evidence.THIRD_PARTY,
    )
    make_program(price_resident=None)
    page = admin_client.get(PROGRAMS).content.decode()
    assert "$12,345" in page
    assert AccreditationStatus.REPORTED.label in page
