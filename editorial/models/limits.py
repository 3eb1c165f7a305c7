"""Limits of what people type and files bring: said beside the field, kept by the database.

A column takes the validator, which complains beside it; its model lists the columns in
`within_limits`, so that nothing gets past by another way.
"""

from collections.abc import Collection, Iterable, Mapping

from django.core.exceptions import ValidationError
from django.core.validators import (
    MaxValueValidator,
    MinValueValidator,
    RegexValidator,
)
from django.db import models
from django.db.models import F, Q
from django.utils.deconstruct import deconstructible

MOST_DOLLARS = 1_000_000
"""More than any program costs or any occupation earns in a year."""
MOST_MONTHS = 240
"""Twenty years."""
MOST_COUNTED = 500_000_000
"""More people than live in the country; three years of awards still fit 32 bits."""
FIRST_YEAR, LAST_YEAR = 1990, 2099

# Every pair by name, since a pattern cannot count on: 1999-00, 2000-01 up to 2098-99.
ACADEMIC_YEARS = "^(1999-00|20({}))$".format(
    "|".join(f"{year:02}-{year + 1:02}" for year in range(99))
)

at_most_dollars = MaxValueValidator(MOST_DOLLARS, "At most $1,000,000.")
at_most_months = MaxValueValidator(MOST_MONTHS, "At most 240 months.")
at_most_counted = MaxValueValidator(MOST_COUNTED, "At most 500,000,000.")
academic_year = RegexValidator(
    ACADEMIC_YEARS, "Write an academic year as “2023-24”: two years in a row."
)


@deconstructible
class NotReserved:
    """Refuses a slug whose page could not be reached: the site has another one there."""

    def __init__(self, words: Collection[str]) -> None:
        self.words = sorted(words)

    def __call__(self, slug: str) -> None:
        if slug in self.words:
            raise ValidationError(f"The site has a page of its own at “{slug}”.")

    def __eq__(self, other: object) -> bool:
        return isinstance(other, NotReserved) and self.words == other.words

    def __hash__(self) -> int:
        return hash(tuple(self.words))


calendar_year = [
    MinValueValidator(FIRST_YEAR, "A year from 1990 to 2099."),
    MaxValueValidator(LAST_YEAR, "A year from 1990 to 2099."),
]


def within_limits(
    model: str,
    *,
    dollars: Iterable[str] = (),
    months: Iterable[str] = (),
    counts: Iterable[str] = (),
    academic_years: Iterable[str] = (),
    calendar_years: Iterable[str] = (),
    patterns: Mapping[str, str] | None = None,
    reserved: Mapping[str, Iterable[str]] | None = None,
) -> models.CheckConstraint:
    """Refuse what the validators refuse; NULL and a blank text are always let through.

    *patterns*: by column, what a text has to match. *reserved*: by column, what it may not be.
    """
    texts = dict.fromkeys(academic_years, ACADEMIC_YEARS) | dict(patterns or {})
    condition = Q()
    for columns, least, most in (
        (dollars, None, MOST_DOLLARS),
        (months, None, MOST_MONTHS),
        (counts, None, MOST_COUNTED),
        (calendar_years, FIRST_YEAR, LAST_YEAR),
    ):
        for column in columns:
            fits = Q(**{f"{column}__lte": most})
            if least is not None:
                fits &= Q(**{f"{column}__gte": least})
            condition &= Q(**{f"{column}__isnull": True}) | fits
    for column, pattern in texts.items():
        condition &= Q(**{column: ""}) | Q(**{f"{column}__regex": pattern})
    for column, words in (reserved or {}).items():
        condition &= ~Q(**{f"{column}__in": sorted(words)})
    return models.CheckConstraint(
        condition=condition,
        name=f"{model}_within_limits",
        violation_error_message="One of these values lies outside what it can be.",
    )


def in_order(model: str, low: str, high: str) -> models.CheckConstraint:
    """Refuse one end of a range without the other, and the lower one last."""
    neither = Q(**{f"{low}__isnull": True, f"{high}__isnull": True})
    # Said outright, since a CHECK lets through what it cannot decide.
    both = Q(**{f"{low}__isnull": False, f"{high}__isnull": False})
    return models.CheckConstraint(
        condition=neither | (both & Q(**{f"{high}__gte": F(low)})),
        name=f"{model}_{low.removesuffix('_low')}_in_order",
        violation_error_message="Both ends of the range must be given, the lower one first.",
    )
