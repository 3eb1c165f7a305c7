from collections.abc import Iterator
from pathlib import Path

from careers.importers import organizations
from editorial.imports.command import ImportCommand
from editorial.imports.proposals import Proposal


class Command(ImportCommand):
    help = "Import the organizations of the field."
    importer = "organizations"
    files = (organizations.FILE,)

    def propose(self, folder: Path) -> Iterator[Proposal]:
        return organizations.proposals(folder)
