"""What goes or changes together with a row that is deleted."""

from collections.abc import Collection

from django.contrib.admin.utils import NestedObjects
from django.db import router
from django.db.models import Model, ProtectedError

from editorial.changes.locks import lock_order


def hanging_on(rows: Collection[Model]) -> tuple[list[Model], list[Model]]:
    """Rows that are deleted with *rows*, pieces of pieces first, and those that lose a reference.

    Rows of relations to many are no content of their own. Raises `ProtectedError` where something
    refuses the deletion.
    """
    collector = NestedObjects(using=router.db_for_write(type(next(iter(rows)))))
    collector.collect(rows)
    if collector.protected:
        raise ProtectedError("Something refers to it.", collector.protected)
    gone = [
        row
        for model, found in collector.data.items()
        if not model._meta.auto_created
        for row in found
        if row not in rows
    ]
    gone.sort(key=lambda row: (-lock_order(type(row)), row.pk))
    changed = [
        row
        for found in collector.field_updates.values()
        for batch in found
        for row in batch
        if row not in gone and row not in rows
    ]
    return gone, changed
