"""Fill a database with a made-up catalogue, to measure the site at any size.

    DATABASE_URL=sqlite:////tmp/made-up.sqlite3 python -m bench.make_catalogue --programs 30000

Where PostgreSQL has no database of that name, one is made. What holds a catalogue of that size
already is left as it is.
"""

import argparse
import os
import time
from urllib.parse import urlsplit

import django
import psycopg
from psycopg import sql

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")
django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection, transaction  # noqa: E402

from bench.synthetic import Counts, generate, schools_for  # noqa: E402
from editorial.imports.fixtures import is_empty  # noqa: E402
from editorial.models import Catalogue  # noqa: E402
from schools.models import Program  # noqa: E402

RULES = ("sources", "organizations", "occupations", "credentials", "careers")


def create_database(url: str) -> None:
    address = urlsplit(url)
    server = address._replace(path="/postgres").geturl()
    name = address.path.removeprefix("/")
    with psycopg.connect(server, autocommit=True) as admin:
        known = "SELECT 1 FROM pg_database WHERE datname = %s"
        if not admin.execute(known, [name]).fetchone():
            admin.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))


@transaction.atomic
def fill(*, programs: int, schools: int | None = None, seed: int = 1) -> Counts:
    """Write the published rules and made-up schools and programs, in an empty database only."""
    if not is_empty():
        raise SystemExit(
            "This database holds content. Made-up schools never mix with real ones: "
            "name an empty database in DATABASE_URL."
        )
    if programs < 1 or (schools is not None and schools < 1):
        raise SystemExit("Ask for at least one program and one school.")
    call_command("loaddata", *RULES, verbosity=0)
    made = generate(
        programs=programs, schools=schools or schools_for(programs), seed=seed
    )
    Catalogue.objects.bump()
    return made


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--programs", type=int, required=True)
    parser.add_argument("--schools", type=int, help="Suits the size when not given.")
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    began = time.monotonic()
    if connection.vendor == "postgresql":
        create_database(os.environ["DATABASE_URL"])
    call_command("migrate", verbosity=0)
    if Program.objects.count() == asked.programs:
        return
    made = fill(programs=asked.programs, schools=asked.schools, seed=asked.seed)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    print(
        f"Made up: {made.programs:,} programs of {made.schools:,} schools, "
        f"{made.statements:,} statements on accreditation, "
        f"{time.monotonic() - began:.0f} s"
    )


if __name__ == "__main__":
    main()
