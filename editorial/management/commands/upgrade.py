"""Takes a machine to the release it has on disk; safe to run again, and while the site serves."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError, connection, transaction
from django.db.migrations.executor import MigrationExecutor

from editorial.management import statistics
from editorial.publishing import follow_up

TRIES = 5
PAUSE_SECONDS = 2
LOCK = 0x6865_616C_7468
"""Any number that no other program of the database's takes."""


class Command(BaseCommand):
    help = (
        "Check the settings, migrate, give roles their rights, seed an empty database, "
        "refresh the planner's statistics, collect static files and build the index."
    )
    requires_system_checks = []

    def add_arguments(self, parser) -> None:
        parser.add_argument(
            "--readonly",
            action="store_true",
            help="Write nothing to the database: for further machines, after the first.",
        )

        parser.add_argument(
            "--without-static",
            action="store_true",
            help="Leave static files alone, as where they lie in a read-only image.",
        )

    def handle(
        self, *, readonly: bool, without_static: bool, verbosity: int, **options
    ) -> None:
        quiet = {"verbosity": max(verbosity - 1, 0)}
        self.told("Checking the settings")
        call_command("check", deploy=not settings.DEBUG, fail_level="WARNING", **quiet)
        if readonly:
            if waiting := migrations_to_run():
                raise CommandError(
                    f"The database lacks {', '.join(waiting)}: run `upgrade` where the "
                    "primary may be written, first."
                )
        else:
            with one_at_a_time():
                self.told("Migrating")
                migrate(quiet)
                self.told("Roles")
                call_command("create_roles", **quiet)
                self.told("Content, if there is none")
                call_command("seed", if_empty=True, stdout=self.stdout)
                self.told("Statistics")
                statistics.refresh()
        if not (settings.DEBUG or without_static):
            self.told("Static files")
            call_command("collectstatic", interactive=False, **quiet)
        self.told("Index")
        with transaction.atomic():
            follow_up()
        self.stdout.write(self.style.SUCCESS("Ready: tell gunicorn with kill -HUP"))

    def told(self, step: str) -> None:
        self.stdout.write(f"{step} …")


def migrations_to_run() -> list[str]:
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label} {migration.name}" for migration, _ in plan]


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """Two machines that upgrade together do so one after the other; a migration may take long."""
    if connection.vendor != "postgresql":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("SHOW statement_timeout")
        (usual,) = cursor.fetchone()
        cursor.execute("SET statement_timeout = 0")
        cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK])
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])
            cursor.execute("SELECT set_config('statement_timeout', %s, false)", [usual])


def migrate(quiet: dict[str, int]) -> None:
    """A table in use refuses after `lock_timeout`, so that no visitor queues behind the wait."""
    for tries_left in reversed(range(TRIES)):
        try:
            call_command("migrate", interactive=False, **quiet)
        except OperationalError as error:
            if not tries_left or "lock" not in str(error):
                raise
            time.sleep(PAUSE_SECONDS)
        else:
            return
