"""What an editor does at the desk is what the public site says at its next request."""

import pytest
from django.urls import reverse

from editorial.choices import Kind, Status
from tests.factories import make_career, make_program, make_school, make_source
from tests.webform import form_data

pytestmark = pytest.mark.django_db


def save(client, url: str, **changed) -> None:
    response = client.post(url, form_data(client, url) | changed)
    assert response.status_code == 302


def test_a_corrected_price_shows_in_the_finder_and_on_its_page(client, editor):
    school = make_school(state="OH")
    program = make_program(school=school, price_resident=4_000)
    source = make_source(title="Tuition for 2026-27")
    assert "$4,000" in client.get("/schools/?state=OH").content.decode()
    client.force_login(editor)
    save(
        client,
        reverse("admin:schools_program_change", args=[program.pk]),
        price_resident="5100",
        price_nonresident="7200",
        price_year="2026-27",
        price_source=source.pk,
        price_as_of="2026-07-01",
        price_kind=Kind.PUBLISHED,
    )
    client.logout()
    finder = client.get("/schools/?state=OH&price=5k-10k")
    assert finder.context["finder"].total == 1
    assert "$5,100" in finder.content.decode()
    page = client.get(program.get_absolute_url()).content.decode()
    assert "$5,100" in page
    assert "2026-27 prices" in page
    assert "Tuition for 2026-27" in page


def test_a_published_draft_appears(client, editor):
    career = make_career(name="Tumor archivist", status=Status.DRAFT)
    assert client.get(career.get_absolute_url()).status_code == 404
    assert "Tumor archivist" not in client.get("/careers/").content.decode()
    client.force_login(editor)
    client.post(
        reverse("admin:careers_career_changelist"),
        {"action": "publish", "_selected_action": [career.pk], "post": "yes"},
    )
    client.logout()
    assert client.get(career.get_absolute_url()).status_code == 200
    assert "Tumor archivist" in client.get("/careers/").content.decode()


def test_a_draft_program_appears_once_published(client, editor):
    program = make_program(title="Registry basics", status=Status.DRAFT)
    client.get("/schools/")
    client.force_login(editor)
    url = reverse("admin:schools_program_change", args=[program.pk])
    save(client, url, status=Status.PUBLISHED)
    client.logout()
    assert "Registry basics" in client.get("/schools/").content.decode()
