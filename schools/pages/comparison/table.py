"""The parts of a comparison: cells, rows and groups, and which value of a row is best."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from editorial.marks import Mark


@dataclass(frozen=True)
class ComparisonCell:
    """A value, or the reason why there is none."""

    text: str = ""
    unit: str = ""
    note: str = ""
    kind: str = ""
    reason: str = "Not known"
    outcome: str = ""
    """How an exam decides: “yes”, “if”, “no” or “unknown”."""
    url: str = ""
    links: tuple[tuple[str, str], ...] = ()
    """Slug and name of each credential that the text lists."""
    amount: float | None = None
    """What ranks the cell among its neighbours."""
    is_figure: bool = False
    best: str = ""
    mark: Mark | None = None

    @property
    def content(self) -> tuple:
        """What must differ for two cells to differ."""
        return self.text, self.unit, self.kind, self.outcome

    @property
    def is_known(self) -> bool:
        return bool(self.text)


@dataclass(frozen=True)
class ComparisonRow:
    label: str
    cells: list[ComparisonCell]
    source: str = ""
    """Fact group whose source mark the row carries; blank: none."""
    hint: str = ""
    marks: tuple[Mark, ...] = ()
    """Sources that hold for the whole row."""
    links: tuple[tuple[str, str], ...] = ()
    """Slug and name of each credential the row is about, instead of a label."""

    @property
    def is_different(self) -> bool:
        return len({cell.content for cell in self.cells}) > 1


@dataclass(frozen=True)
class RowGroup:
    slug: str
    title: str
    rows: list[ComparisonRow]
    note: str = ""


def rank(
    row: ComparisonRow, word: str, *, unless: str = "", most: bool = False
) -> ComparisonRow:
    """Call the best value of *row* by *word*, or say why it is not ranked (*unless*).

    Nothing is best among fewer than two known values, or where all are the same.
    """
    known = [cell.amount for cell in row.cells if cell.amount is not None]
    if len(set(known)) < 2:
        return row
    if unless:
        return replace(row, hint=f"Not ranked: {unless}.")
    best = max(known) if most else min(known)
    word = f"{word}, shared" if known.count(best) > 1 else word
    cells = [
        replace(cell, best=word) if cell.amount == best else cell for cell in row.cells
    ]
    return replace(row, cells=cells)


def differ(values: Iterable) -> bool:
    """More than one among the known values."""
    return len({value for value in values if value}) > 1


def with_source_marks(
    group: RowGroup, marks: Sequence[dict[str, Mark | None]]
) -> RowGroup:
    """Put on each figure the source mark of its own program."""
    rows = []
    for row in group.rows:
        cells = [
            replace(cell, mark=own.get(row.source))
            if row.source and cell.is_known
            else cell
            for cell, own in zip(row.cells, marks, strict=True)
        ]
        rows.append(replace(row, cells=cells))
    return replace(group, rows=rows)
