"""The releases that the importers of this app take their figures from."""

import datetime as dt
from collections.abc import Iterator

from editorial.imports.proposals import Proposal, Ref
from editorial.models import Source

COMPILED_ON = dt.date(2026, 11, 22)
# The academic year whose awards are filed by these definitions.
AWARD_LEVELS_OF = dt.date(2023, 7, 1)

NCES = "National Center for Education Statistics"
FEDERAL = "Public domain (work of the US government)"
IPEDS_FILES = "https://nces.ed.gov/ipeds/datacenter/DataFiles.aspx"
SCORECARD = {
    "publisher": "US Department of Education",
    "url": "https://collegescorecard.ed.gov/data/",
    "release": "2026-06-10",
    "licence": "CC BY 4.0 (the compilation by Truewise); the figures are public domain",
    "attribution": "US Department of Education, College Scorecard; compiled by Truewise "
    "(truewise.dev)",
}

DIRECTORY = "ipeds-directory-2024"
CHARGES = "ipeds-student-charges-2023"
PROGRAM_CHARGES = "ipeds-program-charges-2023"
COMPLETIONS = "ipeds-completions-2024"
AWARD_LEVELS = "ipeds-award-levels"
SCORECARD_SCHOOLS = "college-scorecard-schools-2026-06"
SCORECARD_FIELDS = "college-scorecard-fields-2026-06"
CAHIIM_STATEMENTS = "cahiim-statements-2026"
CAHIIM_DIRECTORY = "cahiim-directory"

SOURCES = {
    DIRECTORY: {
        "publisher": NCES,
        "title": "IPEDS institutional characteristics (HD2024, IC2024)",
        "url": IPEDS_FILES,
        "release": "2024-25",
        "licence": FEDERAL,
    },
    CHARGES: {
        "publisher": NCES,
        "title": "IPEDS student charges for academic years (IC2023_AY, IC2022_AY)",
        "url": IPEDS_FILES,
        "release": "2023-24, 2022-23",
        "licence": FEDERAL,
        "note": "Tuition and fees are those of 2023-24; in-district, graduate and per-credit "
        "figures were to be had for 2022-23 only.",
    },
    PROGRAM_CHARGES: {
        "publisher": NCES,
        "title": "IPEDS student charges by program (IC2023_PY)",
        "url": IPEDS_FILES,
        "release": "2023-24",
        "licence": FEDERAL,
        "note": "Only schools that charge by program, and of each its six largest. The file "
        "names no award level; a price counts only where the level could be told.",
    },
    COMPLETIONS: {
        "publisher": NCES,
        "title": "IPEDS completions by program (C2024_A, C2023_A, C2022_A)",
        "url": IPEDS_FILES,
        "release": "2021-22 to 2023-24",
        "licence": FEDERAL,
        "note": "The newest year is provisional. Whether a program is taught on campus or "
        "online is inferred from what the school reports about all of its programs.",
    },
    AWARD_LEVELS: {
        "publisher": NCES,
        "title": "IPEDS award level definitions",
        "url": "https://surveys.nces.ed.gov/ipeds/public/glossary",
        "release": "2023-24",
        "licence": FEDERAL,
    },
    SCORECARD_SCHOOLS: {
        **SCORECARD,
        "title": "College Scorecard, most recent cohorts by institution",
    },
    SCORECARD_FIELDS: {
        **SCORECARD,
        "title": "College Scorecard, most recent cohorts by field of study",
        "note": "Medians of students with federal aid. Small groups are suppressed. Field "
        "51.07 also covers health-care management.",
    },
    CAHIIM_STATEMENTS: {
        "publisher": "Health Information Careers",
        "title": "Statements about CAHIIM accreditation found on school and CAHIIM pages",
        "release": "November 2026",
        "note": "Neither the accreditor's directory nor complete. Check each program in the "
        "directory at https://www.cahiim.org/programs/program-directory.",
    },
    CAHIIM_DIRECTORY: {
        "publisher": "Commission on Accreditation for Health Informatics and Information "
        "Management Education",
        "title": "Directory of accredited programs",
        "url": "https://www.cahiim.org/programs/program-directory",
    },
}


SURVEYS = {
    "directory": "institutional characteristics, directory (HD{})",
    "characteristics": "institutional characteristics, offerings (IC{})",
    "charges": "student charges for academic years (IC{}_AY)",
    "completions": "awards by program (C{}_A)",
}
"""Parts of IPEDS by the word that their source's address has."""


def survey_slug(part: str, year: str) -> str:
    return f"ipeds-{part}-file-{year[:4]}"


COST1_SINCE = 2024
"""The file of that year took the place of IC_AY and IC_PY."""


def survey_title(part: str, year: str) -> str:
    """With the file's name; awards are named by the year in which they end."""
    began = int(year[:4])
    if part == "charges" and began >= COST1_SINCE:
        return f"IPEDS student charges (COST1_{began})"
    return f"IPEDS {SURVEYS[part].format(began + (part == 'completions'))}"


def propose_survey(part: str, year: str, *, on: dt.date) -> Iterator[Proposal]:
    """The source of one survey file of the academic year *year*, read on the day *on*."""
    values = {
        "publisher": NCES,
        "title": survey_title(part, year),
        "url": IPEDS_FILES,
        "release": year,
        "licence": FEDERAL,
    }
    initial = {"retrieved_on": on}
    key = {"slug": survey_slug(part, year)}
    yield Proposal(Source, key, values, initial=initial)


def ref(slug: str) -> Ref:
    return Ref.to(Source, slug)


def propose_sources(
    *slugs: str, retrieved_on: dt.date = COMPILED_ON
) -> Iterator[Proposal]:
    for slug in slugs:
        blank = {"url": "", "release": "", "licence": "", "attribution": "", "note": ""}
        values = {**blank, **SOURCES[slug], "retrieved_on": retrieved_on}
        yield Proposal(Source, {"slug": slug}, values)
