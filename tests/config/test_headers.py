"""What every answer says to browsers, whatever became of the request."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from config.middleware import UNUSED_FEATURES
from schools.pages import views
from tests.factories import make_program

pytestmark = pytest.mark.django_db


def policy_of(response) -> dict[str, list[str]]:
    parts = response["Content-Security-Policy"].split(";")
    return {words[0]: words[1:] for part in parts if (words := part.split())}


def assert_guarded(response) -> None:
    policy = policy_of(response)
    assert policy["default-src"] == ["'none'"]
    assert policy["base-uri"] == policy["frame-ancestors"] == ["'none'"]
    assert policy["form-action"] == ["'self'"]
    assert not {"'unsafe-inline'", "'unsafe-eval'", "*", "data:", "https:"} & {
        word for words in policy.values() for word in words
    }
    headers = response.headers
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert headers["X-Content-Type-Options"] == "nosniff"
    for feature in UNUSED_FEATURES:
        assert f"{feature}=()" in headers["Permissions-Policy"]


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/", 200),
        ("/schools/", 200),
        ("/schools/?zip=x", 200),
        ("/careers/", 200),
        ("/report/", 200),
        ("/admin/login/", 200),
        ("/admin/", 302),
        ("/api/v1/", 200),
        ("/api/v1/programs/?state=ZZ", 400),
        ("/sitemap.xml", 200),
        ("/feeds/changes.atom", 200),
        ("/robots.txt", 200),
        ("/healthz", 200),
        ("/no-such-page/", 404),
    ],
)
def test_every_answer_is_guarded(client, path, status):
    response = client.get(path)
    assert response.status_code == status
    assert_guarded(response)


def test_program_page_is_guarded(client):
    assert_guarded(client.get(make_program().get_absolute_url()))


def test_forged_form_is_answered_with_our_own_page():
    response = Client(enforce_csrf_checks=True).post("/report/", {"message": "x"})
    assert response.status_code == 403
    assert b"You may not see this page" in response.content
    assert_guarded(response)


def test_fault_of_ours_is_guarded(monkeypatch):
    def fail(*_args):
        raise RuntimeError

    monkeypatch.setattr(views, "front_page", fail)
    response = Client(raise_request_exception=False).get("/")
    assert response.status_code == 500
    assert b"broke" in response.content
    assert_guarded(response)


@pytest.mark.parametrize("path", ["/", "/schools/", "/admin/", "/no-such-page/"])
def test_unknown_host_is_refused(client, path):
    response = client.get(path, headers={"host": "elsewhere.example"})
    assert response.status_code == 400
    assert b"elsewhere" not in response.content
    assert b"Health Information Careers" in response.content
    assert_guarded(response)


def test_forwarded_host_is_not_believed(client):
    response = client.get("/", headers={"x-forwarded-host": "elsewhere.example"})
    assert response.status_code == 200
    assert b"elsewhere" not in response.content


@pytest.mark.parametrize(
    "method", ["TRACE", "PUT", "PATCH", "DELETE", "CONNECT", "XYZ"]
)
@pytest.mark.parametrize(
    "path", ["/", "/admin/", "/api/v1/programs/", "/no-such-page/"]
)
def test_no_address_listens_to_other_methods(client, method, path):
    response = client.generic(method, path)
    assert response.status_code == 405
    assert "GET" in response["Allow"]
    assert_guarded(response)


def test_transport_is_pinned_where_settings_ask_for_it(settings):
    settings.SECURE_HSTS_SECONDS = 63072000
    settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    response = Client().get("/healthz", secure=True)
    assert response["Strict-Transport-Security"].startswith("max-age=63072000")


def test_pages_are_compressed_for_those_who_can_read_it(client):
    response = client.get("/", headers={"accept-encoding": "gzip"})
    assert response["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in response["Vary"]


def test_finder_of_a_hole_is_told_whom_to_write(client, settings):
    response = client.get("/.well-known/security.txt")
    fields = dict(
        line.split(": ", 1) for line in response.content.decode().splitlines()
    )
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert fields["Contact"] == settings.SITE_URL + reverse("editorial:report")
    expires = dt.datetime.fromisoformat(fields["Expires"])
    ahead = expires - dt.datetime.now(dt.UTC)
    assert dt.timedelta(days=90) < ahead < dt.timedelta(days=365)
    settings.SECURITY_CONTACT = "mailto:security@example.org"
    told = client.get("/.well-known/security.txt").content
    assert b"Contact: mailto:security@example.org\n" in told


def test_icon_is_found_where_browsers_look_unasked(client):
    assert client.get("/favicon.ico")["Location"] == "/static/img/favicon.svg"
