"""Copies every row into one file, while the site goes on."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from editorial.management import copies


class Command(BaseCommand):
    help = "Write every row to one file, with sums that `restore` compares."

    def add_arguments(self, parser) -> None:
        parser.add_argument("file", type=Path, help="Where to; it must not be there.")

    def handle(self, *, file: Path, **options) -> None:
        if file.exists():
            raise CommandError(f"{file} is there already.")
        try:
            written = copies.write(file)
        except (OSError, DatabaseError) as error:
            raise CommandError(f"Nothing was written: {error}") from error
        rows = sum(table.rows for table in written.values())
        self.stdout.write(
            self.style.SUCCESS(
                f"Wrote {rows:,} rows of {len(written)} tables to {file}, "
                f"{file.stat().st_size / 1e6:.1f} MB"
            )
        )
