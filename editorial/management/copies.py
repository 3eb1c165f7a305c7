"""A copy of every row in one file, the same from SQLite and PostgreSQL, with a sum for each table.

Lines of JSON, gzipped: what the file is, then each table with its rows in the order of their
keys, last the sums. What has no last line was cut off. Sessions are left out: a copy that is
lost signs nobody in.
"""

import base64
import datetime as dt
import gzip
import hashlib
import json
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.core.management.color import no_style
from django.db import connection, models, transaction
from django.db.migrations.recorder import MigrationRecorder

FORM = "health-careers copy 1"
AT_ONCE = 1_000


class Unfit(Exception):
    """The file is no copy, or no longer the one that was written; or it does not fit here."""


class TableSum(NamedTuple):
    rows: int
    sum: str


Sums = dict[str, TableSum]


def tables() -> dict[str, type[models.Model]]:
    """Every table of ours with its model, but sessions."""
    found = apps.get_models(include_auto_created=True)
    return {
        model._meta.db_table: model
        for model in sorted(found, key=lambda model: model._meta.db_table)
        if model._meta.managed and not model._meta.proxy and model is not Session
    }


def columns(model: type[models.Model]) -> list[models.Field]:
    return [field for field in model._meta.concrete_fields if not field.generated]


def applied() -> list[list[str]]:
    return sorted(map(list, MigrationRecorder(connection).applied_migrations()))


def plain(value: Any) -> Any:
    """What JSON lacks, as text that the field reads back without loss."""
    match value:
        case dt.datetime():
            return value.astimezone(dt.UTC).isoformat()
        case dt.date() | dt.time():
            return value.isoformat()
        case bytes() | memoryview():
            return base64.b64encode(value).decode()
        case Decimal():
            return str(value)
    raise TypeError(f"{type(value).__name__} cannot be copied")


def line_of(row: Iterable[Any]) -> str:
    """One spelling for one row, whichever database it was read from."""
    return json.dumps(list(row), default=plain, sort_keys=True, ensure_ascii=False)


@contextmanager
def one_state() -> Iterator[None]:
    """Read everything as it was at one moment, while others write."""
    if connection.in_atomic_block:
        yield
    elif connection.vendor == "postgresql":
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            cursor.execute("SET LOCAL statement_timeout = 0")
            yield
    else:
        # Not `atomic`: it would keep everybody from writing, as every transaction does here.
        with connection.cursor() as cursor:
            cursor.execute("BEGIN DEFERRED")
            try:
                yield
            finally:
                cursor.execute("ROLLBACK")


def lines(model: type[models.Model]) -> Iterator[str]:
    names = [column.attname for column in columns(model)]
    rows = model._base_manager.order_by("pk").values_list(*names)
    return map(line_of, rows.iterator(chunk_size=AT_ONCE))


def sums() -> Sums:
    """The sum of every table as it is now."""
    found = {}
    for table, model in tables().items():
        digest, count = hashlib.sha256(), 0
        for line in lines(model):
            digest.update(line.encode() + b"\n")
            count += 1
        found[table] = TableSum(count, digest.hexdigest())
    return found


def write(file: Path) -> Sums:
    """Write the copy beside *file* and give it that name when it is whole and on the disk."""
    unfinished = file.with_name(file.name + ".unfinished")
    found: Sums = {}
    descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        with (
            os.fdopen(descriptor, "wb") as raw,
            gzip.open(raw, "wt", 6, "utf-8", newline="\n") as out,
            one_state(),
        ):
            print(json.dumps({"form": FORM, "migrations": applied()}), file=out)
            for table, model in tables().items():
                names = [column.attname for column in columns(model)]
                print(json.dumps({"table": table, "columns": names}), file=out)
                digest, count = hashlib.sha256(), 0
                for line in lines(model):
                    print(line, file=out)
                    digest.update(line.encode() + b"\n")
                    count += 1
                found[table] = TableSum(count, digest.hexdigest())
            print(json.dumps({"sums": found}), file=out)
            out.close()
            raw.flush()
            os.fsync(raw.fileno())
        unfinished.replace(file)
    finally:
        unfinished.unlink(missing_ok=True)
    return found


Part = tuple[dict[str, Any], Iterator[list[Any]]]


