"""Bring in programs with their awards, prices and lengths from IPEDS."""

from collections.abc import Iterable
from pathlib import Path

from django.utils import timezone

from editorial.imports.command import ImportCommand
from editorial.imports.proposals import Proposal
from schools.importers import programs


class Command(ImportCommand):
    help = "Import programs by CIP code and award level. Import institutions first."
    importer = "programs"
    files = programs.FILES

    def propose(self, folder: Path) -> Iterable[Proposal]:
        self.left_out: list[str] = []
        return programs.propose(folder, self.left_out, on=timezone.localdate())

    def notes(self) -> Iterable[str]:
        return self.left_out
