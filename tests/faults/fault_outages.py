"""Each part of the site is away in turn, while visitors go on and some of them send reports."""

import signal
import sys
import time
from itertools import islice

import pytest

from tests.faults.conftest import AWAY_SECONDS, RATE
from tests.faults.traffic import PUBLIC, Traffic, ask, longest_gap, report, told

WHOLE_AGAIN_SECONDS = 5
BEFORE_SECONDS = 5
AFTER_SECONDS = 10


def say(capsys, text: str) -> None:
    with capsys.disabled():
        sys.stdout.write(f"\n{text}\n")


def until(moment: float, traffic: Traffic) -> None:
    time.sleep(max(0, moment - traffic.now))


def whole(port: int) -> bool:
    """A page that nobody asked for before, a form that is stored, and the sign-in page."""
    fresh = f"/schools/?price_max={time.monotonic_ns() % 90_000 + 1_000}"
    return (
        ask(port, fresh)[0] == 200
        and ask(port, "/admin/login/")[0] == 200
        and report(port, "Is it whole?", time.monotonic_ns() % 60_000)
    )


def seconds_until_whole(port: int) -> float:
    begun = time.monotonic()
    while not whole(port):
        assert time.monotonic() < begun + 60
        time.sleep(0.1)
    return time.monotonic() - begun


def stored(site, words: list[str]) -> int:
    with site.connected() as database:
        found = database.execute(
            "SELECT count(DISTINCT wrong) FROM editorial_report WHERE wrong = ANY(%s)",
            [words],
        )
        return found.fetchone()[0]


def forget_reports(site) -> None:
    with site.connected() as database:
        database.execute("DELETE FROM editorial_report")


def outage(site, servers: list, capsys, name: str, *, away: float = AWAY_SECONDS):
    """Take *servers* away under load; all that was asked then, and seconds until all is whole."""
    forget_reports(site)
    with Traffic(site.port, RATE) as traffic:
        until(BEFORE_SECONDS, traffic)
        stopped_at = traffic.now
        for server in servers:
            server.stop()
        until(stopped_at + away, traffic)
        for server in servers:
            server.start()
        began_at = traffic.now
        seconds = seconds_until_whole(site.port)
        until(began_at + AFTER_SECONDS, traffic)
    during = traffic.between(stopped_at, began_at)
    # Each connection finds out by itself that its server is back.
    since = traffic.between(began_at + WHOLE_AGAIN_SECONDS, traffic.now)
    gap = longest_gap(traffic.answers, stopped_at, began_at)
    lost = len(traffic.accepted) - stored(site, traffic.accepted)
    say(
        capsys,
        f"{name}, away {began_at - stopped_at:.0f} s at {RATE:g}/s: {told(during)}; longest "
        f"gap {gap:.1f} s; whole after {seconds:.1f} s; then {told(since)}; "
        f"{len(traffic.accepted)} reports accepted, {lost} lost",
    )
    assert lost == 0
    assert seconds <= WHOLE_AGAIN_SECONDS
    assert all(answer.is_fine for answer in since)
    return during


@pytest.mark.parametrize("part", ["replica", "redis"])
def test_pages_go_on_while_a_helper_is_away(site, capsys, part):
    during = outage(site, [getattr(site, part)], capsys, part)
    assert [answer for answer in during if not answer.is_fine] == []


def test_pages_go_on_while_a_web_process_is_away(site, capsys):
    during = outage(site, [site.web[0]], capsys, "one of two web processes")
    assert [answer for answer in during if not answer.is_fine] == []


def test_pages_go_on_from_the_replica_while_the_primary_is_away(site, capsys):
    during = outage(site, [site.primary], capsys, "primary")
    assert [answer for answer in during if not answer.is_fine] == []


def test_both_databases_away_is_said_plainly_and_soon(site, capsys):
    servers = [site.primary, site.replica]
    during = outage(site, servers, capsys, "primary and replica")
    assert {answer.status for answer in during} <= {200, 503}
    # Those that were on their way when it stopped had begun to wait before.
    late = [answer for answer in during if answer.seconds > 2.5]
    assert len(late) <= len(during) / 100


def test_health_is_told_apart_from_readiness(site):
    web = site.web[0].port
    for server in (site.primary, site.replica):
        server.stop()
    try:
        time.sleep(1)
        assert ask(web, "/healthz")[0] == 200
        status, headers, _ = ask(web, "/readyz")
        assert (status, headers["Retry-After"]) == (503, "5")
        status, headers, page = ask(web, "/about/", "GET", Cookie="sessionid=x")
        status, headers, page = ask(web, "/schools/?price_max=777")
        assert (status, headers["Retry-After"]) == (503, "30")
        assert "Back in a moment" in page
        assert "Traceback" not in page
        # A page that somebody asked for goes on.
        assert ask(site.port, "/")[0] == 200
    finally:
        for server in (site.primary, site.replica):
            server.start()
    assert seconds_until_whole(site.port) <= WHOLE_AGAIN_SECONDS


def test_the_proxy_comes_back_at_once(site, capsys):
    seconds = []
    for _ in range(2):
        site.nginx.stop()
        site.nginx.start()
        seconds.append(seconds_until_whole(site.port))
    say(capsys, f"nginx: whole after {max(seconds):.1f} s")
    assert max(seconds) <= WHOLE_AGAIN_SECONDS


def test_a_release_is_taken_in_without_a_loss(site, capsys):
    forget_reports(site)
    with Traffic(site.port, RATE) as traffic:
        for moment in (4, 12, 20):
            until(moment, traffic)
            for web in site.web:
                web.process.send_signal(signal.SIGHUP)
        until(28, traffic)
    say(capsys, f"three times kill -HUP of both: {told(traffic.answers)}")
    assert [a for a in traffic.answers if not a.is_fine] == []
    assert stored(site, traffic.accepted) == len(traffic.accepted) > 0


def test_slow_headers_and_bodies_keep_nobody_waiting(site, capsys):
    import socket

    slow = []
    try:
        for number in range(400):
            connection = socket.create_connection(("127.0.0.1", site.port), timeout=5)
            method = "GET /" if number % 2 else "POST /report/"
            connection.sendall(
                f"{method} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 9\r\nX".encode()
            )
            slow.append(connection)
        times = []
        for path in islice(PUBLIC * 3, 30):
            begun = time.monotonic()
            assert ask(site.port, path)[0] == 200
            times.append(time.monotonic() - begun)
        say(capsys, f"400 slow senders: others waited at most {max(times):.2f} s")
        assert max(times) <= 1
    finally:
        for connection in slow:
            connection.close()
