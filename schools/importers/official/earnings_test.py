"""The Department of Education's model of the federal earnings test (Program Performance Data).

Its file of debt, earnings and metrics has a row for each OPE ID, four-digit field and level. Rows
of schools and fields that we have no program of are left out.
"""

import re
from collections.abc import Iterator
from decimal import Decimal

from editorial.imports.files import Fault, FileRow, ImportFaults, read_csv
from editorial.imports.proposals import Proposal, Ref
from editorial.imports.uploads.importers import FileReading
from editorial.models import Source
from schools.models import EarningsTest, Program
from schools.models.earnings_tests import LEVELS

NAME = "earnings_test.csv"
KEY = ("opeid6", "cip4", "credlev")
COLUMNS = (
    *KEY,
    "count_wne_p4",
    "md_earn_wne_p4",
    "earn_bnchmrk_cip2_wageb",
    "which_test_cip2_wageb",
    "mstr_obbb_fail_cip2_wageb",
)
"""The last is the one that the Department counts by; one of a like name leaves certificates out."""
FAILS = {"1": True, "0": False, "": None}
YEAR = re.compile(r"20\d\d", re.ASCII)


def propose(reading: FileReading) -> Iterator[Proposal]:
    release = release_of(reading)
    faults: list[Fault] = []
    ours = {
        (opeid6, cip[:5])
        for opeid6, cip in Program.objects.values_list("school__opeid6", "cip_code")
    }
    if not ours:
        message = "no programs: load the published content first"
        raise ImportFaults([Fault(NAME, None, "", message)])
    found, strangers = [], 0
    for row in read_csv(reading.folder / NAME, COLUMNS, key=KEY, faults=faults):
        key = key_of(row)
        if key is None or key[:2] not in ours:
            strangers += 1
            continue
        found.append(proposal_of(row, key, release))
    if faults:
        raise ImportFaults(faults)
    reading.notes.append(
        f"Rows of schools and fields without a program here: {strangers:,}"
    )
    if found:
        yield source_of(release, reading)
    yield from found


def release_of(reading: FileReading) -> str:
    """The year of the model; the file says it in its name only."""
    if reading.year is not None:
        return str(reading.year)
    told = set(YEAR.findall(reading.names.get(NAME, "")))
    if len(told) != 1:
        message = "its name tells no year: say the year of the release"
        raise ImportFaults([Fault(NAME, None, "", message)])
    return told.pop()


def key_of(row: FileRow) -> tuple[str, str, str] | None:
    """None for a level that no program of ours has; a workbook drops the zeros before a number."""
    opeid6, cip4 = row.text("opeid6").zfill(6), row.text("cip4").zfill(4)
    level = row.text("credlev")
    if level not in LEVELS.values():
        return None
    return opeid6, f"{cip4[:2]}.{cip4[2:]}", level


def proposal_of(row: FileRow, key: tuple[str, str, str], release: str) -> Proposal:
    opeid6, cip4, level = key
    values = {
        "earnings": dollars(row, "md_earn_wne_p4"),
        "counted": row.integer("count_wne_p4"),
        "benchmark": dollars(row, "earn_bnchmrk_cip2_wageb"),
        "benchmark_name": row.text("which_test_cip2_wageb"),
        "fails": row.choice("mstr_obbb_fail_cip2_wageb", FAILS),
        "release": release,
        "source": Ref.to(Source, slug_of(release)),
    }
    identity = {"opeid6": opeid6, "cip4_code": cip4, "credential_level": level}
    return Proposal(EarningsTest, identity, values, file=row.file, row=row.number)


def dollars(row: FileRow, column: str) -> int | None:
    """Whole dollars; the file has cents."""
    amount: Decimal | None = row.decimal(column, minimum=0)
    return None if amount is None else round(amount)


def slug_of(release: str) -> str:
    return f"earnings-test-model-{release}"


def source_of(release: str, reading: FileReading) -> Proposal:
    values = {
        "publisher": "US Department of Education",
        "title": f"Program Performance Data {release}, debt, earnings and earnings test metrics",
        "release": release,
        "licence": "Public domain (work of the US government)",
        "note": "A model of the earnings test, made for the making of the rule; no determination.",
    }
    initial = {"retrieved_on": reading.as_of}
    return Proposal(Source, {"slug": slug_of(release)}, values, initial=initial)
