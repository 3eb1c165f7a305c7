"""The index of the catalogue as published now, held by this process."""

import datetime as dt
import threading

from django.db import connection

from editorial.models import Catalogue
from schools.columnar import AXES, UNKNOWN, Index
from schools.reading import build

__all__ = ["AXES", "UNKNOWN", "Index", "build", "current_index", "forget"]

_held: dict[str, Index] = {}
_building = threading.Lock()


def current_index(day: dt.date) -> Index:
    """The index of the catalogue as published now; one query unless it changed."""
    version = Catalogue.objects.version()
    database = str(connection.settings_dict["NAME"])
    held = _held.get(database)
    if held and (held.version, held.day) == (version, day):
        return held
    with _building:
        held = _held.get(database)
        if not held or (held.version, held.day) != (version, day):
            held = build(version, day)
            _held[database] = held
    return held


def forget() -> None:
    """Drop what is held in memory; the next question reads the catalogue anew."""
    _held.clear()
