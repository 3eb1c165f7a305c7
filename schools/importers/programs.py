"""Programs from IPEDS completions: what a school awards by CIP code and award level.

Prices and lengths come from the list of schools that charge by program where it names the
program, else they are reckoned from the school as the database holds it, so that a corrected
tuition is not undone here. Import schools first.
"""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from django.utils.text import slugify

from careers.choices import AwardLevel, Field
from editorial.changes.keys import key_text
from editorial.choices import Kind, Status
from editorial.imports.proposals import (
    Fault,
    FileRow,
    ImportFaults,
    Proposal,
    Ref,
    read_csv,
)
from editorial.imports.registry import by_import_key
from schools.choices import LengthBasis, StudyMode
from schools.importers import sources
from schools.importers.gone import gone
from schools.importers.known_schools import by_unitid
from schools.importers.usual_lengths import usual_length
from schools.lengths import Months, length_values
from schools.models import Program, School
from schools.models.academic_years import first_day, is_academic_year, last_day
from schools.pricing import price_values, published, reckoned

PROGRAMS = "programs_cip.csv"
FILES = (PROGRAMS,)
COLUMNS = (
    *("unitid", "cip_code", "award_level_code", "cip_title"),
    *("cip_group", "awards_latest", "awards_2022_23", "awards_2021_22"),
    *("distance_offered", "program_tuition_fees", "program_months", "data_year"),
)


class SurveyLevel(NamedTuple):
    award_level: AwardLevel
    slug: str
    is_under_300_hours: bool = False


# One of our levels holds two of IPEDS in two places; the address tells them apart.
LEVELS = {
    "20": SurveyLevel(
        AwardLevel.CERT_UNDER_1, f"{AwardLevel.CERT_UNDER_1}-under-300-hours", True
    ),
    "21": SurveyLevel(AwardLevel.CERT_UNDER_1, AwardLevel.CERT_UNDER_1),
    "2": SurveyLevel(AwardLevel.CERT_1_2, AwardLevel.CERT_1_2),
    "4": SurveyLevel(AwardLevel.CERT_2_4, AwardLevel.CERT_2_4),
    "3": SurveyLevel(AwardLevel.ASSOCIATE, AwardLevel.ASSOCIATE),
    "5": SurveyLevel(AwardLevel.BACHELOR, AwardLevel.BACHELOR),
    "6": SurveyLevel(AwardLevel.POSTBACC, AwardLevel.POSTBACC),
    "7": SurveyLevel(AwardLevel.MASTER, AwardLevel.MASTER),
    "8": SurveyLevel(AwardLevel.POST_MASTER, AwardLevel.POST_MASTER),
    "17": SurveyLevel(AwardLevel.DOCTORATE, AwardLevel.DOCTORATE),
    "18": SurveyLevel(AwardLevel.DOCTORATE, f"{AwardLevel.DOCTORATE}-professional"),
}
FIELDS = {
    "health information": Field.HEALTH_INFORMATION,
    "coding and billing": Field.CODING_BILLING,
    "informatics and data": Field.INFORMATICS,
    "medical office": Field.MEDICAL_OFFICE,
    "other health administrative": Field.OTHER,
    "related": Field.OTHER,
}
TITLES = {
    "51.0706": "Health Information and Medical Records Administration",
    "51.0707": "Health Information and Medical Records Technology",
    "51.0708": "Medical Transcription",
    "51.0709": "Medical Office Computer Specialist",
    "51.0710": "Medical Office Assistant",
    "51.0711": "Health Management and Clinical Assistant",
    "51.0712": "Medical Reception",
    "51.0713": "Medical Coding",
    "51.0714": "Medical Insurance and Billing",
    "51.0715": "Health and Medical Claims Examiner",
    "51.0716": "Medical Administrative Assistant and Secretary",
    "51.0722": "Healthcare Innovation",
    "51.0723": "Healthcare Information Privacy and Security",
    "51.0799": "Health and Medical Administrative Services",
    "51.2706": "Medical Informatics",
}
MODES = {"yes": StudyMode.ONLINE, "no": StudyMode.CAMPUS, "unknown": None}
# Nobody finishes an associate degree in less; such a row of the price list is another program.
LEAST_ASSOCIATE_MONTHS = 12


def propose(
    folder: Path,
    notes: list[str],
    *,
    on: dt.date,
    ended: list[Program] | None = None,
) -> Iterator[Proposal]:
    """Programs, published on the day *on*; *notes* takes what was left out.

    *ended* takes programs that the file names no more; without it they are noted.
    """
    faults: list[Fault] = []
    rows = list(read_csv(folder / PROGRAMS, COLUMNS, faults=faults))
    schools = by_unitid(School.objects.select_related("tuition_source"))
    programs = list(
        Program.objects.select_related("school", "length_source", "offer_source")
    )
    stored = by_import_key(programs)
    named: set[int] = set()
    seen: dict[tuple, int] = {}
    proposals, doubted = [], 0
    leveled = [row for row in rows if row.text("award_level_code")]
    for row in leveled:
        school = schools.get(row.text("unitid"))
        if school is None:
            row.fault("unitid", f"no school {row.text('unitid')}: import schools first")
            continue
        reader = ProgramReader(row, school)
        if not reader.is_readable:
            continue
        # A price list may name a program without its level twice; completions may not.
        if reader.natural_key in seen:
            row.fault("award_level_code", f"repeats row {seen[reader.natural_key]}")
            continue
        seen[reader.natural_key] = row.number
        program = stored.get(reader.import_key)
        if program is not None:
            named.add(program.pk)
        proposals.append(reader.proposal(program, on=on))
        doubted += reader.price_is_doubtful
    if faults:
        raise ImportFaults(faults)
    notes.append(
        f"Rows of a price list without an award level: {len(rows) - len(leveled)}"
    )
    notes.append(
        f"Associate prices under {LEAST_ASSOCIATE_MONTHS} months, not used: {doubted}"
    )
    missing = [
        program
        for program in programs
        if program.is_published
        and program.school.is_published
        and program.offer_source.slug == sources.COMPLETIONS
        and program.pk not in named
    ]
    if ended is None:
        notes.extend(gone("published programs are not in this file", missing))
    else:
        ended += missing
    yield from sources.propose_sources(
        sources.COMPLETIONS, sources.PROGRAM_CHARGES, sources.AWARD_LEVELS
    )
    yield from proposals


