"""The version of what is published."""

from django.db import models
from django.db.models import Q

from editorial.models.querysets import CatalogueQuerySet


class Catalogue(models.Model):
    """One row that counts changes to published content, for indexes and caches."""

    version = models.PositiveBigIntegerField(default=0)
    stamp = models.CharField(
        max_length=16,
        default="",
        help_text="Names this state of the content: two that differ never share one, not "
        "even where a change was rolled back or a database restored.",
    )
    changed_at = models.DateTimeField(auto_now=True)

    objects = CatalogueQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(pk=1), name="catalogue_is_one_row")
        ]

    def __str__(self) -> str:
        return f"Version {self.version}"
