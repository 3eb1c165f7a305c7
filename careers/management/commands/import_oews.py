from collections.abc import Iterator
from pathlib import Path

from careers.importers import oews
from editorial.imports.command import ImportCommand
from editorial.imports.proposals import Proposal


class Command(ImportCommand):
    help = "Import pay by state, metropolitan area and industry from the OEWS files."
    importer = "oews"
    files = (oews.STATES_FILE, oews.METROS_FILE, oews.INDUSTRIES_FILE)

    def propose(self, folder: Path) -> Iterator[Proposal]:
        return oews.Oews(folder).proposals()
