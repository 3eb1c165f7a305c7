"""Tables that people take away: columns that explain themselves, as CSV or JSON, streamed.

A value that is not known is None: an empty cell in CSV, null in JSON, never 0.
"""

import csv
import datetime as dt
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Choices
from django.http import StreamingHttpResponse

Value = str | int | float | bool | dt.date | list[str] | None

BYTE_ORDER_MARK = "\ufeff"
"""Tells a spreadsheet that a file is UTF-8; `utf-8-sig` in Python and pandas leave it out."""
FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""First characters that make a spreadsheet run a cell instead of showing it."""


@dataclass(frozen=True)
class ExportColumn:
    """*value* reads a row. *blank* says what an empty cell means; without it none is empty."""

    name: str
    meaning: str
    value: Callable[[Any], Value]
    type: type = str
    unit: str = ""
    blank: str = ""
    choices: "type[Choices] | None" = None

    def of(self, row: Any) -> Value:
        """The value for one row; an empty text is None."""
        found = self.value(row)
        return None if found == "" else found


def public_url(path: str) -> str:
    """An address that still leads here from a file on somebody's disk."""
    return f"{settings.SITE_URL}{path}"


def record(columns: Sequence[ExportColumn], row: Any) -> dict[str, Value]:
    return {column.name: column.of(row) for column in columns}


def cell(value: Value) -> str | int | float:
    """A value as a cell; a text is never a formula."""
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case int() | float():
            return value
        case list():
            text = "; ".join(value)
        case _:
            text = str(value)
    return f"'{text}" if text.startswith(FORMULA) else text


class Echo:
    """A file for `csv.writer` that returns each line instead of storing it."""

    def write(self, text: str) -> str:
        return text


def csv_of(columns: Sequence[ExportColumn], rows: Iterable[Any]) -> Iterator[str]:
    writer = csv.writer(Echo())
    yield BYTE_ORDER_MARK + writer.writerow([column.name for column in columns])
    for row in rows:
        yield writer.writerow([cell(column.of(row)) for column in columns])


def json_of(
    head: dict[str, Any],
    name: str,
    columns: Sequence[ExportColumn],
    rows: Iterable[Any],
) -> Iterator[str]:
    """An object of *head* and, last, the list *name*, one line a row."""
    yield json.dumps(head, cls=DjangoJSONEncoder)[:-1] + f', "{name}": ['
    for number, row in enumerate(rows):
        line = json.dumps(
            record(columns, row), cls=DjangoJSONEncoder, ensure_ascii=False
        )
        yield f"{',' if number else ''}\n{line}"
    yield "\n]}\n"


def download(
    parts: Iterator[str], content_type: str, file_name: str
) -> StreamingHttpResponse:
    return StreamingHttpResponse(
        parts,
        content_type=f"{content_type}; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{file_name}"'},
    )
