"""Published content as files: one entry an object, natural keys, no database numbers.

Which models stand in which file is `settings.FIXTURES`; `editorial.imports.seeding` loads them.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from editorial.changes.keys import key_fields
from editorial.choices import Status
from editorial.models import Publishable

SPACE = re.compile(r"\s*")
SUMS = "SHA256SUMS"
# Staff decide these once a row is there; a file only says how a new row begins.
BEGINNINGS = frozenset({"status", "published_on"})


class Broken(Exception):
    """A file that cannot be loaded, and where."""

    def __init__(self, file: str, line: int | None, reason: str) -> None:
        where = f"{file}, line {line}" if line else file
        super().__init__(f"{where}: {reason}")


@dataclass(frozen=True)
class FixtureEntry:
    """One object of a file; *line* is where it begins."""

    file: str
    line: int
    model: type[models.Model]
    fields: dict[str, Any]

    @property
    def name(self) -> str:
        """What it is about, in words, for a message."""
        said = (self.fields.get(name) for name in key_fields(self.model))
        return f"{self.model._meta.verbose_name} {', '.join(map(str, said))}"

    def broken(self, reason: str) -> Broken:
        return Broken(self.file, self.line, reason)


def read(path: Path, allowed: Iterable[type[models.Model]]) -> Iterator[FixtureEntry]:
    """The entries of one file, which may hold the models *allowed*."""
    text = read_text(path)
    names = {model._meta.label_lower: model for model in allowed}
    for line, content in objects(path.name, text):
        if not isinstance(content, dict) or set(content) != {"model", "fields"}:
            reason = "an entry has “model” and “fields”, and nothing else"
            raise Broken(path.name, line, reason)
        model = names.get(str(content["model"]).lower())
        if model is None:
            reason = f"{content['model']!r} does not belong in this file"
            raise Broken(path.name, line, reason)
        if not isinstance(content["fields"], dict):
            raise Broken(path.name, line, "“fields” should be an object")
        yield FixtureEntry(path.name, line, model, content["fields"])


def read_text(path: Path) -> str:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise Broken(path.name, None, f"cannot be read: {error.strerror}") from error
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        reason = f"byte 0x{data[error.start]:02x} is not UTF-8"
        raise Broken(path.name, line, reason) from error


def objects(file: str, text: str) -> Iterator[tuple[int, Any]]:
    """The items of the list that *text* holds, each with its line."""

    def unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) < len(pairs):
            raise ValueError("a name stands twice in one object")
        return found

    def refuse(name: str) -> None:
        raise ValueError(f"{name} is not a number")

    decoder = json.JSONDecoder(object_pairs_hook=unique, parse_constant=refuse)
    at = SPACE.match(text).end()
    if text[at : at + 1] != "[":
        raise Broken(file, 1, "should begin with “[”")
    at = SPACE.match(text, at + 1).end()
    line, counted = 1, 0
    is_more = text[at : at + 1] != "]"
    while is_more:
        line += text.count("\n", counted, at)
        counted = at
        try:
            content, end = decoder.raw_decode(text, at)
        except json.JSONDecodeError as error:
            # The decoder counts lines from where it began, which is the beginning of the text.
            raise Broken(file, error.lineno, error.msg) from error
        except (ValueError, RecursionError) as error:
            raise Broken(file, line, str(error)) from error
        yield line, content
        at = SPACE.match(text, end).end()
        mark = text[at : at + 1]
        if mark not in {",", "]"}:
            reason = "“,” or “]” should follow" if mark else "ends here: cut off?"
            raise Broken(file, text.count("\n", 0, at) + 1, reason)
        is_more = mark == ","
        at = SPACE.match(text, at + 1).end() if is_more else at
    rest = SPACE.match(text, at + 1).end()
    if rest < len(text):
        raise Broken(file, text.count("\n", 0, rest) + 1, "something follows the list")


def columns(model: type[models.Model]) -> list[models.Field]:
    """What a file says about a row: not its number, nor what is worked out from the rest."""
    return [
        column
        for column in model._meta.concrete_fields
        if not column.primary_key
        and not column.generated
        and (column.editable or column.name in BEGINNINGS)
    ]


class Store:
    """Rows by natural key, each model read once, their foreign keys filled in from here."""

    def __init__(self) -> None:
        self.by_key: dict[type[models.Model], dict[tuple, models.Model]] = {}

    def rows(self, model: type[models.Model]) -> dict[tuple, models.Model]:
        if model not in self.by_key:
            related = {
                column: {
                    row.pk: row for row in self.rows(column.related_model).values()
                }
                for column in model._meta.concrete_fields
                if column.is_relation and column.related_model is not model
            }
            found = self.by_key[model] = {}
            for row in model._default_manager.order_by("pk").iterator(chunk_size=2000):
                for column, others in related.items():
                    if (number := getattr(row, column.attname)) is not None:
                        column.set_cached_value(row, others[number])
                found[row.natural_key()] = row
        return self.by_key[model]


def fixtures() -> Iterator[tuple[str, list[type[models.Model]]]]:
    """File names in load order, with their models in load order."""
    for name, labels in settings.FIXTURES.items():
        yield f"{name}.json", [apps.get_model(label) for label in labels]


def is_authored(file: str) -> bool:
    """Whether people write this file, not `write`."""
    return file.removesuffix(".json") in settings.AUTHORED_FIXTURES


def is_empty() -> bool:
    """Whether the database holds no content at all."""
    return not any(
        model._default_manager.exists()
        for _, models_ in fixtures()
        for model in models_
    )


def write(folder: Path, *, dry_run: bool = False) -> dict[str, int]:
    """Write what is published to the files that people do not write; answer their counts."""
    store, counts, sums = Store(), {}, []
    left_out: dict[type[models.Model], set[int]] = {}
    elsewhere = keys_of_authored(folder)
    for file, in_file in fixtures():
        if is_authored(file):
            continue
        entries = []
        for model in in_file:
            skipped = left_out[model] = set()
            for key, row in sorted(store.rows(model).items(), key=lambda item: item[0]):
                if not is_public(row, left_out):
                    skipped.add(row.pk)
                elif (model, key) not in elsewhere:
                    entries.append(entry_of(row))
        content = ("[\n" + ",\n".join(entries) + "\n]\n").encode()
        if not dry_run:
            (folder / file).write_bytes(content)
        sums.append(f"{hashlib.sha256(content).hexdigest()}  {file}\n")
        counts[file] = len(entries)
    if not dry_run:
        (folder / SUMS).write_text("".join(sums))
    return counts


def keys_of_authored(folder: Path) -> set[tuple[type[models.Model], tuple]]:
    """What a hand-written file brings along, a source for one, stays in that file."""
    exported = {
        model
        for file, in_file in fixtures()
        if not is_authored(file)
        for model in in_file
    }
    return {
        (entry.model, entry.model(**entry.fields).natural_key())
        for file, in_file in fixtures()
        if is_authored(file) and exported.issuperset(in_file)
        for entry in read(folder / file, in_file)
    }


def is_public(row: models.Model, left_out: dict[type[models.Model], set[int]]) -> bool:
    """Whether the row is published, and so is all it belongs to."""
    if isinstance(row, Publishable) and row.status != Status.PUBLISHED:
        return False
    return not any(
        getattr(row, column.attname) in left_out.get(column.related_model, ())
        for column in row._meta.concrete_fields
        if column.is_relation
    )


def entry_of(row: models.Model) -> str:
    """The entry of one row, a field a line; what is empty by default is left out."""
    fields: dict[str, Any] = {}
    for column in columns(type(row)):
        if column.is_relation:
            other = getattr(row, column.name)
            value = other and list(other.natural_key())
        else:
            value = column.value_from_object(row)
        if value not in (None, "", []) or value != column.get_default():
            fields[column.name] = value
    for column in row._meta.many_to_many:
        keys = sorted(list(o.natural_key()) for o in getattr(row, column.name).all())
        if keys:
            fields[column.name] = keys
    body = ",\n".join(
        f"      {json.dumps(name)}: "
        + json.dumps(fields[name], ensure_ascii=False, cls=DjangoJSONEncoder)
        for name in sorted(fields)
    )
    label = row._meta.label_lower
    return f'  {{\n    "model": "{label}",\n    "fields": {{\n{body}\n    }}\n  }}'
