from collections.abc import Iterator
from pathlib import Path

from careers.importers import projections
from editorial.imports.command import ImportCommand
from editorial.imports.proposals import Proposal


class Command(ImportCommand):
    help = "Import job projections by occupation."
    importer = "projections"
    files = (projections.FILE,)

    def propose(self, folder: Path) -> Iterator[Proposal]:
        return projections.proposals(folder)
