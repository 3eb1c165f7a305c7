"""Geometry of the charts, worked out here so that a template only places it."""

import math
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from careers.choices import AreaKind
from careers.models import Career
from careers.pay.figures import PERCENTILES, Figure, PayRow

STEP = 10_000
"""Dollars to which the ends of a scale are rounded: a scale is two to twenty of them long, most
often three or four."""

SHADES = 5
"""As many steps as are told apart in print, in light and in dark; the number is printed too."""

NEAR_EDGE = 20
"""Per cent of the width within which words lean inwards. The widest, “$50,980 all occupations”,
take 156 px; half of that, 78, is less than a fifth of a phone's chart (328 px) with its margin."""

NAMES = {"p10": "10th", "p25": "25th", "median": "Median", "p75": "75th", "p90": "90th"}


@dataclass(frozen=True)
class Scale:
    """Dollars a year onto 0–100 per cent of the chart's width."""

    low: int
    high: int

    @classmethod
    def over(cls, amounts: Iterable[int | Decimal]) -> "Scale":
        """Round outwards to whole steps, so that neighbouring charts look alike."""
        amounts = list(amounts)
        low = math.floor(min(amounts) / STEP) * STEP
        high = math.ceil(max(amounts) / STEP) * STEP
        return cls(int(low), int(max(high, low + STEP)))

    def x(self, amount: int | Decimal) -> float:
        share = (float(amount) - self.low) / (self.high - self.low)
        return round(100 * min(max(share, 0), 1), 2)


@dataclass(frozen=True)
class Tick:
    """A labelled point of the spread."""

    x: float
    text: str
    name: str
    key: str = ""

    @property
    def anchor(self) -> str:
        """Words at either end stay inside the chart."""
        if self.x < NEAR_EDGE:
            return "start"
        return "end" if self.x > 100 - NEAR_EDGE else "middle"

    @property
    def is_minor(self) -> bool:
        return self.key in {"p25", "p75"}


@dataclass(frozen=True)
class Bar:
    x: float
    width: float


@dataclass(frozen=True)
class Spread:
    """Pay from the 10th to the 90th percentile, with the middle half and the median."""

    title: str
    ticks: list[Tick]
    whole: Bar | None
    middle: Bar | None
    median: Tick | None
    benchmark: Tick | None = None
    mine: Tick | None = None
    description: str = field(default="")

    @property
    def others(self) -> list[Tick]:
        return [tick for tick in self.ticks if tick.key != "median"]


def published_wages(row: PayRow) -> dict[str, Figure]:
    wages = {key: row.wage(f"annual_{key}") for key in PERCENTILES}
    return {key: wage for key, wage in wages.items() if wage.amount is not None}


def scale_for(rows: Iterable[PayRow], *amounts: int | Decimal | None) -> Scale | None:
    """One scale for several spreads; None where there is nothing to draw."""
    found = [wage.amount for row in rows for wage in published_wages(row).values()]
    if not found:
        return None
    return Scale.over(found + [amount for amount in amounts if amount is not None])


def spread(
    row: PayRow,
    scale: Scale,
    *,
    benchmark: tuple[Figure, str] | None = None,
    mine: Decimal | None = None,
) -> Spread:
    """The chart of one row; *benchmark* is a figure to compare with and its name."""
    wages = published_wages(row)
    points = {key: scale.x(wage.amount) for key, wage in wages.items()}

    def bar(low: str, high: str) -> Bar | None:
        if low not in points or high not in points:
            return None
        return Bar(points[low], round(points[high] - points[low], 2))

    ticks = [Tick(points[key], wages[key].text, NAMES[key], key) for key in points]
    compared = None
    if benchmark and benchmark[0].amount is not None:
        figure, name = benchmark
        compared = Tick(scale.x(figure.amount), figure.text, name)
    return Spread(
        title=f"Pay in {row.place}, {row.release}",
        description=", ".join(f"{PERCENTILES[tick.key]} {tick.text}" for tick in ticks),
        ticks=ticks,
        whole=bar("p10", "p90"),
        middle=bar("p25", "p75"),
        median=next((tick for tick in ticks if tick.key == "median"), None),
        benchmark=compared,
        mine=None if mine is None else Tick(scale.x(mine), f"${mine:,.0f}", "You"),
    )


@dataclass(frozen=True)
class PayTile:
    """One state of the tile map."""

    state: str
    name: str
    slug: str
    figure: Figure
    shade: int
    is_selected: bool = False

    @property
    def short(self) -> str:
        """Thousands of dollars, as printed in the tile."""
        if self.figure.amount is None:
            return ""
        return f"{self.figure.amount / 1000:.1f}" + "+" * self.figure.is_top_coded


def tiles(rows: Iterable[PayRow], selected: str = "") -> list[PayTile]:
    """States shaded in five steps with as many states in each; missing ones unshaded."""
    states = [row for row in rows if row.place_kind == AreaKind.STATE]
    ranked = sorted(
        row.median.amount for row in states if row.median.amount is not None
    )
    return [
        PayTile(
            state=row.state,
            name=row.place,
            slug=row.place_slug,
            figure=row.median,
            shade=shade(row.median.amount, ranked),
            is_selected=row.place_slug == selected,
        )
        for row in sorted(states, key=lambda row: row.state)
    ]


def shade(amount: int | None, ranked: list[int]) -> int:
    """1 to 5, lightest to darkest; 0: no figure. Equal amounts share a shade."""
    if amount is None:
        return 0
    return 1 + ranked.index(amount) * SHADES // len(ranked)


@dataclass(frozen=True)
class OccupationBar:
    """Pay of one occupation as the survey counts it, with the careers that are in it."""

    row: PayRow
    spread: Spread
    careers: list[Career]

    @property
    def title(self) -> str:
        """As the survey calls the occupation."""
        return self.row.occupation_title.capitalize()


def side_by_side(
    entries: Iterable[tuple[Career, PayRow | None]],
) -> list[OccupationBar]:
    """One bar an occupation, all on one scale, in the order of the first career of each.

    Careers that the survey counts together share a row of pay: a bar for each of them would
    show the same figures several times as if they told the careers apart.
    """
    rows: dict[str, PayRow] = {}
    careers = defaultdict(list)
    for career, row in entries:
        if row is not None:
            rows[row.soc_code] = row
            careers[row.soc_code].append(career)
    scale = scale_for(rows.values())
    if scale is None:
        return []
    return [
        OccupationBar(row, spread(row, scale), careers[soc_code])
        for soc_code, row in rows.items()
    ]
