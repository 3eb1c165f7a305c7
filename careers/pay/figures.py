"""Pay as pages say it: one place, five percentiles, and why a figure is missing."""

from dataclasses import dataclass
from decimal import Decimal

from careers.choices import AreaKind
from web.templatetags.figures import money, number

HOURS_A_YEAR = 2_080
"""How OEWS turns hourly pay into a year's."""

TOP_CODE = 239_200
"""From here on BLS tables print “or more”, though the flat file carries the amounts; so do we."""

TOP_CODE_HOURLY = Decimal("115.00")

PERCENTILES = {
    "p10": "10th percentile",
    "p25": "25th percentile",
    "median": "median",
    "p75": "75th percentile",
    "p90": "90th percentile",
}

WITHHELD = "BLS withholds this figure"
NOT_PUBLISHED = "Not in this release"
NO_ROW = "This release has no row for that job here"


@dataclass(frozen=True)
class Figure:
    """A number with its words; ``amount`` is None when it is missing, for ``reason``."""

    amount: int | Decimal | None
    text: str
    reason: str = ""
    is_top_coded: bool = False

    def __str__(self) -> str:
        return self.text or self.reason


@dataclass(frozen=True)
class PayRow:
    """One row of `PayQuerySet.figures`: an occupation in an area or an industry."""

    place: str
    place_slug: str
    place_kind: str
    """Of an area; blank for an industry."""
    state: str
    soc_code: str
    occupation_title: str
    occupation_id: int
    employment: int | None
    location_quotient: Decimal | None
    annual_mean: int | None
    annual_p10: int | None
    annual_p25: int | None
    annual_median: int | None
    annual_p75: int | None
    annual_p90: int | None
    hourly_mean: Decimal | None
    hourly_p10: Decimal | None
    hourly_p25: Decimal | None
    hourly_median: Decimal | None
    hourly_p75: Decimal | None
    hourly_p90: Decimal | None
    suppressed_fields: str
    release: str
    kind: str
    source_id: int

    @property
    def is_nation(self) -> bool:
        return self.place_kind == AreaKind.NATION

    @property
    def jobs(self) -> Figure:
        if self.employment is None:
            return Figure(None, "", self.why_missing("employment"))
        return Figure(self.employment, number(self.employment))

    @property
    def p10(self) -> Figure:
        return self.wage("annual_p10")

    @property
    def median(self) -> Figure:
        return self.wage("annual_median")

    @property
    def p90(self) -> Figure:
        return self.wage("annual_p90")

    def wage(self, column: str) -> Figure:
        amount = getattr(self, column)
        if amount is None:
            return Figure(None, "", self.why_missing(column))
        top = TOP_CODE_HOURLY if column.startswith("hourly") else TOP_CODE
        if amount >= top:
            return Figure(top, f"{money(top)} or more", is_top_coded=True)
        if column.startswith("hourly"):
            return Figure(amount, f"${amount:,.2f}")
        return Figure(amount, money(amount))

    def why_missing(self, column: str) -> str:
        withheld = column in self.suppressed_fields.split(";")
        return WITHHELD if withheld else NOT_PUBLISHED

    def mean(self) -> tuple[Figure, Figure]:
        """The average, which a few high wages pull up: a year and an hour."""
        return self.wage("annual_mean"), self.wage("hourly_mean")

    def percentiles(self) -> list[tuple[str, Figure, Figure]]:
        """Name, pay a year and pay an hour, lowest first."""
        return [
            (label, self.wage(f"annual_{key}"), self.wage(f"hourly_{key}"))
            for key, label in PERCENTILES.items()
        ]


def position_in_spread(row: PayRow, yearly: Decimal) -> str:
    """Between which percentiles of *row* a yearly pay falls, after “Your pay is …”."""
    below, above = "", ""
    for label, figure, _hourly in row.percentiles():
        if figure.amount is None:
            continue
        if figure.is_top_coded:
            if yearly >= TOP_CODE:
                return f"in the range where BLS prints only “{money(TOP_CODE)} or more”"
            above = above or label
        elif yearly == figure.amount:
            return f"at the {label}"
        elif yearly > figure.amount:
            below = label
        else:
            above = above or label
    match below, above:
        case "", "":
            return ""
        case "", _:
            return f"below the {above}"
        case _, "":
            return f"above the {below}"
        case _:
            return f"between the {below} and the {above}"