class ProgramReader:
    """Reads one row into the values of one program."""

    def __init__(self, row: FileRow, school: School) -> None:
        self.row = row
        self.school = school
        self.level: SurveyLevel | None = row.choice("award_level_code", LEVELS)
        self.field = row.choice("cip_group", FIELDS)
        self.cip_code = row.text("cip_code", required=True)
        self.cip_title = row.text("cip_title", required=True)
        self.months = row.integer("program_months", minimum=1)
        self.fees = row.integer("program_tuition_fees")
        self.year = row.text("data_year")
        if not is_academic_year(self.year):
            row.fault("data_year", "is not an academic year like 2023-24")

    @property
    def is_readable(self) -> bool:
        return None not in (self.level, self.field) and is_academic_year(self.year)

    @property
    def title(self) -> str:
        return TITLES.get(self.cip_code) or self.cip_title.replace("/", " and ")

    @property
    def natural_key(self) -> tuple[str, str, str, str]:
        slug = slugify(f"{self.title} {self.level.slug}")
        return self.school.unitid, self.cip_code, self.level.award_level, slug

    @property
    def import_key(self) -> str:
        """By which the stored program is found, also where a person changed its key."""
        return key_text((self.school.pk, *self.natural_key[1:]))

    @property
    def price_is_doubtful(self) -> bool:
        return (
            self.level.award_level == AwardLevel.ASSOCIATE
            and self.months is not None
            and self.months < LEAST_ASSOCIATE_MONTHS
        )

    def proposal(self, stored: Program | None, *, on: dt.date) -> Proposal:
        unitid, cip_code, award_level, slug = self.natural_key
        key = {
            "school": Ref.to(School, unitid),
            "cip_code": cip_code,
            "award_level": award_level,
            "slug": slug,
        }
        values = {
            "title": self.title,
            "cip_title": self.cip_title,
            "field": self.field,
            "offer_source": sources.ref(sources.COMPLETIONS),
            "offer_as_of": last_day(self.year),
            "offer_kind": Kind.PUBLISHED,
            **self.awards(),
            **self.length(stored),
        }
        values |= self.price(
            stored, values.get("months_high", stored and stored.months_high)
        )
        if mode := self.row.choice("distance_offered", MODES):
            values["study_mode"] = mode
        return Proposal(
            Program,
            key,
            values,
            initial={"status": Status.PUBLISHED, "published_on": on},
            file=self.row.file,
            row=self.row.number,
        )

    def awards(self) -> dict[str, Any]:
        figures = {
            "awards_latest": self.row.integer("awards_latest"),
            "awards_previous": self.row.integer("awards_2022_23"),
            "awards_earlier": self.row.integer("awards_2021_22"),
        }
        known = any(value is not None for value in figures.values())
        return {
            **figures,
            "awards_year": self.year if known else "",
            "awards_source": sources.ref(sources.COMPLETIONS) if known else None,
            "awards_as_of": last_day(self.year) if known else None,
            "awards_kind": Kind.PUBLISHED if known else "",
        }

    def length(self, stored: Program | None) -> dict[str, Any]:
        """Published months; else those of the level, unless a better figure is stored."""
        if self.months is not None and not self.price_is_doubtful:
            return length_values(
                Months(self.months, self.months),
                basis=LengthBasis.PUBLISHED,
                kind=Kind.PUBLISHED,
                source=sources.ref(sources.PROGRAM_CHARGES),
                as_of=first_day(self.year),
            )
        if (
            stored is not None
            and stored.length_basis == LengthBasis.PUBLISHED
            and stored.length_source.slug != sources.PROGRAM_CHARGES
        ):
            return {}
        return usual_length(
            self.award_level(stored),
            is_under_300_hours=self.level.is_under_300_hours,
        )

    def award_level(self, stored: Program | None) -> AwardLevel:
        """What a person made it, where the program is stored."""
        return AwardLevel(stored.award_level) if stored else self.level.award_level

    def price(self, stored: Program | None, months_high: int | None) -> dict[str, Any]:
        if self.fees is not None and not self.price_is_doubtful:
            return price_values(
                published(self.fees, year=self.year),
                source=sources.ref(sources.PROGRAM_CHARGES),
            )
        price = reckoned(
            self.school,
            award_level=self.award_level(stored),
            credits=stored.credits if stored else None,
            months_high=months_high,
        )
        return price_values(price, source=self.school.tuition_source)
