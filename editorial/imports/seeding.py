"""Loading the published content: all or nothing, the same result twice, every fault named."""

import hashlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.core.exceptions import (
    FieldDoesNotExist,
    ObjectDoesNotExist,
    ValidationError,
)
from django.db import DataError, IntegrityError, models, transaction

from editorial.imports.fixtures import (
    BEGINNINGS,
    SUMS,
    Broken,
    FixtureEntry,
    Store,
    columns,
    fixtures,
    read,
    read_text,
)
from editorial.imports.staff_edits import StaffEdits
from editorial.models import Catalogue

BATCH = 500


@dataclass
class Loaded:
    """How many rows of each model the files hold, and how many of all were written."""

    counts: dict[type[models.Model], int] = field(default_factory=dict)
    created: int = 0
    changed: int = 0
    kept: int = 0
    """Rows that the files would change, and that people wrote on the desk."""


@transaction.atomic
def load(folder: Path, *, dry_run: bool = False, overwrite: bool = False) -> Loaded:
    """Load every file of *folder*, or raise `Broken` and leave the database as it was.

    A value that a person corrected stays; so do rows that no file mentions and, unless
    *overwrite*, those that people wrote on the desk. A piece that they deleted comes back.
    """
    loaded, store = Loaded(), Store()
    for file, allowed in fixtures():
        by_model: dict[type[models.Model], list[FixtureEntry]] = {
            m: [] for m in allowed
        }
        for entry in read(folder / file, allowed):
            by_model[entry.model].append(entry)
        for model, entries in by_model.items():
            hands = StaffEdits() if overwrite else StaffEdits.on(model)
            load_model(model, entries, store, loaded, hands)
    check_sums(folder)
    if dry_run:
        transaction.set_rollback(True)
    elif loaded.created or loaded.changed:
        Catalogue.objects.bump()
    return loaded


def check_sums(folder: Path) -> None:
    """Notice a changed figure that still reads well; a file broken outright is told before."""
    for line in read_text(folder / SUMS).splitlines():
        expected, _, file = line.partition("  ")
        if hashlib.sha256((folder / file).read_bytes()).hexdigest() != expected:
            reason = f"is not as it was exported: its checksum differs from {SUMS}"
            raise Broken(file, None, reason)


def load_model(
    model: type[models.Model],
    entries: list[FixtureEntry],
    store: Store,
    loaded: Loaded,
    hands: StaffEdits,
) -> None:
    rows = store.rows(model)
    names = [column.name for column in columns(model)]
    seen: dict[tuple, FixtureEntry] = {}
    new: list[tuple[FixtureEntry, models.Model]] = []
    changed: list[tuple[FixtureEntry, models.Model]] = []
    members: list[tuple[models.Model, dict[str, list[models.Model]]]] = []
    for entry in entries:
        values, many = values_of(entry, names, store)
        instance = model(**values)
        try:
            key = instance.natural_key()
        except ObjectDoesNotExist as error:
            raise entry.broken("does not say what it belongs to") from error
        if key in seen:
            raise entry.broken(f"repeats the entry of line {seen[key].line}")
        seen[key] = entry
        stored = rows.get(key)
        if stored is None:
            rows[key] = stored = instance
            new.append((entry, instance))
        elif hands.includes(stored):
            loaded.kept += bool(differing(stored, instance, names))
            continue
        elif update(stored, instance, names):
            changed.append((entry, stored))
        if many:
            members.append((stored, many))
    for entry, instance in (*new, *changed):
        try:
            instance.clean()
        except ValidationError as error:
            raise entry.broken(" ".join(error.messages)) from error
    create(model, new)
    for entry, instance in changed:
        save(entry, instance)
    regrouped = {
        instance.pk for instance, many in members if set_members(instance, many)
    }
    loaded.counts[model] = loaded.counts.get(model, 0) + len(entries)
    loaded.created += len(new)
    fresh = {instance.pk for _, instance in new}
    loaded.changed += len({row.pk for _, row in changed} | (regrouped - fresh))


def values_of(
    entry: FixtureEntry, names: list[str], store: Store
) -> tuple[dict[str, Any], dict[str, list[models.Model]]]:
    """The values of one entry, checked as a form would; relations to many apart."""
    values: dict[str, Any] = {}
    many: dict[str, list[models.Model]] = {}
    for name, value in entry.fields.items():
        try:
            column = entry.model._meta.get_field(name)
            if name not in names and not column.many_to_many:
                raise entry.broken(f"“{name}” is not for a file to say")
            if column.many_to_many:
                many[name] = [store.find(column.related_model, key) for key in value]
            elif column.is_relation:
                model = column.related_model
                values[name] = None if value is None else store.find(model, value)
            elif column.blank and value in column.empty_values:
                values[name] = value
            else:
                values[name] = column.clean(value, None)
        except FieldDoesNotExist:
            raise entry.broken(f"there is no field “{name}”") from None
        except (LookupError, TypeError) as error:
            raise entry.broken(f"{name}: {error}") from error
        except ValidationError as error:
            raise entry.broken(f"{name}: {' '.join(error.messages)}") from error
    return values, many


def update(stored: models.Model, wanted: models.Model, names: list[str]) -> bool:
    """Make *stored* say what *wanted* says, but for what people decided; answer if it differed."""
    names = differing(stored, wanted, names)
    for name in names:
        setattr(stored, name, getattr(wanted, name))
    return bool(names)


def differing(
    stored: models.Model, wanted: models.Model, names: list[str]
) -> list[str]:
    fixed = BEGINNINGS.union(getattr(stored, "corrected_fields", ()))
    attnames = {n: stored._meta.get_field(n).attname for n in names if n not in fixed}
    return [n for n, a in attnames.items() if getattr(stored, a) != getattr(wanted, a)]


def create(
    model: type[models.Model], new: list[tuple[FixtureEntry, models.Model]]
) -> None:
    """Insert in bulk: rows that begin have no history to keep."""
    try:
        with transaction.atomic():
            model._default_manager.bulk_create(
                [instance for _, instance in new], batch_size=BATCH
            )
    except (IntegrityError, DataError):
        # One by one, to name the entry that the database refuses.
        for entry, instance in new:
            instance.pk = None
            save(entry, instance)


def save(entry: FixtureEntry, instance: models.Model) -> None:
    try:
        with transaction.atomic():
            instance.save()
    except (IntegrityError, DataError) as error:
        reason = str(error).partition("\n")[0]
        for constraint in entry.model._meta.constraints:
            if constraint.name in reason:
                reason = (
                    f"{constraint.get_violation_error_message()} ({constraint.name})"
                )
        raise entry.broken(reason) from error


def set_members(instance: models.Model, many: dict[str, list[models.Model]]) -> bool:
    changed = False
    for name, wanted in many.items():
        manager = getattr(instance, name)
        numbers = {row.pk for row in wanted}
        if set(manager.values_list("pk", flat=True)) != numbers:
            manager.set(wanted)
            changed = True
    return changed
