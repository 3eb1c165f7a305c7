"""The failing rows of an upload, with what is wrong with each beside it."""

import csv
import io
from collections import defaultdict
from collections.abc import Iterator

from editorial.imports.files import ImportFaults
from editorial.imports.uploads.tables import Table, tables_in
from editorial.models import Upload

ERROR = "error"


def failing_rows(upload: Upload) -> Iterator[list[str]]:
    """Per table its header and its failing rows, told by number; then faults without a row."""
    wrong: dict[str, dict[int | None, list[str]]] = defaultdict(
        lambda: defaultdict(list)
    )
    for file, row, column, message in upload.faults:
        words = f"{column}: {message}" if column else message
        wrong[file][row].append(words)
    for table in tables_of(upload):
        yield from of_table(table, wrong.pop(table.name, {}))
    for file, rows in wrong.items():
        yield ["file", "row", ERROR]
        yield from ([file, row or "", "; ".join(words)] for row, words in rows.items())


def tables_of(upload: Upload) -> list[Table]:
    try:
        return tables_in(upload.name, bytes(upload.content))
    except ImportFaults:
        return []


def of_table(table: Table, wrong: dict[int | None, list[str]]) -> Iterator[list[str]]:
    if not wrong:
        return
    left = dict(wrong)
    rows = csv.reader(io.StringIO(table.text, newline=""))
    try:
        for number, cells in enumerate(rows, start=1):
            if number == 1:
                yield ["row", *cells, ERROR]
            if words := left.pop(number, None):
                yield [number, *cells, "; ".join(words)]
    except csv.Error:
        # Named among the faults below.
        pass
    for number, words in left.items():
        yield [number or "", "; ".join(words)]
