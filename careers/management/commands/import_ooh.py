from collections.abc import Iterator
from pathlib import Path

from careers.importers import ooh
from editorial.imports.command import ImportCommand
from editorial.imports.proposals import Proposal


class Command(ImportCommand):
    help = "Import the largest employers of each occupation from the Outlook Handbook."
    importer = "ooh"
    files = (ooh.FILE,)

    def propose(self, folder: Path) -> Iterator[Proposal]:
        return ooh.proposals(folder)
