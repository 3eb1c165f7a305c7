"""Fields that are typed into: whole numbers, dollars, ZIP codes."""

import re
from decimal import ROUND_CEILING, ROUND_FLOOR
from typing import Any

import django_filters as filters
from django import forms
from django.core.exceptions import ValidationError

from web.dollars import dollars_typed

MOST_DIGITS = 12
ZIP_CODE = re.compile(r"(?P<five>[0-9]{5})(?:[- ]?[0-9]{4})?")
"""A ZIP+4 is looked up by its first five digits."""


def shown(value: Any) -> str:
    """A visitor's value, short and printable, for a message."""
    text = str(value)
    text = "".join(c if c.isprintable() else "?" for c in text[:40])
    return f"“{text}…”" if len(str(value)) > 40 else f"“{text}”"


class WholeField(forms.IntegerField):
    default_error_messages = {
        "invalid": "Give a whole number, without commas or a dollar sign.",
        "min_value": "Give at least %(limit_value)s.",
        "max_value": "Give at most %(limit_value)s.",
    }

    def to_python(self, value: Any) -> int | None:
        if isinstance(value, str) and len(value.strip()) > MOST_DIGITS:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return super().to_python(value)


class Whole(filters.Filter):
    field_class = WholeField


class DollarsField(WholeField):
    """A bound in whole dollars, which is what prices are in."""

    default_error_messages = {
        "invalid": "Give an amount in dollars, such as 10,000 or 10k."
    }

    def __init__(self, *, rounding: str, **kwargs: Any) -> None:
        self.rounding = rounding
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> int | None:
        if value in self.empty_values or not str(value).strip():
            return None
        amount = dollars_typed(str(value))
        if amount is None:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return int(amount.to_integral_value(self.rounding))


class Dollars(filters.Filter):
    field_class = DollarsField


def at_least(label: str, most: int) -> Dollars:
    return Dollars(label=label, min_value=0, max_value=most, rounding=ROUND_CEILING)


def at_most(label: str, most: int) -> Dollars:
    return Dollars(label=label, min_value=0, max_value=most, rounding=ROUND_FLOOR)


class ZipField(forms.CharField):
    def to_python(self, value: Any) -> str:
        text = super().to_python(value)
        if text in self.empty_values:
            return ""
        if match := ZIP_CODE.fullmatch(text):
            return match["five"]
        if is_place(text):
            raise ValidationError(
                f"{shown(text)} is not a ZIP code. Type a city under “School, city or program”."
            )
        raise ValidationError("Give a ZIP code of five digits.")


def is_place(text: str) -> bool:
    """Whether somebody typed a name where digits are asked for."""
    return any(letter.isalpha() for letter in text)


class Zip(filters.Filter):
    field_class = ZipField
