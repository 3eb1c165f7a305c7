"""The pay section of a profile: the spread, the states, where it pays and where the jobs are."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from careers.choices import ALL_OCCUPATIONS, AreaKind
from careers.models import Career, IndustryPay, Pay
from careers.pay.charts import PayTile, Scale, Spread, scale_for, spread, tiles
from careers.pay.figures import PayRow
from careers.pay.headlines import Headlines
from editorial.choices import Kind
from editorial.marks import Mark

TOP = 5
"""Rows of a ranking: the whole of one stands on a phone's screen beside its heading."""


@dataclass(frozen=True)
class Top:
    """The first few of a ranking, for a small table."""

    title: str
    rows: list[PayRow]


@dataclass(frozen=True)
class PastPay:
    """The nation's row of an older release."""

    row: PayRow
    mark: Mark | None
    is_retired: bool
    """Counted under a code that is no longer in use."""


@dataclass(frozen=True)
class PayPanel:
    nation: PayRow | None
    benchmark: PayRow | None
    mark: Mark | None
    industry_mark: Mark | None
    spread: Spread | None
    scale: Scale | None
    tiles: list[PayTile]
    states: list[PayRow]
    tops: list[Top]
    industries: list[Top]
    history: list[PastPay]
    """Newest first."""

    @property
    def retired_codes(self) -> list[str]:
        return sorted({past.row.soc_code for past in self.history if past.is_retired})


@dataclass(frozen=True)
class CareerPay:
    """The rows that the pay section of a profile is made from."""

    areas: list[PayRow]
    """Every area of its occupation; the nation alone of all occupations and of its neighbours."""
    industries: list[PayRow]
    past: list[PayRow]
    """The nation in older releases, under whichever code its jobs were counted."""

    @property
    def rows(self) -> list[PayRow]:
        return [*self.areas, *self.industries, *self.past]


def read_pay(career: Career, beside: Iterable[int]) -> CareerPay:
    """Three queries; *beside* are the occupations of its neighbours."""
    occupation = career.occupation_id
    areas = Pay.objects.current().of_occupation(occupation, beside)
    industries = IndustryPay.objects.current().industry_groups()
    past = Pay.objects.superseded().national().of_occupation_or_code_before(occupation)
    return CareerPay(
        areas=[PayRow(**row) for row in areas.figures()],
        industries=[
            PayRow(**row) for row in industries.filter(occupation=occupation).figures()
        ],
        past=[PayRow(**row) for row in past.figures()],
    )


def pay_panel(occupation: int, figures: CareerPay, headlines: Headlines) -> PayPanel:
    kinds = defaultdict(list)
    for row in figures.areas:
        if row.occupation_id == occupation:
            kinds[row.place_kind].append(row)
    nation = next(iter(kinds[AreaKind.NATION]), None)
    benchmark = next(
        (row for row in figures.areas if row.soc_code == ALL_OCCUPATIONS), None
    )
    compared = benchmark.median if benchmark else None
    scale = scale_for([nation] if nation else [], compared and compared.amount)
    states, metros = kinds[AreaKind.STATE], kinds[AreaKind.METRO]
    return PayPanel(
        nation=nation,
        benchmark=benchmark,
        mark=headlines.mark(nation),
        industry_mark=headlines.mark(next(iter(figures.industries), None)),
        spread=nation
        and scale
        and spread(
            nation,
            scale,
            benchmark=compared and (compared, "all occupations"),
        ),
        scale=scale,
        tiles=tiles(states),
        states=sorted(states, key=lambda row: row.place),
        tops=[*rankings("States", states), *rankings("Metro areas", metros)],
        industries=rankings("Industries", figures.industries),
        history=history(occupation, figures.past, headlines),
    )


def history(
    occupation: int, past: Iterable[PayRow], headlines: Headlines
) -> list[PastPay]:
    """Newest year first; a release’s name ends in its year."""
    newest_first = sorted(
        past, key=lambda row: (row.release[-4:], row.soc_code), reverse=True
    )
    return [
        PastPay(
            row,
            headlines.marks.of(headlines.sources.get(row.source_id), Kind.HISTORICAL),
            row.occupation_id != occupation,
        )
        for row in newest_first
    ]


def rankings(name: str, rows: list[PayRow]) -> list[Top]:
    """The two questions people ask of places: where it pays, where the jobs are."""
    tops = [
        Top(f"{name} that pay most", best_paid(rows)),
        Top(f"{name} with most jobs", most_jobs(rows)),
    ]
    return [top for top in tops if top.rows]


def best_paid(rows: Iterable[PayRow], top: int = TOP) -> list[PayRow]:
    """Highest median first; places without one are left out."""
    known = [row for row in rows if row.annual_median is not None]
    return sorted(known, key=lambda row: (-row.annual_median, row.place))[:top]


def most_jobs(rows: Iterable[PayRow], top: int = TOP) -> list[PayRow]:
    known = [row for row in rows if row.employment is not None]
    return sorted(known, key=lambda row: (-row.employment, row.place))[:top]
