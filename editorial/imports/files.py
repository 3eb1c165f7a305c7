"""Reading the files of an import: every doubt becomes a fault that names file, row and column."""

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

MAX_CELL = 200_000
MAX_INTEGER = 2_147_483_647
NUMBER = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,10})?")


@dataclass(frozen=True)
class Fault:
    """What is wrong, and where: *row* counts from 1 with the header as row 1."""

    file: str
    row: int | None
    column: str
    message: str

    def __str__(self) -> str:
        where = [self.file]
        if self.row is not None:
            where.append(f"row {self.row}")
        if self.column:
            where.append(f"column {self.column}")
        return f"{', '.join(where)}: {self.message}"


class ImportFaults(Exception):
    """Every fault of the files; nothing was imported."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__(f"{len(faults)} faults")
        self.faults = faults


class Reader:
    """Typed readers of one record; each notes a fault and answers None instead of raising."""

    def raw(self, column: str) -> str:
        """The value as text; empty where there is none."""
        raise NotImplementedError

    def fault(self, column: str, message: str) -> None:
        raise NotImplementedError

    def text(self, column: str, *, required: bool = False) -> str:
        value = self.raw(column)
        if required and not value:
            self.fault(column, "must not be empty")
        if "\x00" in value:
            self.fault(column, "holds a NUL byte")
        return value

    def integer(
        self, column: str, *, minimum: int | None = 0, maximum: int = MAX_INTEGER
    ) -> int | None:
        """A whole number; blank is None, never zero."""
        number = self.decimal(column, minimum=minimum)
        if number is None:
            return None
        if number != number.to_integral_value():
            self.fault(column, f"{self.raw(column)!r} is not a whole number")
            return None
        if number > maximum:
            self.fault(column, f"{number} is above {maximum}")
            return None
        return int(number)

    def decimal(self, column: str, *, minimum: int | None = None) -> Decimal | None:
        value = self.raw(column)
        if not value:
            return None
        if not NUMBER.fullmatch(value):
            self.fault(
                column, f"{value[:40]!r} is not a number; leave it empty if unknown"
            )
            return None
        number = Decimal(value)
        if minimum is not None and number < minimum:
            self.fault(column, f"{value} is below {minimum}")
            return None
        return number

    def flag(self, column: str) -> bool | None:
        return self.choice(column, {"yes": True, "no": False, "": None})

    def choice(self, column: str, meanings: dict[str, Any]) -> Any:
        value = self.raw(column)
        if value not in meanings:
            known = ", ".join(repr(name) for name in list(meanings)[:12])
            self.fault(column, f"{value[:40]!r} is not one of {known}")
            return None
        return meanings[value]


@dataclass
class FileRow(Reader):
    """One row of a CSV file."""

    file: str
    number: int
    cells: dict[str, str]
    faults: list[Fault]

    def raw(self, column: str) -> str:
        return self.cells[column].strip()

    def fault(self, column: str, message: str) -> None:
        self.faults.append(Fault(self.file, self.number, column, message))


@dataclass
class JsonEntry(Reader):
    """One object of a JSON file; *path* leads to it, for example “credentials[3].exam”."""

    file: str
    path: str
    data: dict[str, Any]
    faults: list[Fault]

    def at(self, name: str) -> str:
        return f"{self.path}.{name}" if self.path else name

    def raw(self, column: str) -> str:
        value = self.data.get(column)
        if isinstance(value, dict | list):
            self.fault(column, "should be a single value")
            return ""
        return "" if value is None else str(value).strip()

    def fault(self, column: str, message: str) -> None:
        self.faults.append(Fault(self.file, None, self.at(column), message))

    def flag(self, column: str) -> bool | None:
        return self.choice(column, {"True": True, "False": False, "": None})

    def entry(self, name: str) -> "JsonEntry":
        """The object under *name*; an empty one where there is none."""
        value = self.data.get(name) or {}
        if not isinstance(value, dict):
            self.fault(name, "should be an object")
            value = {}
        return JsonEntry(self.file, self.at(name), value, self.faults)

    def entries(self, name: str, *, key: str = "") -> list["JsonEntry"]:
        """The objects under *name*; a second one with the same *key* is a fault."""
        found: list[JsonEntry] = []
        seen: set[str] = set()
        for number, value in enumerate(self.items(name)):
            path = f"{self.at(name)}[{number}]"
            if not isinstance(value, dict):
                self.faults.append(Fault(self.file, None, path, "should be an object"))
                continue
            entry = JsonEntry(self.file, path, value, self.faults)
            if key and (identity := entry.text(key, required=True)) in seen:
                entry.fault(key, f"repeats {identity!r}")
                continue
            if key:
                seen.add(identity)
            found.append(entry)
        return found

    def texts(self, name: str) -> list[str]:
        values = self.items(name)
        if not all(isinstance(value, str) for value in values):
            self.fault(name, "should hold texts only")
            return []
        return values

    def items(self, name: str) -> list[Any]:
        value = self.data.get(name) or []
        if not isinstance(value, list):
            self.fault(name, "should be a list")
            return []
        return value


def read_text(path: Path) -> str:
    """The file's text, or a fault that names the row and cell with the broken byte."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ImportFaults(
            [Fault(path.name, None, "", f"cannot be read: {error.strerror}")]
        ) from error
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        row, column = row_and_column(path, data[: error.start].decode("utf-8-sig"))
        message = f"byte 0x{data[error.start]:02x} is not UTF-8; save the file as UTF-8"
        raise ImportFaults([Fault(path.name, row, column, message)]) from error


