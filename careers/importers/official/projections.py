"""Employment Projections, occupation.xlsx: Table 1.2 with jobs, openings and what they ask for.

Jobs are told in thousands; a dash is a figure that the Bureau does not have.
"""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from careers.importers.official.pay_releases import PUBLISHER
from careers.models import Occupation, Outlook
from editorial.choices import Kind
from editorial.imports.files import Fault, FileRow, ImportFaults, Reader, read_csv
from editorial.imports.proposals import Proposal, Ref
from editorial.imports.uploads.importers import FileReading
from editorial.models import Source

NAME = "projections_table.csv"
CODE = "National Employment Matrix code"
EMPLOYMENT = "Employment"
"""Stands twice, under the first and the last year of the cycle."""
CHANGE = "Employment change, numeric"
PERCENT = "Employment change, percent"
SELF_EMPLOYED = "Percent self employed"
OPENINGS = "Occupational openings, annual average"
EDUCATION = "Typical education needed for entry"
EXPERIENCE = "Work experience in a related occupation"
TRAINING = "Typical on-the-job training needed to attain competency in the occupation"
BASE, PROJECTED = f"{EMPLOYMENT}, first year", f"{EMPLOYMENT}, last year"
CYCLE = "Cycle"
COLUMNS = (
    *(CODE, CYCLE, BASE, PROJECTED, CHANGE, PERCENT, SELF_EMPLOYED, OPENINGS),
    *(EDUCATION, EXPERIENCE, TRAINING),
)
HEADER_ROW = 2
"""Under the title of the table."""
SPAN = re.compile(r"\b(20\d\d)[–-](?:20)?(\d\d)\b")
YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")
DASH = "—"
SOC_CODE = re.compile(r"\d\d-\d{4}")
THOUSAND = 1000


def with_plain_header(text: str) -> str:
    """The years of the cycle leave the names of the columns for a column of their own."""
    if not text.lstrip('"').startswith("Table 1.2"):
        return text
    rows = csv.reader(io.StringIO(text, newline=""))
    next(rows)
    names = [re.sub(r"\[\d\]", "", name).strip() for name in next(rows, [])]
    cycle = next((found for name in names if (found := SPAN.search(name))), None)
    header = [plain_name(name, cycle) for name in names]
    wanted = [at for at, name in enumerate(header) if name in COLUMNS]
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([header[at] for at in wanted] + [CYCLE] * bool(cycle))
    # The title's line goes, and rows keep their numbers.
    out.write("\n")
    for row in rows:
        is_footnote = len(row) < len(names) / 2 or not any(row[1:])
        if is_footnote:
            out.write("\n")
            continue
        row += [""] * (len(names) - len(row))
        told = [f"{cycle[1]}-{cycle[2]}"] if cycle else []
        writer.writerow([row[at] for at in wanted] + told)
    return out.getvalue()


def plain_name(name: str, cycle: re.Match | None) -> str:
    if name.startswith(f"{EMPLOYMENT}, 20") and cycle:
        return BASE if name.endswith(cycle[1]) else PROJECTED
    name = SPAN.sub("", name)
    name = YEAR.sub("", name)
    # What a year leaves behind: “numeric, ”, “openings,  annual average”.
    name = re.sub(r"\s*,[\s,]*", ", ", name).strip(" ,")
    return re.sub(r"\s+", " ", name)


@dataclass
class ProjectionRow(Reader):
    row: FileRow

    def raw(self, column: str) -> str:
        value = self.row.raw(column)
        return "" if value == DASH else value

    def fault(self, column: str, message: str) -> None:
        self.row.fault(column, message)

    def jobs(self, column: str, minimum: int | None = 0) -> int | None:
        thousands: Decimal | None = self.decimal(column, minimum=minimum)
        return None if thousands is None else int(thousands * THOUSAND)

    def outlook(self, base_year: int, projected_year: int) -> dict[str, Any]:
        return {
            "base_year": base_year,
            "projected_year": projected_year,
            "base_employment": self.jobs(BASE),
            "projected_employment": self.jobs(PROJECTED),
            "employment_change": self.jobs(CHANGE, minimum=None),
            "percent_change": self.decimal(PERCENT),
            "annual_openings": self.jobs(OPENINGS),
            # “None” stays: it says that none is asked for, a dash that the Bureau does not say.
            "entry_education": self.text(EDUCATION),
            "work_experience": self.text(EXPERIENCE),
            "on_the_job_training": self.text(TRAINING),
            "percent_self_employed": self.decimal(SELF_EMPLOYED, minimum=0),
            "kind": Kind.PUBLISHED,
            "is_second_hand": False,
            "note": "",
        }


def propose(reading: FileReading) -> Iterator[Proposal]:
    faults: list[Fault] = []
    known = set(Occupation.objects.values_list("soc_code", flat=True))
    if not known:
        message = "no occupations: load the published content first"
        raise ImportFaults([Fault(NAME, None, "", message)])
    rows = list(read_csv(reading.folder / NAME, COLUMNS, key=[CODE], faults=faults))
    if faults:
        raise ImportFaults(faults)
    cycle = rows[0].text(CYCLE)
    base_year = int(cycle[:4])
    projected_year = int(f"{cycle[:2]}{cycle[-2:]}")
    check_year(reading, base_year, projected_year)
    source = Ref.to(Source, f"bls-projections-{cycle}")
    found = [
        Proposal(
            Outlook,
            {"occupation": Ref.to(Occupation, row.text(CODE)), "cycle": cycle},
            {**ProjectionRow(row).outlook(base_year, projected_year), "source": source},
            file=row.file,
            row=row.number,
        )
        for row in rows
        if row.text(CODE) in known
    ]
    if faults:
        raise ImportFaults(faults)
    others = len(rows) - len(found)
    reading.notes.append(f"Rows of occupations that are not here: {others:,}")
    told = {
        **PUBLISHER,
        "url": "https://www.bls.gov/emp/",
        "title": f"Employment Projections, {cycle.replace('-', '–')}",
        "release": cycle.replace("-", "–"),
        "note": "Table 1.2 of the Bureau’s workbook. Jobs include the self-employed.",
        "retrieved_on": reading.as_of,
    }
    # Words that somebody has found for a cycle that is here stay.
    yield Proposal(Source, {"slug": source.key[0]}, {}, initial=told)
    yield from found


def check_year(reading: FileReading, *years: int) -> None:
    """The columns say the cycle; a name that says another was mixed up by somebody."""
    hints = {
        int(year) for year in YEAR.findall(f"{reading.names[NAME]} {reading.upload}")
    }
    if reading.year is not None:
        hints.add(reading.year)
    if strange := hints - set(years):
        told = ", ".join(map(str, sorted(strange)))
        message = f"is named for {told} and holds {years[0]}–{years[1] % 100:02}"
        raise ImportFaults([Fault(reading.names[NAME], None, "", message)])
