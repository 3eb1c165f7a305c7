"""Occupational Employment and Wage Statistics: what jobs pay, by area and by industry.

Cells the Bureau withheld are empty and named in `suppressed_fields`; other empty cells were not
published. Neither is zero.
"""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.utils.text import slugify

from careers.choices import AreaKind, State
from careers.models import Area, IndustryPay, Occupation, Pay, PayRelease
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

STATES_FILE = "oews_wages.csv"
METROS_FILE = "oews_wages_metro.csv"
INDUSTRIES_FILE = "oews_wages_industry.csv"

RELEASES = {
    "May 2025": {
        "slug": "bls-oews-2025-05",
        "publisher": "U.S. Bureau of Labor Statistics",
        "title": "Occupational Employment and Wage Statistics, May 2025",
        "url": "https://www.bls.gov/oes/",
        "release": "May 2025",
        "licence": "Public domain",
        "attribution": (
            "BLS.gov cannot vouch for the data or analyses derived from these data after "
            "the data have been retrieved from BLS.gov."
        ),
        "retrieved_on": dt.date(2026, 11, 22),
        "note": (
            "Published on 15 May 2026; our copy comes from a public package of the flat files. "
            "A year’s pay is the hourly wage times 2,080. The self-employed are not counted. "
            "Values above $239,200 are kept as they stand in the flat files; the Bureau’s own "
            "tables show them as that amount or more."
        ),
    }
}
"""The sources of the releases that somebody has described; others are refused."""

FIGURES = {
    "employment_rse_pct": "employment_rse",
    "employment_per_1000": "per_1000",
    "location_quotient": "location_quotient",
    "hourly_mean": "hourly_mean",
    "hourly_p10": "hourly_p10",
    "hourly_p25": "hourly_p25",
    "hourly_median": "hourly_median",
    "hourly_p75": "hourly_p75",
    "hourly_p90": "hourly_p90",
}
COUNTS = (
    "employment",
    "annual_mean",
    "annual_p10",
    "annual_p25",
    "annual_median",
    "annual_p75",
    "annual_p90",
)
NAMES = {name: name for name in COUNTS} | FIGURES
NOT_KEPT = frozenset({"wage_rse_pct"})

AREA_KINDS = {
    "national": AreaKind.NATION,
    "state": AreaKind.STATE,
    "district": AreaKind.STATE,
    "territory": AreaKind.STATE,
    "metropolitan": AreaKind.METRO,
    "nonmetropolitan": AreaKind.NONMETRO,
}
COLUMNS = ("soc_code", "soc_title", *NAMES, "suppressed_fields", "release")
AREA_COLUMNS = ("area_type", "oews_area_code", "area_name", *COLUMNS)
KINDS_OF_FILE = {
    STATES_FILE: ({"national", "state", "district", "territory"}, "state_abbr"),
    METROS_FILE: ({"metropolitan", "nonmetropolitan"}, "primary_state_abbr"),
}


