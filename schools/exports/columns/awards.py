"""How many finished the program, year by year."""

from schools.exports.columns.origin import Origin, origin_columns
from web.downloads import ExportColumn

NOT_REPORTED = "not reported"

AWARDS = [
    ExportColumn(
        "awards_latest",
        "Awards in the newest year",
        lambda row: row.program.awards_latest,
        int,
        "awards",
        blank=NOT_REPORTED,
    ),
    ExportColumn(
        "awards_previous",
        "Awards a year before",
        lambda row: row.program.awards_previous,
        int,
        "awards",
        blank=NOT_REPORTED,
    ),
    ExportColumn(
        "awards_earlier",
        "Awards two years before",
        lambda row: row.program.awards_earlier,
        int,
        "awards",
        blank=NOT_REPORTED,
    ),
    ExportColumn(
        "awards_missing",
        "Why no awards are given",
        lambda row: row.why_no_awards,
        blank="awards are given",
    ),
    ExportColumn(
        "awards_year",
        "The newest year, 1 July to 30 June",
        lambda row: row.program.awards_year,
        blank=NOT_REPORTED,
    ),
    ExportColumn(
        "dormant",
        "Reported, with no award in the three newest years",
        lambda row: row.program.is_dormant,
        bool,
    ),
]

AWARDS_ORIGIN = origin_columns(
    "awards", lambda row: Origin.of_group(row.program, "awards"), blank=NOT_REPORTED
)
