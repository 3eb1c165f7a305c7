"""Questions about any content that staff publish."""

import datetime as dt
import secrets
from functools import partial
from typing import Self

from django.apps import apps
from django.conf import settings
from django.core.cache import cache
from django.db import connections, transaction
from django.db.models import CASCADE, Exists, Model, OuterRef, Q, QuerySet

from editorial import publishing
from editorial.choices import Status

NEWEST_VERSION = "newest-version"
"""Where the shared cache says which catalogue a replica must have heard of."""


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

    def unarchived(self) -> Self:
        return self.exclude(status=Status.ARCHIVED)

    def archive(self) -> int:
        """Take away for good, and keep as a record."""
        return self.update(status=Status.ARCHIVED)


def published_rows(model: type[Model], prefix: str = "") -> Q:
    """Rows of *model* that the public sees: published, and so is all they are pieces of."""
    asked = Q()
    columns = {column.name: column for column in model._meta.concrete_fields}
    if "published_on" in columns:
        asked &= Q(**{f"{prefix}status": Status.PUBLISHED})
    for name, column in columns.items():
        if not column.is_relation:
            continue
        # Deleting a school is refused while it has programs; hiding it hides them.
        if column.remote_field.on_delete is CASCADE or name == "school":
            asked &= published_rows(column.related_model, f"{prefix}{name}__")
    return asked


class SourceQuerySet(QuerySet):
    def cited(self) -> Self:
        """Sources of something published; what a draft alone cites stays inside."""
        content = {
            apps.get_model(label)
            for labels in settings.FIXTURES.values()
            for label in labels
        }
        citations = Q()
        for relation in self.model._meta.get_fields(include_hidden=True):
            if relation.auto_created and relation.related_model in content:
                model = relation.related_model
                rows = model._base_manager.filter(published_rows(model))
                cited_as = {relation.field.name: OuterRef("pk")}
                citations |= Q(Exists(rows.filter(**cited_as)))
        return self.filter(citations)

    def get_by_natural_key(self, slug: str):
        return self.get(slug=slug)


class DataChangeQuerySet(QuerySet):
    def get_by_natural_key(self, made_on: str, title: str):
        return self.get(made_on=made_on, title=title)


class CatalogueQuerySet(QuerySet):
    # Every page asks this first: 0.01 ms on SQLite. The ORM puts the same together in 0.15 ms, a
    # twentieth of the whole page.
    MARK = "SELECT version, stamp FROM editorial_catalogue WHERE id = 1"

    def version(self) -> int:
        """Number of the catalogue now published; 0 before anything is."""
        return self.mark()[0]

    def mark(self) -> tuple[int, str]:
        """Version and stamp of the catalogue now published; (0, "") before anything is."""
        with connections[self.db].cursor() as cursor:
            cursor.execute(self.MARK)
            return cursor.fetchone() or (0, "")

    @transaction.atomic
    def bump(self) -> None:
        """Tell every process that published content changed.

        Call it once, as the last step inside the transaction of the change: no reader sees one
        without the other, and what follows (the finder builds its index) sees all of it.
        """
        row = self.select_for_update().filter(pk=1).first() or self.model(pk=1)
        row.version, row.stamp = row.version + 1, secrets.token_hex(8)
        row.save()
        publishing.follow_up()
        say = partial(cache.set, NEWEST_VERSION, row.version, timeout=None)
        transaction.on_commit(say, robust=True)
