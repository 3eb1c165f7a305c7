"""Which importer a file is for, told by its columns."""

from pathlib import Path

from editorial.imports.files import Fault, ImportFaults
from editorial.imports.uploads.importers import Importer, NeededFile, importers
from editorial.imports.uploads.tables import Table


def recognise(tables: list[Table]) -> tuple[Importer, dict[NeededFile, Table]]:
    """The importer whose files are there, and which table is which; raises `ImportFaults`."""
    fitting = []
    for importer in importers():
        found = {needed: first_fitting(needed, tables) for needed in importer.files}
        if all(found.values()):
            fitting.append((importer, found))
    if not fitting:
        raise ImportFaults(nearest(tables))
    # The one that asks for most says most about what the file is.
    return max(fitting, key=lambda one: sum(len(f.columns) for f in one[0].files))


def first_fitting(needed: NeededFile, tables: list[Table]) -> Table | None:
    return next((t for t in tables if not missing(needed, t)), None)


def missing(needed: NeededFile, table: Table) -> list[str]:
    header = Table(table.name, needed.plain(first_line(table))).header
    return [name for name in needed.columns if name not in header]


def first_line(table: Table) -> str:
    """The header's line; a line break inside one of its cells does not belong to a header."""
    return table.text.replace("\r", "\n").partition("\n")[0] + "\n"


def nearest(tables: list[Table]) -> list[Fault]:
    """The columns that are missing from what the first table is most like."""
    table = tables[0]
    wanted = [needed for importer in importers() for needed in importer.files]
    best = min(wanted, key=lambda one: len(missing(one, table)) / len(one.columns))
    lacking = missing(best, table)
    if len(lacking) > len(best.columns) / 2:
        known = "; ".join(importer.label for importer in importers())
        message = f"no importer knows these columns. Known are: {known}"
        return [Fault(table.name, 1, "", message)]
    return [
        Fault(table.name, 1, name, f"column is missing (read as {best.name})")
        for name in lacking
    ]


def lay_out(folder: Path, found: dict[NeededFile, Table]) -> dict[str, str]:
    """Write the tables under the names that the importer knows; answer the upload's names."""
    for needed, table in found.items():
        text = needed.plain(table.text)
        (folder / needed.name).write_text(text, encoding="utf-8", newline="")
    return {needed.name: table.name for needed, table in found.items()}
