"""OEWS workbooks (oesmYYnat, st, ma, in4): what jobs pay, by nation, state, area and industry.

One asterisk is a wage that is not available, two an employment, “#” a wage at the top code or
above. Where a job has hourly pay only, or yearly only, the other is not published: none is zero.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from careers.choices import AreaKind
from careers.importers.official.pay_releases import Release, release_of, settle
from careers.importers.official.places import Places
from careers.models import Area, IndustryPay, Occupation, Pay
from editorial.choices import Kind
from editorial.imports.files import Fault, FileRow, ImportFaults, Reader, read_csv
from editorial.imports.proposals import Proposal, Ref
from editorial.imports.uploads.importers import FileReading

NAME = "oews.csv"
NOTES_NAME = "oews_fields.csv"
EMPLOYMENT = {
    "TOT_EMP": "employment",
    "EMP_PRSE": "employment_rse",
    "JOBS_1000": "per_1000",
    "LOC_QUOTIENT": "location_quotient",
}
HOURLY = {
    "H_MEAN": "hourly_mean",
    "H_PCT10": "hourly_p10",
    "H_PCT25": "hourly_p25",
    "H_MEDIAN": "hourly_median",
    "H_PCT75": "hourly_p75",
    "H_PCT90": "hourly_p90",
}
ANNUAL = {
    "A_MEAN": "annual_mean",
    "A_PCT10": "annual_p10",
    "A_PCT25": "annual_p25",
    "A_MEDIAN": "annual_median",
    "A_PCT75": "annual_p75",
    "A_PCT90": "annual_p90",
}
COLUMNS = (
    *("AREA", "AREA_TITLE", "AREA_TYPE", "PRIM_STATE"),
    *("NAICS", "NAICS_TITLE", "I_GROUP", "OWN_CODE"),
    *("OCC_CODE", "OCC_TITLE", "O_GROUP", "PCT_TOTAL"),
    *EMPLOYMENT,
    *HOURLY,
    *ANNUAL,
    *("ANNUAL", "HOURLY"),
)
NOTES_COLUMNS = ("OEWS estimates",)
OTHER_NAMES = {"LOC QUOTIENT": "LOC_QUOTIENT", "LOC_Q": "LOC_QUOTIENT"}
"""As older releases call them."""
NO_WAGE, NO_EMPLOYMENT, TOP = "*", "**", "#"
YES = frozenset({"TRUE", "true", "True", "yes"})
GROUPS = frozenset({"total", "detailed"})
"""Broader ones repeat what their members say."""

ALL_INDUSTRIES, ALL_OWNERS = "000000", "1235"
LEVELS = {"sector": 2, "3-digit": 3, "4-digit": 4, "5-digit": 5, "6-digit": 5}
ONE_OWNER = frozenset({"1", "2", "3"})
SPLIT_BY_OWNER = ("611", "622")
"""Schools and hospitals: rows of the private ones alone stand beside those of all."""

KINDS = {
    "1": AreaKind.NATION,
    "2": AreaKind.STATE,
    "3": AreaKind.STATE,
    "4": AreaKind.METRO,
    "6": AreaKind.NONMETRO,
}
INDUSTRIES = "industries"
SCOPES = {
    re.compile(r"oesm\d\dnat|\bnational_"): (AreaKind.NATION, "the nation"),
    re.compile(r"oesm\d\dst|\bstate_"): (AreaKind.STATE, "the states"),
    re.compile(r"\bmsa_"): (AreaKind.METRO, "metropolitan areas"),
    re.compile(r"\bbos_"): (AreaKind.NONMETRO, "nonmetropolitan areas"),
    re.compile(r"oesm\d\din4|\bnat(\dd|sector)"): (INDUSTRIES, "industries"),
}
"""What the names of the publisher promise."""
WORDS = dict(SCOPES.values())


def with_known_header(text: str) -> str:
    header, end, rest = text.partition("\n")
    names = [name.strip().upper() for name in header.split(",")]
    return ",".join(OTHER_NAMES.get(name, name) for name in names) + end + rest


def with_notes_header(text: str) -> str:
    """The sheet that describes the columns begins with its release: May 2025 OEWS Estimates."""
    header, end, rest = text.partition("\n")
    if not re.match(r'"?[A-Z][a-z]+ 20\d\d OEWS Estimates', header):
        return text
    return f"{NOTES_COLUMNS[0]}{end}{header}\n{rest}"


@dataclass
class OewsRow(Reader):
    """A row with the publisher's marks instead of some figures."""

    row: FileRow
    release: Release

    def raw(self, column: str) -> str:
        value = self.row.raw(column)
        return "" if value in (NO_WAGE, NO_EMPLOYMENT) else value

    def fault(self, column: str, message: str) -> None:
        self.row.fault(column, message)

    def is_marked(self, column: str) -> bool:
        return self.row.raw(column) in (NO_WAGE, NO_EMPLOYMENT)

    def figures(self) -> dict[str, Any]:
        values: dict[str, Any] = {}
        withheld = []
        # An hourly job has no year's pay that somebody could withhold, and the other way round.
        unpublished = {
            *(ANNUAL if self.raw("HOURLY") in YES else ()),
            *(HOURLY if self.raw("ANNUAL") in YES else ()),
        }
        for column, name in (EMPLOYMENT | HOURLY | ANNUAL).items():
            values[name] = self.figure(column)
            if self.is_marked(column) and column not in unpublished:
                withheld.append(name)
        return values | {
            "suppressed_fields": ";".join(withheld),
            "kind": Kind.PUBLISHED,
            "source": self.release.source,
        }

    def figure(self, column: str) -> int | Decimal | None:
        if self.raw(column) == TOP and column not in EMPLOYMENT:
            hourly, yearly = self.release.top_code
            return hourly if column in HOURLY else yearly
        if column in ANNUAL or column == "TOT_EMP":
            return self.integer(column)
        return self.decimal(column, minimum=0)


