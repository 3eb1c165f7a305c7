"""Loading the published content: all or nothing, the same result twice, every fault named."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.core.exceptions import (
    FieldDoesNotExist,
    ObjectDoesNotExist,
    ValidationError,
)
from django.db import DataError, IntegrityError, models, transaction

from editorial.changes.corrections import Corrections
from editorial.changes.keys import key_fields
from editorial.changes.locks import again_after_deadlock, locked
from editorial.changes.recording import Recorder
from editorial.changes.values import (
    as_json,
    changed_since,
    copy_columns,
    members_as_json,
    snapshot,
)
from editorial.choices import Action, ChangeKind, Decision, SetState
from editorial.imports.fixtures import (
    BEGINNINGS,
    SUMS,
    Broken,
    FixtureEntry,
    columns,
    fixtures,
    is_empty,
    read,
    read_text,
)
from editorial.imports.proposals import Outcome
from editorial.imports.registry import IN_THE_WAY, POSITION, LeftAlone, Registry
from editorial.management.statistics import refresh_after
from editorial.models import Catalogue, ChangeSet

IMPORTER = "seed"
BATCH = 500

Members = dict[str, list[models.Model]]


@dataclass
class Loaded(Outcome):
    """What a load did, and how many rows of each model the files hold."""

    counts: dict[type[models.Model], int] = field(default_factory=dict)


@dataclass
class EntryMatch:
    """One entry, the row that it describes, and the stored row where there is one."""

    entry: FixtureEntry
    wanted: models.Model
    many: Members
    stored: models.Model | None = None

    @property
    def row(self) -> models.Model:
        return self.stored or self.wanted


@again_after_deadlock
@transaction.atomic
def load(folder: Path, *, dry_run: bool = False, overwrite: bool = False) -> Loaded:
    """Load every file of *folder*, or raise `Broken` and leave the database as it was.

    What people changed, removed or moved stays, unless *overwrite*; so do rows that no file
    mentions. The first load of an empty database is one set of changes without a row for each
    object: it would say nothing that the files do not.
    """
    change_set = ChangeSet(kind=ChangeKind.IMPORT, importer=IMPORTER)
    loader = Loader(Recorder(change_set), overwrite=overwrite, is_first=is_empty())
    for file, allowed in fixtures():
        by_model: dict[type[models.Model], list[FixtureEntry]] = {
            m: [] for m in allowed
        }
        for entry in read(folder / file, allowed):
            by_model[entry.model].append(entry)
        change_set.files[file] = hashlib.sha256(
            (folder / file).read_bytes()
        ).hexdigest()
        for model, entries in by_model.items():
            loader.load(model, entries)
    check_sums(folder)
    if dry_run:
        transaction.set_rollback(True)
    else:
        loader.finish()
    return loader.loaded


def check_sums(folder: Path) -> None:
    """Notice a changed figure that still reads well; a file broken outright is named before."""
    for line in read_text(folder / SUMS).splitlines():
        expected, _, file = line.partition("  ")
        if hashlib.sha256((folder / file).read_bytes()).hexdigest() != expected:
            reason = f"is not as it was exported: its checksum differs from {SUMS}"
            raise Broken(file, None, reason)


class Loader:
    def __init__(self, recorder: Recorder, *, overwrite: bool, is_first: bool) -> None:
        self.recorder = recorder
        self.overwrite = overwrite
        self.is_first = is_first
        self.registry = Registry()
        self.found: dict[tuple, models.Model] = {}
        self.loaded = Loaded()

    def load(self, model: type[models.Model], entries: list[FixtureEntry]) -> None:
        self.registry.load(model, key_fields(model))
        if self.overwrite:
            self.registry.removed[model] = set()
        names = [column.name for column in columns(model)]
        matches = self.matches(model, entries, names)
        new = [match for match in matches if match.stored is None]
        old = [match for match in matches if match.stored is not None]
        for match in new:
            clean(match)
        create(model, new)
        # Members may stand further down in the file, so relations come after all rows.
        for match in new:
            for name, rows in match.many.items():
                getattr(match.wanted, name).set(rows)
            if not self.is_first:
                self.recorder.created(match.wanted, match.many)
        self.change(model, old, names)
        counts = self.loaded.counts
        counts[model] = counts.get(model, 0) + len(entries)
        self.loaded.created += len(new)

    def matches(
        self, model: type[models.Model], entries: list[FixtureEntry], names: list[str]
    ) -> list[EntryMatch]:
        described: list[EntryMatch] = []
        seen: dict[tuple, FixtureEntry] = {}
        for entry in entries:
            try:
                values, many = self.values_of(entry, names)
            except LeftAlone as error:
                self.loaded.keep(entry.name, str(error))
                continue
            match = EntryMatch(entry, model(**values), many)
            try:
                key = match.wanted.natural_key()
            except ObjectDoesNotExist as error:
                raise entry.broken("does not say what it belongs to") from error
            if key in seen:
                raise entry.broken(f"repeats the entry of line {seen[key].line}")
            seen[key] = entry
            described.append(match)
            self.registry.asked[model].add(
                self.registry.text(model, self.identity(match.wanted))
            )
        return [match for match in described if self.find(match)]

    def find(self, match: EntryMatch) -> bool:
        """Look for the stored row; answer whether there is anything to load."""
        registry, model = self.registry, type(match.wanted)
        identity = self.identity(match.wanted)
        try:
            match.stored = registry.find(model, identity)
            if match.stored is None and identity in registry.objects[model]:
                if POSITION not in key_fields(model):
                    raise LeftAlone(IN_THE_WAY)
                match.wanted.position = registry.next_position(model, identity)
                identity = self.identity(match.wanted)
            if match.stored is None and registry.in_the_way(match.wanted):
                raise LeftAlone(IN_THE_WAY)
        except LeftAlone as error:
            self.loaded.keep(match.entry.name, str(error))
            return False
        if match.stored is None:
            registry.add(match.wanted, identity)
        return True

    def identity(self, row: models.Model) -> tuple:
        model = type(row)
        attnames = [model._meta.get_field(n).attname for n in key_fields(model)]
        return tuple(getattr(row, attname) for attname in attnames)

    def values_of(
        self, entry: FixtureEntry, names: list[str]
    ) -> tuple[dict[str, Any], Members]:
        """The values of one entry, checked as a form would; relations to many apart."""
        values: dict[str, Any] = {}
        many: Members = {}
        for name, value in entry.fields.items():
            try:
                column = entry.model._meta.get_field(name)
                if name not in names and not column.many_to_many:
                    raise entry.broken(f"“{name}” is not for a file to say")
                if column.many_to_many:
                    model = column.related_model
                    many[name] = [self.named(model, key) for key in value]
                elif column.is_relation:
                    model = column.related_model
                    values[name] = None if value is None else self.named(model, value)
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

    def named(self, model: type[models.Model], key: Any) -> models.Model:
        """The row with that natural key, as a file writes it."""
        if not isinstance(key, list):
            raise LookupError("a reference is a list: the natural key")
        try:
            known = (model, *key)
            if known not in self.found:
                self.found[known] = self.row_with(model, list(key))
            return self.found[known]
        except (KeyError, IndexError, TypeError, ValidationError):
            words = ", ".join(map(str, key))
            raise LookupError(f"no {model._meta.verbose_name} {words}") from None

    def row_with(self, model: type[models.Model], parts: list[Any]) -> models.Model:
        self.registry.load(model, key_fields(model))
        identity, rest = [], parts
        for name in key_fields(model):
            column = model._meta.get_field(name)
            if column.is_relation:
                size = key_size(column.related_model)
                identity.append(self.named(column.related_model, rest[:size]).pk)
                rest = rest[size:]
            else:
                identity.append(column.to_python(rest[0]))
                rest = rest[1:]
        found = self.registry.find(model, tuple(identity))
        if found is None or rest:
            raise KeyError
        return found

    def change(
        self, model: type[models.Model], matches: list[EntryMatch], names: list[str]
    ) -> None:
        """Make stored rows say what the files say, but for what people decided."""
        unlike = {
            match.stored.pk: match
            for match in matches
            if differing(match, names) or regrouped(match)
        }
        for newer in locked(model._default_manager.filter(pk__in=unlike)):
            copy_columns(unlike[newer.pk].stored, newer)
        known = Corrections(model)
        if unlike and not self.overwrite:
            known = Corrections.of(model, list(unlike))
        for match in unlike.values():
            corrected = known.fields(match.stored.pk)
            changed = self.change_row(match, names, corrected)
            regrouped_ = self.change_members(match, corrected)
            self.loaded.changed += bool(changed or regrouped_)

    def change_row(
        self, match: EntryMatch, names: list[str], corrected: set[str]
    ) -> bool:
        row, before = match.stored, snapshot(match.stored)
        for name in differing(match, names):
            if name in corrected:
                column = row._meta.get_field(name)
                wanted = getattr(match.wanted, column.attname)
                self.keep(
                    row,
                    name,
                    as_json(column, before[name]),
                    as_json(column, wanted, match.wanted),
                )
            else:
                setattr(row, name, getattr(match.wanted, name))
        if not changed_since(row, before):
            return False
        clean(match)
        save(match, update_fields=changed_since(row, before))
        self.recorder.changed(row, before)
        return True

    def change_members(self, match: EntryMatch, corrected: set[str]) -> bool:
        changed = False
        for name in regrouped(match):
            manager, wanted = getattr(match.stored, name), match.many[name]
            stored = list(manager.all())
            if name in corrected:
                old, new = members_as_json(stored), members_as_json(wanted)
                self.keep(match.stored, name, old, new, Action.RELATE)
                continue
            manager.set(wanted)
            self.recorder.related(match.stored, name, stored, wanted)
            changed = True
        return changed

    def keep(
        self,
        row: models.Model,
        name: str,
        before: Any,
        proposed: Any,
        action: Action = Action.CHANGE,
    ) -> None:
        self.recorder.add(row, action, name, before, proposed, decision=Decision.KEPT)
        self.loaded.keep(str(row), name)

    def finish(self) -> None:
        loaded, change_set = self.loaded, self.recorder.change_set
        if not (loaded.created or loaded.changed or loaded.kept):
            return
        change_set.created, change_set.changed = loaded.created, loaded.changed
        change_set.kept = loaded.kept
        change_set.state = SetState.ACCEPTED
        change_set.finished_at = change_set.made_at
        change_set.save()
        self.recorder.save()
        if loaded.created or loaded.changed:
            Catalogue.objects.bump()
            refresh_after(loaded.created + loaded.changed)


def key_size(model: type[models.Model]) -> int:
    """How many parts the natural key of *model* has."""
    related = (model._meta.get_field(n).related_model for n in key_fields(model))
    return sum(key_size(other) if other else 1 for other in related)


def differing(match: EntryMatch, names: Iterable[str]) -> list[str]:
    attnames = {
        name: match.stored._meta.get_field(name).attname
        for name in names
        if name not in BEGINNINGS and name not in key_fields(type(match.stored))
    }
    return [
        name
        for name, attname in attnames.items()
        if getattr(match.stored, attname) != getattr(match.wanted, attname)
    ]


def regrouped(match: EntryMatch) -> list[str]:
    """Relations to many whose members differ from those of the file."""
    return [
        name
        for name, wanted in match.many.items()
        if set(getattr(match.stored, name).values_list("pk", flat=True))
        != {row.pk for row in wanted}
    ]


def clean(match: EntryMatch) -> None:
    try:
        match.row.clean()
    except ValidationError as error:
        raise match.entry.broken(" ".join(error.messages)) from error


def create(model: type[models.Model], new: list[EntryMatch]) -> None:
    try:
        with transaction.atomic():
            model._default_manager.bulk_create(
                [match.wanted for match in new], batch_size=BATCH
            )
    except (IntegrityError, DataError):
        # One by one, to name the entry that the database refuses.
        for match in new:
            match.wanted.pk = None
            save(match)


def save(match: EntryMatch, **options: Any) -> None:
    try:
        with transaction.atomic():
            match.row.save(**options)
    except (IntegrityError, DataError) as error:
        reason = str(error).partition("\n")[0]
        for constraint in match.entry.model._meta.constraints:
            if constraint.name in reason:
                reason = (
                    f"{constraint.get_violation_error_message()} ({constraint.name})"
                )
        raise match.entry.broken(reason) from error
