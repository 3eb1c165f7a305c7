"""How far schools are from a point."""

import numpy as np

from schools.models.zip_codes import EARTH_RADIUS_MILES, Point


def miles_from(point: Point, latitude: np.ndarray, longitude: np.ndarray) -> np.ndarray:
    """Great-circle miles by the haversine formula; NaN where a coordinate is missing."""
    lat1, lat2 = np.radians(point.latitude), np.radians(latitude)
    half_lat = (lat2 - lat1) / 2
    half_lon = np.radians(longitude - point.longitude) / 2
    chord = np.sin(half_lat) ** 2 + np.cos(lat1) * np.cos(lat2) * np.sin(half_lon) ** 2
    return 2 * EARTH_RADIUS_MILES * np.arcsin(np.sqrt(np.clip(chord, 0, 1)))
