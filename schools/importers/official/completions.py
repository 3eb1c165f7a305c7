"""IPEDS Cyyyy_A: how many people each program of a school awarded something in one year.

A file speaks for the academic year that ends in its own. A newer one moves the three years that a
program keeps; one of those three years corrects its own figure; older ones are left alone.
"""

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from careers.choices import AwardLevel
from editorial.choices import Kind, Status
from editorial.imports.files import Fault, ImportFaults, read_csv
from editorial.imports.proposals import Proposal
from editorial.imports.registry import by_import_key
from editorial.imports.uploads.importers import FileReading
from schools.importers import sources
from schools.importers.accreditation_matching import program_key
from schools.importers.gone import gone
from schools.importers.official.survey import YEAR, SurveyRow
from schools.importers.programs import LEVELS, TITLES
from schools.models import Program, School
from schools.models.academic_years import academic_year_from, last_day

NAME = "c_a.csv"
COLUMNS = ("UNITID", "CIPCODE", "MAJORNUM", "AWLEVEL", "CTOTALT")
KEY = ("UNITID", "CIPCODE", "MAJORNUM", "AWLEVEL")
FIRST_MAJOR = "1"
"""Second majors are of the same people."""
CIP = re.compile(r"\d\d\.\d{4}", re.ASCII)
WINDOW = ("awards_latest", "awards_previous", "awards_earlier")

Awards = Mapping[tuple[str, str, str], int]
"""By UNITID, CIP code and level as the survey codes it."""


def propose(reading: FileReading) -> Iterator[Proposal]:
    ends = year_of(reading)
    faults: list[Fault] = []
    awards = awards_in(reading, faults)
    programs = Program.objects.select_related("school", "offer_source", "awards_source")
    stored = {survey_key(program): program for program in programs}
    if not stored:
        message = "no programs: load the published content first"
        raise ImportFaults([Fault(NAME, None, "", message)])
    if faults:
        raise ImportFaults(faults)
    known = renamed(list(programs)) | stored
    found, ended = [], []
    held = max((one.awards_year for one in known.values()), default="")
    is_newest = not held or ends - 1 >= int(held[:4])
    for key, program in known.items():
        if not (program.awards_year or is_newest):
            # What it once awarded says nothing of a program that has awarded nothing since.
            continue
        values = awards_of(program, awards.get(key), ends)
        if values:
            found.append(Proposal(Program, program_key(program), values, file=NAME))
        elif is_gone(program, key, awards, ends):
            ended.append(program)
    reading.notes.extend(others_told(awards, known))
    reading.notes.extend(gone("published programs are not in this file", ended))
    if any("awards_source" in proposal.values for proposal in found):
        year = academic_year_from(ends - 1)
        yield from sources.propose_survey("completions", year, on=reading.as_of)
    yield from found
    if reading.lacks_rows:
        return
    for program in ended:
        values = {"status": Status.ARCHIVED}
        yield Proposal(Program, program_key(program), values, file=NAME, is_gone=True)


def year_of(reading: FileReading) -> int:
    """In which the academic year of the file ends; the file says it in its name only."""
    if reading.year is not None:
        return reading.year
    told = set(YEAR.findall(reading.names.get(NAME, "")))
    if len(told) != 1:
        message = (
            "its name tells no year: name it like IPEDS does, for example C2024_A.csv"
        )
        raise ImportFaults([Fault(NAME, None, "", message)])
    return int(told.pop())


def awards_in(reading: FileReading, faults: list[Fault]) -> Awards:
    found: Counter = Counter()
    for read in read_csv(reading.folder / NAME, COLUMNS, key=KEY, faults=faults):
        row = SurveyRow(read)
        cip, level = row.text("CIPCODE"), row.text("AWLEVEL")
        if not CIP.fullmatch(cip):
            # The total of a school is coded 99.
            if cip != "99":
                row.fault("CIPCODE", f"{cip[:20]!r} is not a code like 51.0707")
            continue
        if row.text("MAJORNUM") == FIRST_MAJOR and level in LEVELS:
            count = row.integer("CTOTALT")
            if count is not None:
                found[row.unitid, cip, level] += count
    return found


def survey_key(program: Program) -> tuple[str, str, str]:
    """As the survey names a program that nobody renamed."""
    return survey_key_of(
        program.school.unitid, program.cip_code, program.award_level, program.slug
    )


def survey_key_of(unitid: str, cip: str, award_level: str, slug: str) -> tuple:
    fitting = [
        code for code, level in LEVELS.items() if level.award_level == award_level
    ]
    # Where two codes are one level of ours the address tells them apart; the plain one is last.
    fitting.sort(key=lambda code: -len(LEVELS[code].slug))
    ending = (code for code in fitting if slug.endswith(LEVELS[code].slug))
    return unitid, cip, next(ending, fitting[-1] if fitting else "")


def renamed(programs: list[Program]) -> dict[tuple[str, str, str], Program]:
    """Programs whose key a person changed, by the key that files know them by."""
    unitids = dict(School.objects.values_list("pk", "unitid"))
    found = {}
    for text, program in by_import_key(programs).items():
        school, cip, level, slug = json.loads(text)
        found[survey_key_of(unitids[int(school)], cip, AwardLevel(level), slug)] = (
            program
        )
    return found


def awards_of(program: Program, count: int | None, ends: int) -> dict[str, Any]:
    """What the file changes of a program; nothing where it says nothing new."""
    if count is None:
        return {}
    if not program.awards_year:
        return newest(ends, {"awards_latest": count})
    newer = ends - 1 - int(program.awards_year[:4])
    if newer > 0:
        held = [getattr(program, name) for name in WINDOW]
        moved = [count, *[None] * (newer - 1), *held][: len(WINDOW)]
        return newest(ends, dict(zip(WINDOW, moved, strict=True)))
    if -newer < len(WINDOW) and getattr(program, WINDOW[-newer]) != count:
        return {WINDOW[-newer]: count}
    return {}


def newest(ends: int, figures: dict[str, int | None]) -> dict[str, Any]:
    year = academic_year_from(ends - 1)
    return figures | {
        "awards_year": year,
        "awards_source": sources.ref(sources.survey_slug("completions", year)),
        "awards_as_of": last_day(year),
        "awards_kind": Kind.PUBLISHED,
    }


def is_gone(program: Program, key: tuple, awards: Awards, ends: int) -> bool:
    """Whether a newer file no longer has a program that the survey brought."""
    held = program.awards_year
    return (
        program.is_published
        and key not in awards
        and bool(held)
        and ends - 1 > int(held[:4])
        and program.awards_source.slug.startswith("ipeds-completions")
    )


def others_told(awards: Awards, known: Mapping) -> Iterator[str]:
    """How many programs of our fields, at schools that we have, are not here."""
    unitids = set(School.objects.values_list("unitid", flat=True))
    others = [
        key
        for key, count in awards.items()
        if count and key not in known and key[1] in TITLES and key[0] in unitids
    ]
    if others:
        yield (
            f"Programs of our schools and fields that are not here: {len(others)}; add those "
            "that are on offer in the admin"
        )
