"""Bring in schools from IPEDS and College Scorecard."""

from collections.abc import Iterable
from pathlib import Path

from django.utils import timezone

from editorial.imports.command import ImportCommand
from editorial.imports.proposals import Proposal
from schools.importers import institutions


class Command(ImportCommand):
    help = "Import schools with their places, tuition and whole-school outcomes."
    importer = "institutions"
    files = institutions.FILES

    def propose(self, folder: Path) -> Iterable[Proposal]:
        self.left_out: list[str] = []
        return institutions.propose(folder, self.left_out, on=timezone.localdate())

    def notes(self) -> Iterable[str]:
        return self.left_out
