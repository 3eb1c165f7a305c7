"""Ask three sites the same questions, compare their totals, then their times."""

import argparse
import datetime as dt
import gzip
import json
import os
import platform
import re
import secrets
import shutil
import sqlite3
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import version

from lxml import html

from bench.cases import CASES, HOSTILE, Case
from bench.report import write
from bench.servers import (
    BENCH_BIN,
    OUT,
    ROOT,
    SITE_BIN,
    Server,
    catalogue,
    desk,
    sites,
)

SECONDS_A_CASE = 4.0
MOST_REQUESTS = 80
WARM_UPS = 4
FEWEST_REQUESTS = 3
EDITS = 20
SHARE_OF_A_CORE = 1 / 8
"""That visitors take while somebody edits: about fifty a second on a quick machine."""
MOST_VISITORS = 8
SECONDS_BETWEEN = 0.4
SECONDS_AFTER = 0.1
"""The requests that follow an edit, until each worker knows of it."""
TOTALS = {
    "ours": re.compile(rb'data-total="(\d+)"'),
    "stock": re.compile(rb'data-total="(\d+)"'),
    "datasette": re.compile(rb"<h3>\s*([\d,]+) rows?"),
}


def total(server: Server, path: str) -> int:
    status, body, _ = server.get(path)
    found = TOTALS[server.name].search(body)
    if status != 200 or not found:
        raise SystemExit(f"{server.name} answers {status} to {path}")
    return int(found[1].replace(b",", b""))


def counts(server: Server, path: str) -> dict[str, dict[str, int]]:
    """What stands behind each box, by facet; boxes that would find nothing are left out."""
    found: dict[str, dict[str, int]] = {}
    page = html.document_fromstring(server.get(path)[1].decode())
    for count in page.xpath("//label[input[@type='checkbox']]/span[@data-count]"):
        box = count.getparent().find("input")
        number = int(count.get("data-count"))
        if number:
            found.setdefault(box.get("name"), {})[box.get("value")] = number
    return found


def compare(found: dict[str, Server]) -> list[str]:
    """Where totals, or counts as the stock page takes them from SQL, are not the same.

    Nothing is timed while there are any.
    """
    faults = []
    for case in CASES:
        # Their total is that of the first; asking would show the others.
        for variant in case.variants[:1] if case.is_new else case.variants:
            asked = {
                name: total(server, variant.path(name))
                for name, server in found.items()
                if name != "datasette" or variant.datasette is not None
            }
            if len(set(asked.values())) > 1:
                faults.append(f"{case.name}, {variant.path('ours')}: {asked}")
            ours, stock = (
                counts(found[name], variant.path(name)) for name in ("ours", "stock")
            )
            faults += [
                f"{case.name}, {variant.path('ours')}, {facet}: {ours.get(facet)}, {theirs}"
                for facet, theirs in stock.items()
                if ours.get(facet) != theirs
            ]
    return faults


def times(found: dict[str, Server], case: Case) -> dict[str, list[float]]:
    """Milliseconds of every request; the sites take turns. Each worker has seen each search."""
    taken: dict[str, list[float]] = {name: [] for name in found}
    if any(variant.datasette is None for variant in case.variants):
        taken.pop("datasette", None)
    for variant in () if case.is_new else case.variants:
        for _ in range(WARM_UPS):
            found["ours"].get(variant.path("ours"))
    for turn in range(MOST_REQUESTS):
        variant = case.variants[turn % len(case.variants)]
        for name, spent in taken.items():
            if sum(spent) > SECONDS_A_CASE * 1_000 and len(spent) >= FEWEST_REQUESTS:
                continue
            began = time.perf_counter()
            found[name].get(variant.path(name))
            spent.append((time.perf_counter() - began) * 1_000)
    return taken


def quantiles(spent: list[float]) -> dict[str, float]:
    ranked = sorted(spent)
    return {
        "p50": statistics.median(ranked),
        "p99": ranked[min(len(ranked) - 1, int(len(ranked) * 0.99))],
        "requests": len(ranked),
    }


