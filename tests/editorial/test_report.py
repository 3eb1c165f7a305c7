"""Visitors report wrong figures; staff find them in a queue."""

import pytest
from django.core.cache import cache

from editorial.models import Report

pytestmark = pytest.mark.django_db
SENT = {"page": "/schools/", "wrong": "The price is from last year."}


@pytest.fixture(autouse=True)
def fresh_limit(settings):
    settings.RATE_LIMITS = True
    cache.clear()


def test_a_report_reaches_the_queue(client):
    response = client.post("/report/", SENT)
    assert response.url.startswith("/report/thanks/?reference=R-")
    assert client.get(response.url).status_code == 200
    assert Report.objects.get().wrong == SENT["wrong"]


def test_the_page_reported_is_filled_in(client):
    form = client.get("/report/?page=/schools/a/b/").context["form"]
    assert form["page"].value() == "/schools/a/b/"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("wrong", ""),
        ("page", ""),
        ("page", "x" * 300),
        ("wrong", "x" * 3000),
        ("evidence", "javascript:alert(1)"),
        ("email", "nobody"),
        ("wrong", "a\x00b"),
    ],
)
def test_what_is_wrong_with_a_report_is_said_and_nothing_typed_is_lost(
    client, field, value
):
    response = client.post("/report/", {**SENT, "right": "2,000 dollars", field: value})
    assert response.status_code == 400
    assert field in response.context["form"].errors
    assert response.context["form"]["right"].value() == "2,000 dollars"
    assert not Report.objects.exists()


def test_machines_and_floods_leave_nothing(client):
    client.post("/report/", {**SENT, "nickname": "bot"})
    assert not Report.objects.exists()
    for _ in range(10):
        assert client.post("/report/", SENT).status_code == 302
    refused = client.post("/report/", SENT | {"right": "2,000 dollars"})
    assert (refused.status_code, Report.objects.count()) == (429, 10)
    assert 0 < int(refused["Retry-After"]) <= 3600
    page = refused.content.decode()
    assert "10 reports within an hour" in page
    assert "2,000 dollars" in page


def test_only_the_form_sets_a_cookie(client):
    assert not client.get("/about/").cookies
    assert not client.get("/schools/").cookies
    assert "no-store" in client.get("/report/")["Cache-Control"]


def test_the_style_guide_is_for_staff(client, writer):
    assert client.get("/styleguide/").status_code == 404
    client.force_login(writer)
    assert client.get("/styleguide/").status_code == 200


def test_the_accessibility_statement_says_its_date_and_limits(client):
    body = client.get("/accessibility/").content.decode()
    assert "2026-11-22" in body
    assert "Known limits" in body
