"""Sheets of an XLSX file as CSV; a formula or a merged cell is named, never guessed at."""

import csv
import datetime as dt
import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

from editorial.imports.files import Fault, ImportFaults

MAX_ROWS = 250_000
"""The largest sheet that is handed out for us to read has some 210,000."""
MAX_CELLS = 8_000_000
NAMED_FAULTS = 50
MERGED = re.compile(rb'<mergeCell[^>]*\sref="([A-Z]{1,3}[0-9]{1,7}:[A-Z0-9]{1,10})"')
CHUNK = 1_000_000


def workbook_tables(
    name: str, data: bytes, archive: zipfile.ZipFile
) -> Iterator[tuple[str, str, list[Fault]]]:
    """Name and text of each sheet that holds something, and what in it cannot be read."""
    # Here, since no visitor needs it: every worker of the site would hold 9 MB more.
    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(data), read_only=True, keep_links=False)
    try:
        filled = []
        for sheet in book.worksheets:
            # What a file says of its own extent may be wrong, or a trap.
            sheet.reset_dimensions()
            text, faults = sheet_text(name, sheet)
            if text or faults:
                merged = merged_in(archive, sheet._worksheet_path.lstrip("/"))
                faults += [merged_fault(name, place) for place in merged]
                filled.append((sheet.title, text, faults[:NAMED_FAULTS]))
    finally:
        book.close()
    for title, text, faults in filled:
        told = name if len(filled) == 1 else f"{name}, sheet {title}"
        yield told, text, faults
    if not filled:
        raise ImportFaults([Fault(name, None, "", "holds no rows")])


def merged_fault(name: str, place: str) -> Fault:
    return Fault(name, row_of(place), column_of(place), f"{place} is one merged cell")


def merged_in(archive: zipfile.ZipFile, part: str) -> list[str]:
    found, rest = [], b""
    with archive.open(part) as sheet:
        while chunk := sheet.read(CHUNK):
            text = rest + chunk
            found += [place.decode() for place in MERGED.findall(text)]
            rest = text[text.rfind(b"<") :] if b"<" in text else b""
    return found


def row_of(place: str) -> int:
    return int(re.search(r"[0-9]+", place)[0])


def column_of(place: str) -> str:
    return re.match(r"[A-Z]+", place)[0]


def sheet_text(name: str, sheet: Any) -> tuple[str, list[Fault]]:
    out = io.StringIO()
    writer = csv.writer(out)
    faults: list[Fault] = []
    header: list[str] = []
    cells = 0
    for number, row in enumerate(sheet.iter_rows(), start=1):
        cells += len(row)
        if number > MAX_ROWS or cells > MAX_CELLS:
            raise ImportFaults([Fault(name, number, "", "has too many rows or cells")])
        texts = []
        for at, cell in enumerate(row):
            text, problem = text_of(cell)
            if problem:
                known = header[at] if at < len(header) else ""
                column = known or cell.column_letter
                faults.append(Fault(name, number, column, problem))
            texts.append(text)
        while texts and not texts[-1]:
            texts.pop()
        if len(faults) >= NAMED_FAULTS:
            break
        if number == 1:
            header = texts
        texts += [""] * (len(header) - len(texts))
        writer.writerow(texts)
    text = out.getvalue()
    return (text if text.strip('\r\n," ') else ""), faults


def text_of(cell: Any) -> tuple[str, str]:
    """The cell as text, and what is wrong with it."""
    value = cell.value
    if cell.data_type == "f":
        return "", "holds a formula; paste it as a value"
    if cell.data_type == "e":
        return "", f"holds the error {value}"
    match value:
        case None:
            return "", ""
        case bool():
            return ("yes" if value else "no"), ""
        case dt.datetime():
            return value.date().isoformat(), ""
        case dt.date():
            return value.isoformat(), ""
        case float() if value.is_integer():
            return str(int(value)), ""
    return str(value), ""