def throughput(found: dict[str, Server]) -> dict[str, float]:
    """Requests a second of state and level; nothing where wrk is not installed."""
    if not shutil.which("wrk"):
        return {}
    variant = CASES[1].variants[0]
    rates: dict[str, list[float]] = {name: [] for name in found}
    for _ in range(3):
        for name, server in found.items():
            url = f"http://127.0.0.1:{server.port}{variant.path(name)}"
            done = subprocess.run(
                ["wrk", "-t1", "-c4", "-d3s", "--timeout", "60s", url],
                capture_output=True,
                text=True,
                check=True,
            )
            rates[name].append(
                float(re.search(r"Requests/sec:\s+([\d.]+)", done.stdout)[1])
            )
    return {name: statistics.median(found) for name, found in rates.items()}


def against_constant(ours: Server) -> dict[str, float]:
    """The page and a view that returns its bytes, in turn."""
    path = CASES[1].variants[0].path("ours")
    (OUT / "constant.html").write_bytes(ours.get(path)[1])
    spent: dict[str, list[float]] = {"page": [], "constant": []}
    for _ in range(100):
        for name, asked in (("page", path), ("constant", "/constant/")):
            began = time.perf_counter()
            ours.get(asked)
            spent[name].append((time.perf_counter() - began) * 1_000)
    return {name: statistics.median(found) for name, found in spent.items()}


def hostile(ours: Server) -> dict[str, float]:
    """The slowest of five requests each; as in the cases, each worker has seen the page."""
    slow: dict[str, float] = {}
    for query in HOSTILE:
        for _ in range(WARM_UPS):
            ours.get(f"/schools/?{query}")
        spent = []
        for _ in range(5):
            began = time.perf_counter()
            status, _, _ = ours.get(f"/schools/?{query}")
            spent.append((time.perf_counter() - began) * 1_000)
            if status not in (200, 400, 414):
                raise SystemExit(f"{status} to {query[:60]}")
        slow[query[:40]] = max(spent)
    return slow


