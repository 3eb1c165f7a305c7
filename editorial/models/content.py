"""What every piece of content has in common: a publishing state, corrections."""

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


class Imported(models.Model):
    """Content that importers fill and people correct."""

    corrected_fields = models.JSONField(
        default=list,
        blank=True,
        editable=False,
        help_text="Fields that a person set. An import leaves them as they are.",
    )

    class Meta:
        abstract = True

    def mark_corrected(self, fields: list[str]) -> None:
        """Keep *fields* from being overwritten by later imports."""
        self.corrected_fields = sorted({*self.corrected_fields, *fields})
