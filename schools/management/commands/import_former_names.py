"""Bring in what schools were called in earlier directories."""

from collections.abc import Iterable
from pathlib import Path

from editorial.imports.command import ImportCommand
from editorial.imports.proposals import Proposal
from schools.importers import former_names


class Command(ImportCommand):
    help = "Import former names of schools. Import institutions first."
    importer = "former-names"
    files = former_names.FILES

    def propose(self, folder: Path) -> Iterable[Proposal]:
        self.left_out: list[str] = []
        return former_names.propose(folder, self.left_out)

    def notes(self) -> Iterable[str]:
        return self.left_out
