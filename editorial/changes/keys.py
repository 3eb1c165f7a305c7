"""By which columns files know a row, and what becomes of that when a person changes them."""

import json
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from django.db import models


@cache
def key_fields(model: type[models.Model]) -> tuple[str, ...]:
    """The columns of *model*'s natural key, in its order.

    A constraint called “…natural_key”, else the first that makes rows unique, else the first
    unique column; a test holds them to `natural_key()`.
    """
    unique = [
        (constraint.name, fields_of(constraint)) for constraint in always_unique(model)
    ]
    columns = [c.name for c in model._meta.concrete_fields if c.unique]
    named = [fields for name, fields in unique if name.endswith("natural_key")]
    alone = [(name,) for name in columns if name != model._meta.pk.name]
    return [*named, *alone, *(fields for _, fields in unique), ()][0]


def always_unique(model: type[models.Model]) -> list[models.UniqueConstraint]:
    """Constraints that hold for every row."""
    return [
        constraint
        for constraint in model._meta.constraints
        if isinstance(constraint, models.UniqueConstraint) and not constraint.condition
    ]


def fields_of(constraint: models.UniqueConstraint) -> tuple[str, ...]:
    if constraint.fields:
        return constraint.fields
    found = (
        part.name
        for expression in constraint.expressions
        for part in expression.flatten()
        if isinstance(part, models.F)
    )
    return tuple(dict.fromkeys(found))


def identity_of(
    model: type[models.Model], values: Mapping[str, Any]
) -> tuple[Any, ...]:
    """The key of a row with these *values* by attribute name, as `ImportKey` compares it."""
    columns = [model._meta.get_field(name) for name in key_fields(model)]
    return tuple(values[column.attname] for column in columns)


def key_text(identity: Iterable[Any]) -> str:
    return json.dumps([str(part) for part in identity], ensure_ascii=False)
