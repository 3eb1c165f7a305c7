"""Which importers take a file from the desk; each app adds its own in `AppConfig.ready`."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.db import models

from editorial.changes.values import Values
from editorial.choices import ChangeTopic
from editorial.imports.proposals import Proposal


@dataclass(frozen=True)
class NeededFile:
    """A file that an importer reads, known by its columns."""

    name: str
    columns: tuple[str, ...]
    plain: Callable[[str], str] = str
    """Gives a text of this kind the header that the importer reads."""
    header_row: int = 1
    """In which line of the file its header stands; `plain` puts it first."""
    is_optional: bool = False
    is_repeated: bool = False
    """An archive may hold several such tables; the second is laid out as name-2.csv."""


@dataclass
class Matched:
    """What a reader made of a row that names one of ours in words."""

    row: int
    identity: str
    words: dict[str, str]
    candidates: list[dict[str, Any]]
    object_pk: int | None = None
    is_exact: bool = False
    is_remembered: bool = False
    """A person decided about such a row before."""


@dataclass
class FileReading:
    """One reading of a file: what the reader is given, and what it tells beside its proposals."""

    folder: Path
    as_of: dt.date
    on: dt.date
    remembered: Mapping[str, int | None] = field(default_factory=dict)
    """What people decided about rows that name something in words; None: none of ours."""
    names: Mapping[str, str] = field(default_factory=dict)
    """What the file was called for each file that the importer reads."""
    upload: str = ""
    """What the archive, or the file without one, was called."""
    year: int | None = None
    """The year the file speaks for, where somebody said it."""
    notes: list[str] = field(default_factory=list)
    matches: list[Matched] = field(default_factory=list)
    named: set[str] = field(default_factory=set)
    """What the file names, rows that are left out for their faults included."""
    lacks_rows: bool = False
    """Whether rows are left out for their faults."""


def no_topic(model: type[models.Model], name: str) -> str:
    return ""


def nothing_follows(row: models.Model) -> Iterable[tuple[models.Model, Values]]:
    return ()


@dataclass(frozen=True)
class Importer:
    name: str
    label: str
    files: tuple[NeededFile, ...]
    propose: Callable[[FileReading], Iterable[Proposal]]
    """May hand out proposals about rows that the file no longer names: `is_gone`."""
    topic: Callable[[type[models.Model], str], ChangeTopic | str] = no_topic
    follow: Callable[[models.Model], Iterable[tuple[models.Model, Values]]] = (
        nothing_follows
    )
    """Brings up to date what hangs on a row that changed."""
    check: Callable[[dt.date], None] = field(default=lambda as_of: None)
    """Raises `ImportFaults` for a file of a day that is not to be taken."""
    comes_in_parts: bool = False
    """Whether a release has several files of this kind."""
    matches_rows: bool = False
    """Whether its rows name ours in words, and people decide what is meant."""
    summary: Callable[[Iterable[models.Model]], str] = field(default=lambda rows: "")
    """What came of an acceptance, in a sentence."""


_importers: dict[str, Importer] = {}


def add_importer(importer: Importer) -> None:
    _importers[importer.name] = importer


def importers() -> list[Importer]:
    return list(_importers.values())


def importer_called(name: str) -> Importer | None:
    return _importers.get(name)
