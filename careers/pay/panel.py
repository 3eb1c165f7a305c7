"""The pay section of a profile: the spread, the states, where it pays and where the jobs are."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from careers.choices import ALL_OCCUPATIONS, AreaKind
from careers.models import Career, IndustryPay, Pay
from careers.pages.headlines import Headlines
from careers.pay.charts import PayTile, Scale, Spread, scale_for, spread, tiles
from careers.pay.figures import HISTORY, INDUSTRY, PayRow
from editorial.choices import Kind
from editorial.marks import Mark

TOP = 5


@dataclass(frozen=True)
class Top:
    """The first few of a ranking, told as a small table."""

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


def read_pay(career: Career, beside: Iterable[int]) -> list[PayRow]:
    """Areas and industries of its occupation, what stands beside it, and older releases."""
    areas = Pay.objects.current().of_occupation(career.occupation_id, beside)
    industries = (
        IndustryPay.objects.current()
        .industry_groups()
        .filter(occupation=career.occupation_id)
    )
    past = (
        Pay.objects.superseded()
        .national()
        .of_occupation_or_code_before(career.occupation_id)
    )
    rows = areas.figures().union(industries.figures(), past.past_figures(), all=True)
    return [PayRow(**row) for row in rows]


def pay_panel(
    occupation: int, everything: list[PayRow], headlines: Headlines
) -> PayPanel:
    kinds = defaultdict(list)
    for row in everything:
        if row.occupation_id == occupation:
            kinds[row.place_kind].append(row)
    nation = next(iter(kinds[AreaKind.NATION]), None)
    benchmark = next(
        (row for row in everything if row.soc_code == ALL_OCCUPATIONS), None
    )
    compared = benchmark.median if benchmark else None
    scale = scale_for([nation] if nation else [], compared and compared.amount)
    states, metros = kinds[AreaKind.STATE], kinds[AreaKind.METRO]
    industries = kinds[INDUSTRY]
    return PayPanel(
        nation=nation,
        benchmark=benchmark,
        mark=headlines.mark(nation),
        industry_mark=headlines.mark(next(iter(industries), None)),
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
        industries=rankings("Industries", industries),
        history=history(occupation, everything, headlines),
    )


def history(
    occupation: int, everything: list[PayRow], headlines: Headlines
) -> list[PastPay]:
    """Newest year first; a release’s name ends in its year."""
    rows = [row for row in everything if row.place_kind == HISTORY]
    rows.sort(key=lambda row: (row.release[-4:], row.soc_code), reverse=True)
    sources = headlines.sources
    return [
        PastPay(
            row,
            headlines.marks.of(sources.get(row.source_id), Kind.HISTORICAL),
            row.occupation_id != occupation,
        )
        for row in rows
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
