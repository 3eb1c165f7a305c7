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
    recent = models.JSONField(
        default=list,
        help_text="The newest changes, one after the other without a gap: the version each "
        "led to, the stamp before it, and the rows it touched.",
    )
    changed_at = models.DateTimeField(auto_now=True)

    objects = CatalogueQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(pk=1), name="catalogue_is_one_row")
        ]

    def __str__(self) -> str:
        return f"Version {self.version}"
