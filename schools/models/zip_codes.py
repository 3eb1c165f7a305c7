"""Where ZIP codes are, and which part of the map a state takes up.

The list is the one of the `zipcodes` package. It names no place for military addresses, and codes
made since it was compiled are missing; their first three digits still say which sorting centre.
"""

from dataclasses import dataclass
from functools import cache, lru_cache
from statistics import fmean

import numpy as np
import zipcodes

MOST_LOCATED = 5_000
"""ZIP codes to remember; each is asked for several times in one answer."""
ABROAD = {"AA", "AE", "AP"}
"""What stands for a state in military addresses."""
MARGIN = 1.0
"""Degrees beyond a state's outermost ZIP codes: some 60 miles: Utqiaġvik lies 45 from the next."""
UNCERTAIN = {"AS", "FM", "MH", "MP", "PW"}
"""Islands that the list has no place for, or the wrong one."""
EARTH_RADIUS_MILES = 3958.8


@dataclass(frozen=True)
class Point:
    """A place on the map, in degrees north and east."""

    latitude: float
    longitude: float
    name: str
    is_exact: bool = True
    """False: the middle of all ZIP codes that begin with the same three digits."""
    county: str = ""
    """As `county_of` names it; blank where it is not known."""
    state: str = ""
    """Its two letters."""


def county_of(state: str, county: str) -> str:
    """One name for a county of any state; blank for a blank one."""
    return f"{county}, {state}" if county else ""


@lru_cache(maxsize=MOST_LOCATED)
def locate(zip_code: str) -> Point | None:
    """The middle of a five-digit ZIP code's area; None where nothing says where it is."""
    found = zipcodes.matching(zip_code)
    if not found:
        return middle_of(zip_code)
    entry = found[0]
    if entry["state"] in ABROAD or not has_place(entry):
        return None
    return Point(
        float(entry["lat"]),
        float(entry["long"]),
        f"{entry['city']}, {entry['state']} {zip_code}",
        county=county_of(entry["state"], entry["county"]),
        state=entry["state"],
    )


def miles_from(point: Point, latitude: np.ndarray, longitude: np.ndarray) -> np.ndarray:
    """Great-circle miles by the haversine formula; NaN where a coordinate is missing."""
    lat1, lat2 = np.radians(point.latitude), np.radians(latitude)
    half_lat = (lat2 - lat1) / 2
    half_lon = np.radians(longitude - point.longitude) / 2
    chord = np.sin(half_lat) ** 2 + np.cos(lat1) * np.cos(lat2) * np.sin(half_lon) ** 2
    return 2 * EARTH_RADIUS_MILES * np.arcsin(np.sqrt(np.clip(chord, 0, 1)))


def problem_with(zip_code: str) -> str:
    """Why a ZIP code cannot be located, for whoever typed it; blank where it can."""
    if locate(zip_code) is not None:
        return ""
    if any(entry["state"] in ABROAD for entry in zipcodes.matching(zip_code)):
        return f"{zip_code} is a military address, which has no place on our map."
    return f"We do not know the ZIP code {zip_code}. Try one nearby."


def has_place(entry: dict) -> bool:
    """Zero and zero is how the list says that it does not know."""
    return bool(float(entry["lat"] or 0) and float(entry["long"] or 0))


def middle_of(zip_code: str) -> Point | None:
    neighbours = [e for e in zipcodes.similar_to(zip_code[:3]) if has_place(e)]
    if not neighbours:
        return None
    return Point(
        fmean(float(entry["lat"]) for entry in neighbours),
        fmean(float(entry["long"]) for entry in neighbours),
        f"{neighbours[0]['state']} {zip_code}",
        is_exact=False,
        state=neighbours[0]["state"],
    )


@cache
def box_of(state: str) -> tuple[float, float, float, float] | None:
    """South, north, west and east ends of a state's ZIP codes, in degrees; None if not known.

    Islands beyond the 180th meridian are left out, or Alaska would go around the world.
    """
    if state in UNCERTAIN:
        return None
    entries = [e for e in zipcodes.filter_by(state=state) if has_place(e)]
    latitudes = [float(entry["lat"]) for entry in entries]
    longitudes = [float(entry["long"]) for entry in entries]
    if state == "AK":
        longitudes = [degrees for degrees in longitudes if degrees < 0]
    if not latitudes or not longitudes:
        return None
    return min(latitudes), max(latitudes), min(longitudes), max(longitudes)


def is_inside(state: str, latitude: float, longitude: float) -> bool:
    """Whether a point may lie in *state*; true where we do not know its outline."""
    box = box_of(state)
    if box is None:
        return True
    south, north, west, east = box
    return (
        south - MARGIN <= latitude <= north + MARGIN
        and west - MARGIN <= longitude <= east + MARGIN
    )
