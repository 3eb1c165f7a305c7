"""Programs as CSV and JSON, streamed: however many there are, a few hundred are in memory."""

import csv
import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.http import StreamingHttpResponse

from schools.columns import COLUMNS, Line, Value
from schools.finder import Answer
from schools.index import Index
from schools.models import Program

CHUNK = 500
FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""First characters that make a spreadsheet run a cell instead of showing it."""


def lines(index: Index, pks: Sequence[int], *, home: str = "") -> Iterator[Line]:
    """Programs by primary key in the order given; those no longer public are left out."""
    programs = Program.objects.listed().for_export()
    for start in range(0, len(pks), CHUNK):
        wanted = [int(pk) for pk in pks[start : start + CHUNK]]
        found = programs.in_bulk(wanted)
        for pk in wanted:
            if pk in found and pk in index.row_of:
                yield Line(found[pk], index, home)


def matching(answer: Answer) -> Iterator[Line]:
    """Every program of an answer, all pages, in its order."""
    index = answer.index
    for line in lines(index, index.pk[answer.rows], home=answer.question.home):
        line.miles = answer.miles_of(line.row)
        yield line


def record(line: Line) -> dict[str, Value]:
    """One program as the JSON export and the API give it."""
    return {column.name: column.value(line) for column in COLUMNS}


def cell(value: Value) -> str | int | float:
    """A value as a cell: empty for unknown, and never a formula."""
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
    """Hands each written row straight on."""

    def write(self, text: str) -> str:
        return text


def csv_rows(header: Sequence[str], rows: Iterable[Iterable[Value]]) -> Iterator[str]:
    writer = csv.writer(Echo())
    yield writer.writerow(header)
    for row in rows:
        yield writer.writerow([cell(value) for value in row])


def csv_of(lines: Iterable[Line]) -> Iterator[str]:
    header = [column.name for column in COLUMNS]
    rows = ([column.value(line) for column in COLUMNS] for line in lines)
    return csv_rows(header, rows)


def json_of(head: dict[str, Any], lines: Iterable[Line]) -> Iterator[str]:
    """An object of *head* and, last, the list of programs."""
    yield json.dumps(head, cls=DjangoJSONEncoder)[:-1] + ', "programs": ['
    for number, line in enumerate(lines):
        yield ",\n" if number else "\n"
        yield json.dumps(record(line), cls=DjangoJSONEncoder, ensure_ascii=False)
    yield "\n]}\n"


def download(
    parts: Iterator[str], content_type: str, file_name: str
) -> StreamingHttpResponse:
    return StreamingHttpResponse(
        parts,
        content_type=f"{content_type}; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{file_name}"'},
    )


def csv_response(lines: Iterable[Line], file_name: str) -> StreamingHttpResponse:
    return download(csv_of(lines), "text/csv", file_name)


def json_response(
    head: dict[str, Any], lines: Iterable[Line], file_name: str
) -> StreamingHttpResponse:
    return download(json_of(head, lines), "application/json", file_name)
