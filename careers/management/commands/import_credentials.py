from collections.abc import Iterator
from pathlib import Path

from careers.importers import credentials
from editorial.import_command import ImportCommand
from editorial.importing import Proposal


class Command(ImportCommand):
    help = "Import credentials with their exams, pass rates and eligibility rules."
    importer = "credentials"
    files = (credentials.FILE,)

    def propose(self, folder: Path) -> Iterator[Proposal]:
        return credentials.proposals(folder)
