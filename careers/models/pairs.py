"""Two careers that people hesitate between, told apart in our own words."""

from typing import Self
from urllib.parse import urlencode

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Greatest, Least
from django.urls import reverse

from careers.models.careers import Career
from editorial.choices import Status
from editorial.models import Publishable
from editorial.models.querysets import PublishableQuerySet


class CareerPairQuerySet(PublishableQuerySet):
    def get_by_natural_key(self, first: str, second: str):
        return self.get(first__slug=first, second__slug=second)

    def shown(self) -> Self:
        """Published, and so are both careers."""
        both = {
            "first__status": Status.PUBLISHED,
            "second__status": Status.PUBLISHED,
        }
        return self.published().filter(**both).select_related("first", "second")

    def about(self, career: Career) -> Self:
        """On whichever side *career* stands."""
        return self.filter(Q(first=career) | Q(second=career))

    def between(self, one: Career, other: Career) -> Self:
        """In whichever order the pair was written."""
        return self.filter(
            Q(first=one, second=other) | Q(first=other, second=one),
        )


class CareerPair(Publishable):
    """Introduces the comparison of exactly these two careers."""

    first = models.ForeignKey(Career, models.CASCADE, related_name="+")
    second = models.ForeignKey(Career, models.CASCADE, related_name="+")
    title = models.CharField(
        max_length=120, help_text="What sets the two apart, in a few words."
    )
    body = models.TextField(
        help_text="Day, schooling, exams, advancement, and whom each suits. No figures: "
        "those stand in the table below it. Markdown."
    )

    objects = CareerPairQuerySet.as_manager()

    class Meta:
        ordering = ["first__position", "second__position", "pk"]
        permissions = [("publish_careerpair", "Can publish career pairs")]
        constraints = [
            models.UniqueConstraint(
                Least("first", "second"),
                Greatest("first", "second"),
                name="career_pair_once",
                violation_error_message="These two have an introduction already.",
            ),
            models.CheckConstraint(
                condition=~Q(first=F("second")),
                name="career_pair_is_of_two",
                violation_error_message="Choose two different careers.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first} and {self.second}"

    def natural_key(self) -> tuple[str, str]:
        return (self.first.slug, self.second.slug)

    natural_key.dependencies = ["careers.career"]

    def get_absolute_url(self) -> str:
        chosen = urlencode({"c": [self.first.slug, self.second.slug]}, doseq=True)
        return f"{reverse('careers:compare')}?{chosen}"
