"""What changed the content, and when."""

from django.db import models


class ImportBatch(models.Model):
    """What one run of one importer did; the public change log is made of these."""

    importer = models.CharField(max_length=60)
    files = models.JSONField(default=dict, help_text="File name to its SHA-256.")
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(
        null=True, blank=True, help_text="Blank: interrupted; nothing was written."
    )
    created = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    kept = models.PositiveIntegerField(
        default=0, help_text="Values left alone because a person had corrected them."
    )

    class Meta:
        ordering = ["-started_at", "-pk"]
        verbose_name_plural = "import batches"

    def __str__(self) -> str:
        return f"{self.importer}, {self.started_at:%Y-%m-%d %H:%M}"
