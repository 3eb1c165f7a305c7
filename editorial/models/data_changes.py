"""The public log of changes to the data."""

from django.db import models
from django.utils.text import slugify

from editorial.models.querysets import DataChangeQuerySet


class DataChange(models.Model):
    """What changed in the published data, for those who use it."""

    made_on = models.DateField("made on")
    title = models.CharField(max_length=120)
    body = models.TextField(help_text="What changed and for whom it matters. Markdown.")

    objects = DataChangeQuerySet.as_manager()

    class Meta:
        ordering = ["-made_on", "title"]
        constraints = [
            models.UniqueConstraint(
                fields=["made_on", "title"],
                name="data_change_once_a_day",
                violation_error_message="That day has a change of this title already.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.made_on}: {self.title}"

    def natural_key(self) -> tuple[str, str]:
        return (str(self.made_on), self.title)

    @property
    def anchor(self) -> str:
        """Where it stands on the page of data."""
        return slugify(f"change {self.made_on} {self.title}")
