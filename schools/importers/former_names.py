"""What schools were called in the directories of earlier years."""

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from editorial.imports.proposals import (
    Fault,
    FileRow,
    ImportFaults,
    Proposal,
    read_csv,
)
from schools.importers.known_schools import by_unitid
from schools.models import School
from schools.models.search_text import fold_name

NAMES = "institution_names_2020_2024.csv"
FILES = (NAMES,)
YEARS = ("first_directory_year", "last_directory_year")
COLUMNS = ("unitid", "name", *YEARS)


def propose(folder: Path, notes: list[str]) -> Iterator[Proposal]:
    """Former names of the schools we have; *notes* takes how many rows were left out."""
    faults: list[Fault] = []
    schools = by_unitid(School.objects.all())
    if not schools:
        faults.append(Fault(NAMES, None, "", "no schools: import them first"))
    names: dict[str, list[FileRow]] = defaultdict(list)
    strangers = 0
    for row in read_csv(folder / NAMES, COLUMNS, faults=faults):
        first, last = map(row.integer, YEARS)
        if first is None or last is None:
            row.fault(YEARS[0], "needs both years of the directories")
        elif first > last:
            row.fault(YEARS[1], "lies before the first year")
        if row.text("unitid", required=True) in schools:
            names[row.text("unitid")].append(row)
        else:
            strangers += 1
    proposals = [
        propose_names(schools[unitid], unitid, rows) for unitid, rows in names.items()
    ]
    if faults:
        raise ImportFaults(faults)
    notes.append(f"Rows of schools without a program here: {strangers}")
    yield from (proposal for proposal in proposals if proposal.values["former_names"])


def propose_names(school: School, unitid: str, rows: list[FileRow]) -> Proposal:
    """Those that are neither its name nor an alias now, the newest first."""
    known = {fold_name(name) for name in [school.name, *school.aliases.splitlines()]}
    former = []
    for row in sorted(rows, key=lambda row: -(row.integer(YEARS[1]) or 0)):
        name = row.text("name", required=True)
        if fold_name(name) not in known:
            known.add(fold_name(name))
            former.append(name)
    first = rows[0]
    values = {"former_names": "\n".join(former)}
    return Proposal(
        School, {"unitid": unitid}, values, file=first.file, row=first.number
    )
