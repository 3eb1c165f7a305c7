"""The planner's questions, and what may be wrong with an answer."""

import datetime as dt
import re
from decimal import Decimal
from typing import Any

from django import forms
from django.db.models import TextChoices

from careers.choices import State
from pathways.money import HOURS_A_YEAR
from pathways.pace import HOURS_A_CREDIT, SHARE_ACCEPTED
from schools.choices import StudyMode
from schools.finder.text.fields import ZipField
from schools.models.zip_codes import problem_with
from web.dollars import dollars_typed

MOST_CREDITS = 200
MOST_HOURS = 60
MOST_WAGE = 500_000
MOST_PRICE = 1_000_000
MOST_BOOKS = 20_000
MOST_HOURS_A_CREDIT = 6
YEARS_AHEAD = 5
MONTH = re.compile(r"(20\d\d)-(0[1-9]|1[0-2])", re.ASCII)
FIRST = ("have", "goal", "home", "hours", "wage")
MORE = ("credits", "start", "zip", "mode", "max_price")
ASSUMED = ("share", "per_credit", "books", "exam", "rise")
NUMBERS = (
    "hours",
    "wage",
    "credits",
    "max_price",
    "share",
    "per_credit",
    "books",
    "rise",
)
HOURLY_BELOW = 500
"""A wage below this is taken to be that of an hour."""


class Have(TextChoices):
    NO_COLLEGE = "no-college", "A high school diploma or GED"
    SOME = "some-credits", "Some college credits, no degree"
    ASSOCIATE = "associate", "An associate degree in another field"
    BACHELOR = "bachelor", "A bachelor’s degree in another field"
    RHIT = "rhit", "RHIT and its associate degree"
    CODER = "coder", "A coding credential (CCA, CPC)"
    RHIA = "rhia", "RHIA and its bachelor’s degree"


class TypedAmount(forms.Field):
    """Dollars, typed as people type them; None for a blank."""

    def __init__(self, *, most: int, **kwargs) -> None:
        super().__init__(**kwargs)
        self.most = most

    def to_python(self, value: Any) -> Decimal | None:
        typed = (value or "").strip()
        if not typed:
            return None
        amount = dollars_typed(typed)
        if amount is None:
            raise forms.ValidationError("Give dollars as a number, like 42,000 or 42k.")
        if not 0 <= amount <= self.most:
            raise forms.ValidationError(f"Give dollars from 0 to {self.most:,}.")
        return amount


class TypedMonth(forms.Field):
    """A month to begin in, as its first day; None for a blank."""

    widget = forms.TextInput

    def __init__(self, **kwargs) -> None:
        super().__init__(**kwargs)
        self.widget.input_type = "month"

    def to_python(self, value: Any) -> dt.date | None:
        typed = (value or "").strip()
        if not typed:
            return None
        read = MONTH.fullmatch(typed)
        if read is None:
            raise forms.ValidationError("Give a month like 2027-01.")
        return dt.date(int(read[1]), int(read[2]), 1)


def whole(least: int, most: int, **kwargs: Any) -> forms.IntegerField:
    """A whole number within limits; whatever is wrong with it, one sentence says what is right."""
    right = f"Give a whole number from {least} to {most}."
    return forms.IntegerField(
        min_value=least,
        max_value=most,
        required=False,
        error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), right),
        **kwargs,
    )


class PlanForm(forms.Form):
    have = forms.ChoiceField(
        label="What you have now",
        choices=Have.choices,
        initial=Have.NO_COLLEGE,
        required=False,
    )
    goal = forms.ChoiceField(label="What you want", required=False)
    home = forms.ChoiceField(
        label="Where you live",
        choices=[("", "Not said"), *State.choices],
        required=False,
    )
    hours = whole(
        1,
        MOST_HOURS,
        label="Hours a week for study",
        help_text="Class and homework together; 45 is full time.",
    )
    wage = TypedAmount(
        label="What you earn now",
        help_text="A year, or an hour if it is below $500. Blank: nothing.",
        most=MOST_WAGE,
        required=False,
    )
    credits = whole(0, MOST_CREDITS, label="College credits you have")
    mode = forms.ChoiceField(
        label="How you want to study",
        choices=[("", "Either way"), (StudyMode.ONLINE, "Online only")],
        required=False,
    )
    max_price = TypedAmount(
        label="At most, for one program", most=MOST_PRICE, required=False
    )
    zip = ZipField(
        label="ZIP code",
        required=False,
        help_text="For programs within 50 miles, or online.",
    )
    start = TypedMonth(
        label="When you would start", required=False, help_text="Like 2027-01."
    )
    share = whole(
        0,
        100,
        label="Percent of your credits a school takes",
        help_text=f"{SHARE_ACCEPTED} is what a government study found on average.",
    )
    per_credit = whole(
        1,
        MOST_HOURS_A_CREDIT,
        label="Hours a week for one credit",
        help_text=f"{HOURS_A_CREDIT} is the federal measure: one of class, two at home.",
    )
    books = TypedAmount(
        label="Books and supplies a year",
        most=MOST_BOOKS,
        required=False,
        help_text="Dollars. Blank: what each school says.",
    )
    exam = forms.ChoiceField(
        label="Exam and renewal fees",
        choices=[("", "As a non-member"), ("member", "As a member")],
        required=False,
    )
    rise = TypedAmount(
        label="The raise you expect from it",
        most=MOST_WAGE,
        required=False,
        help_text="Dollars a year before tax. Blank: reckoned from the wage survey alone.",
    )

    def __init__(self, data, *, goals: list[tuple[str, list]], day: dt.date) -> None:
        super().__init__(data)
        self.day = day
        self.fields["goal"].choices = [("", "Choose"), *goals]
        for name in NUMBERS:
            self.fields[name].widget.attrs["inputmode"] = "numeric"
            self.fields[name].widget.attrs["autocomplete"] = "off"
        self.fields["zip"].widget.attrs["autocomplete"] = "postal-code"
        self.fields["home"].widget.attrs["autocomplete"] = "address-level1"

    @property
    def first(self) -> list[forms.BoundField]:
        """The questions that every plan begins with."""
        return [self[name] for name in FIRST]

    @property
    def more(self) -> list[forms.BoundField]:
        """What can be said besides."""
        return [self[name] for name in MORE]

    @property
    def assumed(self) -> list[forms.BoundField]:
        """What the plan assumes, for the visitor to change."""
        return [self[name] for name in ASSUMED]

    def clean_zip(self) -> str:
        zip_code = self.cleaned_data.get("zip") or ""
        if zip_code and (problem := problem_with(zip_code)):
            raise forms.ValidationError(problem)
        return zip_code

    def clean_start(self) -> dt.date | None:
        start = self.cleaned_data.get("start")
        this_month = self.day.replace(day=1)
        last = this_month.replace(year=this_month.year + YEARS_AHEAD)
        if start is not None and not this_month <= start <= last:
            raise forms.ValidationError(
                f"Give a month from {this_month:%Y-%m} to {last:%Y-%m}."
            )
        return start

    def clean_wage(self) -> int | None:
        """Dollars a year, whole."""
        wage = self.cleaned_data.get("wage")
        if wage is None:
            return None
        return round(wage * HOURS_A_YEAR if wage < HOURLY_BELOW else wage)
