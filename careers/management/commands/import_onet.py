from collections.abc import Iterator
from pathlib import Path

from careers.importers import onet
from editorial.imports.command import ImportCommand
from editorial.imports.proposals import Proposal


class Command(ImportCommand):
    help = "Import O*NET titles, job zones and ratings."
    importer = "onet"
    files = (onet.FILE,)

    def propose(self, folder: Path) -> Iterator[Proposal]:
        return onet.Onet(folder).proposals()
