"""Write the published content to the fixtures that `seed` loads."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from editorial.imports.fixtures import Broken, write


class Command(BaseCommand):
    help = "Write published content to fixtures/, except the files that people write."

    def add_arguments(self, parser) -> None:
        parser.add_argument(
            "--folder", type=Path, default=settings.FIXTURE_DIRS[0], help="Where to."
        )
        parser.add_argument("--dry-run", action="store_true", help="Write nothing.")

    def handle(self, *, folder: Path, dry_run: bool, **options) -> None:
        try:
            counts = write(folder, dry_run=dry_run)
        except Broken as error:
            raise CommandError(f"Nothing was written.\n{error}") from error
        for file, count in counts.items():
            self.stdout.write(f"{count:>7,}  {file}")
        did = "Would write" if dry_run else "Wrote"
        self.stdout.write(self.style.SUCCESS(f"{did} {sum(counts.values()):,} entries"))
