"""How long a program takes, full time."""

from schools.choices import LengthBasis
from schools.exports.columns.origin import Origin, origin_columns
from schools.finder.indexed_program import IndexedProgram
from web.downloads import ExportColumn

NO_LENGTH = "the length is not known"


def length_origin(row: IndexedProgram) -> Origin:
    if row.program.months_high is None:
        return Origin()
    return Origin.of_group(row.program, "length")


LENGTH = [
    ExportColumn(
        "months_low",
        "Length of the program, full time, at the least",
        lambda row: row.program.months_low,
        int,
        "months",
        blank="not known",
    ),
    ExportColumn(
        "months_high",
        "Length of the program, full time, at the most; the finder’s bands go by it",
        lambda row: row.program.months_high,
        int,
        "months",
        blank="not known",
    ),
    ExportColumn(
        "months_missing",
        "Why there is no length",
        lambda row: row.why_no_length,
        blank="there is a length",
    ),
    ExportColumn(
        "months_basis",
        "What the length was read from",
        lambda row: row.program.length_basis,
        blank=NO_LENGTH,
        choices=LengthBasis,
    ),
]

LENGTH_ORIGIN = origin_columns("months", length_origin, blank=NO_LENGTH)
