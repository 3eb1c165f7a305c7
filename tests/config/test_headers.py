"""What every answer says to browsers, whatever became of the request."""

import datetime as dt

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from config.middleware import UNUSED_FEATURES
from schools.pages import views
from tests.factories import make_program
from web.throttles import ForgivingThrottle

pytestmark = pytest.mark.django_db


def policy_of(response) -> dict[str, list[str]]:
    parts = response["Content-Security-Policy"].split(";")
    return {words[0]: words[1:] for part in parts if (words := part.split())}


def assert_guarded(response, *, is_open: bool = False) -> None:
    """*is_open*: scripts of other sites may read it."""
    policy = policy_of(response)
    assert policy["default-src"] == ["'none'"]
    assert policy["base-uri"] == policy["frame-ancestors"] == ["'none'"]
    assert policy["form-action"] == ["'self'"]
    assert not {"'unsafe-inline'", "'unsafe-eval'", "*", "data:", "https:"} & {
        word for words in policy.values() for word in words
    }
    headers = response.headers
    if is_open:
        assert headers["Access-Control-Allow-Origin"] == "*"
        assert "Cross-Origin-Resource-Policy" not in headers
    else:
        assert not [name for name in headers if name.startswith("Access-Control")]
        assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "Access-Control-Allow-Credentials" not in headers
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
        ("/data/", 200),
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


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/api/v1/", 200),
        ("/api/v1/openapi.json", 200),
        ("/api/v1/openapi.yaml", 200),
        ("/api/v1/programs/?state=ZZ", 400),
        ("/api/v1/schools/999999/", 404),
        ("/api/v1/no-such-thing/", 404),
        ("/schools/export.csv", 200),
        ("/schools/export.json", 200),
        ("/schools/export.csv?state=ZZ", 400),
        ("/schools/shortlist.csv", 200),
        ("/schools/shortlist.csv?p=1.x", 400),
        ("/data/pay/99-9999.csv", 404),
    ],
)
def test_data_may_be_read_by_scripts_of_any_site(client, path, status):
    elsewhere = {"origin": "https://advisor.example"}
    response = client.get(path, headers=elsewhere)
    assert response.status_code == status
    assert_guarded(response, is_open=True)
    assert_guarded(client.get(path), is_open=True)
    assert not response.cookies
    if "ETag" in response:
        known = elsewhere | {"if-none-match": response["ETag"]}
        unchanged = client.get(path, headers=known)
        assert unchanged.status_code == 304
        assert unchanged["Access-Control-Allow-Origin"] == "*"


def test_who_asks_too_often_from_another_site_can_read_that_too(client, monkeypatch):
    monkeypatch.setattr(ForgivingThrottle, "THROTTLE_RATES", {"anon": "1/min"})
    cache.clear()
    client.get("/api/v1/")
    response = client.get("/api/v1/")
    cache.clear()
    assert response.status_code == 429
    assert_guarded(response, is_open=True)
    assert "Retry-After" in response["Access-Control-Expose-Headers"]


@pytest.mark.parametrize("path", ["/api/v1/programs/", "/schools/export.json"])
def test_a_browser_that_asks_first_is_told_what_it_may_send(client, path):
    asking = {
        "origin": "https://advisor.example",
        "access-control-request-method": "GET",
        "access-control-request-headers": "if-none-match",
    }
    response = client.options(path, headers=asking)
    assert response.status_code == 204
    assert response["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
    assert response["Access-Control-Allow-Headers"] == "If-None-Match"
    assert response["Access-Control-Allow-Origin"] == "*"
    page = client.options("/schools/", headers=asking)
    assert "Access-Control-Allow-Origin" not in page


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
    assert_guarded(response, is_open=path.startswith("/api/"))


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
