"""The index of the catalogue as published now, one in each process.

Whoever publishes builds it inside the transaction and leaves it as files, which all other processes
of the machine map. Where there are none (a first start, another machine, a lost folder, a new day)
one process builds, and the rest wait for its files.
"""

import datetime as dt
import threading
from functools import partial

from django.conf import settings
from django.db import connections, transaction
from django.utils import timezone

from editorial.models import Catalogue
from schools.finder.index import files
from schools.finder.index.arrays import UNKNOWN, Index
from schools.finder.index.building import build
from schools.finder.index.combinations import AXES

__all__ = ["AXES", "UNKNOWN", "Index", "build", "current_index", "forget"]

_newest: dict[str, Index] = {}
"""The newest index that this process has, by the name of its database."""
_renewing = threading.Lock()


def current_index(day: dt.date, mark: tuple[int, str] | None = None) -> Index:
    """The index of the catalogue as published now; one query unless it changed.

    *mark*: version and stamp of the catalogue, when they have just been looked up.
    """
    mark = mark or Catalogue.objects.mark()
    index = newest()
    if index and is_of(index, mark, day):
        return index
    with _renewing:
        while True:
            # Looked up again after each index: rows read one after the other are one state of
            # the catalogue only if no other came between.
            mark = Catalogue.objects.mark()
            index = newest()
            if index and is_of(index, mark, day):
                return index
            become_newest(files.load(*mark, day) or built_once(mark, day))


def is_of(index: Index, mark: tuple[int, str], day: dt.date) -> bool:
    return (index.version, index.stamp, index.day) == (*mark, day)


def newest() -> Index | None:
    return _newest.get(database())


def become_newest(index: Index) -> None:
    # Made now, or the first search for words would wait for them.
    index.spellings  # noqa: B018
    _newest[database()] = index


def database() -> str:
    """A replica has the name of its primary, and the same index at the same version."""
    return str(connections[Catalogue.objects.db].settings_dict["NAME"])


def built_once(mark: tuple[int, str], day: dt.date) -> Index:
    """Built by one process of the machine; those that waited for it map its files."""
    with files.building():
        index = files.load(*mark, day)
        if index is None:
            version, stamp = mark
            index = build(version, day, stamp)
            # Otherwise somebody published meanwhile, and it may hold some of that.
            if Catalogue.objects.mark() == mark:
                files.save(index)
                files.clean()
    return index


def build_for_publication() -> None:
    """Build the index inside the transaction that publishes, so that no page waits for it.

    If that is rolled back, nothing ever asks for these files.
    """
    if not settings.INDEX_DIR:
        return
    version, stamp = Catalogue.objects.mark()
    index = build(version, timezone.localdate(), stamp)
    files.save(index)
    transaction.on_commit(partial(take_published, index), robust=True)


def take_published(index: Index) -> None:
    become_newest(index)
    files.clean()


def forget() -> None:
    """Drop what is in memory; the next search reads files or the catalogue anew."""
    _newest.clear()
