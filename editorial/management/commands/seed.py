"""Load the published content that comes with the project."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import models

from editorial.imports.command import left_alone
from editorial.imports.fixtures import Broken, is_empty
from editorial.imports.seeding import load


class Command(BaseCommand):
    help = "Load fixtures/: all of it or nothing, and without effect the second time."

    def add_arguments(self, parser) -> None:
        parser.add_argument(
            "--folder", type=Path, default=settings.FIXTURE_DIRS[0], help="Where from."
        )
        parser.add_argument(
            "--if-empty",
            action="store_true",
            help="Do nothing where there is content, so that no edit is lost.",
        )
        parser.add_argument("--dry-run", action="store_true", help="Change nothing.")
        parser.add_argument(
            "--overwrite",
            action="store_true",
            help="Replace what people changed or removed, too.",
        )

    def handle(
        self,
        *,
        folder: Path,
        if_empty: bool,
        dry_run: bool,
        overwrite: bool,
        **options,
    ) -> None:
        if if_empty and not is_empty():
            self.stdout.write("There is content already: nothing was loaded.")
            return
        try:
            loaded = load(folder, dry_run=dry_run, overwrite=overwrite)
        except Broken as error:
            raise CommandError(f"Nothing was loaded.\n{error}") from error
        for model, count in loaded.counts.items():
            self.stdout.write(f"{count:>7,}  {model._meta.verbose_name_plural}")
            if not dry_run and (states := states_of(model)):
                self.stdout.write(f"{states:>7,}    states and territories with them")
        did = "Would load" if dry_run else "Loaded"
        for line in left_alone(loaded):
            self.stdout.write(line)
        self.stdout.write(
            self.style.SUCCESS(
                f"{did}: {loaded.created:,} created, {loaded.changed:,} changed, "
                f"{loaded.kept:,} corrected values kept"
            )
        )


def states_of(model: type[models.Model]) -> int:
    """How many states its rows lie in; 0 for models that lie nowhere."""
    if "state" not in {column.name for column in model._meta.concrete_fields}:
        return 0
    found = model._default_manager.exclude(state="").order_by()
    return found.values("state").distinct().count()
