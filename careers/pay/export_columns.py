"""The columns of pay in its download, in the API and in the data dictionary: one list."""

from dataclasses import dataclass
from functools import cached_property

from careers.choices import AreaKind, State
from careers.models import Area, Occupation, Pay
from careers.pay.figures import PERCENTILES, WITHHELD, PayRow
from editorial.choices import Kind
from editorial.models import Source
from web.downloads import ExportColumn

BLANK_FIGURE = "withheld by BLS if `withheld` names it, else not in this release"


@dataclass
class PayLine:
    """One row of pay with its source."""

    row: PayRow
    source: Source

    @cached_property
    def wages(self) -> list[str]:
        return [
            f"{period}_{name}"
            for period in ("annual", "hourly")
            for name in PERCENTILES
        ]

    def annual(self, percentile: str) -> int | None:
        """Dollars a year; where BLS prints “or more”, the least it can be."""
        amount = self.row.wage(f"annual_{percentile}").amount
        return None if amount is None else int(amount)

    def hourly(self, percentile: str) -> float | None:
        """Dollars an hour; where BLS prints “or more”, the least it can be."""
        amount = self.row.wage(f"hourly_{percentile}").amount
        return None if amount is None else float(amount)

    @property
    def location_quotient(self) -> float | None:
        quotient = self.row.location_quotient
        return None if quotient is None else float(quotient)

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


WHAT_AND_WHERE = (
    ExportColumn("occupation", "SOC 2018 code", lambda line: line.row.soc_code),
    ExportColumn(
        "area", "Short name of the area in addresses", lambda line: line.row.place_slug
    ),
    ExportColumn(
        "area_name", "Name of the area, as OEWS has it", lambda line: line.row.place
    ),
    ExportColumn(
        "area_kind",
        "Nation, state, metropolitan or nonmetropolitan area",
        lambda line: line.row.place_kind,
        choices=AreaKind,
    ),
    ExportColumn(
        "state",
        "State; of a metropolitan area, its primary one",
        lambda line: line.row.state or None,
        blank="the nation",
        choices=State,
    ),
)
JOBS = (
    ExportColumn(
        "employment",
        "Jobs",
        lambda line: line.row.employment,
        int,
        "jobs",
        blank=BLANK_FIGURE,
    ),
    ExportColumn(
        "location_quotient",
        "Share of the area’s jobs by the nation’s share; 1 is the same",
        lambda line: line.location_quotient,
        float,
        blank="not in this release",
    ),
)
PAY_A_YEAR = (
    ExportColumn(
        "annual_p10",
        "Pay a year: 10th percentile",
        lambda line: line.annual("p10"),
        int,
        "US dollars a year",
        blank=BLANK_FIGURE,
    ),
    ExportColumn(
        "annual_p25",
        "Pay a year: 25th percentile",
        lambda line: line.annual("p25"),
        int,
        "US dollars a year",
        blank=BLANK_FIGURE,
    ),
    ExportColumn(
        "annual_median",
        "Pay a year: median",
        lambda line: line.annual("median"),
        int,
        "US dollars a year",
        blank=BLANK_FIGURE,
    ),
    ExportColumn(
        "annual_p75",
        "Pay a year: 75th percentile",
        lambda line: line.annual("p75"),
        int,
        "US dollars a year",
        blank=BLANK_FIGURE,
    ),
    ExportColumn(
        "annual_p90",
        "Pay a year: 90th percentile",
        lambda line: line.annual("p90"),
        int,
        "US dollars a year",
        blank=BLANK_FIGURE,
    ),
)
PAY_AN_HOUR = (
    ExportColumn(
        "hourly_p10",
        "Pay an hour: 10th percentile",
        lambda line: line.hourly("p10"),
        float,
        "US dollars an hour",
        blank=BLANK_FIGURE,
    ),
    ExportColumn(
        "hourly_p25",
        "Pay an hour: 25th percentile",
        lambda line: line.hourly("p25"),
        float,
        "US dollars an hour",
        blank=BLANK_FIGURE,
    ),
    ExportColumn(
        "hourly_median",
        "Pay an hour: median",
        lambda line: line.hourly("median"),
        float,
        "US dollars an hour",
        blank=BLANK_FIGURE,
    ),
    ExportColumn(
        "hourly_p75",
        "Pay an hour: 75th percentile",
        lambda line: line.hourly("p75"),
        float,
        "US dollars an hour",
        blank=BLANK_FIGURE,
    ),
    ExportColumn(
        "hourly_p90",
        "Pay an hour: 90th percentile",
        lambda line: line.hourly("p90"),
        float,
        "US dollars an hour",
        blank=BLANK_FIGURE,
    ),
)
WHAT_IS_MISSING = (
    ExportColumn(
        "withheld",
        "Columns whose figure BLS withholds",
        lambda line: line.withheld,
        list,
        blank="none",
    ),
    ExportColumn(
        "top_coded",
        "Columns of which BLS prints “or more”: the figure is the least it can be",
        lambda line: line.top_coded,
        list,
        blank="none",
    ),
)
EVIDENCE = (
    ExportColumn("release", "Release of the survey", lambda line: line.row.release),
    ExportColumn(
        "kind", "How the figures came to be", lambda line: line.row.kind, choices=Kind
    ),
    ExportColumn("source", "Where they come from", lambda line: line.source.citation),
    ExportColumn(
        "source_url",
        "Address of that source",
        lambda line: line.source.url or None,
        blank="it has no address",
    ),
)
PAY_COLUMNS = (
    *WHAT_AND_WHERE,
    *JOBS,
    *PAY_A_YEAR,
    *PAY_AN_HOUR,
    *WHAT_IS_MISSING,
    *EVIDENCE,
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
