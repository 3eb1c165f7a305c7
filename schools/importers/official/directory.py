"""IPEDS HDyyyy, the directory: name, place, links, sector and size of each school we have.

It names a chief administrator too, who is not read.
"""

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote, urlsplit

from editorial.choices import Kind
from editorial.imports.files import Fault
from editorial.imports.proposals import Proposal
from editorial.imports.uploads.importers import FileReading
from schools.choices import SchoolLevel, Sector
from schools.importers import sources
from schools.importers.institutions import KNOWN_AS, STATES, aliases_of, url_of
from schools.importers.official.survey import SurveyFile, SurveyRow
from schools.models import School
from schools.models.academic_years import first_day
from schools.models.search_text import fold_name

COLUMNS = (
    *("UNITID", "INSTNM", "IALIAS", "ADDR", "CITY", "STABBR", "ZIP", "COUNTYNM"),
    *("LATITUDE", "LONGITUD", "LOCALE", "GENTELE", "WEBADDR", "ADMINURL", "NPRICURL"),
    *("CONTROL", "ICLEVEL", "OPEFLAG", "INSTSIZE", "OPEID", "CLOSEDAT", "NEWID"),
)
FILE = SurveyFile("hd.csv", COLUMNS, "directory")
SECTORS = {"1": Sector.PUBLIC, "2": Sector.NONPROFIT, "3": Sector.FORPROFIT}
LEVELS = {
    "1": SchoolLevel.FOUR_YEAR,
    "2": SchoolLevel.TWO_YEAR,
    "3": SchoolLevel.LESS,
    "": "",
}
TITLE_IV = {"1": True, "2": True, **dict.fromkeys("345678", False), "": None}
SIZES = {
    "1": "under 1,000",
    "2": "1,000-4,999",
    "3": "5,000-9,999",
    "4": "10,000-19,999",
    "5": "20,000 and above",
    "": "",
}
AREAS = {
    "1": ("City", ("Large", "Midsize", "Small")),
    "2": ("Suburb", ("Large", "Midsize", "Small")),
    "3": ("Town", ("Fringe", "Distant", "Remote")),
    "4": ("Rural", ("Fringe", "Distant", "Remote")),
}
LOCALES = {"": ""} | {
    f"{tens}{ones}": f"{area}: {kind}"
    for tens, (area, kinds) in AREAS.items()
    for ones, kind in enumerate(kinds, start=1)
}
URL_SIGNS = "%:/?#[]@!$&'()*+,;=~"
CUT_AT = 30
"""The survey cuts a county's name there; the whole one that we have stays."""


def propose(reading: FileReading) -> Iterator[Proposal]:
    year = FILE.year(reading)
    faults: list[Fault] = []
    found = [
        row.proposal(directory_values(row, school, year, reading))
        for row, school in FILE.schools(reading, faults)
        if is_due(school, year)
    ]
    yield from FILE.proposals(reading, found, faults)


def is_due(school: School, year: str) -> bool:
    """An older directory does not overrule a newer one."""
    return not school.directory_as_of or school.directory_as_of <= first_day(year)


def directory_values(
    row: SurveyRow, school: School, year: str, reading: FileReading
) -> dict[str, Any]:
    name = row.text("INSTNM", required=True)
    aliases = [
        *aliases_of(name, row.text("IALIAS")),
        *KNOWN_AS.get(row.unitid, ()),
    ]
    county = row.text("COUNTYNM")
    values = {
        "name": name,
        "aliases": "\n".join(aliases),
        "address": row.text("ADDR"),
        "city": row.text("CITY"),
        "state": row.choice("STABBR", STATES),
        "zip": row.text("ZIP"),
        "latitude": row.decimal("LATITUDE", minimum=-90),
        "longitude": row.decimal("LONGITUD", minimum=-180),
        "locale": row.choice("LOCALE", LOCALES),
        "phone": phone_of(row.text("GENTELE")),
        "website": link(row, "WEBADDR", reading.notes),
        "admissions_url": link(row, "ADMINURL", reading.notes),
        "net_price_url": link(row, "NPRICURL", reading.notes),
        "sector": row.choice("CONTROL", SECTORS),
        "level": row.choice("ICLEVEL", LEVELS),
        "title_iv": row.choice("OPEFLAG", TITLE_IV),
        "size": row.choice("INSTSIZE", SIZES),
        "opeid6": row.text("OPEID")[:6],
    }
    if len(county) < CUT_AT or not school.county.startswith(county):
        values["county"] = county
    if former := former_names(school, name, aliases):
        values["former_names"] = former
    tell_end(row, school, reading)
    if first_day(year) != school.directory_as_of:
        values |= {
            "directory_source": sources.ref(sources.survey_slug("directory", year)),
            "directory_as_of": first_day(year),
            "directory_kind": Kind.PUBLISHED,
        }
    return values


def link(row: SurveyRow, column: str, notes: list[str]) -> str:
    """The address as people follow it: blanks escaped, no slash alone behind the host."""
    url = quote(url_of(row, column, notes), safe=URL_SIGNS)
    return url.removesuffix("/") if urlsplit(url).path == "/" else url


def phone_of(text: str) -> str:
    """Ten digits as people write them; further ones are an extension."""
    digits = re.match(r"(\d{3})(\d{3})(\d{4})", text)
    return "-".join(digits.groups()) if digits else text


def former_names(school: School, name: str, aliases: list[str]) -> str:
    """The name that the file gives up, before the older ones."""
    known = {fold_name(text) for text in [name, *aliases]}
    former = school.former_names_in_words
    known |= {fold_name(text) for text in former}
    if fold_name(school.name) in known:
        return ""
    return "\n".join([school.name, *former])


def tell_end(row: SurveyRow, school: School, reading: FileReading) -> None:
    """A closed or merged school is a person's to end: its students need to be told more."""
    if closed := row.text("CLOSEDAT"):
        reading.notes.append(
            f"{school} ({row.unitid}) closed on {closed}, says the file"
        )
    if into := row.text("NEWID"):
        reading.notes.append(
            f"{school} ({row.unitid}) is part of {into}, says the file"
        )