class Workbooks:
    """All tables of one upload, which are of one release."""

    def __init__(self, reading: FileReading) -> None:
        self.reading = reading
        self.faults: list[Fault] = []
        self.release = release_of(reading, NAME, NOTES_NAME)
        self.occupations = set(Occupation.objects.values_list("soc_code", flat=True))
        if not self.occupations:
            message = "no occupations: load the published content first"
            raise ImportFaults([Fault(NAME, None, "", message)])
        self.places = Places()
        self.industries = dict(
            IndustryPay.objects.values_list("industry_code", "industry_name")
        )
        self.seen: set[tuple[str, ...]] = set()
        self.scopes: set[str] = set()
        self.left_out = {"occupations that are not here": 0, "one kind of owner": 0}

    def proposals(self) -> Iterator[Proposal]:
        found = []
        for file in self.reading.names:
            if file != NOTES_NAME:
                found += self.of_table(file)
        if self.faults:
            raise ImportFaults(self.faults)
        scopes = ", ".join(
            words for kind, words in WORDS.items() if kind in self.scopes
        )
        self.reading.notes.append(f"OEWS of {self.release.name}: {scopes}")
        for what, count in self.left_out.items():
            if count:
                self.reading.notes.append(f"Rows of {what}: {count:,}")
        yield from self.release.proposals(self.reading.as_of)
        yield from settle(self.release, found, self.reading.notes)
        yield from found

    def of_table(self, file: str) -> Iterator[Proposal]:
        scopes = set()
        rows = read_csv(self.reading.folder / file, COLUMNS, faults=self.faults)
        for read in rows:
            row = OewsRow(read, self.release)
            kind = row.choice("AREA_TYPE", KINDS)
            scope = kind if row.text("NAICS") == ALL_INDUSTRIES else INDUSTRIES
            if kind is None:
                continue
            scopes.add(scope)
            if row.text("O_GROUP") not in GROUPS:
                continue
            if row.text("OCC_CODE") not in self.occupations:
                self.left_out["occupations that are not here"] += 1
                continue
            yield from (
                self.of_industry(row)
                if scope == INDUSTRIES
                else self.of_area(row, kind)
            )
        self.check_scope(file, scopes)
        self.scopes |= scopes

    def check_scope(self, file: str, scopes: set[str]) -> None:
        """A file that is named as one thing and holds another was mixed up by somebody."""
        told = self.reading.names[file]
        for name in (told.partition(", sheet ")[0], self.reading.upload):
            for pattern, (scope, words) in SCOPES.items():
                if scopes and scope not in scopes and pattern.search(name.lower()):
                    held = " and ".join(WORDS[kind] for kind in sorted(scopes))
                    message = f"is named as the file of {words} and holds {held}"
                    self.faults.append(Fault(name, None, "", message))
                    return

    def is_new(self, *key: str) -> bool:
        if key in self.seen:
            return False
        self.seen.add(key)
        return True

    def of_area(self, row: OewsRow, kind: AreaKind) -> Iterator[Proposal]:
        code, soc_code = self.places.code(row, kind), row.text("OCC_CODE")
        if row.text("OWN_CODE") != ALL_OWNERS:
            self.left_out["one kind of owner"] += 1
            return
        if not self.is_new(code, soc_code):
            row.fault("OCC_CODE", f"repeats {soc_code} in {row.text('AREA_TITLE')}")
            return
        if self.is_new(code):
            yield self.places.proposal(row, kind)
        key = {
            "release": self.release.name,
            "occupation": Ref.to(Occupation, soc_code),
            "area": Ref.to(Area, code),
        }
        yield Proposal(Pay, key, row.figures(), file=row.row.file, row=row.row.number)

    def of_industry(self, row: OewsRow) -> Iterator[Proposal]:
        naics, owner = row.text("NAICS", required=True), row.text("OWN_CODE")
        if owner in ONE_OWNER or (owner == "5" and naics.startswith(SPLIT_BY_OWNER)):
            self.left_out["one kind of owner"] += 1
            return
        level = row.choice("I_GROUP", LEVELS)
        # An industry that is told by three digits only stands among those of four digits too.
        if naics.endswith("000"):
            level = LEVELS["3-digit"]
        code = industry_code(naics)
        if not self.is_new("industry", code, row.text("OCC_CODE")):
            return
        key = {
            "release": self.release.name,
            "occupation": Ref.to(Occupation, row.text("OCC_CODE")),
            "industry_code": code,
        }
        values = {"industry_level": level, **row.figures()}
        if (share := row.decimal("PCT_TOTAL", minimum=0)) is not None:
            values["percent_of_industry"] = share
        # The flat files of the Bureau name some industries otherwise; ours outlast a release.
        name = self.industries.get(code) or row.text("NAICS_TITLE", required=True)
        yield Proposal(
            IndustryPay,
            key,
            values,
            initial={"industry_name": name},
            file=row.row.file,
            row=row.row.number,
        )


def industry_code(naics: str) -> str:
    """As the flat files write sectors: 62 and 31-33 as 62--63 and 31--34."""
    sector = re.fullmatch(r"(\d\d)(?:-(\d\d))?", naics)
    if not sector:
        return naics
    after = int(sector[2] or sector[1]) + 1
    return f"{sector[1]}--{after}" if after < 100 else f"{sector[1]}-{after}"


def propose(reading: FileReading) -> Iterator[Proposal]:
    return Workbooks(reading).proposals()
