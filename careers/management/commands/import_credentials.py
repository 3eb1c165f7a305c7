from collections.abc import Iterator
from pathlib import Path

from careers.importers import credentials
from editorial.imports.command import ImportCommand
from editorial.imports.proposals import Proposal


class Command(ImportCommand):
    help = "Import credentials with their exams, pass rates and eligibility rules."
    importer = "credentials"
    files = (credentials.FILE, credentials.CHECKS)

    def propose(self, folder: Path) -> Iterator[Proposal]:
        return credentials.proposals(folder)
