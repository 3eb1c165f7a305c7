"""What an importer says of the rows it read: a proposal for each object, nothing applied yet.

An importer reads its files with `read_csv` or `read_entry` and yields a `Proposal` for each
object; `editorial.imports.applying` then creates and changes rows.
"""

from dataclasses import dataclass, field
from typing import Any

from django.db import models

from editorial.imports.files import (
    Fault,
    FileRow,
    ImportFaults,
    JsonEntry,
    read_csv,
    read_entry,
    read_json,
    read_text,
)

__all__ = [
    "Fault",
    "FileRow",
    "ImportFaults",
    "JsonEntry",
    "Outcome",
    "Proposal",
    "Ref",
    "read_csv",
    "read_entry",
    "read_json",
    "read_text",
]


@dataclass(frozen=True)
class Ref:
    """Another object, named by its key; it may be proposed in the same import."""

    model: type[models.Model]
    key: tuple

    @classmethod
    def to(cls, model: type[models.Model], *key: Any) -> "Ref":
        return cls(model, key)


@dataclass
class Proposal:
    """The values one object should have. Keys and values may be `Ref`s."""

    model: type[models.Model]
    key: dict[str, Any]
    values: dict[str, Any]
    many: dict[str, list[Ref]] = field(default_factory=dict)
    initial: dict[str, Any] = field(default_factory=dict)
    """Given to a new object only, for example its publishing state."""
    file: str = ""
    row: int | None = None
    is_gone: bool = False
    """It ends what the file no longer names."""
    overrules: frozenset[str] = frozenset()
    """Fields whose correction by a person somebody decided to give up for the file's value."""

    @property
    def name(self) -> str:
        """The key in words, for a message."""
        parts = (getattr(value, "key", value) for value in self.key.values())
        return f"{self.model._meta.verbose_name} {', '.join(map(str, parts))}"


@dataclass
class Outcome:
    """How many objects an import or a load made, changed and left as they are."""

    created: int = 0
    changed: int = 0
    unchanged: int = 0
    kept: int = 0
    """Values, and removed rows, that stay as a person left them."""
    followed: int = 0
    """Rows that hang on those changed and were brought up to date."""
    left_alone: dict[str, list[str]] = field(default_factory=dict)
    """What was kept: fields by the name of the object."""
    by_model: dict[str, int] = field(default_factory=dict)
    differences: list[str] = field(default_factory=list)
    """One line per changed field, for a dry run."""

    def keep(self, name: str, what: str) -> None:
        self.kept += 1
        self.left_alone.setdefault(name, []).append(what)
