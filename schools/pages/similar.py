"""Programs to look at beside one: the same kind, nearer by or cheaper."""

from dataclasses import dataclass

import numpy as np

from schools.finder.index.current import UNKNOWN, Index
from schools.models import Program
from schools.models.zip_codes import Point, miles_from
from schools.residency import PriceForMe, price_for

MOST = 4
NEAR = 100
"""Miles within which a cheaper program comes before a nearer one."""


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
    school, codes = index.school[row], index.combinations.codes
    same = codes["dormant"] == 0
    for name in ("level", "field"):
        same &= codes[name] == index.column(name, row)
    latitude, longitude = index.schools.latitude, index.schools.longitude
    point = Point(float(latitude[school]), float(longitude[school]), "")
    by_school = np.nan_to_num(miles_from(point, latitude, longitude), nan=np.inf)
    rows = np.flatnonzero(same.take(index.combination))
    rows = rows[index.school[rows] != school]
    miles, prices = by_school[index.school[rows]], index.prices(home, rows)
    own = int(index.prices(home, np.array([row]))[0])
    cheaper = (prices != UNKNOWN) & (own != UNKNOWN) & (prices < own) & (miles <= NEAR)
    if len(rows) > MOST:
        # Only these can be among the first; sorting all would take longer than the page.
        farthest = np.partition(miles, MOST - 1)[MOST - 1]
        some = cheaper | (miles <= farthest)
        rows, miles, prices = rows[some], miles[some], prices[some]
        cheaper = cheaper[some]
    order = np.lexsort((rows, miles, ~cheaper))[:MOST]
    chosen = {int(index.pk[rows[n]]): n for n in order}
    programs = Program.objects.listed().for_listing().in_bulk(list(chosen))
    return [
        Similar(
            programs[pk],
            float(miles[n]) if np.isfinite(miles[n]) else None,
            price_for(programs[pk], home),
            int(own - prices[n]) if cheaper[n] else None,
        )
        for pk, n in chosen.items()
        if pk in programs
    ]
