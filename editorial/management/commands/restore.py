"""Puts back what `backup` wrote, on SQLite or PostgreSQL, whichever wrote it."""

from pathlib import Path

from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, transaction

from editorial.imports.fixtures import is_empty
from editorial.management import copies, statistics
from editorial.publishing import follow_up


class Command(BaseCommand):
    help = "Restore a copy whole, or nothing; the rows are compared with it at the end."

    def add_arguments(self, parser) -> None:
        parser.add_argument("file", type=Path, help="What `backup` wrote.")
        parser.add_argument(
            "--verify",
            action="store_true",
            help="Write nothing: check the file and compare the database with it.",
        )
        parser.add_argument(
            "--replace",
            action="store_true",
            help="Also where there is content: it is deleted, accounts included.",
        )

    def handle(self, *, file: Path, verify: bool, replace: bool, **options) -> None:
        try:
            self.verify(file) if verify else self.restore(file, replace=replace)
        except copies.Unfit as error:
            raise CommandError(f"Nothing was restored. {error}") from error
        except DatabaseError as error:
            raise CommandError(
                f"Nothing was restored: the database failed: {error}"
            ) from error

    def verify(self, file: Path) -> None:
        told = copies.checked(file).told
        with copies.one_state():
            unlike = copies.differences(told)
        rows = sum(table.rows for table in told.values())
        self.stdout.write(f"The file is whole: {rows:,} rows of {len(told)} tables")
        if unlike:
            raise CommandError(
                f"The database has other rows, in {len(unlike)} tables: "
                f"{', '.join(unlike)}"
            )
        self.stdout.write(self.style.SUCCESS("The database has the same rows"))

    def restore(self, file: Path, *, replace: bool) -> None:
        # Before the database is touched at all.
        copy = copies.checked(file)
        call_command("migrate", interactive=False, verbosity=0)
        if not replace and not (is_empty() and not get_user_model().objects.exists()):
            raise CommandError(
                "There is content or an account here: say --replace to delete it."
            )
        told = copies.load(copy)
        statistics.refresh()
        with transaction.atomic():
            follow_up()
        rows = sum(table.rows for table in told.values())
        self.stdout.write(
            self.style.SUCCESS(
                f"Restored {rows:,} rows of {len(told)} tables, each compared"
            )
        )
