"""Questions about any content that staff publish."""

import datetime as dt
from typing import Self

from django.db.models import F, QuerySet

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


class CatalogueQuerySet(QuerySet):
    def version(self) -> int:
        """Number of the catalogue now published; 0 before anything is."""
        return self.values_list("version", flat=True).first() or 0

    def bump(self) -> None:
        """Tell every process that published content changed.

        Call it inside the transaction of the change, so that no reader sees one without the other.
        """
        if not self.filter(pk=1).update(version=F("version") + 1):
            self.create(pk=1, version=1)
