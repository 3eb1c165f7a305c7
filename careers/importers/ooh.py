"""Occupational Outlook Handbook: which industries hold the most jobs of an occupation."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

from careers.models import EmployerShare, Occupation
from editorial.imports.proposals import Fault, ImportFaults, Proposal, Ref, read_entry
from editorial.models import Source

FILE = "ooh_facts.json"
SHARES = {2024: "largest_employers_pct_2024"}
"""Year to the key that holds its shares."""

SOURCE = {
    "publisher": "U.S. Bureau of Labor Statistics",
    "title": "Occupational Outlook Handbook, largest employers in 2024",
    "url": "https://www.bls.gov/ooh/",
    "release": "2024–34 edition, 28 August 2025",
    "licence": "Public domain",
    "attribution": (
        "BLS.gov cannot vouch for the data or analyses derived from these data after the data "
        "have been retrieved from BLS.gov."
    ),
    "retrieved_on": dt.date(2026, 11, 22),
    "note": "Read in a public copy of the pages. Shares are rounded to whole percents.",
}
SLUG = "bls-ooh-2024-34"


def proposals(folder: Path) -> Iterator[Proposal]:
    faults: list[Fault] = []
    content = read_entry(folder / FILE, faults)
    occupations = content.entries("occupations", key="soc_code")
    if not occupations:
        content.fault("occupations", "holds nothing")
    yield Proposal(Source, {"slug": SLUG}, SOURCE, file=FILE)
    for entry in occupations:
        occupation = Ref.to(Occupation, entry.text("soc_code"))
        for year, name in SHARES.items():
            for share in entry.entries(name, key="industry"):
                if (percent := share.decimal("pct", minimum=0)) is None:
                    share.fault("pct", "must not be empty")
                yield Proposal(
                    EmployerShare,
                    {
                        "occupation": occupation,
                        "industry": share.text("industry"),
                        "year": year,
                    },
                    {"percent": percent, "source": Ref.to(Source, SLUG)},
                    file=FILE,
                )
    if faults:
        raise ImportFaults(faults)
