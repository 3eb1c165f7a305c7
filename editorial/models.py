"""What every piece of content has in common: a source, a publishing state, a version."""

from django.db import models
from django.db.models import Q
from django.utils.text import slugify

from editorial.choices import Status
from editorial.querysets import (
    CatalogueQuerySet,
    DataChangeQuerySet,
    PublishableQuerySet,
    SourceQuerySet,
)


class Source(models.Model):
    """One release of one publisher's data, or one page, that figures are taken from."""

    slug = models.SlugField(max_length=80, unique=True)
    publisher = models.CharField(max_length=120)
    title = models.CharField(max_length=200)
    url = models.URLField(max_length=500, blank=True)
    release = models.CharField(
        max_length=80,
        blank=True,
        help_text="As the publisher names it, for example “May 2025” or “2023-24”.",
    )
    licence = models.CharField(max_length=120, blank=True)
    attribution = models.TextField(
        blank=True, help_text="Wording the licence asks for; blank: none is asked."
    )
    retrieved_on = models.DateField(help_text="The day we obtained our copy.")
    note = models.TextField(
        blank=True, help_text="What a reader should know before trusting it."
    )

    objects = SourceQuerySet.as_manager()

    class Meta:
        ordering = ["publisher", "title", "slug"]

    def __str__(self) -> str:
        return f"{self.publisher}: {self.title}"

    def natural_key(self) -> tuple[str]:
        return (self.slug,)

    @property
    def citation(self) -> str:
        """Publisher, title and release in one line."""
        parts = [self.publisher, self.title]
        if self.release not in self.title:
            parts.append(self.release)
        return ", ".join(parts)


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


class Report(models.Model):
    """What a visitor says is wrong, waiting for somebody to check it."""

    page = models.CharField(
        "page it is on", max_length=200, help_text="Its address, or what it is about."
    )
    wrong = models.TextField("what is wrong", max_length=2000)
    right = models.TextField(
        "what is right", max_length=1000, blank=True, help_text="If you know."
    )
    evidence = models.URLField(
        "where that can be read",
        max_length=500,
        blank=True,
        help_text="A web address, if there is one.",
    )
    email = models.EmailField(
        "your e-mail",
        blank=True,
        help_text="Only if you want an answer. We use it for nothing else.",
    )
    sent_at = models.DateTimeField(auto_now_add=True)
    settled_on = models.DateField(
        null=True, blank=True, help_text="The day it was dealt with; blank: open."
    )
    outcome = models.TextField(blank=True, help_text="What was done about it.")

    class Meta:
        ordering = ["settled_on", "-sent_at"]

    def __str__(self) -> str:
        return f"{self.page}: {self.wrong[:60]}"
