"""Schools from IPEDS: names, places, tuition, and what College Scorecard says of the whole school.

Only schools that another file needs are imported: those with a program, or with a statement about
accreditation.
"""

import datetime as dt
import gzip
import re
import zlib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.text import slugify

from careers.choices import State
from editorial.choices import Kind, Status
from editorial.imports.proposals import Fault, FileRow, ImportFaults, Proposal, read_csv
from schools.choices import SchoolLevel, Sector
from schools.importers import sources
from schools.importers.gone import gone
from schools.importers.known_schools import by_unitid
from schools.models import School
from schools.models.academic_years import first_day, is_academic_year

INSTITUTIONS = "institutions.csv"
ALL_INSTITUTIONS = "institutions_all.csv.gz"
PROGRAMS = "programs_cip.csv"
CAHIIM = "cahiim_programs.csv"
FILES = (INSTITUTIONS, ALL_INSTITUTIONS, PROGRAMS, CAHIIM)

COLUMNS = (
    *("unitid", "name", "alias", "address", "city", "state", "zip", "county"),
    *("latitude", "longitude", "locale", "phone", "website", "admissions_url"),
    *("net_price_calculator_url", "control", "level", "title_iv"),
    *("size", "closed_date"),
    *("all_programs_distance", "open_admission"),
    *("tuition_fees_in_state", "tuition_fees_out_of_state", "tuition_year"),
    *("tuition_in_state", "tuition_out_of_state", "required_fees_in"),
    *("required_fees_out", "tuition_in_district", "required_fees_in_district"),
    *("per_credit_in_district", "per_credit_in_state", "per_credit_out_of_state"),
    *("grad_tuition_in_state", "grad_fees_in_state"),
    *("grad_tuition_out_of_state", "grad_fees_out_of_state"),
    *("books_supplies", "detail_cost_year"),
    *("undergrad_enrollment", "avg_net_price", "completion_rate"),
    *("scorecard_release", "data_year"),
)
SECTORS = {
    "public": Sector.PUBLIC,
    "private nonprofit": Sector.NONPROFIT,
    "private for-profit": Sector.FORPROFIT,
}
STATES = {state.value: state for state in State}
LEVELS = {level.value: level for level in SchoolLevel} | {"": ""}
is_url = URLValidator(schemes=["http", "https"])


def propose(folder: Path, notes: list[str], *, on: dt.date) -> Iterator[Proposal]:
    """Schools to be had, published on the day *on*; *notes* takes what was left out."""
    faults: list[Fault] = []
    needed = {
        row.text("unitid")
        for name in (PROGRAMS, CAHIIM)
        for row in read_csv(folder / name, ["unitid"], faults=faults)
    } - {""}
    rows = [
        row
        for row in read_csv(
            folder / INSTITUTIONS, COLUMNS, key=["unitid"], faults=faults
        )
        if row.text("unitid") in needed
    ]
    if missing := needed - {row.text("unitid") for row in rows}:
        rows += elsewhere(folder / ALL_INSTITUTIONS, missing, faults)
    for unitid in sorted(needed - {row.text("unitid") for row in rows}):
        notes.append(f"No institution has UNITID {unitid}")
    notes.extend(
        gone(
            "published schools are not in this file",
            not_named({row.text("unitid") for row in rows}),
        )
    )
    yield from propose_rows(rows, faults, notes, on=on)


def propose_file(
    folder: Path, notes: list[str], *, on: dt.date, named: set[str]
) -> Iterator[Proposal]:
    """Every school of the file, and the end of those that it names no more.

    *named* takes the numbers of all rows, since one left out for a fault is not gone.
    """
    faults: list[Fault] = []
    rows = list(read_csv(folder / INSTITUTIONS, COLUMNS, key=["unitid"], faults=faults))
    named |= {row.text("unitid") for row in rows}
    proposals = list(propose_rows(rows, faults, notes, on=on))
    # Ten thousand rows take 60 MB.
    del rows
    yield from proposals
    for school in not_named(named):
        yield Proposal(
            School,
            {"unitid": school.unitid},
            {"status": Status.ARCHIVED},
            file=INSTITUTIONS,
        )


def not_named(named: set[str]) -> list[School]:
    """Published schools that come from this directory and are not among the numbers *named*."""
    stored = by_unitid(School.objects.only("unitid"))
    known = {stored[number].pk for number in named if number in stored}
    listed = School.objects.published().filter(directory_source__slug=sources.DIRECTORY)
    return [school for school in listed if school.pk not in known]


def propose_rows(
    rows: list[FileRow], faults: list[Fault], notes: list[str], *, on: dt.date
) -> Iterator[Proposal]:
    slugs = slugs_of(rows)
    proposals = [
        propose_school(row, slugs[row.text("unitid")], notes, on=on) for row in rows
    ]
    if faults:
        raise ImportFaults(faults)
    yield from sources.propose_sources(
        sources.DIRECTORY, sources.CHARGES, sources.SCORECARD_SCHOOLS
    )
    yield from proposals