def row_and_column(path: Path, before: str) -> tuple[int, str]:
    """Row and column that follow the text *before*."""
    if path.suffix == ".json":
        return before.count("\n") + 1, str(len(before.rpartition("\n")[2]) + 1)
    rows = relaxed_rows(f"{before}?")
    return len(rows), column_of(rows[0], rows[-1]) if len(rows) > 1 else ""


def relaxed_rows(text: str) -> list[list[str]]:
    """Rows up to where a file breaks, for saying where that is."""
    csv.field_size_limit(max(csv.field_size_limit(), len(text) + 1))
    return list(csv.reader(io.StringIO(text, newline="")))


def column_of(header: list[str], cells: list[str]) -> str:
    """The name of the last of *cells*."""
    return header[min(len(cells), len(header)) - 1] if cells and header else ""


def check_header(file: str, header: list[str], columns: Iterable[str]) -> None:
    missing = [name for name in columns if name not in header]
    repeated = sorted({name for name in header if header.count(name) > 1})
    faults = [Fault(file, 1, name, "column is missing") for name in missing]
    faults += [Fault(file, 1, name, "column stands twice") for name in repeated]
    if missing and len(header) == 1 and (mark := re.search(r"[;\t|]", header[0])):
        message = f"cells are separated by {mark[0]!r}; save the file with commas"
        faults = [Fault(file, 1, header[0][:40], message)]
    if faults:
        raise ImportFaults(faults)


def read_csv(
    path: Path,
    columns: Iterable[str],
    *,
    key: Iterable[str] = (),
    faults: list[Fault],
    text: str | None = None,
) -> Iterator[FileRow]:
    """Yield the rows of a CSV file that has at least *columns*.

    A wrong header raises at once, since nothing below it means anything. A row that is too short
    or too long, and a second row with the same *key*, go to *faults* and are left out.
    """
    text = read_text(path) if text is None else text
    # Long cells are refused below, where the column is known.
    csv.field_size_limit(max(csv.field_size_limit(), len(text) + 1))
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    key = tuple(key)
    header: list[str] = []
    seen: dict[tuple[str, ...], int] = {}
    number = filled = 0
    try:
        for number, cells in enumerate(reader, start=1):
            if number == 1:
                header = cells
                check_header(path.name, header, columns)
                continue
            # A spreadsheet saves the rows below its last as commas.
            if not any(cell.strip() for cell in cells):
                continue
            filled += 1
            if problem := unfit(header, cells):
                faults.append(Fault(path.name, number, *problem))
                continue
            row = FileRow(
                path.name, number, dict(zip(header, cells, strict=True)), faults
            )
            if identity := tuple(row.raw(name) for name in key):
                if identity in seen:
                    row.fault(
                        ", ".join(key),
                        f"repeats row {seen[identity]}: {', '.join(identity)}",
                    )
                    continue
                seen[identity] = number
            yield row
    except csv.Error as error:
        broken = relaxed_rows(text)[number : number + 1]
        column = column_of(header, broken[0]) if broken and is_cut(error) else ""
        message = "a quotation mark is never closed" if is_cut(error) else str(error)
        raise ImportFaults(
            [*faults, Fault(path.name, number + 1, column, message)]
        ) from error
    if not text.strip():
        faults.append(Fault(path.name, None, "", "is empty"))
    elif not filled:
        faults.append(Fault(path.name, None, "", "holds no rows"))
    elif not text.endswith(("\n", "\r")):
        faults.append(
            Fault(
                path.name,
                number,
                header[-1],
                "ends without a line break: cut off? Add one if the file is whole",
            )
        )


def is_cut(error: csv.Error) -> bool:
    return "unexpected end of data" in str(error)


def unfit(header: list[str], cells: list[str]) -> tuple[str, str] | None:
    """The column and the reason why a row cannot be read at all."""
    if len(cells) != len(header):
        column = header[min(len(cells), len(header) - 1)]
        return column, f"has {len(cells)} cells where the header has {len(header)}"
    for name, cell in zip(header, cells, strict=True):
        if len(cell) > MAX_CELL:
            return name, f"holds {len(cell):,} characters; {MAX_CELL:,} is the most"
    return None


def read_json(path: Path) -> Any:
    """The file's content; numbers with a point are Decimals."""

    def refuse(name: str) -> None:
        raise ImportFaults([Fault(path.name, None, name, "is not a number")])

    def unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) < len(pairs):
            names = [name for name, _ in pairs]
            twice = next(name for name in names if names.count(name) > 1)
            raise ImportFaults([Fault(path.name, None, twice, "stands twice")])
        return found

    try:
        return json.loads(
            read_text(path),
            parse_float=Decimal,
            parse_constant=refuse,
            object_pairs_hook=unique,
        )
    except json.JSONDecodeError as error:
        raise ImportFaults(
            [Fault(path.name, error.lineno, str(error.colno), error.msg)]
        ) from error
    except ValueError as error:
        raise ImportFaults([Fault(path.name, None, "", str(error))]) from error


def read_entry(path: Path, faults: list[Fault]) -> JsonEntry:
    """The file's outermost object."""
    content = read_json(path)
    if not isinstance(content, dict):
        raise ImportFaults([Fault(path.name, 1, "", "should hold an object")])
    return JsonEntry(path.name, "", content, faults)
