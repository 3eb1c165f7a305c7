"""Programs to look at beside one: the same kind, nearer by or cheaper."""

from dataclasses import dataclass

import numpy as np

from schools.index import UNKNOWN, Index
from schools.models import Program
from schools.places import Point, miles_from
from schools.residency import PriceForMe, price_for

MOST = 4
NEAR = 100


@dataclass(frozen=True)
class Similar:
    program: Program
    miles: float | None
    price: PriceForMe
    saves: int | None
    """Dollars less than the program looked at; None when not cheaper or not known."""


def similar(index: Index, row: int, home: str) -> list[Similar]:
    """Active programs that open the same exams at the same level, elsewhere; one query.

    The cheaper ones within a hundred miles come first, then the nearest.
    """
    school = index.school[row]
    columns = index.columns
    same = (
        (columns["dormant"] == 0)
        & (index.cells["level"][index.cell] == index.cells["level"][index.cell[row]])
        & (columns["field"] == columns["field"][row])
        & (index.school != school)
    )
    rows = np.flatnonzero(same)
    point = Point(float(index.latitude[school]), float(index.longitude[school]), "")
    miles = miles_from(point, index.latitude, index.longitude)[index.school[rows]]
    miles = np.nan_to_num(miles, nan=np.inf)
    prices = index.prices(home)
    own = prices[row]
    cheaper = ((prices[rows] != UNKNOWN) & (own != UNKNOWN) & (prices[rows] < own)) & (
        miles <= NEAR
    )
    order = np.lexsort((index.name_rank[rows], miles, ~cheaper))[:MOST]
    chosen = {int(index.pk[rows[n]]): n for n in order}
    programs = Program.objects.listed().for_listing().in_bulk(list(chosen))
    return [
        Similar(
            programs[pk],
            float(miles[n]) if np.isfinite(miles[n]) else None,
            price_for(programs[pk], home),
            int(own - prices[rows[n]]) if cheaper[n] else None,
        )
        for pk, n in chosen.items()
        if pk in programs
    ]
