"""The two maps: a tile for every state, and pins over the outline of one state.

Outlines: U.S. Census Bureau cartographic boundaries (public domain), as simplified from the
us-atlas 3.0.1 package; `state_outlines.json` holds rings of longitude, latitude by state.
"""

import json
import math
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from django.http import QueryDict
from django.urls import reverse

from careers.choices import State
from schools.choices import StudyMode
from schools.finder.phrases import link
from schools.finder.query import Include
from schools.finder.result import SearchResult
from schools.models import School

OUTLINES = Path(__file__).with_name("state_outlines.json")
WIDTH = 640
MARGIN = 16
LABEL_GAP, LABEL_DROP = 20, 10
"""From a dot to the name of its town, which is 30 high."""
SHADES = 5


@dataclass(frozen=True)
class StateTile:
    code: str
    name: str
    count: int
    shade: int
    """0 for none, then 1 to 5 by fifths of the states that have any."""
    selected: bool
    is_asked: bool
    """Not where the search names other states: then none is found, and more may be there."""


def tiles(found: SearchResult) -> list[StateTile]:
    """Every state with how many of the programs found are in it."""
    counts = found.by_state
    chosen = found.query.choices.get("state", frozenset())
    some = sorted(count for count in counts.values() if count)
    return [
        StateTile(
            code,
            State(code).label,
            count,
            shade(count, some),
            code in chosen,
            not chosen or code in chosen or bool(count),
        )
        for code, count in counts.items()
        if count or code in OUTLINED
    ]


def state_tiles(params: QueryDict, found: SearchResult) -> list[dict]:
    """The tiles of the map, each with the search of *params* narrowed to its state."""
    finder = reverse("schools:finder")
    chosen = found.query.choices.get("state")
    include = params.getlist("include")
    if found.query.point is None:
        # Beside one state they would be found in every other, too.
        include = [value for value in include if value != Include.ONLINE]
    urls = []
    for tile in tiles(found):
        change = {"state": tile.code, "include": include}
        if chosen and tile.code not in chosen:
            change["mode"] = StudyMode.ONLINE.value
        urls.append({"tile": tile, "url": finder + link(params, **change)})
    return urls


def shade(count: int, some: list[int]) -> int:
    if not count:
        return 0
    return 1 + min(SHADES - 1, SHADES * some.index(count) // len(some))


@cache
def outlines() -> dict[str, list[list[float]]]:
    return json.loads(OUTLINES.read_text())


OUTLINED = frozenset(outlines()) & (frozenset(State.values) - {"AS", "GU", "MP", "VI"})


@dataclass(frozen=True)
class Pin:
    school: School
    programs: int
    x: float
    y: float
    radius: float

    @property
    def is_in_the_east(self) -> bool:
        return self.x > WIDTH / 2

    @property
    def anchor(self) -> str:
        """Its name stands on the side where there is room."""
        return "end" if self.is_in_the_east else "start"

    @property
    def label_x(self) -> float:
        return self.x - LABEL_GAP if self.is_in_the_east else self.x + LABEL_GAP

    @property
    def label_y(self) -> float:
        return self.y + LABEL_DROP


@dataclass(frozen=True)
class StateMap:
    """An SVG's geometry; a plain cylindrical projection is true enough within one state."""

    width: int
    height: int
    path: str
    pins: list[Pin]
    not_drawn: list[Pin]
    """Schools without coordinates or outside the outline; listed, not drawn."""


def state_map(found: SearchResult, state: str) -> StateMap | None:
    """Schools of the matching programs over the outline of *state*."""
    return pinned(state, schools_of(found))


def pinned(state: str, schools: list[tuple[School, int]]) -> StateMap | None:
    """Schools with how many programs each; None for a state without an outline."""
    rings = outlines().get(state)
    if not rings:
        return None
    longitudes = [x for ring in rings for x in ring[0::2]]
    latitudes = [y for ring in rings for y in ring[1::2]]
    west, east = min(longitudes), max(longitudes)
    south, north = min(latitudes), max(latitudes)
    narrow = math.cos(math.radians((south + north) / 2))
    scale = (WIDTH - 2 * MARGIN) / max((east - west) * narrow, north - south)

    def x(longitude: float) -> float:
        return round(MARGIN + (longitude - west) * narrow * scale, 1)

    def y(latitude: float) -> float:
        return round(MARGIN + (north - latitude) * scale, 1)

    path = "".join(
        "M"
        + "L".join(
            f"{x(lon):g} {y(lat):g}"
            for lon, lat in zip(ring[0::2], ring[1::2], strict=True)
        )
        + "Z"
        for ring in rings
    )
    drawn, not_drawn = [], []
    for school, programs in schools:
        longitude, latitude = school.longitude, school.latitude
        inside = (
            longitude is not None
            and west - 0.5 <= longitude <= east + 0.5
            and south - 0.5 <= latitude <= north + 0.5
        )
        if inside:
            at = x(float(longitude)), y(float(latitude))
            drawn.append(Pin(school, programs, *at, 4 + min(programs, 6)))
        else:
            not_drawn.append(Pin(school, programs, 0, 0, 0))
    return StateMap(
        width=round(2 * MARGIN + (east - west) * narrow * scale),
        height=round(2 * MARGIN + (north - south) * scale),
        path=path,
        pins=drawn,
        not_drawn=not_drawn,
    )


def schools_of(found: SearchResult) -> list[tuple[School, int]]:
    """Schools of the matching programs by name, each with how many; one query."""
    counts: dict[int, int] = defaultdict(int)
    numbers, per_school = np.unique(
        found.index.school[found.matching], return_counts=True
    )
    for number, count in zip(numbers, per_school, strict=True):
        counts[int(found.index.schools.pk[number])] = int(count)
    schools = School.objects.teaching().in_bulk(list(counts))
    return [(schools[pk], count) for pk, count in counts.items() if pk in schools]
