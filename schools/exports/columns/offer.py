"""What a school offers and where: the columns that name a program."""

from careers.choices import AwardLevel, Field, State
from schools.choices import Sector, StudyMode
from schools.exports.columns.origin import Origin, origin_columns
from schools.finder.indexed_program import IndexedProgram
from schools.models.bands import LEVEL_OF_AWARD, Level
from web.downloads import ExportColumn, public_url


def credits_of(row: IndexedProgram) -> float | None:
    credits = row.program.credits
    return None if credits is None else float(credits)


def miles_of(row: IndexedProgram) -> float | None:
    return None if row.miles is None else round(row.miles, 1)


OFFER = [
    ExportColumn(
        "id",
        "Stable name of the program: the school’s UNITID, a dot, the program’s own part",
        lambda row: row.program.ref,
    ),
    ExportColumn("school", "Name of the school", lambda row: row.program.school.name),
    ExportColumn(
        "unitid", "The school’s UNITID in IPEDS", lambda row: row.program.school.unitid
    ),
    ExportColumn("city", "City of the campus", lambda row: row.program.school.city),
    ExportColumn(
        "state",
        "State of the campus",
        lambda row: row.program.school.state,
        choices=State,
    ),
    ExportColumn(
        "sector",
        "Who runs the school",
        lambda row: row.program.school.sector,
        choices=Sector,
    ),
    ExportColumn("title", "Title of the program", lambda row: row.program.title),
    ExportColumn("cip", "CIP 2020 code", lambda row: row.program.cip_code),
    ExportColumn(
        "field",
        "Field of study, grouped from CIP codes",
        lambda row: row.program.field,
        choices=Field,
    ),
    ExportColumn(
        "award_level",
        "What the program awards",
        lambda row: row.program.award_level,
        choices=AwardLevel,
    ),
    ExportColumn(
        "level",
        "Award level as the finder groups it",
        lambda row: LEVEL_OF_AWARD[row.program.award_level],
        choices=Level,
    ),
    ExportColumn(
        "credits",
        "Credits of the whole program, as the school counts them",
        credits_of,
        float,
        "credits",
        blank="not known",
    ),
    ExportColumn(
        "mode",
        "Study mode; “unknown”: the school has not stated it",
        lambda row: row.program.study_mode,
        choices=StudyMode,
    ),
    ExportColumn(
        "miles",
        "Distance from the ZIP code of the search, as the crow flies",
        miles_of,
        float,
        "miles",
        blank="no ZIP code was given, or the school’s place is not known",
    ),
]

ADDRESSES = [
    ExportColumn(
        "url",
        "Page of the program on this site",
        lambda row: public_url(row.program.get_absolute_url()),
    ),
    ExportColumn(
        "program_url",
        "The school’s own page of the program",
        lambda row: row.program.url,
        blank="not known",
    ),
]

OFFER_ORIGIN = origin_columns(
    "offer", lambda row: Origin.of_group(row.program, "offer"), blank="not known"
)
