"""Ask three sites the same questions, compare their totals, then their times."""

import argparse
import datetime as dt
import gzip
import json
import os
import platform
import re
import shutil
import sqlite3
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import version

from bench.cases import CASES, HOSTILE, Case
from bench.report import write
from bench.servers import OUT, ROOT, SITE_BIN, Server, catalogue, sites

SECONDS_A_CASE = 4.0
MOST_REQUESTS = 80
WARM_UPS = 4
FEWEST_REQUESTS = 3
EDITS = 10
SECONDS_AN_EDIT = 0.5
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


def compare_totals(found: dict[str, Server]) -> list[str]:
    """Differences; nothing is timed while there are any."""
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


def probe(url: str, task: str) -> subprocess.Popen:
    return subprocess.Popen(
        [SITE_BIN / "python", "-m", "bench.probe", task],
        cwd=ROOT,
        env={**os.environ, "DATABASE_URL": url, "PYTHONPATH": str(ROOT)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def rebuild(url: str) -> dict:
    answer, _ = probe(url, "rebuild").communicate()
    return json.loads(answer)


@dataclass(frozen=True)
class Asked:
    """A request: when it began and ended, in seconds, and what it was answered."""

    began: float
    ended: float
    body: bytes

    @property
    def ms(self) -> float:
        return (self.ended - self.began) * 1_000


@contextmanager
def asked_all_the_time(ours: Server, path: str) -> Iterator[list[Asked]]:
    """One request after the other, from a thread of their own."""
    answers: list[Asked] = []
    stop = threading.Event()

    def ask() -> None:
        while not stop.is_set():
            began = time.perf_counter()
            body = ours.get(path)[1]
            answers.append(Asked(began, time.perf_counter(), body))

    asker = threading.Thread(target=ask)
    asker.start()
    yield answers
    stop.set()
    asker.join()


def edits(ours: Server, url: str) -> dict:
    """Change a price in another process again and again while pages are asked for."""
    path = "/schools/?state=CA&level=associate&field=health-information&sort=price"
    editor = probe(url, "edit")

    def edit(resident: int, nonresident: int) -> list[int]:
        editor.stdin.write(f"{resident} {nonresident}\n")
        editor.stdin.flush()
        return json.loads(editor.stdout.readline())["was"]

    # Every worker and the editor have to be under way: two clients, so that no worker is left out.
    before = edit(100, 100)
    for price in (99, 98):
        with asked_all_the_time(ours, path):
            for _ in range(10):
                ours.get(path)
        edit(price, price)
    with asked_all_the_time(ours, path):
        for _ in range(10):
            ours.get(path)
    # The same with nobody editing: what the machine itself adds.
    with asked_all_the_time(ours, path) as quiet:
        time.sleep(EDITS * SECONDS_AN_EDIT)
    done = []
    with asked_all_the_time(ours, path) as asked:
        for price in range(101, 101 + EDITS):
            edit(price, price)
            done.append((time.perf_counter(), f"${price}".encode()))
            time.sleep(SECONDS_AN_EDIT)
    edit(*before)
    editor.communicate()
    ends = [at for at, _ in done[1:]] + [float("inf")]
    return {
        "median": statistics.median(one.ms for one in asked),
        "slowest": max(one.ms for one in asked),
        "quiet": max(one.ms for one in quiet)
        / statistics.median(one.ms for one in quiet),
        "requests": len(asked),
        "seen": all(
            price in one.body
            for (at, price), end in zip(done, ends, strict=True)
            for one in asked
            # Those under way at the next edit may already show it.
            if one.began >= at and one.ended < end - SECONDS_AN_EDIT / 2
        ),
    }


def measure(size: int, database: str, postgres: str) -> dict:
    url = catalogue(size, postgres if database == "postgresql" else "")
    print(f"{size:,} programs on {database}", flush=True)
    with sites(size, url) as found:
        ours = found["ours"]
        faults = compare_totals(found)
        if faults:
            print("Totals differ:", *faults, sep="\n  ")
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
            "rebuild": rebuild(url),
        }
        result["edits"] = edits(ours, url)
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
