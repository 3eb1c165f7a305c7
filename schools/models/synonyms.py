"""What people say for a filter of the finder; staff add to it as they learn."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from careers.choices import Field, State
from careers.models import Career, Credential
from editorial.models import Publishable
from editorial.models.querysets import PublishableQuerySet
from schools.choices import (
    AccreditationChoice,
    Level,
    ReadAs,
    Sector,
    StudyMode,
    Topic,
)
from schools.models.search_text import fold

VALUELESS = (ReadAs.NEAR, ReadAs.TEXT, ReadAs.FILLER)
SORTS = ("price", "duration", "graduates", "name")
VALUES = {
    ReadAs.FIELD: Field.values,
    ReadAs.LEVEL: Level.values,
    ReadAs.STATE: State.values,
    ReadAs.MODE: StudyMode.values,
    ReadAs.ACCREDITATION: AccreditationChoice.values,
    ReadAs.SECTOR: Sector.values,
    ReadAs.SORT: SORTS,
    ReadAs.TOPIC: Topic.values,
}
"""What a synonym may say of a filter with a fixed list of choices."""


class SynonymQuerySet(PublishableQuerySet):
    def get_by_natural_key(self, words: str, parameter: str, value: str):
        return self.get(words=words, parameter=parameter, value=value)


class Synonym(Publishable):
    """Words that a search reads as one filter; several rows of the same words add up."""

    words = models.CharField(
        max_length=60,
        help_text="As people type them; saved in small letters, without accents or signs.",
    )
    parameter = models.CharField("read as", max_length=20, choices=ReadAs)
    value = models.CharField(
        max_length=120,
        blank=True,
        help_text="The value in the address of a search: “rhit”, “OH”, “associate”, 10000. For "
        "what no source tells: what that is, as in “when classes meet”. Blank for words that ask "
        "for a place, stand as they are, or say nothing.",
    )

    objects = SynonymQuerySet.as_manager()

    class Meta:
        ordering = ["words", "parameter", "value"]
        permissions = [("publish_synonym", "Can publish synonyms")]
        constraints = [
            models.UniqueConstraint(
                fields=["words", "parameter", "value"],
                name="synonym_once",
                violation_error_message="These words are read so already.",
            ),
            models.CheckConstraint(
                condition=Q(parameter__in=VALUELESS, value="")
                | (~Q(parameter__in=VALUELESS) & ~Q(value="")),
                name="synonym_has_value",
                violation_error_message="Only words that ask for a place, stand as they are or "
                "say nothing have no value, and they have none.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.words}: {self.get_parameter_display()} {self.value}".strip()

    def natural_key(self) -> tuple[str, str, str]:
        return (self.words, self.parameter, self.value)

    def clean(self) -> None:
        self.words = fold(self.words)
        if not self.words:
            raise ValidationError({"words": "Give words in Latin letters or digits."})
        if problem := self.problem_with_value():
            raise ValidationError({"value": problem})

    def problem_with_value(self) -> str:
        """Why the value means nothing to the finder; blank where it does."""
        value = self.value
        if not value:
            return ""
        match self.parameter:
            case ReadAs.CREDENTIAL:
                is_known = Credential.objects.filter(slug=value).exists()
            case ReadAs.CAREER:
                is_known = Career.objects.filter(slug=value).exists()
            case ReadAs.PRICE_MAX | ReadAs.MONTHS_MAX:
                is_known = value.isascii() and value.isdigit() and len(value) <= 6
            case _:
                is_known = value in VALUES.get(self.parameter, [value])
        if is_known:
            return ""
        known = ", ".join(VALUES.get(self.parameter, []))
        return (
            f"“{value}” is not one of: {known}."
            if known
            else f"“{value}” is not known."
        )
