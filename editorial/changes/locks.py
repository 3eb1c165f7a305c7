"""One order in which everybody locks rows, and what to do when two still meet.

Rows of content come first, model by model in the order in which fixtures load (a school before
its programs) and by primary key within each; the catalogue's row comes last, by `bump`.
"""

import functools
import logging
from collections.abc import Callable

from django.conf import settings
from django.db import OperationalError, models

logger = logging.getLogger(__name__)
DEADLOCK = "40P01"
LOCKED_AT_ONCE = 500
"""Rows of one statement; SQLite is slow with more keys in a list."""


def locked(rows: models.QuerySet) -> models.QuerySet:
    """*rows*, locked until the transaction ends, the lowest primary key first.

    Others may still add rows that refer to them.
    """
    return rows.select_for_update(of=("self",), no_key=True).order_by("pk")


def lock_order(model: type[models.Model]) -> int:
    """Place of *model* among those that are locked; what is not shipped comes after."""
    order = [label.lower() for labels in settings.FIXTURES.values() for label in labels]
    label = model._meta.label_lower
    return order.index(label) if label in order else len(order)


def is_deadlock(error: OperationalError) -> bool:
    return getattr(error.__cause__, "sqlstate", "") == DEADLOCK


def again_after_deadlock(do: Callable) -> Callable:
    """Call *do*, which opens its own transaction, once more if the database ended a deadlock."""

    @functools.wraps(do)
    def wrapped(*args, **kwargs):
        try:
            return do(*args, **kwargs)
        except OperationalError as error:
            if not is_deadlock(error):
                raise
            logger.warning("Deadlock, tried again: %s", do.__qualname__)
        return do(*args, **kwargs)

    return wrapped
