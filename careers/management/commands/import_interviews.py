from collections.abc import Iterator
from pathlib import Path

from careers.importers import interviews
from editorial.imports.command import ImportCommand
from editorial.imports.proposals import Proposal


class Command(ImportCommand):
    help = "Import what people of the trade said in print, one piece a career."
    importer = "interviews"
    files = (interviews.FILE,)

    def propose(self, folder: Path) -> Iterator[Proposal]:
        return interviews.proposals(folder)
