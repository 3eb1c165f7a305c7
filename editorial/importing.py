"""How a file becomes content: rows are read into proposals, proposals are applied whole.

An importer reads its files with `read_csv` or `read_json`, yields a `Proposal` for each object
and writes nothing. `apply` then creates and changes rows in one transaction, leaves alone what a
person corrected, and does nothing the second time.
"""

import csv
import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone

from editorial.models import Catalogue, ImportBatch

MAX_CELL = 200_000


@dataclass(frozen=True)
class Fault:
    """What is wrong, and where: *row* counts from 1 with the header as row 1."""

    file: str
    row: int | None
    column: str
    message: str

    def __str__(self) -> str:
        place = [self.file]
        if self.row is not None:
            place.append(f"row {self.row}")
        if self.column:
            place.append(f"column {self.column}")
        return f"{', '.join(place)}: {self.message}"


class ImportFaults(Exception):
    """Every fault of the files; nothing was written."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__(f"{len(faults)} faults")
        self.faults = faults


@dataclass
class Row:
    """One row of a file; its readers note a fault and answer None instead of raising."""

    file: str
    number: int
    cells: dict[str, str]
    faults: list[Fault]

    def fault(self, column: str, message: str) -> None:
        self.faults.append(Fault(self.file, self.number, column, message))

    def text(self, column: str, *, required: bool = False) -> str:
        value = self.cells[column].strip()
        if required and not value:
            self.fault(column, "must not be empty")
        if "\x00" in value:
            self.fault(column, "holds a NUL byte")
        return value

    def integer(self, column: str, *, minimum: int = 0) -> int | None:
        """A whole number; blank is None, never zero."""
        number = self.decimal(column, minimum=minimum)
        if number is None:
            return None
        if number != number.to_integral_value():
            self.fault(column, f"{self.cells[column]!r} is not a whole number")
            return None
        return int(number)

    def decimal(self, column: str, *, minimum: int | None = None) -> Decimal | None:
        value = self.cells[column].strip()
        if not value:
            return None
        try:
            number = Decimal(value)
        except InvalidOperation:
            number = None
        if number is None or not number.is_finite() or len(value) > 20:
            self.fault(
                column, f"{value[:40]!r} is not a number; leave it empty if unknown"
            )
            return None
        if minimum is not None and number < minimum:
            self.fault(column, f"{value} is below {minimum}")
            return None
        return number

    def flag(self, column: str) -> bool | None:
        return self.choice(column, {"yes": True, "no": False, "": None})

    def choice(self, column: str, meanings: dict[str, Any]) -> Any:
        value = self.cells[column].strip()
        if value not in meanings:
            known = ", ".join(repr(name) for name in list(meanings)[:12])
            self.fault(column, f"{value[:40]!r} is not one of {known}")
            return None
        return meanings[value]


def read_text(path: Path) -> str:
    """The file's text, or a fault that names the line with the broken byte."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ImportFaults(
            [Fault(path.name, None, "", f"cannot be read: {error.strerror}")]
        ) from error
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start]
        row = before.count(b"\n") + 1
        column = before.rpartition(b"\n")[2].count(b",") + 1
        message = f"byte 0x{data[error.start]:02x} is not UTF-8; save the file as UTF-8"
        raise ImportFaults([Fault(path.name, row, str(column), message)]) from error


def read_csv(
    path: Path,
    columns: Iterable[str],
    *,
    key: Iterable[str] = (),
    faults: list[Fault],
    text: str | None = None,
) -> Iterator[Row]:
    """Yield the rows of a CSV file that has at least *columns*.

    A wrong header raises at once, since nothing below it means anything. A row that is too short
    or too long, and a second row with the same *key*, go to *faults* and are left out.
    """
    text = read_text(path) if text is None else text
    csv.field_size_limit(MAX_CELL)
    reader = csv.reader(text.splitlines(keepends=True), strict=True)
    try:
        header = next(reader, [])
        missing = [name for name in columns if name not in header]
        repeated = sorted({name for name in header if header.count(name) > 1})
        if missing or repeated:
            raise ImportFaults(
                [Fault(path.name, 1, name, "column is missing") for name in missing]
                + [
                    Fault(path.name, 1, name, "column stands twice")
                    for name in repeated
                ]
            )
        seen: dict[tuple[str, ...], int] = {}
        for cells in reader:
            number = reader.line_num
            if len(cells) != len(header):
                faults.append(
                    Fault(
                        path.name,
                        number,
                        header[min(len(cells), len(header) - 1)],
                        f"has {len(cells)} cells where the header has {len(header)}",
                    )
                )
                continue
            row = Row(path.name, number, dict(zip(header, cells, strict=True)), faults)
            if identity := tuple(row.cells[name].strip() for name in key):
                if identity in seen:
                    row.fault(
                        ", ".join(key),
                        f"repeats row {seen[identity]}: {', '.join(identity)}",
                    )
                    continue
                seen[identity] = number
            yield row
        if reader.line_num < 2:
            faults.append(Fault(path.name, None, "", "holds no rows"))
        elif not text.endswith("\n"):
            faults.append(
                Fault(
                    path.name,
                    reader.line_num,
                    "",
                    "ends in the middle of a line: cut off?",
                )
            )
    except csv.Error as error:
        raise ImportFaults(
            [*faults, Fault(path.name, reader.line_num, "", str(error))]
        ) from error


def read_json(path: Path) -> Any:
    try:
        return json.loads(read_text(path))
    except json.JSONDecodeError as error:
        raise ImportFaults(
            [Fault(path.name, error.lineno, str(error.colno), error.msg)]
        ) from error


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


