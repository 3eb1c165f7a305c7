"""What a visitor or a machine is told when something is amiss."""

import pytest
from django.db import DatabaseError, OperationalError, connection
from django.template.loader import render_to_string
from django.test import Client
from django.views.defaults import server_error


def test_alive_needs_no_database(client):
    response = client.get("/healthz")
    assert response.status_code == 200
    assert response.content == b"alive\n"
    assert not response.cookies


@pytest.mark.django_db
def test_ready_asks_the_database(client, django_assert_num_queries):
    with django_assert_num_queries(1):
        response = client.get("/readyz")
    assert response.status_code == 200
    assert "no-cache" in response["Cache-Control"]


@pytest.mark.django_db
def test_not_ready_without_the_database(client, monkeypatch):
    def refuse():
        raise DatabaseError

    monkeypatch.setattr(connection, "cursor", refuse)
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response["Retry-After"]


@pytest.mark.parametrize("method", ["post", "put", "delete", "trace"])
def test_health_is_only_read(client, method):
    assert getattr(client, method)("/healthz").status_code == 405


def test_robots_stay_out_of_the_desk(client):
    response = client.get("/robots.txt")
    assert response["Content-Type"].startswith("text/plain")
    assert b"Disallow: /admin/\n" in response.content


@pytest.mark.django_db
def test_unknown_page_offers_the_finder(client):
    response = client.get("/no-such-page/")
    assert response.status_code == 404
    assert b"/schools/" in response.content


def test_server_error_needs_nothing(rf):
    response = server_error(rf.get("/"))
    assert response.status_code == 500
    assert b"<h1" in response.content


def test_maintenance_page_needs_nothing():
    assert "<h1" in render_to_string("503.html")


@pytest.mark.django_db
def test_forged_form_is_refused_with_a_page():
    response = Client(enforce_csrf_checks=True).post("/admin/login/", {"username": "x"})
    assert response.status_code == 403


@pytest.mark.parametrize("path", ["/healthz", "/admin/login/", "/no-such-page/"])
@pytest.mark.django_db
def test_headers_guard_every_answer(client, path):
    headers = client.get(path).headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "strict-origin-when-cross-origin"


@pytest.mark.django_db
def test_a_database_that_is_away_is_said_politely(client, monkeypatch):
    def away(*args):
        raise OperationalError("connection refused to 10.1.2.3")

    monkeypatch.setattr("schools.finder.views.current_index", away)
    response = client.get("/schools/")
    assert response.status_code == 503
    assert response["Retry-After"]
    assert "10.1.2.3" not in response.content.decode()
    assert "<h1" in response.content.decode()


@pytest.mark.django_db
def test_a_form_that_met_no_database_is_not_called_safe(client, monkeypatch):
    def away(*args):
        raise OperationalError("connection refused")

    monkeypatch.setattr("editorial.pages.forms.ReportForm.save", away)
    response = client.post("/report/", {"page": "/", "wrong": "The price."})
    assert response.status_code == 503
    page = response.content.decode()
    assert "Nothing is lost" not in page
    assert "may not have been saved" in page
