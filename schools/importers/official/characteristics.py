"""IPEDS ICyyyy: whether a school admits everybody, and whether it teaches at a distance only."""

from collections.abc import Iterator

from editorial.imports.files import Fault
from editorial.imports.proposals import Proposal
from editorial.imports.uploads.importers import FileReading
from schools.importers.official.directory import is_due
from schools.importers.official.survey import SurveyFile

COLUMNS = ("UNITID", "OPENADMP", "DISTNCED", "LEVEL5", "DSTNUGC")
FILE = SurveyFile("ic.csv", COLUMNS, "characteristics")
ANSWERS = {"1": True, "2": False, "": None}


def propose(reading: FileReading) -> Iterator[Proposal]:
    """They belong to the directory's facts, so a file older than those is left out."""
    year = FILE.year(reading)
    faults: list[Fault] = []
    found = [
        row.proposal(
            {
                "is_open_admission": row.choice("OPENADMP", ANSWERS),
                "all_programs_distance": row.choice("DISTNCED", ANSWERS),
            }
        )
        for row, school in FILE.schools(reading, faults)
        if is_due(school, year)
    ]
    yield from FILE.proposals(reading, found, faults)
