"""Fill an empty database with a made-up catalogue, to measure the site at any size."""

import time

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from bench.synthetic import generate, schools_for
from editorial.imports.fixtures import is_empty
from editorial.models import Catalogue

RULES = ("sources", "organizations", "occupations", "credentials", "careers")


class Command(BaseCommand):
    help = "Make up schools and programs, in an empty database only."

    def add_arguments(self, parser) -> None:
        parser.add_argument("--programs", type=int, required=True)
        parser.add_argument(
            "--schools", type=int, help="Suits the size when not given."
        )
        parser.add_argument("--seed", type=int, default=1)
        parser.add_argument("--dry-run", action="store_true", help="Change nothing.")

    @transaction.atomic
    def handle(
        self, *, programs: int, schools: int | None, seed: int, dry_run: bool, **options
    ) -> None:
        if not is_empty():
            raise CommandError(
                "This database holds content. Made-up schools never mix with real ones: "
                "name an empty database in DATABASE_URL."
            )
        if programs < 1 or (schools is not None and schools < 1):
            raise CommandError("Ask for at least one program and one school.")
        began = time.monotonic()
        call_command("loaddata", *RULES, verbosity=0)
        made = generate(
            programs=programs, schools=schools or schools_for(programs), seed=seed
        )
        if dry_run:
            transaction.set_rollback(True)
        else:
            Catalogue.objects.bump()
        did = "Would make up" if dry_run else "Made up"
        self.stdout.write(
            self.style.SUCCESS(
                f"{did}: {made.programs:,} programs of {made.schools:,} schools, "
                f"{made.statements:,} statements on accreditation, "
                f"{time.monotonic() - began:.0f} s"
            )
        )