def elsewhere(path: Path, needed: set[str], faults: list[Fault]) -> list[FileRow]:
    """The rows of schools that stand in the list of every institution only."""
    try:
        text = gzip.decompress(path.read_bytes()).decode("utf-8-sig")
    except (OSError, EOFError, zlib.error, UnicodeDecodeError) as error:
        fault = Fault(path.name, None, "", f"cannot be read: {error}")
        raise ImportFaults([*faults, fault]) from error
    rows = read_csv(path, COLUMNS, key=["unitid"], faults=faults, text=text)
    return [row for row in rows if row.text("unitid") in needed]


def slugs_of(rows: list[FileRow]) -> dict[str, str]:
    """An address for each school: its name; where shared, with its place or its number."""
    taken = dict(School.objects.values_list("slug", "unitid"))
    names = Counter(slugify(row.text("name")) for row in rows)
    places = Counter(place_of(row) for row in rows)
    slugs = {}
    for row in rows:
        unitid, name, place = (
            row.text("unitid"),
            slugify(row.text("name")),
            place_of(row),
        )
        choices = [f"{name}-{unitid}"]
        if places[place] == 1:
            choices.insert(0, place)
        if names[name] == 1:
            choices.insert(0, name)
        slug = next(slug for slug in choices if taken.get(slug, unitid) == unitid)
        taken[slug] = unitid
        slugs[unitid] = slug
    return slugs


def place_of(row: FileRow) -> str:
    return slugify(" ".join(row.text(column) for column in ("name", "city", "state")))


def propose_school(
    row: FileRow, slug: str, notes: list[str], *, on: dt.date
) -> Proposal:
    unitid = row.text("unitid", required=True)
    name = row.text("name", required=True)
    values = {
        "name": name,
        "aliases": "\n".join(
            [
                *aliases_of(name, row.text("alias")),
                *KNOWN_AS.get(row.text("unitid"), ()),
            ]
        ),
        **{
            column: row.text(column)
            for column in (
                "address",
                "city",
                "zip",
                "county",
                "locale",
                "phone",
                "size",
            )
        },
        **opeid6_of(row),
        "state": row.choice("state", STATES),
        "latitude": row.decimal("latitude", minimum=-90),
        "longitude": row.decimal("longitude", minimum=-180),
        "website": url_of(row, "website", notes),
        "admissions_url": url_of(row, "admissions_url", notes),
        "net_price_url": url_of(row, "net_price_calculator_url", notes),
        "sector": row.choice("control", SECTORS),
        "level": row.choice("level", LEVELS),
        "title_iv": row.flag("title_iv"),
        "is_open_admission": row.flag("open_admission"),
        "all_programs_distance": row.flag("all_programs_distance"),
        "directory_source": sources.ref(sources.DIRECTORY),
        "directory_as_of": day_of(row, "data_year"),
        "directory_kind": Kind.PUBLISHED,
        **tuition_of(row),
        **outcomes_of(row),
    }
    initial = {"slug": slug, "status": Status.PUBLISHED, "published_on": on}
    if closed := closing_day(row, on):
        notes.append(f"{name} ({unitid}) closed on {closed:%Y-%m-%d}: archived")
        initial |= {"published_on": None}
        values |= {"status": Status.ARCHIVED}
    return Proposal(
        School,
        {"unitid": unitid},
        values,
        initial=initial,
        file=row.file,
        row=row.number,
    )


def tuition_of(row: FileRow) -> dict[str, Any]:
    """What a year costs; a price of the district only where it is below the state's.

    Most schools repeat the state's price there, of an older year than the rest.
    """
    figures = {
        "tuition_fees_in_state": total(
            row, "tuition_fees_in_state", "tuition_in_state", "required_fees_in"
        ),
        "tuition_fees_out_of_state": total(
            row,
            "tuition_fees_out_of_state",
            "tuition_out_of_state",
            "required_fees_out",
        ),
    }
    details = {
        "tuition_fees_in_district": None,
        "grad_tuition_fees_in_state": total(
            row, "", "grad_tuition_in_state", "grad_fees_in_state"
        ),
        "grad_tuition_fees_out_of_state": total(
            row, "", "grad_tuition_out_of_state", "grad_fees_out_of_state"
        ),
        "per_credit_in_state": row.integer("per_credit_in_state"),
        "per_credit_out_of_state": row.integer("per_credit_out_of_state"),
        "books_supplies": row.integer("books_supplies"),
    }
    district = total(row, "", "tuition_in_district", "required_fees_in_district")
    per_credit = row.integer("per_credit_in_district")
    has_district_rate = per_credit not in (None, details["per_credit_in_state"])
    if (
        district
        and has_district_rate
        and district < (figures["tuition_fees_in_state"] or 0)
    ):
        details["tuition_fees_in_district"] = district
    has_figures = any(value is not None for value in figures.values())
    has_details = any(value is not None for value in details.values())
    newest = "tuition_year" if has_figures else "detail_cost_year"
    known = has_figures or has_details
    return {
        **figures,
        **details,
        "tuition_year": year_of(row, "tuition_year") if has_figures else "",
        "detail_year": year_of(row, "detail_cost_year") if has_details else "",
        "tuition_source": sources.ref(sources.CHARGES) if known else None,
        "tuition_as_of": day_of(row, newest) if known else None,
        "tuition_kind": Kind.PUBLISHED if known else "",
    }


