"""Where figures are taken from."""

from django.db import models

from editorial.models.querysets import SourceQuerySet


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

    def reading_order(self) -> tuple[str, str, str]:
        """As people look for it: no database's own order, in which capitals may come first."""
        return (self.publisher.casefold(), self.title.casefold(), self.slug)

    def natural_key(self) -> tuple[str]:
        return (self.slug,)

    @property
    def citation(self) -> str:
        """Publisher, title and release in one line."""
        parts = [self.publisher, self.title]
        if self.release not in self.title:
            parts.append(self.release)
        return ", ".join(parts)