class Oews:
    """Reads the three files of one release; each source, occupation and area is proposed once."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.faults: list[Fault] = []
        self.proposed: set[tuple[type, str]] = set()
        self.slugs: dict[str, str] = {}

    def proposals(self) -> Iterator[Proposal]:
        for file in (STATES_FILE, METROS_FILE):
            yield from self.by_area(file)
        yield from self.by_industry()
        if self.faults:
            raise ImportFaults(self.faults)

    def by_area(self, file: str) -> Iterator[Proposal]:
        kinds, state_column = KINDS_OF_FILE[file]
        columns = [*AREA_COLUMNS, state_column]
        if file == METROS_FILE:
            columns.append("cbsa_code")
        key = ("release", "soc_code", "oews_area_code")
        for row in read_csv(self.folder / file, columns, key=key, faults=self.faults):
            kind = row.choice(
                "area_type", {name: AREA_KINDS[name] for name in sorted(kinds)}
            )
            yield from self.occupation(row)
            yield from self.area(row, kind, state_column)
            yield Proposal(
                Pay,
                {
                    "release": row.text("release"),
                    "occupation": Ref.to(Occupation, row.text("soc_code")),
                    "area": Ref.to(Area, row.text("oews_area_code")),
                },
                self.figures(row),
                file=row.file,
                row=row.number,
            )

    def by_industry(self) -> Iterator[Proposal]:
        columns = [
            *COLUMNS,
            "industry_code",
            "industry_name",
            "industry_display_level",
            "pct_of_industry_employment_derived",
        ]
        key = ("release", "soc_code", "industry_code")
        for row in read_csv(
            self.folder / INDUSTRIES_FILE, columns, key=key, faults=self.faults
        ):
            yield from self.occupation(row)
            yield Proposal(
                IndustryPay,
                {
                    "release": row.text("release"),
                    "occupation": Ref.to(Occupation, row.text("soc_code")),
                    "industry_code": row.text("industry_code", required=True),
                },
                {
                    "industry_name": row.text("industry_name", required=True),
                    "industry_level": row.integer("industry_display_level"),
                    "percent_of_industry": row.decimal(
                        "pct_of_industry_employment_derived", minimum=0
                    ),
                    **self.figures(row),
                },
                file=row.file,
                row=row.number,
            )

    def is_new(self, model: type, key: str) -> bool:
        """Whether *key* comes up for the first time."""
        if (model, key) in self.proposed:
            return False
        self.proposed.add((model, key))
        return True

    def source(self, row: FileRow) -> Ref:
        release = row.choice("release", RELEASES)
        return Ref.to(Source, release["slug"] if release else "")

    def occupation(self, row: FileRow) -> Iterator[Proposal]:
        """The row's source and occupation; a title that is stored already stays."""
        release = RELEASES.get(row.text("release"))
        if release and self.is_new(Source, release["slug"]):
            values = {name: value for name, value in release.items() if name != "slug"}
            yield Proposal(Source, {"slug": release["slug"]}, values, file=row.file)
            # The first is current; of a later one somebody decides when it is whole.
            is_first = not PayRelease.objects.current().exists()
            yield Proposal(
                PayRelease,
                {"name": row.text("release")},
                {},
                initial={"is_current": is_first},
                file=row.file,
            )
        soc_code = row.text("soc_code", required=True)
        if self.is_new(Occupation, soc_code):
            yield Proposal(
                Occupation,
                {"soc_code": soc_code},
                {},
                initial={
                    "title": row.text("soc_title", required=True),
                    "source": self.source(row),
                },
                file=row.file,
                row=row.number,
            )

    def area(
        self, row: FileRow, kind: AreaKind | None, state_column: str
    ) -> Iterator[Proposal]:
        code = row.text("oews_area_code", required=True)
        if not self.is_new(Area, code):
            return
        name = row.text("area_name", required=True)
        state = row.text(state_column)
        if kind == AreaKind.NATION:
            state = ""
        elif state not in State.values:
            row.fault(state_column, f"{state!r} is not a state or territory")
        yield Proposal(
            Area,
            {"code": code},
            {
                "kind": kind,
                "name": name,
                "state": state,
                "cbsa_code": row.text("cbsa_code") if "cbsa_code" in row.cells else "",
            },
            # Addresses of pages hang on it, so it outlives a change of name.
            initial={"slug": self.slug(name, code)},
            file=row.file,
            row=row.number,
        )

    def slug(self, name: str, code: str) -> str:
        slug = slugify(name)
        if self.slugs.setdefault(slug, code) != code:
            slug = f"{slug}-{code}"
        return slug

    def figures(self, row: FileRow) -> dict[str, Any]:
        values: dict[str, Any] = {name: row.integer(name) for name in COUNTS}
        for column, name in FIGURES.items():
            values[name] = row.decimal(column, minimum=0)
        withheld = [name for name in row.text("suppressed_fields").split(";") if name]
        for column in withheld:
            if column not in NAMES and column not in NOT_KEPT:
                row.fault("suppressed_fields", f"{column!r} is not a column of figures")
            elif column in NAMES and row.text(column):
                row.fault(column, "holds a figure and is marked as suppressed")
        values["suppressed_fields"] = ";".join(
            NAMES[column] for column in withheld if column in NAMES
        )
        return values | {"kind": Kind.PUBLISHED, "source": self.source(row)}
