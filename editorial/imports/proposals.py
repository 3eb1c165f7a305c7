"""How a file becomes content: rows are read into proposals, proposals are applied whole.

An importer reads its files with `read_csv` or `read_entry`, yields a `Proposal` for each object
and writes nothing. `apply` then creates and changes rows in one transaction, leaves alone what a
person corrected, and does nothing the second time.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.db import DataError, IntegrityError, models, transaction
from django.utils import timezone

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
from editorial.models import Catalogue, ImportBatch

__all__ = [
    "NATURAL_KEYS",
    "Fault",
    "FileRow",
    "ImportFaults",
    "JsonEntry",
    "Outcome",
    "Proposal",
    "Ref",
    "apply",
    "read_csv",
    "read_entry",
    "read_json",
    "read_text",
]

NATURAL_KEYS: dict[str, tuple[str, ...]] = {}
"""Key fields of models that a `Ref` may name and whose key is not their first unique field."""


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


class UnknownReference(Exception):
    """A `Ref` names an object that is neither stored nor proposed before it."""


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
        if self.names[model] != names:
            raise ValueError(
                f"{model.__name__} is keyed by {self.names[model]}, not by {names}"
            )
        return self.objects[model]

    def identity(self, model: type[models.Model], values: Iterable[Any]) -> tuple:
        """Key *values* as the database would give them back."""
        return tuple(
            value.pk
            if isinstance(value, models.Model)
            else model._meta.get_field(name).to_python(value)
            for name, value in zip(self.names[model], values, strict=True)
        )

    def resolve(self, value: Any) -> Any:
        """The object a `Ref` names; any other value as it is."""
        if not isinstance(value, Ref):
            return value
        objects = self.objects.get(value.model)
        if objects is None:
            objects = self.load(value.model, reference_key(value.model))
        key = self.identity(value.model, [self.resolve(part) for part in value.key])
        if key not in objects:
            raise UnknownReference(
                f"no {value.model._meta.verbose_name} {', '.join(map(str, key))}"
            )
        return objects[key]

    def resolve_all(self, values: dict[str, Any]) -> dict[str, Any]:
        return {name: self.resolve(value) for name, value in values.items()}


def reference_key(model: type[models.Model]) -> tuple[str, ...]:
    """The fields by which a `Ref` names a row of *model*."""
    if known := NATURAL_KEYS.get(model._meta.label_lower):
        return known
    unique = (f.name for f in model._meta.concrete_fields if f.unique)
    return (next(name for name in unique if name != model._meta.pk.name),)


@dataclass
class Planned:
    """A proposal with its object, new or found, and every reference resolved."""

    proposal: Proposal
    instance: models.Model
    values: dict[str, Any]
    many: dict[str, list[models.Model]]

    @property
    def needs(self) -> Iterator[models.Model]:
        """The objects it points at."""
        given = chain(
            self.values.values(),
            chain.from_iterable(self.many.values()),
            self.instance._state.fields_cache.values(),
        )
        return (value for value in given if isinstance(value, models.Model))


def plan(proposal: Proposal, registry: Registry) -> Planned:
    """Find or make the object and resolve every reference."""
    key = registry.resolve_all(proposal.key)
    values = registry.resolve_all(proposal.values)
    many = {
        name: [registry.resolve(ref) for ref in refs]
        for name, refs in proposal.many.items()
    }
    objects = registry.load(proposal.model, tuple(key))
    identity = registry.identity(proposal.model, key.values())
    found = objects.get(identity)
    if found is None:
        found = proposal.model(**key, **registry.resolve_all(proposal.initial))
        objects[identity] = found
    return Planned(proposal, found, values, many)


def differs(instance: models.Model, name: str, value: Any) -> bool:
    """Whether *value*, as the database would give it back, is not what the object holds."""
    model_field = instance._meta.get_field(name)
    stored = getattr(instance, model_field.attname)
    if model_field.is_relation:
        return stored != (value.pk if value is not None else None)
    return stored != model_field.to_python(value)


def digest(path: Path) -> str:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError as error:
        raise ImportFaults(
            [Fault(path.name, None, "", f"cannot be read: {error.strerror}")]
        ) from error


def apply(
    proposals: Iterable[Proposal],
    *,
    importer: str,
    files: Iterable[Path] = (),
    dry_run: bool = False,
) -> Outcome:
    """Write *proposals* in one transaction; raise `ImportFaults` and write nothing if any is bad.

    Rows are saved one by one, so that nothing that watches a save is passed over. The batch is
    saved beforehand: one that stays without an end tells of an import that was killed.
    """
    batch = ImportBatch(
        importer=importer,
        files={path.name: digest(path) for path in files},
        started_at=timezone.now(),
    )
    if not dry_run:
        batch.save()
    outcome = Outcome()
    try:
        with transaction.atomic():
            write_all(proposals, outcome)
            if dry_run:
                transaction.set_rollback(True)
            else:
                finish(batch, outcome)
    except ImportFaults:
        if not dry_run:
            batch.delete()
        raise
    return outcome


def write_all(proposals: Iterable[Proposal], outcome: Outcome) -> None:
    faults: list[Fault] = []
    registry = Registry()
    for proposal in proposals:
        try:
            planned = plan(proposal, registry)
            # What it points at could not be written, and that fault is known already.
            if any(needed.pk is None for needed in planned.needs):
                continue
            faults += write(planned, outcome)
        except UnknownReference as error:
            faults.append(Fault(proposal.file, proposal.row, "", str(error)))
        except ValidationError as error:
            faults.append(
                Fault(proposal.file, proposal.row, "", " ".join(error.messages))
            )
        except (IntegrityError, DataError) as error:
            # The transaction is broken here, so nothing after this row can be tried.
            fault = refusal(error, proposal)
            raise ImportFaults([*faults, fault]) from error
    if faults:
        raise ImportFaults(faults)


def finish(batch: ImportBatch, outcome: Outcome) -> None:
    if outcome.created or outcome.changed:
        Catalogue.objects.bump()
    batch.created, batch.changed = outcome.created, outcome.changed
    batch.unchanged, batch.kept = outcome.unchanged, outcome.kept
    batch.finished_at = timezone.now()
    batch.save()


def refusal(error: Exception, proposal: Proposal) -> Fault:
    """What the database said, in the words of the constraint where it has any."""
    said = str(error).partition("\n")[0]
    meta = proposal.model._meta
    message = f"the database refused it: {said}"
    for constraint in meta.constraints:
        if constraint.name in said:
            message = f"{constraint.get_violation_error_message()} ({constraint.name})"
    words = set(re.findall(r"\w+", str(error)))
    columns = [f.name for f in meta.concrete_fields if f.column in words]
    key = ", ".join(
        str(getattr(value, "key", value)) for value in proposal.key.values()
    )
    return Fault(
        proposal.file,
        proposal.row,
        ", ".join(columns),
        f"{meta.verbose_name} {key}: {message}",
    )


def write(planned: Planned, outcome: Outcome) -> list[Fault]:
    """Save what differs; answer the faults that validation found instead."""
    proposal, instance = planned.proposal, planned.instance
    is_new = instance.pk is None
    corrected = getattr(instance, "corrected_fields", [])
    changed = []
    for name, value in planned.values.items():
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
                Fault(
                    proposal.file,
                    proposal.row,
                    "" if name == "__all__" else name,
                    " ".join(text for part in parts for text in part.messages),
                )
                for name, parts in error.update_error_dict({}).items()
            ]
        instance.save()
    members_changed = set_members(instance, planned.many, outcome)
    label = str(proposal.model._meta.verbose_name_plural)
    outcome.by_model[label] = outcome.by_model.get(label, 0) + 1
    if is_new:
        outcome.created += 1
    elif changed or members_changed:
        outcome.changed += 1
    else:
        outcome.unchanged += 1
    return []


def set_members(
    instance: models.Model, many: dict[str, list[models.Model]], outcome: Outcome
) -> bool:
    """Give each relation exactly its members; answer whether any changed."""
    changed = False
    for name, members in many.items():
        manager = getattr(instance, name)
        wanted = {member.pk for member in members}
        stored = set(manager.values_list("pk", flat=True))
        if stored != wanted:
            manager.set(members)
            outcome.differences.append(f"{instance}: {name} changes"[:300])
            changed = True
    return changed
