from collections.abc import Iterator
from pathlib import Path

from careers.importers import area_counties
from editorial.imports.command import ImportCommand
from editorial.imports.proposals import Proposal


class Command(ImportCommand):
    help = "Import the counties of metropolitan areas from the directory of IPEDS."
    importer = "area_counties"
    files = (area_counties.FILE,)

    def propose(self, folder: Path) -> Iterator[Proposal]:
        return area_counties.AreaCounties(folder).proposals()