def total(row: FileRow, column: str, tuition: str, fees: str) -> int | None:
    """The published total, else tuition and fees where both are known."""
    published = row.integer(column) if column else None
    if published is not None:
        return published
    parts = [row.integer(tuition), row.integer(fees)]
    return None if None in parts else sum(parts)


def outcomes_of(row: FileRow) -> dict[str, Any]:
    figures = {
        "undergraduates": row.integer("undergrad_enrollment"),
        "net_price": row.integer("avg_net_price", minimum=None),
        "completion_rate": row.decimal("completion_rate", minimum=0),
    }
    known = any(value is not None for value in figures.values())
    released = None
    if known:
        try:
            released = dt.date.fromisoformat(row.text("scorecard_release"))
        except ValueError:
            row.fault("scorecard_release", "is not a date like 2026-06-10")
    return {
        **figures,
        "outcomes_source": sources.ref(sources.SCORECARD_SCHOOLS) if known else None,
        "outcomes_as_of": released,
        "outcomes_kind": Kind.PUBLISHED if known else "",
    }


def year_of(row: FileRow, column: str) -> str:
    year = row.text(column)
    if not is_academic_year(year):
        row.fault(column, f"{year[:40]!r} is not an academic year like 2023-24")
    return year


def closing_day(row: FileRow, on: dt.date) -> dt.date | None:
    """The day a school closed; surveys write -2 for “not applicable”, which is no day."""
    text = row.text("closed_date")
    if not text:
        return None
    for pattern in ("%m/%d/%Y", "%Y-%m-%d"):
        try:
            day = dt.datetime.strptime(text, pattern).date()
        except ValueError:
            continue
        if day <= on:
            return day
        row.fault("closed_date", f"{text} lies in the future")
        return None
    message = (
        f"{text[:40]!r} is not a day like 05/25/2024; leave it empty if it is open"
    )
    row.fault("closed_date", message)
    return None


def opeid6_of(row: FileRow) -> dict[str, str]:
    """The institution's six digits; two more tell its campuses apart.

    A file without the column says nothing about them, so what is held stays.
    """
    if "opeid" not in row.cells:
        return {}
    opeid = row.text("opeid")
    if opeid and not re.fullmatch(r"\d{8}", opeid):
        row.fault("opeid", f"{opeid[:40]!r} is not eight digits like 00105200")
    return {"opeid6": opeid[:6]}


def day_of(row: FileRow, column: str) -> dt.date | None:
    year = year_of(row, column)
    return first_day(year) if is_academic_year(year) else None


def url_of(row: FileRow, column: str, notes: list[str]) -> str:
    """The address with its scheme; empty, and noted, where it is none."""
    url = row.text(column)
    if not url:
        return ""
    if "://" not in url:
        url = f"https://{url}"
    *host, path = url.split("/", 3) if url.count("/") > 2 else (url, "")
    url = "/".join([*host, path.replace(" ", "%20")]) if path else url
    try:
        is_url(url)
    except ValidationError:
        notes.append(f"{row.file}, row {row.number}, {column}: no address: {url[:80]}")
        return ""
    return url


KNOWN_AS = {"202356": ("Tri-C",)}
"""Names people use that IPEDS does not list, by UNITID: Cuyahoga Community College."""


def aliases_of(name: str, text: str) -> list[str]:
    """Other names of a school; IPEDS separates them in half a dozen ways."""
    separator = next(
        (mark for mark in (r"\|", ";", r"\s{2,}", r"\s/\s") if re.search(mark, text)),
        None,
    )
    # “Henry/Carroll” is one name, “DACC/Danville Community College” are two.
    if separator is None and re.match(r"[\w.-]{2,}/", text):
        separator = "/"
    parts = re.split(separator or ",", text)
    found = (
        re.sub(r"(?i)^d/?b/?a\s", "", part.strip(" ,()")).strip() for part in parts
    )
    return [alias for alias in dict.fromkeys(found) if alias and alias != name]
