"""The index as files that all worker processes of a machine map into memory.

A folder holds the index of one state of the catalogue on one day, and is named after both. It
appears whole, by a rename, or not at all, so a crash in the middle leaves nothing that could be
mistaken for an index. Each file says for which folder it was written, so one that was cut, or comes
from another state, is not taken for it.
"""

import datetime as dt
import fcntl
import json
import logging
import os
import re
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

import numpy as np
from django.conf import settings

from schools.finder.index.arrays import ROW_COLUMNS, Index, Schools, Titles
from schools.finder.index.building import read_eligibility
from schools.finder.index.combinations import Combinations

logger = logging.getLogger(__name__)

FORM = 6
"""Of the files; a release that changes them counts on, and reads no older ones."""
NAME = re.compile(r"\d+-\d+-[0-9a-f]+-\d{8}")
STATES = 2
"""Folders that stay: the newest, and the one before it for requests that began before it came."""
SECONDS_TO_WRITE = 3_600
"""After which an unfinished folder is one of a killed process: a million programs take a second."""
TEXTS = "texts.json"
SCHOOL_COLUMNS = ("pk", "state", "sector", "latitude", "longitude")


def folder_of(version: int, stamp: str, day: dt.date) -> Path | None:
    """Where that index lies; None where nothing is, as before anything was published."""
    if not settings.INDEX_DIR or not stamp:
        return None
    return Path(settings.INDEX_DIR) / f"{FORM}-{version}-{stamp}-{day:%Y%m%d}"


def save(index: Index) -> None:
    """Write *index* for the other processes; a disk that cannot be written costs them that."""
    folder = folder_of(index.version, index.stamp, index.day)
    if folder is None:
        return
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        unfinished = Path(tempfile.mkdtemp(prefix=".new-", dir=folder.parent))
        try:
            write(index, unfinished, folder.name)
            # One of that name could not be read, or nobody would build.
            shutil.rmtree(folder, ignore_errors=True)
            unfinished.rename(folder)
        finally:
            shutil.rmtree(unfinished, ignore_errors=True)
    except OSError as error:
        logger.warning("The index cannot be written to %s: %s", folder, error)


def write(index: Index, folder: Path, name: str) -> None:
    arrays = {f"row-{column}": values for column, values in index.rows.items()}
    for column in SCHOOL_COLUMNS:
        arrays[f"school-{column}"] = getattr(index.schools, column)
    arrays |= {
        "rows-by-pk": index.by_pk,
        "rows-by-rank": index.by_rank,
        "rows-by-combination": index.by_combination,
        "combination-keys": index.combinations.keys,
        "combination-programs": index.combinations.programs,
    }
    for file_name, values in arrays.items():
        with (folder / f"{file_name}.npy").open("wb") as file:
            np.save(file, values)
            # Nobody reads it but `check`.
            file.write(name.encode())
            finish(file)
    texts = {
        "folder": name,
        "titles": index.titles.names,
        "names": index.schools.names,
        "texts": index.schools.texts,
        "counties": index.schools.counties,
    }
    with (folder / TEXTS).open("wb") as file:
        file.write(json.dumps(texts).encode())
        finish(file)


def finish(file: BinaryIO) -> None:
    """Have *file* on the disk before the folder gets its name."""
    file.flush()
    os.fsync(file.fileno())


def load(version: int, stamp: str, day: dt.date) -> Index | None:
    """Map the files of that index; None where they are missing or damaged."""
    folder = folder_of(version, stamp, day)
    if folder is None or not folder.is_dir():
        return None
    try:
        return read(folder, version, stamp, day)
    except (OSError, ValueError, KeyError, EOFError) as error:
        logger.warning("The index in %s cannot be read: %s", folder, error)
        return None


def read(folder: Path, version: int, stamp: str, day: dt.date) -> Index:
    def mapped(name: str) -> np.ndarray:
        path = folder / f"{name}.npy"
        check(path)
        return np.load(path, mmap_mode="r")

    texts = json.loads((folder / TEXTS).read_text())
    if texts["folder"] != folder.name:
        raise ValueError(f"{TEXTS} is of another state")
    columns = {name: np.array(mapped(f"school-{name}")) for name in SCHOOL_COLUMNS}
    return Index(
        version=version,
        stamp=stamp,
        day=day,
        schools=Schools(
            **columns,
            names=texts["names"],
            texts=texts["texts"],
            counties=texts["counties"],
        ),
        titles=Titles(texts["titles"]),
        combinations=Combinations(
            np.array(mapped("combination-keys")),
            np.array(mapped("combination-programs")),
            read_eligibility(day),
        ),
        rows={name: mapped(f"row-{name}") for name in ROW_COLUMNS},
        by_pk=mapped("rows-by-pk"),
        by_rank=mapped("rows-by-rank"),
        by_combination=mapped("rows-by-combination"),
    )


def check(path: Path) -> None:
    """Raise ValueError or OSError unless the file was written, whole, for the folder it lies in."""
    name = path.parent.name.encode()
    with path.open("rb") as file:
        file.seek(-len(name), os.SEEK_END)
        if file.read() != name:
            raise ValueError(f"{path.name} was cut, or is of another state")


def clean() -> None:
    """Drop all but the newest; a process that maps an older one has its files until it lets go.

    By the time they were written, not by version: a database restored from a backup counts on
    from an older one.
    """
    if not settings.INDEX_DIR:
        return
    try:
        paths = [
            (path.stat().st_mtime, path) for path in Path(settings.INDEX_DIR).iterdir()
        ]
    except OSError:
        # Nothing was written there, or somebody else is cleaning.
        return
    complete = sorted(found for found in paths if NAME.fullmatch(found[1].name))
    abandoned = time.time() - SECONDS_TO_WRITE
    gone = [path for _, path in complete[:-STATES]]
    gone += [path for at, path in paths if path.name[:5] == ".new-" and at < abandoned]
    for path in gone:
        shutil.rmtree(path, ignore_errors=True)


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
        logger.warning("The index cannot be written to %s: %s", parent, error)
        yield
        return
    with file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
