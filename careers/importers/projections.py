"""Employment Projections: how many jobs there will be, over ten years."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from careers.models import Occupation, Outlook
from editorial.choices import Kind
from editorial.imports.proposals import (
    Fault,
    FileRow,
    ImportFaults,
    Proposal,
    Ref,
    read_csv,
)
from editorial.models import Source

FILE = "projections.csv"
COLUMNS = (
    "soc_code",
    "soc_title",
    "cycle",
    "base_year",
    "projected_year",
    "base_employment",
    "projected_employment",
    "employment_change",
    "percent_change",
    "annual_openings",
    "growth_label",
    "entry_education",
    "work_experience",
    "on_the_job_training",
    "pct_self_employed",
    "source",
    "source_type",
)
PUBLISHER = {
    "publisher": "U.S. Bureau of Labor Statistics",
    "licence": "Public domain",
    "attribution": (
        "BLS.gov cannot vouch for the data or analyses derived from these data after the data "
        "have been retrieved from BLS.gov."
    ),
    "retrieved_on": dt.date(2026, 11, 22),
}
CYCLES = {
    "2024-34": {
        **PUBLISHER,
        "slug": "bls-projections-2024-34",
        "title": "Employment Projections, 2024–34",
        "url": "https://www.bls.gov/emp/",
        "release": "2024–34, released 28 August 2025",
        "note": (
            "Tables 1.2 and 1.10, from a public copy of the Bureau’s workbook; growth labels "
            "from the Occupational Outlook Handbook of the same date. Jobs include the "
            "self-employed."
        ),
    },
    "2025-35": {
        **PUBLISHER,
        "slug": "bls-projections-2025-35-quoted",
        "title": "Employment Projections, 2025–35, as quoted by others",
        "url": "https://www.bls.gov/emp/",
        "release": "2025–35, released 27 August 2026",
        "note": (
            "We could not read this release itself. These figures are quoted from public "
            "repositories of September and October 2026 and are to be checked at the Bureau."
        ),
    },
}
"""The sources of the cycles that somebody has described; others are refused."""

DERIVED = "Percent change worked out from the change and the base."
QUOTED = "Quoted by others; not read at the publisher."


def proposals(folder: Path) -> Iterator[Proposal]:
    faults: list[Fault] = []
    cycles, occupations = set(), set()
    key = ("soc_code", "cycle")
    for row in read_csv(folder / FILE, COLUMNS, key=key, faults=faults):
        cycle = row.choice("cycle", CYCLES)
        if cycle is None:
            continue
        if cycle["slug"] not in cycles:
            cycles.add(cycle["slug"])
            values = {name: value for name, value in cycle.items() if name != "slug"}
            yield Proposal(Source, {"slug": cycle["slug"]}, values, file=row.file)
        source = Ref.to(Source, cycle["slug"])
        soc_code = row.text("soc_code", required=True)
        if soc_code not in occupations:
            occupations.add(soc_code)
            yield Proposal(
                Occupation,
                {"soc_code": soc_code},
                {},
                initial={
                    "title": row.text("soc_title", required=True),
                    "source": source,
                },
                file=row.file,
                row=row.number,
            )
        yield Proposal(
            Outlook,
            {"occupation": Ref.to(Occupation, soc_code), "cycle": row.text("cycle")},
            {**outlook(row), "source": source},
            file=row.file,
            row=row.number,
        )
    if faults:
        raise ImportFaults(faults)


def outlook(row: FileRow) -> dict[str, Any]:
    base, projected = row.integer("base_year"), row.integer("projected_year")
    if base is None or projected is None:
        row.fault("base_year", "both years must be given")
    elif row.text("cycle") != f"{base}-{projected % 100:02}":
        row.fault("cycle", f"does not agree with the years {base} and {projected}")
    is_quoted = row.choice(
        "source_type", {"primary (BLS workbook copy)": False, "secondary": True}
    )
    is_derived = "percent derived" in row.text("source")
    notes = [
        text for text, holds in ((DERIVED, is_derived), (QUOTED, is_quoted)) if holds
    ]
    return {
        "base_year": base,
        "projected_year": projected,
        "base_employment": row.integer("base_employment"),
        "projected_employment": row.integer("projected_employment"),
        "employment_change": row.integer("employment_change", minimum=None),
        "percent_change": row.decimal("percent_change"),
        "annual_openings": row.integer("annual_openings"),
        "growth_label": row.text("growth_label"),
        "entry_education": row.text("entry_education"),
        # “None” stays: it says that none is asked for, an empty cell that we do not know.
        "work_experience": row.text("work_experience"),
        "on_the_job_training": row.text("on_the_job_training"),
        "percent_self_employed": row.decimal("pct_self_employed", minimum=0),
        "kind": Kind.DERIVED if is_derived else Kind.PUBLISHED,
        "is_second_hand": is_quoted,
        "note": " ".join(notes),
    }
