"""What is measured inside the site's own code: python -m bench.probe rebuild|edit, as JSON.

The second takes two prices a line and answers each with the prices before.
"""

import json
import os
import sys
import time

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.test"
django.setup()

from django.db import connection, transaction  # noqa: E402
from django.utils import timezone  # noqa: E402

from editorial.models import Catalogue  # noqa: E402
from schools.models import Program  # noqa: E402
from schools.reading import COLUMNS, build  # noqa: E402


def select() -> None:
    rows = Program.objects.listed().order_by().values_list(*COLUMNS)
    with connection.chunked_cursor() as cursor:
        cursor.execute(*rows.query.sql_with_params())
        while cursor.fetchmany(10_000):
            pass


def timed(work) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def rebuild() -> dict:
    rounds = [(timed(select), timed(lambda: build(1, timezone.localdate())))]
    while len(rounds) < 4 and sum(map(sum, rounds)) < 60:
        rounds.append((timed(select), timed(lambda: build(1, timezone.localdate()))))
    chosen = min(rounds, key=lambda pair: pair[1])
    return {"select": chosen[0], "build": chosen[1]}


def cheapest() -> Program:
    associate = Program.objects.listed().filter(
        school__state="CA",
        award_level="associate",
        field="health-information",
        is_dormant=False,
        price_resident__isnull=False,
    )
    return associate.order_by("price_resident", "pk").first()


def edit(resident: int, nonresident: int) -> dict:
    """Give the cheapest program of California another price, as the desk does; say the old one."""
    with transaction.atomic():
        program = cheapest()
        was = program.price_resident, program.price_nonresident
        program.price_resident, program.price_nonresident = resident, nonresident
        program.save()
        Catalogue.objects.bump(program)
    return {"was": was}


if __name__ == "__main__":
    if sys.argv[1] == "rebuild":
        print(json.dumps(rebuild()))
    else:
        for line in sys.stdin:
            print(json.dumps(edit(*map(int, line.split()))), flush=True)
