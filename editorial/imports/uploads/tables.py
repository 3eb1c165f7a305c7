"""What lies in an uploaded file, as tables of plain text, or the reason why it is refused.

Whatever people save is made UTF-8 with commas where that is certain. What would have to be
guessed, or grows beyond measure when unpacked, is refused with its row and column.
"""

import csv
import io
import logging
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from editorial.imports.files import Fault, ImportFaults
from editorial.imports.uploads.workbooks import workbook_tables

logger = logging.getLogger(__name__)

MAX_BYTES = 30_000_000
MAX_UNPACKED = 300_000_000
"""OEWS of metropolitan areas has 150,000 rows of 1.1 KB; the Scorecard's fields 130 MB."""
MAX_ENTRIES = 200
UTF_16 = (b"\xff\xfe", b"\xfe\xff")
COMPOUND = b"\xd0\xcf\x11\xe0"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
OTHER_KINDS = {
    COMPOUND: "is of Excel before 2007; save it as .xlsx or CSV",
    b"%PDF": "is a PDF; ask for the table as CSV or XLSX",
    b"\x1f\x8b": "is packed with gzip; unpack it, or pack it as ZIP",
}
FEDERAL_SURVEY = b"UNITID,"
"""Files of IPEDS begin so; older ones are in latin-1, which the publisher says."""
DELIMITERS = ";\t|"


@dataclass
class Table:
    """A table as CSV with commas; *name* tells the file, and the sheet of a workbook."""

    name: str
    text: str
    faults: list[Fault] = field(default_factory=list)
    """What cannot be read for certain; it matters where the table is one that is wanted."""

    @property
    def header(self) -> list[str]:
        try:
            return next(csv.reader(io.StringIO(self.text, newline="")), [])
        except csv.Error:
            return []


def refused(name: str, message: str, row: int | None = None) -> ImportFaults:
    return ImportFaults([Fault(name, row, "", message)])


def tables_in(name: str, data: bytes, *, is_inside: bool = False) -> list[Table]:
    """The tables of one upload, or of a file inside an archive; raises `ImportFaults`."""
    if not data.strip():
        raise refused(name, "is empty")
    if len(data) > MAX_BYTES:
        raise refused(name, f"is larger than {MAX_BYTES // 1_000_000} MB")
    if data.startswith(COMPOUND) and ENCRYPTED in data:
        raise refused(name, "is locked with a password; save it without one")
    for mark, message in OTHER_KINDS.items():
        if data.startswith(mark):
            raise refused(name, message)
    if not data.startswith(b"PK"):
        return [Table(name, plain_text(name, data))]
    return list(unpacked(name, data, is_inside))


def unpacked(name: str, data: bytes, is_inside: bool) -> Iterator[Table]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            check_size(name, archive)
            if "xl/workbook.xml" in archive.namelist():
                yield from (
                    Table(*told) for told in workbook_tables(name, data, archive)
                )
                return
            if is_inside:
                raise refused(name, "is an archive in an archive")
            found = False
            size = 0
            for entry in archive.infolist():
                inner = PurePosixPath(entry.filename).name
                if entry.is_dir() or inner.startswith((".", "_")):
                    continue
                if not inner.lower().endswith((".csv", ".tsv", ".txt", ".xlsx")):
                    continue
                found = True
                for table in tables_in(inner, archive.read(entry), is_inside=True):
                    size += len(table.text)
                    if size > MAX_UNPACKED:
                        raise refused(name, "holds too much")
                    yield table
            if not found:
                raise refused(name, "holds no CSV and no XLSX")
    except ImportFaults:
        raise
    except Exception as error:
        # A broken archive breaks its reader in more ways than its documentation names.
        logger.info("Archive that cannot be read: %s", error)
        raise refused(name, "is broken: it cannot be unpacked") from error


def check_size(name: str, archive: zipfile.ZipFile) -> None:
    """Refuse before unpacking; the sizes are what Python's reader will stop at."""
    entries = archive.infolist()
    size = sum(entry.file_size for entry in entries)
    if size > MAX_UNPACKED:
        raise refused(
            name,
            f"unpacks to {size // 1_000_000:,} MB; {MAX_UNPACKED // 1_000_000} MB is the most",
        )
    if len(entries) > MAX_ENTRIES:
        raise refused(name, f"holds {len(entries)} files; {MAX_ENTRIES} is the most")
    if any(entry.flag_bits & 1 for entry in entries):
        raise refused(name, "is locked with a password")


def plain_text(name: str, data: bytes) -> str:
    if data.startswith(UTF_16):
        try:
            text = data.decode("utf-16")
        except UnicodeDecodeError as error:
            raise refused(name, "is not whole: its UTF-16 ends in between") from error
    else:
        text = decoded(name, data)
    if text.lstrip()[:1] == "<":
        message = "is a web page, not a table: copy its rows into the box instead"
        raise refused(name, message, 1)
    return with_commas(name, text)


def decoded(name: str, data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if data.startswith(FEDERAL_SURVEY):
            return data.decode("latin-1")
        before = data[: error.start].decode("utf-8-sig")
        rows = list(csv.reader(io.StringIO(f"{before}?", newline="")))
        header, last = rows[0], rows[-1]
        column = header[min(len(last), len(header)) - 1] if len(rows) > 1 else ""
        byte = f"byte 0x{data[error.start]:02x} is not UTF-8; save the file as UTF-8"
        raise ImportFaults([Fault(name, len(rows), column, byte)]) from error
    except csv.Error as error:
        raise refused(name, "is neither UTF-8 nor a table") from error


def with_commas(name: str, text: str) -> str:
    """A table whose header has no comma, but semicolons, tabs or bars, with commas."""
    line = re.split(r"[\r\n]", text.lstrip("\r\n"), maxsplit=1)[0]
    mark = max(DELIMITERS, key=line.count)
    if line.count(mark) <= line.count(",") or not line.count(mark):
        return text
    csv.field_size_limit(max(csv.field_size_limit(), len(text) + 1))
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=True)
    out = io.StringIO()
    writer = csv.writer(out)
    try:
        for row in rows:
            writer.writerow(row)
    except csv.Error as error:
        raise refused(name, str(error), rows.line_num) from error
    # A file that ends within a row has to be seen as such.
    return (
        out.getvalue() if text.endswith(("\n", "\r")) else out.getvalue().rstrip("\r\n")
    )
