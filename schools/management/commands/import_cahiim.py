"""Bring in who is accredited: the compiled statements, or the accreditor's own directory."""

import datetime as dt
from collections.abc import Iterable
from pathlib import Path

from django.core.management.base import CommandError
from django.db.models import Max
from django.utils import timezone

from editorial.imports.command import ImportCommand
from editorial.imports.proposals import Proposal
from schools.choices import Evidence
from schools.importers import cahiim, cahiim_directory
from schools.models import Accreditation


class Command(ImportCommand):
    help = (
        "Import statements about CAHIIM accreditation from FOLDER, or the accreditor's own "
        "directory with --directory. Import programs first."
    )
    importer = "cahiim"
    files = cahiim.FILES
    directory: Path | None = None

    def add_arguments(self, parser) -> None:
        parser.add_argument(
            "folder", type=Path, nargs="?", help="Folder that holds the statements."
        )
        parser.add_argument("--dry-run", action="store_true", help="Change nothing.")
        parser.add_argument(
            "--directory", type=Path, metavar="FILE", help="The directory as CSV."
        )
        parser.add_argument(
            "--as-of",
            type=dt.date.fromisoformat,
            metavar="DATE",
            help="The day the directory was fetched; today unless given.",
        )

    def handle(
        self,
        *,
        folder: Path | None,
        directory: Path | None,
        as_of: dt.date | None,
        **options,
    ) -> None:
        if (folder is None) == (directory is None):
            raise CommandError("Name a folder, or a file with --directory.")
        self.today = timezone.localdate()
        self.as_of = as_of or self.today
        if directory is not None:
            self.importer = "cahiim-directory"
            self.files = (directory.name,)
            self.directory, folder = directory, directory.parent
            self.check_day()
        super().handle(folder=folder, **options)

    def check_day(self) -> None:
        """Refuse what would put an older word of the accreditor over a newer one."""
        if self.as_of > self.today:
            raise CommandError(
                f"Nothing was imported.\n{self.as_of} lies in the future."
            )
        newest = Accreditation.objects.filter(evidence=Evidence.DIRECTORY).aggregate(
            day=Max("as_of")
        )["day"]
        if newest and self.as_of < newest:
            raise CommandError(
                f"Nothing was imported.\nA directory of {newest} is here already; this one, "
                f"of {self.as_of}, is older."
            )

    def propose(self, folder: Path) -> Iterable[Proposal]:
        self.left_out: list[str] = []
        if self.directory is not None:
            return cahiim_directory.propose(
                self.directory, self.left_out, as_of=self.as_of, on=self.today
            )
        return cahiim.propose(folder, self.left_out, on=self.today)

    def notes(self) -> Iterable[str]:
        return self.left_out
