"""The index of the catalogue as published now, held by this process.

It is brought up to date by what the catalogue says was changed, mapped from the files of whoever
published, or, failing both, built.
"""

import datetime as dt
import threading
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.db import connection
from django.utils import timezone

from editorial.models import Catalogue
from schools.finder.index import files as index_files
from schools.finder.index.arrays import UNKNOWN, Index
from schools.finder.index.building import build
from schools.finder.index.combinations import AXES
from schools.finder.index.patching import patched

__all__ = ["AXES", "UNKNOWN", "Index", "build", "current_index", "forget"]

_held: dict[str, Index] = {}
_renewing = threading.Lock()


def current_index(day: dt.date, mark: tuple[int, str] | None = None) -> Index:
    """The index of the catalogue as published now; one query unless it changed.

    *mark*: version and stamp of the catalogue, when they have just been looked up.
    """
    mark = mark or Catalogue.objects.mark()
    held = held_here()
    if held and is_current(held, mark, day):
        return held
    with _renewing:
        held = held_here()
        while not held or not is_current(held, mark, day):
            held = renewed(held, mark, day)
            # Made now, or the first search for words would wait for them.
            held.spellings  # noqa: B018
            _held[database()] = held
            # What was read is one state of the catalogue only if none came between.
            mark = Catalogue.objects.mark()
    return held


def database() -> str:
    return str(connection.settings_dict["NAME"])


def held_here() -> Index | None:
    """The newest that this process has, of whatever state."""
    return _held.get(database())


def is_current(index: Index, mark: tuple[int, str], day: dt.date) -> bool:
    return (index.version, index.stamp, index.day) == (*mark, day)


def renewed(held: Index | None, mark: tuple[int, str], day: dt.date) -> Index:
    version, stamp = mark
    if held and (index := after_changes(held, version, stamp, day)):
        return index
    with index_files.building():
        for kept in kept_states(version, stamp):
            if index := after_changes(kept, version, stamp, day):
                return index
        index = build(version, day, stamp)
        index_files.save(index)
    return index


def kept_states(version: int, stamp: str) -> Iterator[Index]:
    """Indexes in files: of this state, or of one that small changes led on from."""
    for state in index_files.states():
        if state == (version, stamp) or Catalogue.objects.changes_since(*state):
            index = index_files.load(*state)
            if index is not None:
                yield index


def after_changes(index: Index, version: int, stamp: str, day: dt.date) -> Index | None:
    """*index* brought to that state and day; None where the way is too far or not known."""
    if (index.version, index.stamp, index.day) == (version, stamp, day):
        return index
    changes = Catalogue.objects.changes_since(index.version, index.stamp)
    if changes is None:
        return None
    return patched(index, changes, version=version, stamp=stamp, day=day)


def keep_ahead() -> None:
    """Have the files ready before a larger change is committed, so that no page waits for them."""
    if settings.INDEX_DIR:
        index_files.save(current_index(timezone.localdate()))


def catch_up() -> None:
    """Have the editor's own process wait for its index, rather than the visitor after."""
    if held_here():
        current_index(timezone.localdate())


def lay_out_spare(**_signal: Any) -> None:
    """After an answer was sent: have room for the next edit, which is as long as the catalogue."""
    if held := held_here():
        held.lay_out_spare()


def forget() -> None:
    """Drop what is held in memory; the next search reads the catalogue anew."""
    _held.clear()
