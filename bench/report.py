"""The bars with what was measured, the table of times, and a chart: for docs/performance.md."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

BEGIN, END = "<!-- measured: begin -->", "<!-- measured: end -->"
COLOURS = {"ours": "#0b6e4f", "stock": "#b5452c", "datasette": "#4a5a8a"}
LABELS = {"ours": "ours", "stock": "stock Django", "datasette": "Datasette"}
CASE = "state + level"
NEW = "pages not seen before"


@dataclass(frozen=True)
class Limit:
    what: str
    measured: str
    bar: str
    met: bool

    def line(self) -> str:
        verdict = "met" if self.met else "**not met**"
        return f"| {self.what} | {self.measured} | {self.bar} | {verdict} |"


def at_most(what: str, value: float, bar: float, form: str = "{:.2f}") -> Limit:
    return Limit(what, form.format(value), f"≤ {bar:g}", value <= bar)


def named(result: dict) -> str:
    database = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}[result["database"]]
    return f"{result['size']:,}, {database}"


def p50(result: dict, case: str, site: str = "ours") -> float:
    return result["cases"][case][site]["p50"]


def bars(results: list[dict]) -> Iterator[Limit]:
    by = {(r["database"], r["size"]): r for r in results}
    if middle := by.get(("sqlite", 30_000)):
        for site, bar in (("stock", 0.15), ("datasette", 0.25)):
            value = p50(middle, CASE) / p50(middle, CASE, site)
            yield at_most(
                f"p50, 30,000, SQLite, {CASE}, against {LABELS[site]}", value, bar
            )
        if rates := middle["throughput"]:
            value = rates["ours"] / rates["stock"]
            yield Limit(
                "throughput, 30,000, against stock",
                f"{value:.1f} ×",
                "≥ 8 ×",
                value >= 8,
            )
    for database in ("sqlite", "postgresql"):
        sizes = sorted(size for name, size in by if name == database)
        if len(sizes) < 2:
            continue
        small, large = by[database, sizes[0]], by[database, sizes[-1]]
        for case in small["cases"]:
            if case == NEW:
                # So small a catalogue has no pages that were not seen before.
                continue
            value = p50(large, case) / p50(small, case)
            what = (
                f"growth of p50 from {sizes[0]:,} to {sizes[-1]:,}, {case}, {database}"
            )
            yield at_most(what, value, 2.5)
    for (database, size), result in by.items():
        if database == "postgresql" and (other := by.get(("sqlite", size))):
            worst = max(
                p50(result, case) / p50(other, case) for case in result["cases"]
            )
            yield at_most(f"PostgreSQL against SQLite, {size:,}, worst case", worst, 2)
    for result in results:
        yield from bars_of(result)


def bars_of(result: dict) -> Iterator[Limit]:
    name = named(result)
    value = result["constant"]["page"] / result["constant"]["constant"]
    yield at_most(f"page against its bytes as a constant, {name}", value, 5)
    yield at_most(f"SQL queries of a finder page, {name}", result["queries"], 3, "{:d}")
    value = result["rebuild"]["build"] / result["rebuild"]["select"]
    yield at_most(f"index built anew against a plain SELECT, {name}", value, 3)
    limit = 450 if result["size"] > 30_000 else 150
    yield at_most(f"MB of a worker (PSS), {name}", result["megabytes"], limit, "{:.0f}")
    kilobytes = result["gzipped"] / 1024
    yield at_most(f"KB of the page, gzipped, {name}", kilobytes, 12, "{:.1f}")
    middle = sorted(p50(result, case) for case in result["cases"])[
        len(result["cases"]) // 2
    ]
    worst, slowest = max(result["hostile"].items(), key=lambda item: item[1])
    what = f"slowest answer to bad input against the median case, {name} (`{worst}`)"
    yield at_most(what, slowest / middle, 3)
    edits = result["edits"]
    if result["size"] >= 30_000:
        # An edit is a new index, and of few programs built as quickly as a page.
        slowest = edits["slowest"] * edits["median"]
        what = (
            f"slowest request while a price is edited at the desk, against one build of the "
            f"index, {name} ({slowest:.0f} ms; {edits['visitors']:.0f} visitors a second; "
            f"nobody editing: {edits['quiet'] * edits['median']:.0f} ms)"
        )
        yield at_most(what, slowest / (result["rebuild"]["build"] * 1_000), 1)
    seen = "every time" if edits["seen"] else "not every time"
    yield Limit(
        f"the edit is on the next page, {name}", seen, "every time", edits["seen"]
    )


def times(results: list[dict]) -> Iterator[str]:
    yield "| programs, database | case | ours p50 / p99 | stock p50 / p99 | Datasette p50 / p99 |"
    yield "| --- | --- | --- | --- | --- |"
    for result in results:
        for case, sites in result["cases"].items():
            cells = (
                f"{sites[s]['p50']:.1f} / {sites[s]['p99']:.1f}" if s in sites else "–"
                for s in LABELS
            )
            yield f"| {named(result)} | {case} | {' | '.join(cells)} |"


def chart(results: list[dict]) -> str:
    """p50 of state + level by size, both axes logarithmic, SQLite."""
    drawn = [r for r in results if r["database"] == "sqlite"]
    width, height, left, top = 640, 360, 70, 30
    sizes = [r["size"] for r in drawn]
    spent = [q["p50"] for r in drawn for q in r["cases"][CASE].values()]
    low, high = 1, max(1_000, *spent) * 1.5

    def x(size: float) -> float:
        span = math.log(max(sizes) / min(sizes)) or 1
        return left + (width - left - 120) * math.log(size / min(sizes)) / span

    def y(ms: float) -> float:
        part = math.log(max(ms, low) / low) / math.log(high / low)
        return height - 50 - (height - 50 - top) * part

    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        'font-family="sans-serif" font-size="13" role="img">',
        f"<title>Milliseconds to answer {CASE}, by programs, SQLite</title>",
        f'<rect width="{width}" height="{height}" fill="#fff"/>',
    ]
    for ms in (1, 10, 100, 1_000, 10_000):
        if ms <= high:
            lines.append(f'<path d="M{left} {y(ms):.0f}H{width - 110}" stroke="#ddd"/>')
            lines.append(
                f'<text x="{left - 8}" y="{y(ms) + 4:.0f}" text-anchor="end">{ms:,} ms</text>'
            )
    for size in sizes:
        lines.append(
            f'<text x="{x(size):.0f}" y="{height - 24}" text-anchor="middle">{size:,}</text>'
        )
    for site, colour in COLOURS.items():
        points = [
            (x(r["size"]), y(r["cases"][CASE][site]["p50"]))
            for r in drawn
            if site in r["cases"][CASE]
        ]
        path = "L".join(f"{a:.0f} {b:.0f}" for a, b in points)
        lines.append(
            f'<path d="M{path}" fill="none" stroke="{colour}" stroke-width="3"/>'
        )
        a, b = points[-1]
        lines.append(
            f'<text x="{a + 8:.0f}" y="{b + 4:.0f}" fill="{colour}">{LABELS[site]}</text>'
        )
    lines.append(
        f'<text x="{width // 2}" y="{height - 6}" text-anchor="middle">programs</text>'
    )
    return "\n".join([*lines, "</svg>", ""])


def write(report: dict, folder: Path) -> str:
    """Put what was measured into docs/performance.md, in place of what was; answer the bars."""
    results = report["results"]
    versions = ", ".join(
        f"{name} {number}" for name, number in report["versions"].items()
    )
    table = [
        "| what | measured | bar | |",
        "| --- | --- | --- | --- |",
        *(bar.line() for bar in bars(results)),
    ]
    rates = [
        f"{named(r)}: "
        + ", ".join(f"{LABELS[s]} {rate:.0f}" for s, rate in r["throughput"].items())
        for r in results
        if r["throughput"]
    ]
    measured = [
        BEGIN,
        f"Measured on {report['date']}: {report['machine']}, load "
        f"{report['load']:.1f} at the end; {versions}.",
        "",
        *table,
        "",
        "Milliseconds, one client, over HTTP; the sites are asked in turn:",
        "",
        *times(results),
        "",
        "Requests a second, four clients, state + level: " + "; ".join(rates) + ".",
        END,
    ]
    path = folder / "performance.md"
    text = path.read_text()
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    path.write_text(before + "\n".join(measured) + after)
    (folder / "performance.svg").write_text(chart(results))
    return "\n".join(table)
