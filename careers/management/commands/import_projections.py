from collections.abc import Iterator
from pathlib import Path

from careers.importers import projections
from editorial.import_command import ImportCommand
from editorial.importing import Proposal


class Command(ImportCommand):
    help = "Import job projections by occupation."
    importer = "projections"
    files = (projections.FILE,)

    def propose(self, folder: Path) -> Iterator[Proposal]:
        return projections.proposals(folder)
