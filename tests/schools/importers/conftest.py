"""Small files in the shape of the official ones; every school and figure is made up."""

import csv
import datetime as dt
from collections.abc import Callable, Iterable
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from schools.importers import cahiim, field_of_study, institutions, programs

SCHOOL = {
    "unitid": "900001",
    "name": "Made-up College",
    "alias": "MUC | Made Up",
    "city": "Springfield",
    "state": "OH",
    "control": "public",
    "level": "2-year",
    "title_iv": "yes",
    "tuition_fees_in_state": "4312",
    "tuition_fees_out_of_state": "9001",
    "tuition_year": "2023-24",
    "data_year": "2024-25",
}
PROGRAM = {
    "unitid": "900001",
    "cip_code": "51.0707",
    "cip_title": "Health Information/Medical Records Technology/Technician",
    "cip_group": "health information",
    "award_level_code": "3",
    "awards_latest": "7",
    "awards_2022_23": "0",
    "distance_offered": "unknown",
    "data_year": "2023-24",
}
STATEMENT = {
    "unitid": "900001",
    "institution": "Made-up College",
    "state": "OH",
    "level": "associate",
    "field": "HIM",
    "degree_title": "A.A.S. Health Information Technology",
    "accreditation_status": "accredited_school_statement",
    "source_urls": "https://made-up.example/him",
    "source_kind": "school_page",
    "notes": "2023-2024 catalog; IPEDS unitid 900001",
}
OUTCOME = {
    "unitid": "900001",
    "cip4_code": "51.07",
    "cip4_title": "Health and Medical Administrative Services",
    "credential_level": "Associate's Degree",
    "median_earnings_1yr": "38000",
}
FILES = {
    "schools": (institutions.INSTITUTIONS, institutions.COLUMNS, SCHOOL),
    "programs": (programs.PROGRAMS, programs.COLUMNS, PROGRAM),
    "statements": (cahiim.CAHIIM, cahiim.COLUMNS, STATEMENT),
    "outcomes": (field_of_study.FIELD_OF_STUDY, field_of_study.COLUMNS, OUTCOME),
}
TODAY = dt.date(2026, 11, 22)


def as_csv(columns: Iterable[str], rows: Iterable[dict[str, str]]) -> str:
    text = StringIO()
    writer = csv.DictWriter(text, columns, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


@pytest.fixture
def folder(tmp_path) -> Path:
    """A folder with one row in each file, and nothing in the list of every institution."""
    for name in FILES:
        write(tmp_path, **{name: [{}]})
    (tmp_path / institutions.ALL_INSTITUTIONS).write_bytes(b"")
    return tmp_path


def write(folder: Path, **rows: list[dict[str, str]]) -> None:
    """Write files anew: ``write(folder, schools=[{"state": "MI"}])`` states what matters."""
    for name, changes in rows.items():
        file, columns, defaults = FILES[name]
        content = as_csv(columns, [defaults | change for change in changes])
        (folder / file).write_text(content)


@pytest.fixture
def run(folder, db) -> Callable[..., str]:
    """Write rows, import the files named, answer what was printed."""

    def run(*commands: str, dry_run: bool = False, **rows: list[dict[str, str]]) -> str:
        write(folder, **rows)
        out = StringIO()
        for command in commands:
            call_command(f"import_{command}", folder, dry_run=dry_run, stdout=out)
        return out.getvalue()

    return run
