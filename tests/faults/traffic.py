"""Visitors at a steady rate, each answer with its time; and reports that must not be lost."""

import http.client
import itertools
import re
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from typing import NamedTuple
from urllib.parse import urlencode

PUBLIC = (
    "/",
    "/schools/",
    "/schools/?state=OH",
    "/schools/?q=coding&state=TX",
    "/schools/?credential=rhit&sort=price",
    "/careers/",
    "/careers/medical-coder/",
    "/credentials/",
    "/careers/pay/",
    "/search/?q=rhit",
    "/api/v1/programs/?state=WA",
    "/about/",
)
PATIENCE_SECONDS = 20


class Answer(NamedTuple):
    at: float
    path: str
    status: int
    seconds: float

    @property
    def is_fine(self) -> bool:
        return self.status == 200


def ask(port: int, path: str, method: str = "GET", form=None, visitor=1, **headers):
    """Status, headers and text; status 0 where nobody answered."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE_SECONDS)
    # The proxy believes a neighbor: limits by address must not be what is measured.
    given = {"X-Forwarded-For": f"198.18.{visitor // 250 % 250}.{visitor % 250 + 1}"}
    body = urlencode(form) if form else None
    if form:
        given["Content-Type"] = "application/x-www-form-urlencoded"
    try:
        connection.request(method, path, body, given | headers)
        answer = connection.getresponse()
        return answer.status, dict(answer.headers), answer.read().decode()
    except (OSError, http.client.HTTPException):
        return 0, {}, ""
    finally:
        connection.close()


def report(port: int, words: str, visitor: int) -> bool:
    """Send a report as a visitor does; whether it was said to be taken."""
    status, headers, page = ask(port, "/report/", visitor=visitor)
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    if status != 200 or not token:
        return False
    cookie = headers["Set-Cookie"].partition(";")[0]
    form = {"csrfmiddlewaretoken": token[1], "page": "/", "wrong": words}
    status, headers, _ = ask(port, "/report/", "POST", form, visitor, Cookie=cookie)
    return status == 302 and headers["Location"].startswith(
        "/report/thanks/?reference=R-"
    )


@dataclass
class Traffic:
    """*rate* requests a second, due whether or not the one before was answered."""

    port: int
    rate: float = 30
    clients: int = 40
    varied: bool = True
    """Whether addresses differ, so that the proxy's cache answers few of them."""
    answers: list[Answer] = field(default_factory=list)
    accepted: list[str] = field(default_factory=list)
    stopped: threading.Event = field(default_factory=threading.Event)

    def __enter__(self) -> "Traffic":
        self.numbers = itertools.count()
        self.begun = time.monotonic()
        self.threads = [
            threading.Thread(target=self.visit, daemon=True)
            for _ in range(self.clients)
        ]
        self.threads.append(threading.Thread(target=self.send_reports, daemon=True))
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_error) -> None:
        self.stopped.set()
        for thread in self.threads:
            thread.join(PATIENCE_SECONDS + 5)

    @property
    def now(self) -> float:
        return time.monotonic() - self.begun

    def visit(self) -> None:
        while not self.stopped.is_set():
            number = next(self.numbers)
            due = number / self.rate
            if self.stopped.wait(max(0, due - self.now)):
                return
            path = PUBLIC[number % len(PUBLIC)]
            if self.varied and path.startswith("/schools/?"):
                path += f"&price_max={5_000 + number % 400 * 100}"
            status, _, _ = ask(self.port, path, visitor=number)
            self.answers.append(Answer(due, path, status, self.now - due))

    def send_reports(self) -> None:
        for number in itertools.count():
            words = f"Report number {number}."
            if report(self.port, words, 40_000 + number):
                self.accepted.append(words)
            if self.stopped.wait(1):
                return

    def between(self, begin: float, end: float) -> list[Answer]:
        return sorted(answer for answer in self.answers if begin <= answer.at < end)


def longest_gap(answers: list[Answer], begin: float, end: float) -> float:
    """The longest time without a page that came whole."""
    moments = sorted(a.at + a.seconds for a in answers if a.is_fine)
    moments = [begin, *(moment for moment in moments if begin < moment < end), end]
    return max(b - a for a, b in itertools.pairwise(moments))


def told(answers: list[Answer]) -> str:
    times = sorted(answer.seconds for answer in answers)
    bad = Counter(answer.status for answer in answers if not answer.is_fine)
    middle, late = times[len(times) // 2], times[int(len(times) * 0.99)]
    return (
        f"{len(answers)} asked, {sum(bad.values())} failed {dict(bad)}, "
        f"p50 {middle * 1000:.0f}, p99 {late * 1000:.0f} ms"
    )
