"""A cache that is away or full of junk is an empty one, and costs a page next to nothing."""

import socket
import time

import pytest
from django.core.cache import caches
from django.test import override_settings

from editorial.models import Report
from web.rate_limits import RateLimit


def at(port: int) -> dict:
    return {
        "default": {
            "BACKEND": "web.shared_cache.ForgivingRedisCache",
            "LOCATION": f"redis://127.0.0.1:{port}/0",
            "OPTIONS": {"socket_connect_timeout": 0.05, "socket_timeout": 0.08},
        }
    }


@pytest.fixture(params=["nobody there", "somebody else", "silent"])
def away(request):
    """A port where no Redis answers: closed, speaking another language, or saying nothing."""
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        port = server.getsockname()[1]
        if request.param != "nobody there":
            server.listen(20)
        if request.param == "somebody else":
            server.settimeout(5)
        with override_settings(CACHES=at(port)):
            yield caches["default"]


def test_everything_is_a_miss(away):
    began = time.perf_counter()
    assert away.get("a", "otherwise") == "otherwise"
    assert time.perf_counter() - began < 1
    away.set("a", 1)
    assert away.add("a", 1) is False
    assert away.get_many(["a"]) == {}
    assert away.delete("a") is False
    assert "a" not in away
    with pytest.raises(ValueError, match="not answer"):
        away.incr("a")


@pytest.mark.django_db
def test_a_report_is_kept_all_the_same(away, client):
    sent = {"page": "/schools/", "wrong": "The price is from last year."}
    assert client.post("/report/", sent).status_code == 302
    assert Report.objects.get().wrong == sent["wrong"]
    assert client.get("/search/?q=coder").status_code == 200


def test_a_page_waits_for_it_once(away):
    away.get("a")
    began = time.perf_counter()
    for number in range(100):
        away.get(str(number))
    assert time.perf_counter() - began < 0.1


def test_each_process_counts_by_itself_meanwhile(away, rf):
    limit = RateLimit(f"away-{id(away)}", 3, 60)
    request = rf.get("/")
    with override_settings(RATE_LIMITS=True):
        assert [limit.count(request) for _ in range(4)] == [0, 1, 2, 3]
    assert limit.is_reached(request)
