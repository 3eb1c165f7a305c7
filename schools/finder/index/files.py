"""The index as files that all worker processes of a machine map into memory.

A folder holds one state of the catalogue and is named after it. It appears whole, by a rename, or
not at all, so a crash in the middle leaves nothing that could be mistaken for an index.
"""

import datetime as dt
import fcntl
import json
import logging
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
from django.conf import settings

from schools.finder.index.arrays import Index, Schools, Titles
from schools.finder.index.building import SORT_KEYS, read_eligibility
from schools.finder.index.combinations import Cells

logger = logging.getLogger(__name__)

FORM = 1
"""Of the files; a release that changes them counts on, and reads no older ones."""
KEPT = 2
TEXTS = "texts.json"
SCHOOL_COLUMNS = ("pk", "state", "sector", "latitude", "longitude")


def folder_of(version: int, stamp: str) -> Path | None:
    """Where that state is kept; None where nothing is, as before anything was published."""
    if not settings.INDEX_DIR or not stamp:
        return None
    return Path(settings.INDEX_DIR) / f"{FORM}-{version}-{stamp}"


def save(index: Index) -> None:
    """Write *index* for the other processes; a disk that cannot be written costs them that."""
    folder = folder_of(index.version, index.stamp)
    if folder is None or folder.exists():
        return
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        temporary = Path(tempfile.mkdtemp(prefix=".new-", dir=folder.parent))
        try:
            write(index, temporary)
            temporary.rename(folder)
        finally:
            shutil.rmtree(temporary, ignore_errors=True)
        clean(folder.parent)
    except OSError as error:
        logger.warning("The index cannot be kept in %s: %s", folder, error)


def write(index: Index, folder: Path) -> None:
    arrays = {f"row-{name}": values for name, values in index.rows.items()}
    arrays |= {f"order-{name}": values for name, values in index.orders.items()}
    for name in SCHOOL_COLUMNS:
        arrays[f"school-{name}"] = getattr(index.schools, name)
    arrays |= {"cell-keys": index.cells.keys, "cell-weights": index.cells.weights}
    for name, values in arrays.items():
        with (folder / f"{name}.npy").open("wb") as file:
            np.save(file, values)
            file.flush()
            os.fsync(file.fileno())
    texts = {
        "day": index.day.isoformat(),
        "titles": index.titles.names,
        "names": index.schools.names,
        "texts": index.schools.texts,
    }
    (folder / TEXTS).write_text(json.dumps(texts))


def load(version: int, stamp: str) -> Index | None:
    """Map the files of that state, of whatever day; None where they are missing or damaged."""
    folder = folder_of(version, stamp)
    if folder is None or not folder.is_dir():
        return None
    try:
        texts = json.loads((folder / TEXTS).read_text())

        def mapped(name: str) -> np.ndarray:
            return np.load(folder / f"{name}.npy", mmap_mode="r")

        pieces = {name: np.array(mapped(f"school-{name}")) for name in SCHOOL_COLUMNS}
        day = dt.date.fromisoformat(texts["day"])
        eligibility = read_eligibility(day)
        cells = Cells(
            np.array(mapped("cell-keys")), np.array(mapped("cell-weights")), eligibility
        )
        rows = {
            path.stem.removeprefix("row-"): mapped(path.stem)
            for path in folder.glob("row-*.npy")
        }
        orders = {name: mapped(f"order-{name}") for name in SORT_KEYS}
        return Index(
            version=version,
            stamp=stamp,
            day=day,
            eligibility=eligibility,
            schools=Schools(**pieces, names=texts["names"], texts=texts["texts"]),
            titles=Titles(texts["titles"]),
            rows=rows,
            cells=cells,
            orders=orders,
        )
    except (OSError, ValueError, KeyError) as error:
        logger.warning("The index in %s cannot be read: %s", folder, error)
        shutil.rmtree(folder, ignore_errors=True)
        return None


def states() -> list[tuple[int, str]]:
    """Version and stamp of every state that is kept, the newest first."""
    if not settings.INDEX_DIR:
        return []
    names = (
        path.name.split("-") for path in Path(settings.INDEX_DIR).glob(f"{FORM}-*-*")
    )
    return sorted(((int(name[1]), name[2]) for name in names), reverse=True)


def clean(parent: Path) -> None:
    """Drop all but the newest states. A process that maps an old one keeps it until it lets go."""
    for version, stamp in states()[KEPT:]:
        shutil.rmtree(parent / f"{FORM}-{version}-{stamp}", ignore_errors=True)


@contextmanager
def building() -> Iterator[None]:
    """Let one process of the machine build at a time; the others wait, and map its files."""
    if not settings.INDEX_DIR:
        yield
        return
    parent = Path(settings.INDEX_DIR)
    try:
        parent.mkdir(parents=True, exist_ok=True)
        file = (parent / ".lock").open("w")
    except OSError as error:
        logger.warning("The index cannot be kept in %s: %s", parent, error)
        yield
        return
    with file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
