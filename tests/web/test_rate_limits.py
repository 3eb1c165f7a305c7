"""One address may do what is dear only so often; another is not concerned."""

import itertools

import pytest
from django.contrib.auth.models import User
from django.core.cache import cache

from web import rate_limits
from web.rate_limits import RateLimit

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def few(monkeypatch, settings):
    """A limit of three, so that a test need not ask a hundred times."""
    cache.clear()
    settings.RATE_LIMITS = True
    for limit in (rate_limits.EXPORTS, rate_limits.SEARCHES, rate_limits.SIGN_INS):
        monkeypatch.setitem(vars(limit), "most", 3)
    yield
    cache.clear()


@pytest.mark.parametrize(
    "url",
    ["/search/?q=coder", "/schools/export.csv?state=OH", "/schools/export.json"],
)
def test_what_is_dear_is_refused_with_the_time_to_wait(client, url):
    for _ in range(3):
        assert client.get(url).status_code == 200
    refused = client.get(url)
    assert refused.status_code == 429
    assert 0 < int(refused["Retry-After"]) <= 600
    assert "load this page again" in refused.content.decode()
    elsewhere = client.get(url, REMOTE_ADDR="203.0.113.7")
    assert elsewhere.status_code == 200
    assert client.get("/schools/").status_code == 200


def test_one_password_is_not_tried_on_many_names(client):
    User.objects.create_user("ann", password="right", is_staff=True)
    names = ("a", "b", "c")
    for name in names:
        typed = {"username": name, "password": "summer"}
        assert client.post("/admin/login/", typed).status_code == 200
    typed = {"username": "ann", "password": "right"}
    refused = client.post("/admin/login/", typed)
    assert refused.status_code == 429
    assert int(refused["Retry-After"]) <= 900
    elsewhere = client.post("/admin/login/", typed, REMOTE_ADDR="203.0.113.7")
    assert elsewhere.status_code == 302


def test_signing_in_well_counts_for_nothing(client):
    User.objects.create_user("ann", password="right", is_staff=True)
    typed = {"username": "ann", "password": "right"}
    for _ in range(5):
        assert client.post("/admin/login/", typed).status_code == 302


def test_a_share_comes_back_with_time(rf, monkeypatch):
    limit = RateLimit("tests", 3, 60)
    request = rf.get("/")
    monkeypatch.setattr(rate_limits.time, "time", lambda: 1_000_000.0)
    assert [limit.count(request) for _ in range(4)] == [0, 1, 2, 3]
    assert limit.is_reached(request)
    monkeypatch.setattr(rate_limits.time, "time", lambda: 1_000_060.0)
    assert not limit.is_reached(request)
    assert limit.count(request) == 0


def test_whoever_has_the_site_think_too_long_has_to_wait(client, monkeypatch):
    monkeypatch.setitem(vars(rate_limits.PROCESSOR), "most", 500)
    # Every look at the clock is 100 ms after the one before, so each answer takes as long.
    ticks = itertools.count(step=0.1)
    monkeypatch.setattr(rate_limits.time, "thread_time", lambda: next(ticks))
    asked = [client.get("/about/", REMOTE_ADDR="203.0.113.9") for _ in range(6)]
    assert [one.status_code for one in asked] == [200] * 5 + [429]
    assert 0 < int(asked[-1]["Retry-After"]) <= 60
    programs = client.get("/api/v1/programs/", REMOTE_ADDR="203.0.113.9")
    assert "Too many requests" in programs.json()["detail"]
    for address in ("203.0.113.10", "127.0.0.1", "::1"):
        assert client.get("/about/", REMOTE_ADDR=address).status_code == 200
    desk = client.get("/admin/login/", REMOTE_ADDR="203.0.113.9")
    assert desk.status_code == 200
