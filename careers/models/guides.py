"""Articles on what people ask before they choose, in our own words."""

import re
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse

from careers.models.careers import Career
from careers.models.credentials import Credential
from careers.models.querysets import GuideQuerySet
from editorial.models import Publishable, Source

HEADING = re.compile(r"^## +(.+?) *$", re.MULTILINE)
SEARCH_LINE = re.compile(r"([^|?&=]{3,80}) \| ([a-z_]+=[^|\s]+)")


def searches_of(text: str) -> list[tuple[str, str]]:
    """Words and query string of each line; raises `ValidationError` for one that is neither."""
    found = []
    for line in filter(None, map(str.strip, text.splitlines())):
        match = SEARCH_LINE.fullmatch(line)
        if match is None:
            raise ValidationError(
                f"“{line}” is not words, a bar and a search: Online RHIT programs | "
                "credential=rhit&mode=online"
            )
        found.append((match[1], urlencode(parse_qsl(match[2]))))
    return found


def searches_are_readable(text: str) -> None:
    searches_of(text)


@dataclass(frozen=True)
class GuideSection:
    title: str
    """Blank of what stands before the first heading."""
    body: str
    anchor: str


class Guide(Publishable):
    """An answer to one question, with the pages and searches that it belongs to."""

    slug = models.SlugField(max_length=80, unique=True)
    title = models.CharField(
        max_length=100, help_text="The question, as people ask it."
    )
    position = models.PositiveSmallIntegerField(
        default=100, help_text="Order in lists; small numbers first."
    )
    summary = models.CharField(
        max_length=300, help_text="The answer in two sentences, for lists and search."
    )
    body = models.TextField(
        help_text="Markdown; “## ” begins a section. Link to a page for figures that change, "
        "and give the source of any that stand here."
    )
    searches = models.TextField(
        blank=True,
        validators=[searches_are_readable],
        help_text="Searches of the finder to go on with, one a line: words | credential=rhit.",
    )
    careers = models.ManyToManyField(Career, blank=True, related_name="guides")
    credentials = models.ManyToManyField(Credential, blank=True, related_name="guides")
    sources = models.ManyToManyField(Source, blank=True, related_name="+")
    checked_on = models.DateField(
        null=True,
        blank=True,
        help_text="When a person last read it against its sources.",
    )

    objects = GuideQuerySet.as_manager()

    class Meta:
        ordering = ["position", "title"]
        permissions = [("publish_guide", "Can publish guides")]

    def __str__(self) -> str:
        return self.title

    def natural_key(self) -> tuple[str]:
        return (self.slug,)

    natural_key.dependencies = [
        "editorial.source",
        "careers.career",
        "careers.credential",
    ]

    def get_absolute_url(self) -> str:
        return reverse("careers:guide", args=[self.slug])

    @property
    def sections(self) -> list[GuideSection]:
        first, *rest = HEADING.split(self.body)
        parts = [("", first), *zip(rest[::2], rest[1::2], strict=True)]
        return [
            GuideSection(title, body.strip(), f"part-{number}")
            for number, (title, body) in enumerate(parts)
            if body.strip()
        ]

    @property
    def program_searches(self) -> list[tuple[str, str]]:
        finder = reverse("schools:finder")
        return [
            (words, f"{finder}?{query}") for words, query in searches_of(self.searches)
        ]
