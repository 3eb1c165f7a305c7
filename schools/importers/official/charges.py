"""IPEDS ICyyyy_AY, since 2024 COST1_yyyy: tuition, fees, prices per credit, graduate prices, books.

The columns whose names end in 3 are of the file's own year; 1, 2 and 3 before that tell the
district, the state, and outside it. A newer year that we have stays.
"""

from collections.abc import Iterator
from typing import Any

from editorial.choices import Kind
from editorial.imports.files import Fault
from editorial.imports.proposals import Proposal
from editorial.imports.uploads.importers import FileReading
from schools.importers import sources
from schools.importers.official.survey import SurveyFile, SurveyRow
from schools.models import School
from schools.models.academic_years import first_day

COLUMNS = (
    "UNITID",
    *("TUITION1", "FEE1", "TUITION2", "FEE2", "HRCHG2", "HRCHG3"),
    *("TUITION6", "FEE6", "TUITION7", "FEE7"),
    *("CHG2AY3", "CHG3AY3", "CHG4AY3"),
)
FILE = SurveyFile("ic_ay.csv", COLUMNS, "charges")
MOST_CREDITS = 60
"""A year's tuition above so many times the price of a credit is hardly right."""


def propose(reading: FileReading) -> Iterator[Proposal]:
    year = FILE.year(reading)
    faults: list[Fault] = []
    found = []
    for row, school in FILE.schools(reading, faults):
        tell_doubts(row, school, reading)
        values = charges_of(row, school, year)
        if values:
            found.append(row.proposal(values))
    yield from FILE.proposals(reading, found, faults)


def charges_of(row: SurveyRow, school: School, year: str) -> dict[str, Any]:
    """What the file has of that year; what it lacks stays."""
    values: dict[str, Any] = {}
    if year >= school.tuition_year:
        values |= figures(
            tuition_fees_in_state=row.integer("CHG2AY3"),
            tuition_fees_out_of_state=row.integer("CHG3AY3"),
        )
        if values:
            values["tuition_year"] = year
    is_newest = bool(values)
    if year >= school.detail_year:
        details = figures(
            grad_tuition_fees_in_state=total(row, "TUITION6", "FEE6"),
            grad_tuition_fees_out_of_state=total(row, "TUITION7", "FEE7"),
            per_credit_in_state=row.integer("HRCHG2"),
            per_credit_out_of_state=row.integer("HRCHG3"),
            books_supplies=row.integer("CHG4AY3"),
        )
        if (district := district_price(row)) is not None:
            details["tuition_fees_in_district"] = district
        elif school.tuition_fees_in_district is not None and details:
            details["tuition_fees_in_district"] = None
        if details:
            values |= details | {"detail_year": year}
    if not values:
        return {}
    if (
        is_newest and first_day(year) != school.tuition_as_of
    ) or not school.tuition_as_of:
        values |= {
            "tuition_source": sources.ref(sources.survey_slug("charges", year)),
            "tuition_as_of": first_day(year),
            "tuition_kind": Kind.PUBLISHED,
        }
    return values


def figures(**found: int | None) -> dict[str, int]:
    return {name: value for name, value in found.items() if value is not None}


def total(row: SurveyRow, tuition: str, fees: str) -> int | None:
    parts = [row.integer(tuition), row.integer(fees)]
    return None if None in parts else sum(parts)


def district_price(row: SurveyRow) -> int | None:
    """Tuition and fees of the district where they are below the state's of the same year.

    Some colleges charge outsiders by the credit and others by a fee: both are in the sum.
    """
    district, state = total(row, "TUITION1", "FEE1"), total(row, "TUITION2", "FEE2")
    return None if None in (district, state) or district >= state else district


def tell_doubts(row: SurveyRow, school: School, reading: FileReading) -> None:
    inside, outside = row.integer("CHG2AY3"), row.integer("CHG3AY3")
    credit, tuition = row.integer("HRCHG2"), row.integer("TUITION2")
    if inside and outside and outside < inside:
        reading.notes.append(
            f"To be looked at: {school} ({row.unitid}) asks ${outside:,} out of state, "
            f"less than ${inside:,} in state"
        )
    if credit and tuition and tuition > MOST_CREDITS * credit:
        reading.notes.append(
            f"To be looked at: {school} ({row.unitid}) asks ${tuition:,} a year at "
            f"${credit:,} a credit, more than {MOST_CREDITS} credits’ worth"
        )
