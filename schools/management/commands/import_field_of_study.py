"""Bring in earnings and debt by field of study from College Scorecard."""

from collections.abc import Iterable
from pathlib import Path

from editorial.imports.command import ImportCommand
from editorial.imports.proposals import Proposal
from schools.importers import field_of_study


class Command(ImportCommand):
    help = "Import earnings and debt by field of study. Import institutions first."
    importer = "field-of-study"
    files = field_of_study.FILES

    def propose(self, folder: Path) -> Iterable[Proposal]:
        self.left_out: list[str] = []
        return field_of_study.propose(folder, self.left_out)

    def notes(self) -> Iterable[str]:
        return self.left_out
