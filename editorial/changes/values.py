"""Values as the log holds them: JSON, with natural keys for other rows."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.db import models

Values = dict[str, Any]


def stored_columns(model: type[models.Model]) -> list[models.Field]:
    """What the log says of a row: not its number, nor what the database works out."""
    return [
        column
        for column in model._meta.concrete_fields
        if not column.primary_key and not column.generated
    ]


def snapshot(row: models.Model) -> Values:
    """The columns of *row* by name, other rows by primary key. It asks nothing."""
    return {
        column.name: getattr(row, column.attname)
        for column in stored_columns(type(row))
    }


def changed_since(row: models.Model, before: Values) -> list[str]:
    """Names of the columns that differ from an earlier snapshot."""
    now = snapshot(row)
    return [name for name, value in before.items() if now[name] != value]


def as_json(column: models.Field, value: Any, row: models.Model | None = None) -> Any:
    """*value* of *column*; of another row, known by its primary key, its natural key.

    Where *row* holds that other row already, it is not asked for again.
    """
    if isinstance(column, models.DecimalField) and isinstance(value, Decimal):
        # As the database gives it back, or an undo would find 27.3 changed to 27.30.
        return value.quantize(Decimal(1).scaleb(-column.decimal_places))
    if value is None or not column.is_relation:
        return value
    known = column.get_cached_value(row, default=None) if row is not None else None
    if known is None or known.pk != value:
        known = column.related_model._base_manager.filter(pk=value).first()
    return known and list(known.natural_key())


def all_as_json(row: models.Model, values: Values | None = None) -> Values:
    """All columns of *row*, or those *values*, as the log holds them."""
    given = snapshot(row) if values is None else values
    return {
        name: as_json(row._meta.get_field(name), value, row)
        for name, value in given.items()
    }


def members_as_json(rows: Iterable[models.Model]) -> list[list]:
    return sorted((list(row.natural_key()) for row in rows), key=str)


def copy_columns(row: models.Model, newer: models.Model) -> None:
    """Make *row* say what *newer*, the same row read later, says."""
    for column in stored_columns(type(row)):
        setattr(row, column.attname, getattr(newer, column.attname))
