"""What every piece of content has in common: a publishing state."""

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
