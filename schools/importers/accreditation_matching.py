"""Which program a statement about accreditation is about, and a new one where there is none."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.text import slugify

from careers.choices import Accreditor, AwardLevel, Field
from editorial.choices import Kind, Status
from editorial.imports.proposals import Proposal, Ref
from editorial.imports.registry import as_imported
from schools.importers import sources
from schools.importers.known_schools import by_unitid
from schools.importers.usual_lengths import usual_length
from schools.models import Accreditation, Program, School
from schools.pricing import price_values, reckoned

CODES = {
    Field.HEALTH_INFORMATION: ("51.0706", "51.0707"),
    Field.INFORMATICS: ("51.2706",),
}
# A few schools file health informatics under “other”; believed where nothing else competes.
OTHER_CODE = "51.0799"
CIP_TITLES = {
    "51.0706": "Health Information/Medical Records Administration/Administrator",
    "51.0707": "Health Information/Medical Records Technology/Technician",
    "51.2706": "Medical Informatics",
}


@dataclass
class Holdings:
    """Schools and their programs as the database holds them."""

    schools: dict[str, School]
    programs: dict[tuple[str, str], list[Program]]
    codes: dict[int, set[str]]
    """CIP codes of each program, as it came in and as a person made it."""

    @classmethod
    def load(cls, *, apart_from: str = "") -> "Holdings":
        """Leave out programs known from the source *apart_from* alone: it proposes them anew."""
        schools = by_unitid(School.objects.select_related("tuition_source"))
        programs, codes = defaultdict(list), {}
        renamed = as_imported(Program)
        stored = Program.objects.exclude(offer_source__slug=apart_from)
        for program in stored.select_related("school", "length_source").order_by("pk"):
            came_with = renamed.get(program.pk, {})
            levels = {program.award_level, came_with.get("award_level")} - {None}
            for level in levels:
                programs[program.school.unitid, level].append(program)
            codes[program.pk] = {program.cip_code, came_with.get("cip_code")} - {None}
        return cls(schools, programs, codes)

    def fitting(self, unitid: str, level: AwardLevel, field: Field) -> list[Program]:
        """Programs it may be, the one with most awards first."""
        here = self.programs.get((unitid, level), [])
        found = [
            program for program in here if self.codes[program.pk] & {*CODES[field]}
        ]
        is_sole = len(here) == 1 and OTHER_CODE in self.codes[here[0].pk]
        if not found and field == Field.INFORMATICS and is_sole:
            found = here
        return sorted(found, key=lambda program: -(program.awards_latest or 0))


def program_key(program: Program) -> dict[str, Any]:
    return {
        "school": Ref.to(School, program.school.unitid),
        "cip_code": program.cip_code,
        "award_level": program.award_level,
        "slug": program.slug,
    }


def statement(key: dict[str, Any], name: str, **values: Any) -> Proposal:
    """A statement called *name* about the program with that *key*."""
    return Proposal(
        Accreditation,
        {
            "program": Ref.to(Program, *key.values()),
            "accreditor": Accreditor.CAHIIM,
            "key": name,
        },
        values,
    )


def new_program(
    school: School,
    level: AwardLevel,
    field: Field,
    *,
    title: str,
    source: str,
    as_of: dt.date,
    kind: Kind,
    on: dt.date,
    credits: Decimal | None = None,
    **values: Any,
) -> Proposal:
    """A program no survey lists, published on the day *on*; *values* may name its length."""
    cip_code = CODES[field][-1 if level == AwardLevel.ASSOCIATE else 0]
    key = {
        "school": Ref.to(School, school.unitid),
        "cip_code": cip_code,
        "award_level": level,
        "slug": slugify(f"{title} {level}"),
    }
    price = reckoned(school, award_level=level, credits=credits)
    return Proposal(
        Program,
        key,
        {
            "title": title,
            "cip_title": CIP_TITLES[cip_code],
            "field": field,
            "credits": credits,
            "offer_source": sources.ref(source),
            "offer_as_of": as_of,
            "offer_kind": kind,
            **usual_length(level),
            **price_values(price, source=school.tuition_source),
            **values,
        },
        initial={"status": Status.PUBLISHED, "published_on": on},
    )
