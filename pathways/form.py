"""The planner's questions, and what may be wrong with an answer."""

from decimal import Decimal
from typing import Any

from django import forms
from django.db.models import TextChoices

from careers.choices import State
from pathways.money import HOURS_A_YEAR
from pathways.pace import SHARE_ACCEPTED
from schools.choices import StudyMode
from web.dollars import dollars_typed

MOST_CREDITS = 200
MOST_HOURS = 60
MOST_WAGE = 500_000
MOST_PRICE = 1_000_000
FIRST = ("have", "goal", "home", "hours", "wage")
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
    share = whole(
        0,
        100,
        label="Percent of your credits a school takes",
        help_text=f"{SHARE_ACCEPTED} is what a government study found on average.",
    )
    exam = forms.ChoiceField(
        label="ExamStep fees",
        choices=[("", "As a non-member"), ("member", "As a member")],
        required=False,
    )

    def __init__(self, data, *, goals: list[tuple[str, list]]) -> None:
        super().__init__(data)
        self.fields["goal"].choices = [("", "Choose"), *goals]
        for name in ("wage", "max_price", "hours", "credits", "share"):
            self.fields[name].widget.attrs["inputmode"] = "numeric"
            self.fields[name].widget.attrs["autocomplete"] = "off"

    @property
    def first(self) -> list[forms.BoundField]:
        """The questions that every plan begins with."""
        return [self[name] for name in FIRST]

    @property
    def more(self) -> list[forms.BoundField]:
        return [field for field in self if field.name not in FIRST]

    def clean_wage(self) -> int | None:
        """Dollars a year, whole."""
        wage = self.cleaned_data.get("wage")
        if wage is None:
            return None
        return round(wage * HOURS_A_YEAR if wage < HOURLY_BELOW else wage)
