"""The columns of pay in its download, in the API and in the data dictionary: one list."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

from careers.choices import AreaKind, State
from careers.models import Area, Occupation, Pay
from careers.pay.figures import PERCENTILES, WITHHELD, PayRow
from editorial.choices import Kind
from editorial.models import Source
from web.downloads import Column, Columns, Value

PERIODS = {"annual": "a year", "hourly": "an hour"}


@dataclass
class PayLine:
    """One row of pay with its source."""

    row: PayRow
    source: Source

    @cached_property
    def wages(self) -> list[str]:
        return [f"{period}_{name}" for period in PERIODS for name in PERCENTILES]

    @property
    def withheld(self) -> list[str]:
        """Empty cells whose figure BLS knows and does not publish."""
        return [
            column
            for column in ("employment", *self.wages)
            if getattr(self.row, column) is None
            and self.row.why_missing(column) == WITHHELD
        ]

    @property
    def top_coded(self) -> list[str]:
        """Cells that hold the least it can be: BLS prints “or more”."""
        return [name for name in self.wages if self.row.wage(name).is_top_coded]


def wage(column: str) -> Callable[[PayLine], Value]:
    def value(line: PayLine) -> Value:
        amount = line.row.wage(column).amount
        if amount is None:
            return None
        return float(amount) if column.startswith("hourly") else int(amount)

    return value


def wage_columns() -> Iterator[Column]:
    for period, words in PERIODS.items():
        for name, label in PERCENTILES.items():
            column = f"{period}_{name}"
            yield Column(
                column,
                f"Pay {words}: {label}",
                wage(column),
                int if period == "annual" else float,
                f"US dollars {words}",
                blank="withheld by BLS if `withheld` names it, else not in this release",
            )


def quotient(line: PayLine) -> Value:
    found = line.row.location_quotient
    return None if found is None else float(found)


PAY_COLUMNS: Columns = (
    Column("occupation", "SOC 2018 code", lambda line: line.row.soc_code),
    Column("area", "Short name of the area in addresses", lambda p: p.row.place_slug),
    Column("area_name", "Name of the area, as OEWS has it", lambda p: p.row.place),
    Column(
        "area_kind",
        "Nation, state, metropolitan or nonmetropolitan area",
        lambda line: line.row.place_kind,
        choices=AreaKind,
    ),
    Column(
        "state",
        "State; of a metropolitan area, its primary one",
        lambda line: line.row.state or None,
        blank="the nation",
        choices=State,
    ),
    Column(
        "employment",
        "Jobs",
        lambda line: line.row.employment,
        int,
        "jobs",
        blank="withheld by BLS if `withheld` names it, else not in this release",
    ),
    Column(
        "location_quotient",
        "Share of the area’s jobs by the nation’s share; 1 is the same",
        quotient,
        float,
        blank="not in this release",
    ),
    *wage_columns(),
    Column(
        "withheld",
        "Columns whose figure BLS withholds",
        lambda line: line.withheld,
        list,
        blank="none",
    ),
    Column(
        "top_coded",
        "Columns of which BLS prints “or more”: the figure is the least it can be",
        lambda line: line.top_coded,
        list,
        blank="none",
    ),
    Column("release", "Release of the survey", lambda line: line.row.release),
    Column("kind", "How the figures came to be", lambda p: p.row.kind, choices=Kind),
    Column("source", "Where they come from", lambda line: line.source.citation),
    Column(
        "source_url",
        "Address of that source",
        lambda line: line.source.url or None,
        blank="it has no address",
    ),
)


def pay_lines(occupation: Occupation, area: Area | None = None) -> list[PayLine]:
    """The newest pay of one occupation, everywhere or in one area: the nation first."""
    pay = Pay.objects.current().filter(occupation=occupation)
    if area is not None:
        pay = pay.filter(area=area)
    rows = [PayRow(**row) for row in pay.figures()]
    sources = Source.objects.in_bulk({row.source_id for row in rows})
    kinds = AreaKind.values
    rows.sort(key=lambda r: (kinds.index(r.place_kind), r.place, r.place_slug))
    return [PayLine(row, sources[row.source_id]) for row in rows]