class Copy:
    """A copy being read; its rows come as they are asked for, its sums at the end."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.told: Sums = {}
        """What the last line says."""
        self.found: Sums = {}
        """What the rows add up to."""
        self.migrations: list[list[str]] = []

    def parts(self) -> Iterator[Part]:
        """Each table's head and rows; raise `Unfit` where the file is not what was written."""
        try:
            with gzip.open(self.file, "rt", encoding="utf-8", newline="\n") as source:
                yield from self.read(source)
        except (OSError, EOFError, ValueError) as error:
            raise Unfit(f"{self.file.name}: {error}") from error
        if self.found != self.told:
            names = {name for name, _ in self.found.items() ^ self.told.items()}
            raise Unfit(f"{self.file.name} was altered: {', '.join(sorted(names))}")

    def read(self, source: Iterable[str]) -> Iterator[Part]:
        lines_left = iter(source)
        try:
            head = json.loads(next(lines_left, "null"))
        except ValueError:
            head = None
        if not isinstance(head, dict) or head.get("form") != FORM:
            raise Unfit(f"{self.file.name} is no copy that this release reads.")
        self.migrations = head["migrations"]
        after = next(lines_left, "")
        while after.startswith('{"table"'):
            part = json.loads(after)
            left: list[str] = []
            rows = self.rows(part["table"], lines_left, left)
            yield part, rows
            # Whoever wanted none of them has read none.
            for _ in rows:
                pass
            after = left[0]
        if not after.startswith('{"sums"') or next(lines_left, None) is not None:
            raise Unfit(f"{self.file.name} was cut off or added to.")
        told = json.loads(after)["sums"]
        self.told = {table: TableSum(*value) for table, value in told.items()}

    def rows(
        self, table: str, lines_left: Iterator[str], left: list[str]
    ) -> Iterator[list[Any]]:
        digest, count = hashlib.sha256(), 0
        for line in lines_left:
            if not line.startswith("["):
                left.append(line)
                break
            digest.update(line.encode())
            count += 1
            yield json.loads(line)
        else:
            left.append("")
        self.found[table] = TableSum(count, digest.hexdigest())


def checked(file: Path) -> Copy:
    """Read the whole file before anything is done with it."""
    copy = Copy(file)
    for _ in copy.parts():
        pass
    return copy


def load(copy: Copy) -> Sums:
    """Put the rows of a checked *copy* in the place of all that is here, or change nothing."""
    if copy.migrations != applied():
        raise Unfit(
            f"{copy.file.name} was made by another release: restore it with that one on an empty "
            "database, then upgrade."
        )
    known = tables()
    with transaction.atomic():
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                cursor.execute("SET LOCAL statement_timeout = 0")
                # References are looked at when all rows are there.
                cursor.execute("SET CONSTRAINTS ALL DEFERRED")
            for table in [*known, Session._meta.db_table]:
                name = connection.ops.quote_name(table)
                cursor.execute(f"DELETE FROM {name}")  # noqa: S608
            for head, rows in Copy(copy.file).parts():
                insert(cursor, known[head["table"]], head["columns"], rows)
            for statement in connection.ops.sequence_reset_sql(
                no_style(), list(known.values())
            ):
                cursor.execute(statement)
        connection.check_constraints()
        ContentType.objects.clear_cache()
        if now := differences(copy.told):
            raise Unfit(f"Not stored as it was copied: {', '.join(now)}")
    return copy.told


def insert(
    cursor: Any, model: type[models.Model], names: list[str], rows: Iterator[list[Any]]
) -> None:
    fields = {field.attname: field for field in columns(model)}
    if set(fields) != set(names):
        raise Unfit(f"{model._meta.db_table} has other columns here.")
    asked = [fields[name] for name in names]
    quote = connection.ops.quote_name
    table, into = quote(model._meta.db_table), [quote(f.column) for f in asked]
    places = ", ".join(["%s"] * len(asked))
    statement = f"INSERT INTO {table} ({', '.join(into)}) VALUES ({places})"  # noqa: S608
    stored = (
        [stored_value(*pair) for pair in zip(asked, row, strict=True)] for row in rows
    )
    while batch := list(islice(stored, AT_ONCE)):
        cursor.executemany(statement, batch)


def stored_value(field: models.Field, value: Any) -> Any:
    field = field.target_field if field.is_relation else field
    if value is None and isinstance(field, models.JSONField) and not field.null:
        return connection.ops.adapt_json_value(None, field.encoder)
    return field.get_db_prep_save(field.to_python(value), connection)


def differences(told: Sums) -> list[str]:
    """Tables whose rows are not those that *told* sums up."""
    return sorted({table for table, _ in sums().items() ^ told.items()})