@dataclass
class Outcome:
    created: int = 0
    changed: int = 0
    unchanged: int = 0
    kept: int = 0
    by_model: dict[str, int] = field(default_factory=dict)
    differences: list[str] = field(default_factory=list)
    """One line per changed field, for a dry run."""


class Registry:
    """Objects by key, each model read once."""

    def __init__(self) -> None:
        self.names: dict[type[models.Model], tuple[str, ...]] = {}
        self.objects: dict[type[models.Model], dict[tuple, models.Model]] = {}

    def load(self, model: type[models.Model], names: tuple[str, ...]) -> dict:
        if model not in self.objects:
            self.names[model] = names
            attnames = [model._meta.get_field(name).attname for name in names]
            self.objects[model] = {
                tuple(getattr(row, attname) for attname in attnames): row
                for row in model._default_manager.all().iterator(chunk_size=2000)
            }
        return self.objects[model]

    def resolve(self, value: Any) -> Any:
        if not isinstance(value, Ref):
            return value
        objects = self.objects.get(value.model)
        if objects is None:
            names = NATURAL_KEYS.get(value.model._meta.label_lower) or tuple(
                field.name
                for field in value.model._meta.concrete_fields
                if field.unique and not field.primary_key
            )
            objects = self.load(value.model, names)
        key = tuple(
            getattr(part, "pk", part)
            for part in (self.resolve(item) for item in value.key)
        )
        if key not in objects:
            raise LookupError(
                f"no {value.model._meta.verbose_name} {', '.join(map(str, key))}"
            )
        return objects[key]


NATURAL_KEYS: dict[str, tuple[str, ...]] = {}
"""Key fields of models that a `Ref` may name and whose key is not one unique field."""


def plan(proposals: Iterable[Proposal], registry: Registry) -> Iterator[tuple]:
    """Yield each proposal with its object (new or found) and the fields that would change."""
    for proposal in proposals:
        try:
            key = {
                name: registry.resolve(value) for name, value in proposal.key.items()
            }
            values = {
                name: registry.resolve(value) for name, value in proposal.values.items()
            }
            many = {
                name: [registry.resolve(ref) for ref in refs]
                for name, refs in proposal.many.items()
            }
        except LookupError as error:
            yield proposal, None, {}, [], str(error)
            continue
        objects = registry.load(proposal.model, tuple(proposal.key))
        identity = tuple(getattr(value, "pk", value) for value in key.values())
        found = objects.get(identity)
        if found is None:
            found = proposal.model(**key, **proposal.initial)
            objects[identity] = found
        yield proposal, found, values, many, ""


def differs(instance: models.Model, name: str, value: Any) -> bool:
    """Whether *value*, as the database would give it back, is not what the object holds."""
    model_field = instance._meta.get_field(name)
    held = getattr(instance, model_field.attname)
    if model_field.is_relation:
        return held != (value.pk if value is not None else None)
    return held != model_field.to_python(value)


def apply(
    proposals: Iterable[Proposal],
    *,
    importer: str,
    files: Iterable[Path] = (),
    dry_run: bool = False,
) -> Outcome:
    """Write *proposals* in one transaction; raise `ImportFaults` and write nothing if any is bad.

    Rows are saved one by one, so that nothing that watches a save is passed over.
    """
    batch = ImportBatch(
        importer=importer,
        files={
            path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in files
        },
        started_at=timezone.now(),
    )
    if not dry_run:
        batch.save()
    outcome, faults, registry = Outcome(), [], Registry()
    with transaction.atomic():
        for proposal, instance, values, many, problem in plan(proposals, registry):
            if problem:
                faults.append(Fault(proposal.file, proposal.row, "", problem))
                continue
            faults += write(proposal, instance, values, many, outcome)
        if faults or dry_run:
            transaction.set_rollback(True)
        else:
            if outcome.created or outcome.changed:
                Catalogue.objects.bump()
            batch.created, batch.changed = outcome.created, outcome.changed
            batch.unchanged, batch.kept = outcome.unchanged, outcome.kept
            batch.finished_at = timezone.now()
            batch.save()
    if faults:
        raise ImportFaults(faults)
    return outcome


def write(
    proposal: Proposal,
    instance: models.Model,
    values: dict[str, Any],
    many: dict[str, list[models.Model]],
    outcome: Outcome,
) -> list[Fault]:
    """Save what differs; answer the faults that validation found instead."""
    is_new = instance.pk is None
    corrected = getattr(instance, "corrected_fields", [])
    changed = []
    for name, value in values.items():
        if not is_new and not differs(instance, name, value):
            continue
        if name in corrected:
            outcome.kept += 1
            continue
        if not is_new:
            outcome.differences.append(
                f"{instance}: {name}: {getattr(instance, name)!r} -> {value!r}"[:300]
            )
        setattr(instance, name, value)
        changed.append(name)
    if is_new or changed:
        relations = [f.name for f in instance._meta.concrete_fields if f.is_relation]
        try:
            instance.clean_fields(exclude=relations)
            instance.clean()
        except ValidationError as error:
            return [
                Fault(proposal.file, proposal.row, name, " ".join(messages))
                for name, messages in error.message_dict.items()
            ]
        instance.save()
    members_changed = False
    for name, members in many.items():
        manager = getattr(instance, name)
        wanted = {member.pk for member in members}
        if set(manager.values_list("pk", flat=True)) != wanted:
            manager.set(members)
            members_changed = True
    label = proposal.model._meta.verbose_name_plural
    outcome.by_model[str(label)] = outcome.by_model.get(str(label), 0) + 1
    if is_new:
        outcome.created += 1
    elif changed or members_changed:
        outcome.changed += 1
    else:
        outcome.unchanged += 1
    return []