def probe(ours: Server, *task: str) -> dict:
    done = subprocess.run(
        [SITE_BIN / "python", "-m", "bench.probe", *task],
        cwd=ROOT,
        env={**os.environ, **ours.env, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return json.loads(done.stdout)


@dataclass(frozen=True)
class Asked:
    """A request: when it began and ended, in seconds, and what it was answered."""

    began: float
    ended: float
    body: bytes

    @property
    def ms(self) -> float:
        return (self.ended - self.began) * 1_000

    def overlaps(self, span: tuple[float, float]) -> bool:
        return self.began < span[1] and span[0] < self.ended


@contextmanager
def visited(ours: Server, path: str, interval: float) -> Iterator[list[Asked]]:
    """A visitor every *interval* seconds, on time, whether those before were answered or not."""
    answers: list[Asked] = []
    stop = threading.Event()

    def visit() -> Asked:
        began = time.perf_counter()
        status, body, _ = ours.get(path)
        if status != 200:
            raise SystemExit(f"{status} to {path}")
        return Asked(began, time.perf_counter(), body)

    def come() -> list[Future]:
        visits, due = [], time.perf_counter()
        with ThreadPoolExecutor(MOST_VISITORS) as visitors:
            while not stop.wait(due - time.perf_counter()):
                visits.append(visitors.submit(visit))
                due += interval
        return visits

    with ThreadPoolExecutor(1) as street:
        coming = street.submit(come)
        try:
            yield answers
        finally:
            stop.set()
        answers += [visit.result() for visit in coming.result()]


def alone(ours: Server, path: str) -> float:
    """Seconds that one visitor waits when nobody else is there."""
    spent = []
    for _ in range(20):
        began = time.perf_counter()
        ours.get(path)
        spent.append(time.perf_counter() - began)
    return statistics.median(spent)


def editor(desk: Server) -> subprocess.Popen:
    """Somebody at the desk, signed in; see bench/editor.py."""
    account = "bench", secrets.token_urlsafe(24)
    path = probe(desk, "desk", *account)["path"]
    address = f"http://127.0.0.1:{desk.port}"
    return subprocess.Popen(
        [BENCH_BIN / "python", "-m", "bench.editor", address, *account, path],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def edits(ours: Server, desk: Server) -> dict:
    """Change a price at the desk again and again while pages are asked for."""
    path = "/schools/?state=CA&level=associate&field=health-information&sort=price"
    person = editor(desk)

    def edit(*prices: int | str) -> dict:
        person.stdin.write(" ".join(map(str, prices)) + "\n")
        person.stdin.flush()
        return json.loads(person.stdout.readline())

    interval = alone(ours, path) / SHARE_OF_A_CORE
    # Every worker and the editor have to be under way: two clients, so that no worker is left out.
    before = edit(100, 100)["was"]
    for price in (99, 98, 97):
        with visited(ours, path, interval):
            for _ in range(20):
                ours.get(path)
        edit(price, price)
    done = {}
    with visited(ours, path, interval) as asked:
        for price in range(101, 101 + EDITS):
            time.sleep(SECONDS_BETWEEN)
            done[f"${price}".encode()] = edit(price, price)["at"]
        time.sleep(SECONDS_BETWEEN)
    edit(*before)
    person.communicate()
    median = statistics.median(one.ms for one in asked)
    edited = [(at["began"], at["listed"] + SECONDS_AFTER) for at in done.values()]
    in_flight = [one for one in asked if any(map(one.overlaps, edited))]
    others = [one for one in asked if one not in in_flight]
    sent = [at["opened"] for at in done.values()]
    return {
        "slowest": max(one.ms for one in in_flight) / median,
        "quiet": max(one.ms for one in others) / median,
        "median": median,
        "visitors": 1 / interval,
        "requests": len(in_flight),
        "desk": statistics.median(at["saved"] - at["began"] for at in done.values()),
        "seen": all(
            price in one.body
            for (price, at), next_sent in zip(
                done.items(), [*sent[1:], float("inf")], strict=True
            )
            for one in asked
            # Those under way when the next price is sent may already show it.
            if one.began >= at["saved"] and one.ended < next_sent
        ),
    }


def measure(size: int, database: str, postgres: str) -> dict:
    url = catalogue(size, postgres if database == "postgresql" else "")
    print(f"{size:,} programs on {database}", flush=True)
    with sites(size, url) as found:
        ours = found["ours"]
        faults = compare(found)
        if faults:
            print("Totals or counts differ:", *faults, sep="\n  ")
            sys.exit(1)
        cases = {}
        for case in CASES:
            taken = times(found, case)
            cases[case.name] = {name: quantiles(spent) for name, spent in taken.items()}
            told = (f"{name} {q['p50']:.1f}" for name, q in cases[case.name].items())
            print(f"  {case.name}: {', '.join(told)} ms", flush=True)
        paths = {case.name: case.variants[0].path("ours") for case in CASES}
        answers = {name: ours.get(path) for name, path in paths.items()}
        result = {
            "size": size,
            "database": database,
            "cases": cases,
            "throughput": throughput(found),
            "constant": against_constant(ours),
            "queries": max(int(head["X-Queries"]) for _, _, head in answers.values()),
            "gzipped": max(
                len(gzip.compress(body, 5)) for _, body, _ in answers.values()
            ),
            "hostile": hostile(ours),
            "megabytes": ours.worker_megabytes(),
            "rebuild": probe(ours, "rebuild"),
        }
        with desk(ours) as apart:
            result["edits"] = edits(ours, apart)
    return result


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", nargs="*", type=int, default=[400, 30_000])
    parser.add_argument("--postgres", default=os.environ.get("BENCH_POSTGRES", ""))
    asked = parser.parse_args()
    databases = ["sqlite", *(["postgresql"] if asked.postgres else [])]
    results = [
        measure(size, database, asked.postgres)
        for database in databases
        for size in asked.sizes
    ]
    report = {
        "date": dt.date.today().isoformat(),
        "machine": f"{os.cpu_count()} cores, {platform.machine()}",
        "versions": {
            "Python": platform.python_version(),
            "Django": version("django"),
            "django-filter": version("django-filter"),
            "Datasette": version("datasette"),
            "SQLite": sqlite3.sqlite_version,
        },
        "load": os.getloadavg()[0],
        "results": results,
    }
    (OUT / "report.json").write_text(json.dumps(report, indent=2))
    print(write(report, ROOT / "docs"))


if __name__ == "__main__":
    main()
