"""Questions about any content that staff publish."""

import datetime as dt
import json
import secrets
from functools import cache
from typing import Self

from django.db import connections, transaction
from django.db.models import Model, QuerySet

from editorial import publishing
from editorial.choices import Status


class PublishableQuerySet(QuerySet):
    def published(self) -> Self:
        """What the public may see."""
        return self.filter(status=Status.PUBLISHED)

    def publishable(self) -> Self:
        """Waiting to be published; models with conditions of their own narrow this."""
        return self.exclude(status=Status.PUBLISHED)

    def drafts(self) -> Self:
        return self.filter(status=Status.DRAFT)

    def submit(self) -> int:
        """Hand over for review."""
        return self.update(status=Status.REVIEW)

    def publish(self, *, on: dt.date) -> int:
        return self.update(status=Status.PUBLISHED, published_on=on)

    def withdraw(self) -> int:
        """Take back to draft."""
        return self.update(status=Status.DRAFT)

    def release_corrections(self) -> int:
        """Let later imports overwrite what people set."""
        return self.update(corrected_fields=[])


class SourceQuerySet(QuerySet):
    def get_by_natural_key(self, slug: str):
        return self.get(slug=slug)


class DataChangeQuerySet(QuerySet):
    def get_by_natural_key(self, made_on: str, title: str):
        return self.get(made_on=made_on, title=title)


@cache
def statement_of_state(catalogue: type[Model], database: str, *columns: str) -> str:
    """Putting it together takes several times as long as asking it."""
    rows = catalogue.objects.using(database)
    return str(rows.values_list("version", "stamp", *columns).query)


class CatalogueQuerySet(QuerySet):
    MOST_STEPS = 100
    MOST_ROWS = 200
    """Of one change; a larger one is not told row by row."""

    def version(self) -> int:
        """Number of the catalogue now published; 0 before anything is."""
        return self.mark()[0]

    def mark(self) -> tuple[int, str]:
        """Version and stamp of the catalogue now published; every page asks this first."""
        return self.state() or (0, "")

    def state(self, *columns: str) -> tuple | None:
        """Version, stamp and *columns* as the database gives them; None before anything is."""
        with connections[self.db].cursor() as cursor:
            cursor.execute(statement_of_state(self.model, self.db, *columns))
            return cursor.fetchone()

    @transaction.atomic
    def bump(self, *changed: Model) -> None:
        """Tell every process that published content changed: *changed*, or anything at all.

        Call it last inside the transaction of the change, so that no reader sees one without
        the other.
        """
        row = self.select_for_update().filter(pk=1).first() or self.model(pk=1)
        step = [
            row.version + 1,
            row.stamp,
            [[one._meta.label_lower, one.pk] for one in changed],
        ]
        is_told = 0 < len(changed) <= self.MOST_ROWS
        row.recent = [*row.recent, step] if is_told else []
        row.version, row.stamp = row.version + 1, secrets.token_hex(8)
        row.save()
        if not is_told or len(row.recent) > self.MOST_STEPS:
            publishing.prepare()
            row.recent = row.recent[-self.MOST_STEPS // 2 :]
            row.save()
        transaction.on_commit(publishing.follow_up, robust=True)

    def changes_since(self, version: int, stamp: str) -> list[list] | None:
        """Label and key of the rows changed since that state; None where that is not told."""
        state = self.state("recent")
        if state is None or not stamp:
            return None
        *now, recent = state
        if now == [version, stamp]:
            return []
        steps = [step for step in json.loads(recent) if step[0] > version]
        if not steps or steps[0][:2] != [version + 1, stamp]:
            return None
        return [change for _, _, changes in steps for change in changes]
