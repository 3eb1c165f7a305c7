"""What every piece of content has in common: a publishing state."""

from functools import cache

from django.db import models

from editorial.choices import Status
from editorial.models.querysets import PublishableQuerySet


class Publishable(models.Model):
    """Content the public sees only once somebody with the right to do so has published it."""

    status = models.CharField(
        max_length=12, choices=Status, default=Status.DRAFT, db_index=True
    )
    published_on = models.DateField(null=True, blank=True, editable=False)

    objects = PublishableQuerySet.as_manager()

    class Meta:
        abstract = True

    @property
    def is_published(self) -> bool:
        return self.status == Status.PUBLISHED

    def lacking(self) -> list[models.Field]:
        """Texts that a draft may do without, and what is public may not."""
        return [
            text for text in later_texts(type(self)) if not getattr(self, text.name)
        ]


NAMES = frozenset({"name", "title", "text", "words", "abbr"})


@cache
def later_texts(model: type[models.Model]) -> tuple[models.Field, ...]:
    """Texts of *model* that have to be there, but neither name a row nor are one of a list."""
    return tuple(
        column
        for column in model._meta.concrete_fields
        if isinstance(column, models.CharField | models.TextField)
        if not (column.blank or column.unique or column.choices)
        if column.name not in NAMES and not isinstance(column, models.SlugField)
        if not column.has_default()
    )
