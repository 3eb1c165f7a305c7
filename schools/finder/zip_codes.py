"""Where ZIP codes are, and how far apart two points lie."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import zipcodes

EARTH_RADIUS_MILES = 3958.8
MOST_LOCATED = 5_000
"""ZIP codes to remember; each is asked for several times in one answer."""


@dataclass(frozen=True)
class Point:
    latitude: float
    longitude: float
    name: str


@lru_cache(maxsize=MOST_LOCATED)
def locate(zip_code: str) -> Point | None:
    """The middle of a five-digit ZIP code's area; None when there is no such code."""
    found = zipcodes.matching(zip_code)
    if not found or not found[0]["lat"] or not found[0]["long"]:
        return None
    place = found[0]
    return Point(
        float(place["lat"]),
        float(place["long"]),
        f"{place['city']}, {place['state']} {zip_code}",
    )


def miles_from(point: Point, latitude: np.ndarray, longitude: np.ndarray) -> np.ndarray:
    """Great-circle miles by the haversine formula; NaN where a coordinate is missing."""
    lat1, lat2 = np.radians(point.latitude), np.radians(latitude)
    half_lat = (lat2 - lat1) / 2
    half_lon = np.radians(longitude - point.longitude) / 2
    chord = np.sin(half_lat) ** 2 + np.cos(lat1) * np.cos(lat2) * np.sin(half_lon) ** 2
    return 2 * EARTH_RADIUS_MILES * np.arcsin(np.sqrt(np.clip(chord, 0, 1)))
