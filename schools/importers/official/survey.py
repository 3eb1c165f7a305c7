"""What all survey files of IPEDS share: headers, codes for what is missing, the year.

-1 is not reported, -2 not applicable, -3 withheld, a point blank: none of them is a figure.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from editorial.imports.files import Fault, FileRow, ImportFaults, Reader, read_csv
from editorial.imports.proposals import Proposal
from editorial.imports.uploads.importers import FileReading
from schools.importers import sources
from schools.importers.known_schools import by_unitid
from schools.models import School
from schools.models.academic_years import academic_year_from

MISSING = frozenset({"-1", "-2", "-3", "."})
YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")


def with_plain_header(text: str) -> str:
    """Column names in capitals and without the blanks that older files have behind them."""
    header, end, rest = text.partition("\n")
    return ",".join(name.strip().upper() for name in header.split(",")) + end + rest


@dataclass
class SurveyRow(Reader):
    """A row of a survey file: codes for what is missing read as blank."""

    row: FileRow

    @property
    def unitid(self) -> str:
        return self.row.text("UNITID")

    @property
    def file(self) -> str:
        return self.row.file

    @property
    def number(self) -> int:
        return self.row.number

    def raw(self, column: str) -> str:
        value = self.row.raw(column)
        return "" if value in MISSING else value

    def fault(self, column: str, message: str) -> None:
        self.row.fault(column, message)

    def proposal(self, values: dict) -> Proposal:
        return Proposal(
            School,
            {"unitid": self.unitid},
            values,
            file=self.row.file,
            row=self.row.number,
        )


@dataclass(frozen=True)
class SurveyFile:
    """One reading of a survey file that has a row for each school."""

    name: str
    columns: tuple[str, ...]
    source: str

    def year(self, reading: FileReading) -> str:
        """The academic year of the file; the survey's files say it in their name only."""
        if reading.year is not None:
            return academic_year_from(reading.year)
        told = YEAR.findall(reading.names.get(self.name, ""))
        if len(set(told)) != 1:
            message = "its name tells no year: name it like IPEDS does, for example HD2024.csv"
            raise ImportFaults([Fault(self.name, None, "", message)])
        return academic_year_from(int(told[0]))

    def schools(
        self, reading: FileReading, faults: list[Fault]
    ) -> Iterator[tuple[SurveyRow, School]]:
        """The rows of schools that we have."""
        schools = by_unitid(School.objects.select_related("directory_source"))
        if not schools:
            message = "no schools: load the published content first"
            raise ImportFaults([Fault(self.name, None, "", message)])
        path = reading.folder / self.name
        strangers = 0
        for row in read_csv(path, self.columns, key=["UNITID"], faults=faults):
            if school := schools.get(row.text("UNITID", required=True)):
                yield SurveyRow(row), school
            else:
                strangers += 1
        reading.notes.append(f"Rows of schools without a program here: {strangers:,}")

    def proposals(
        self, reading: FileReading, proposals: list[Proposal], faults: list[Fault]
    ) -> Iterator[Proposal]:
        """The source of the file and then *proposals*; none where the file has a fault."""
        if faults:
            raise ImportFaults(faults)
        year = self.year(reading)
        cited = sources.ref(sources.survey_slug(self.source, year))
        if any(cited in proposal.values.values() for proposal in proposals):
            yield from sources.propose_survey(self.source, year, on=reading.as_of)
        yield from proposals
