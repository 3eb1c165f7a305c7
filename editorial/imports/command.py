"""The shape of every import command: a folder, a dry run, a bar, a summary."""

from collections.abc import Iterable
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError
from django.utils import timezone
from tqdm import tqdm

from editorial.imports.applying import apply
from editorial.imports.proposals import Fault, ImportFaults, Outcome, Proposal

SHOWN_FAULTS = 50


class ImportCommand(BaseCommand):
    """Subclasses name their files and propose what those say."""

    importer = ""
    files: tuple[str, ...] = ()

    def propose(self, folder: Path) -> Iterable[Proposal]:
        """Read the files; raise `ImportFaults` when they are not fit."""
        raise NotImplementedError

    def notes(self) -> Iterable[str]:
        """What the reader found no object for; printed after the summary."""
        return ()

    def add_arguments(self, parser) -> None:
        parser.add_argument("folder", type=Path, help="Folder that holds the files.")
        parser.add_argument("--dry-run", action="store_true", help="Change nothing.")

    def check_files(self, folder: Path) -> None:
        """Name every file that is not there before any is read."""
        missing = [name for name in self.files if not (folder / name).is_file()]
        if missing:
            raise ImportFaults(
                [Fault(name, None, "", f"not found in {folder}") for name in missing]
            )

    def handle(self, *, folder: Path, dry_run: bool, **options) -> None:
        read_at = timezone.now()
        try:
            self.check_files(folder)
            proposals = list(self.propose(folder))
            outcome = apply(
                tqdm(proposals, desc=self.importer, unit=" rows", disable=None),
                importer=self.importer,
                files=[folder / name for name in self.files],
                dry_run=dry_run,
                read_at=read_at,
            )
        except ImportFaults as error:
            lines = [str(fault) for fault in error.faults[:SHOWN_FAULTS]]
            if (more := len(error.faults) - SHOWN_FAULTS) > 0:
                lines.append(f"… and {more} more")
            raise CommandError("Nothing was imported.\n" + "\n".join(lines)) from error
        except DatabaseError as error:
            raise CommandError(
                f"Nothing was imported: the database failed: {error}"
            ) from error
        for line in self.notes():
            self.stdout.write(line)
        if dry_run:
            for line in outcome.differences[:SHOWN_FAULTS]:
                self.stdout.write(line)
        for line in left_alone(outcome):
            self.stdout.write(line)
        did = "Would import" if dry_run else "Imported"
        models = ", ".join(
            f"{count} {name}" for name, count in outcome.by_model.items()
        )
        self.stdout.write(
            self.style.SUCCESS(
                f"{did} {models}: {outcome.created} created, {outcome.changed} changed, "
                f"{outcome.unchanged} unchanged, {outcome.kept} corrected values kept"
            )
        )


def left_alone(outcome: Outcome) -> Iterable[str]:
    """What stays as people left it, by name."""
    named = list(outcome.left_alone.items())
    for name, fields in named[:SHOWN_FAULTS]:
        yield f"Kept as a person left it: {name}: {', '.join(fields)}"
    if (more := len(named) - SHOWN_FAULTS) > 0:
        yield f"… and {more} more"
