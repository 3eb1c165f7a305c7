from collections.abc import Iterator
from pathlib import Path

from careers.importers import ooh
from editorial.import_command import ImportCommand
from editorial.importing import Proposal


class Command(ImportCommand):
    help = "Import the largest employers of each occupation from the Outlook Handbook."
    importer = "ooh"
    files = (ooh.FILE,)

    def propose(self, folder: Path) -> Iterator[Proposal]:
        return ooh.proposals(folder)
