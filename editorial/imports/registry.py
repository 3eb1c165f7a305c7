"""Which stored object a proposal is about, however a person has renamed it since."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import models

from editorial.changes.corrections import Corrections
from editorial.changes.keys import (
    always_unique,
    fields_of,
    identity_of,
    key_fields,
    key_text,
)
from editorial.imports.proposals import Proposal, Ref
from editorial.models import ImportKey

POSITION = "position"
REMOVED = "removed by a person"
IN_THE_WAY = "not added: in its place is what a person moved or made there"


class UnknownReference(Exception):
    """A `Ref` names an object that is neither stored nor proposed before it."""


class LeftAlone(Exception):
    """A person decided that this object is not to be there; the message says how."""


def import_keys(model: type[models.Model]) -> dict[str, int]:
    """Primary keys of renamed and removed rows by the key that files know them by."""
    kind = ContentType.objects.get_for_model(model)
    rows = ImportKey.objects.filter(content_type=kind).order_by("pk")
    return dict(rows.values_list("key", "object_pk"))


def as_imported(model: type[models.Model]) -> dict[int, dict[str, str]]:
    """The key columns, as text, that renamed rows came with, by primary key."""
    names = key_fields(model)
    return {
        pk: dict(zip(names, json.loads(text), strict=True))
        for text, pk in import_keys(model).items()
    }


def by_import_key(rows: Iterable[models.Model]) -> dict[str, models.Model]:
    """*rows* of one model by the text of the key that files know them by."""
    found: dict[str, models.Model] = {}
    by_pk = {row.pk: row for row in rows}
    for row in by_pk.values():
        values = {c.attname: getattr(row, c.attname) for c in row._meta.concrete_fields}
        found[key_text(identity_of(type(row), values))] = row
    for row in by_pk.values():
        renamed = import_keys(type(row))
        return found | {text: by_pk[pk] for text, pk in renamed.items() if pk in by_pk}
    return found


class Registry:
    """Objects by key, each model read once."""

    def __init__(self) -> None:
        self.names: dict[type[models.Model], tuple[str, ...]] = {}
        self.objects: dict[type[models.Model], dict[tuple, models.Model]] = {}
        self.by_pk: dict[type[models.Model], dict[int, models.Model]] = {}
        self.keys: dict[type[models.Model], dict[str, int]] = {}
        self.removed: dict[type[models.Model], set[int]] = {}
        self.by_columns: dict[type[models.Model], list[tuple[list[str], dict]]] = {}
        self.asked: dict[type[models.Model], set[str]] = defaultdict(set)

    def load(self, model: type[models.Model], names: tuple[str, ...]) -> None:
        if model not in self.objects:
            self.names[model] = names
            attnames = [model._meta.get_field(name).attname for name in names]
            rows = list(model._default_manager.all().iterator(chunk_size=2000))
            self.objects[model] = {
                tuple(getattr(row, attname) for attname in attnames): row
                for row in rows
            }
            self.by_pk[model] = {row.pk: row for row in rows}
            self.keys[model] = import_keys(model)
            gone = self.keys[model].values() - self.by_pk[model].keys()
            self.removed[model] = Corrections.of(model, gone).removed if gone else set()
        if self.names[model] != names:
            raise ValueError(
                f"{model.__name__} is keyed by {self.names[model]}, not by {names}"
            )

    def identity(self, model: type[models.Model], values: Iterable[Any]) -> tuple:
        """Key *values* as the database would give them back."""
        return tuple(
            # A row of this import has no number yet.
            (value.pk or f"new {id(value)}")
            if isinstance(value, models.Model)
            else model._meta.get_field(name).to_python(value)
            for name, value in zip(self.names[model], values, strict=True)
        )

    def text(self, model: type[models.Model], identity: tuple) -> str:
        values = dict(zip(self.names[model], identity, strict=True))
        if values.keys() != set(key_fields(model)):
            return ""
        return key_text(values[name] for name in key_fields(model))

    def find(self, model: type[models.Model], identity: tuple) -> models.Model | None:
        """The object that files know by that key; None where it is new."""
        text = self.text(model, identity)
        pk = self.keys[model].get(text)
        if pk in self.removed[model]:
            raise LeftAlone(REMOVED)
        if found := self.by_pk[model].get(pk):
            return found
        found = self.objects[model].get(identity)
        return None if found is None or self.is_asked_otherwise(found) else found

    def is_asked_otherwise(self, row: models.Model) -> bool:
        """Whether this import names *row* by the key it had before a person changed that."""
        model = type(row)
        own = (text for text, pk in self.keys[model].items() if pk == row.pk)
        return not self.asked[model].isdisjoint(own)

    def resolve(self, value: Any) -> Any:
        """The object a `Ref` names; any other value as it is."""
        if not isinstance(value, Ref):
            return value
        if value.model not in self.objects:
            self.load(value.model, key_fields(value.model))
        key = self.identity(value.model, [self.resolve(part) for part in value.key])
        found = self.find(value.model, key)
        if found is None:
            raise UnknownReference(
                f"no {value.model._meta.verbose_name} {', '.join(map(str, key))}"
            )
        return found

    def resolve_all(self, values: dict[str, Any]) -> dict[str, Any]:
        return {name: self.resolve(value) for name, value in values.items()}

    def ask(self, proposals: Iterable[Proposal]) -> None:
        """Note by which keys *proposals* name what they are about."""
        for proposal in proposals:
            try:
                key = self.resolve_all(proposal.key)
                self.load(proposal.model, tuple(key))
                identity = self.identity(proposal.model, key.values())
            except (UnknownReference, LeftAlone, ValidationError):
                continue
            self.asked[proposal.model].add(self.text(proposal.model, identity))

    def add(self, row: models.Model, identity: tuple) -> None:
        self.objects[type(row)][identity] = row

    def next_position(self, model: type[models.Model], identity: tuple) -> int:
        """After all pieces that share the rest of that key."""
        at = self.names[model].index(POSITION)
        others = (other for other in self.objects[model] if len(other) == len(identity))
        return 1 + max(
            other[at]
            for other in others
            if other[:at] + other[at + 1 :] == identity[:at] + identity[at + 1 :]
        )

    def in_the_way(self, new: models.Model) -> models.Model | None:
        """A stored row that holds a value which only one row may hold, as a person has it."""
        model = type(new)
        for columns, rows in self.unique(model):
            if row := rows.get(tuple(getattr(new, column) for column in columns)):
                by_people = Corrections.of(model, [row.pk]).set_by_people
                return row if by_people.get(row.pk) else None
        return None

    def unique(self, model: type[models.Model]) -> list[tuple[list[str], dict]]:
        """The stored rows by each set of columns that only one row may share."""
        if model not in self.by_columns:
            self.by_columns[model] = [
                (
                    columns,
                    {
                        tuple(getattr(row, column) for column in columns): row
                        for row in self.by_pk[model].values()
                    },
                )
                for columns in unique_columns(model)
            ]
        return self.by_columns[model]


def unique_columns(model: type[models.Model]) -> list[list[str]]:
    sets = [
        fields_of(constraint)
        for constraint in always_unique(model)
        if constraint.fields
    ]
    alone = [
        (column.name,)
        for column in model._meta.concrete_fields
        if column.unique and not column.primary_key
    ]
    return [[model._meta.get_field(n).attname for n in names] for names in sets + alone]


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
    model = proposal.model
    key = registry.resolve_all(proposal.key)
    values = registry.resolve_all(proposal.values)
    many = {
        name: [registry.resolve(ref) for ref in refs]
        for name, refs in proposal.many.items()
    }
    registry.load(model, tuple(key))
    identity = registry.identity(model, key.values())
    found = registry.find(model, identity)
    if found is None:
        if identity in registry.objects[model]:
            if POSITION not in key:
                raise LeftAlone(IN_THE_WAY)
            key[POSITION] = registry.next_position(model, identity)
            identity = registry.identity(model, key.values())
        found = model(**key, **registry.resolve_all(proposal.initial))
        if registry.in_the_way(found):
            raise LeftAlone(IN_THE_WAY)
        registry.add(found, identity)
    else:
        for name, value in key.items():
            if isinstance(value, models.Model) and value.pk == getattr(
                found, model._meta.get_field(name).attname
            ):
                setattr(found, name, value)
    return Planned(proposal, found, values, many)
