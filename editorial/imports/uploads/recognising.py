"""Which importer a file is for, told by its columns."""

from dataclasses import replace
from pathlib import Path, PurePath

from editorial.imports.files import Fault, ImportFaults
from editorial.imports.uploads.importers import Importer, NeededFile, importers
from editorial.imports.uploads.tables import Table

OPENING = 100_000
"""Characters in which a header ends: the Scorecard's 3,300 names take 50,000."""
DICTIONARY_CELLS = 12
DESCRIBED = 0.6
LEAST_COLUMNS = 5


def recognise(tables: list[Table]) -> tuple[Importer, dict[NeededFile, Table]]:
    """The importer whose files are there, and which table is which; raises `ImportFaults`."""
    fitting = []
    for importer in importers():
        found = {}
        for needed in importer.files:
            found |= fitting_tables(needed, tables)
        if found.keys() >= {one for one in importer.files if not one.is_optional}:
            fitting.append((importer, found))
    if not fitting:
        only = tables[0].faults if len(tables) == 1 and not described_by(tables) else []
        raise ImportFaults(only or nearest(tables))
    # The one that asks for most says most about what the file is.
    best = max(
        fitting,
        key=lambda one: sum(len(f.columns) for f in one[0].files if f in one[1]),
    )
    if faults := faults_of(best[1]):
        raise ImportFaults(faults)
    return best


def faults_of(found: dict[NeededFile, Table]) -> list[Fault]:
    """What an optional table lacks is no reason to refuse the others."""
    needed = [table for one, table in found.items() if not one.is_optional]
    return [fault for table in needed for fault in table.faults]


def fitting_tables(needed: NeededFile, tables: list[Table]) -> dict[NeededFile, Table]:
    fitting = [table for table in tables if not missing(needed, table)]
    if not needed.is_repeated:
        del fitting[1:]
    stem, suffix = PurePath(needed.name).stem, PurePath(needed.name).suffix
    return {
        replace(needed, name=f"{stem}-{number}{suffix}")
        if number > 1
        else needed: table
        for number, table in enumerate(fitting, start=1)
    }


def missing(needed: NeededFile, table: Table) -> list[str]:
    opening = first_lines(table, needed.header_row)
    header = Table(table.name, needed.plain(opening)).header
    return [name for name in needed.columns if name not in header]


def first_lines(table: Table, count: int) -> str:
    """Down to the header's; a line break inside one of its cells does not belong to a header."""
    opening = table.text[:OPENING].replace("\r\n", "\n").replace("\r", "\n")
    return "".join(f"{line}\n" for line in opening.split("\n", count)[:count])


def nearest(tables: list[Table]) -> list[Fault]:
    """The columns that are missing from what the tables are most like."""
    wanted = [
        (needed, table)
        for table in tables
        for importer in importers()
        for needed in importer.files
        if not needed.is_optional
    ]
    best, table = min(wanted, key=lambda one: len(missing(*one)) / len(one[0].columns))
    lacking = missing(best, table)
    if label := described_by(tables):
        message = (
            f"is the dictionary of {label}, not the data: upload the file it describes"
        )
        return [Fault(tables[0].name, None, "", message)]
    if len(lacking) > len(best.columns) / 2:
        known = "; ".join(importer.label for importer in importers())
        message = f"no importer knows these columns. Known are: {known}"
        return [Fault(table.name, 1, "", message)]
    return [
        Fault(table.name, 1, name, f"column is missing (read as {best.name})")
        for name in lacking
    ]


def described_by(tables: list[Table]) -> str:
    """What the tables list the columns of, in their rows instead of their header."""
    words = {
        cell.strip().upper()
        for table in tables
        for line in table.text.splitlines()[1:]
        for cell in line.split(",")[:DICTIONARY_CELLS]
    }
    for importer in importers():
        columns = importer.files[0].columns
        known = sum(name.upper() in words for name in columns)
        if len(columns) >= LEAST_COLUMNS and known >= DESCRIBED * len(columns):
            return importer.label
    return ""


def lay_out(folder: Path, found: dict[NeededFile, Table]) -> dict[str, str]:
    """Write the tables under the names that the importer knows; answer the upload's names."""
    for needed, table in found.items():
        text = needed.plain(table.text)
        (folder / needed.name).write_text(text, encoding="utf-8", newline="")
    return {needed.name: table.name for needed, table in found.items()}
