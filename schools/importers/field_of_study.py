"""Earnings and debt by school and four-digit field of study, from College Scorecard."""

from collections.abc import Iterator
from pathlib import Path

from editorial.imports.proposals import (
    Fault,
    FileRow,
    ImportFaults,
    Proposal,
    Ref,
    read_csv,
)
from schools.importers import sources
from schools.importers.known_schools import by_unitid
from schools.models import FieldOutcome, School

FIELD_OF_STUDY = "field_of_study.csv"
FILES = (FIELD_OF_STUDY,)
KEY = ("unitid", "cip4_code", "credential_level")
FIGURES = {
    "earnings_1yr": "median_earnings_1yr",
    "earnings_4yr": "median_earnings_4yr",
    "median_debt": "median_debt",
}
COLUMNS = (*KEY, "cip4_title", "awards_2021_22", *FIGURES.values())


def propose(folder: Path, notes: list[str]) -> Iterator[Proposal]:
    """Outcomes of the schools we have; *notes* takes how many rows were left out, and why."""
    faults: list[Fault] = []
    rows = read_csv(folder / FIELD_OF_STUDY, COLUMNS, key=KEY, faults=faults)
    unitids = set(by_unitid(School.objects.only("unitid")))
    proposals, strangers, withheld = [], 0, 0
    for row in rows:
        if row.text("unitid", required=True) not in unitids:
            strangers += 1
            continue
        proposal = propose_outcome(row)
        withheld += all(proposal.values[name] is None for name in FIGURES)
        proposals.append(proposal)
    if not unitids:
        faults.append(Fault(FIELD_OF_STUDY, None, "", "no schools: import them first"))
    if faults:
        raise ImportFaults(faults)
    notes.append(f"Rows of schools without a program here: {strangers}")
    notes.append(f"Rows whose figures are all withheld: {withheld}")
    yield from sources.propose_sources(sources.SCORECARD_FIELDS)
    yield from proposals


def propose_outcome(row: FileRow) -> Proposal:
    key = {
        "school": Ref.to(School, row.text("unitid")),
        "cip4_code": row.text("cip4_code", required=True),
        "credential_level": row.text("credential_level", required=True),
    }
    values = {
        "cip4_title": row.text("cip4_title"),
        "awards": row.integer("awards_2021_22"),
        **{name: row.integer(column) for name, column in FIGURES.items()},
        "release": sources.SCORECARD["release"],
        "source": sources.ref(sources.SCORECARD_FIELDS),
    }
    return Proposal(FieldOutcome, key, values, file=row.file, row=row.number)
