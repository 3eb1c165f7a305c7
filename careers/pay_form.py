"""The questions of the pay explorer, read from the query string."""

from decimal import Decimal
from itertools import groupby

from django import forms

from careers.choices import AreaKind, State
from careers.models import Area, Occupation
from careers.pay import HOURS_A_YEAR

MOST = 9_999_999
SORTS = {
    "median": "Median pay, highest first",
    "-median": "Median pay, lowest first",
    "jobs": "Jobs, most first",
    "name": "State, A to Z",
}
BAD_AMOUNT = "Enter an amount above zero, such as 24.50 an hour or 51,000 a year."


class AmountField(forms.DecimalField):
    """Dollars as people write them: $51,000 or 24.50."""

    widget = forms.TextInput

    def to_python(self, value: str | None) -> Decimal | None:
        return super().to_python((value or "").replace("$", "").replace(",", ""))


def words(message: str, *codes: str) -> dict[str, str]:
    return dict.fromkeys(codes, message)


class PayForm(forms.Form):
    occupation = forms.ChoiceField(
        required=False,
        label="Occupation",
        error_messages={"invalid_choice": "No pay here for that occupation."},
    )
    area = forms.ChoiceField(
        required=False,
        label="Place",
        error_messages={
            "invalid_choice": "We do not know that place; showing the nation."
        },
    )
    earn = AmountField(
        required=False,
        label="I earn (optional)",
        min_value=Decimal("0.01"),
        max_value=MOST,
        max_digits=9,
        decimal_places=2,
        error_messages=words(
            BAD_AMOUNT,
            "invalid",
            "max_digits",
            "max_whole_digits",
            "max_decimal_places",
        ),
    )
    per = forms.ChoiceField(
        required=False,
        label="per",
        choices=[("year", "a year"), ("hour", "an hour")],
        error_messages={"invalid_choice": "Choose a year or an hour."},
    )
    sort = forms.ChoiceField(
        required=False,
        label="Order of the states",
        choices=list(SORTS.items()),
        error_messages={"invalid_choice": "Choose one of the orders listed."},
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.occupations = list(Occupation.objects.order_by("title"))
        self.areas = list(Area.objects.order_by("name"))
        self.fields["occupation"].choices = [
            (occupation.soc_code, occupation.title) for occupation in self.occupations
        ]
        self.fields["area"].choices = grouped(self.areas)
        earn = self.fields["earn"]
        for validator in earn.validators:
            if hasattr(validator, "limit_value"):
                validator.message = BAD_AMOUNT
        earn.widget.attrs |= {"inputmode": "decimal", "autocomplete": "off"}

    @property
    def yearly(self) -> Decimal | None:
        """What the visitor earns, as OEWS counts a year."""
        amount = self.cleaned_data.get("earn")
        if amount is None:
            return None
        hourly = self.cleaned_data.get("per") == "hour"
        return amount * HOURS_A_YEAR if hourly else amount


def grouped(areas: list[Area]) -> list:
    """The nation, then states, then each state's metropolitan and other areas."""
    wide = [area for area in areas if area.kind in {AreaKind.NATION, AreaKind.STATE}]
    wide.sort(key=lambda area: (area.kind != AreaKind.NATION, area.name))
    local = sorted(
        (area for area in areas if area not in wide),
        key=lambda area: (area.state, area.name),
    )
    groups = [("Nation and states", [(area.slug, area.name) for area in wide])]
    for state, within in groupby(local, key=lambda area: area.state):
        label = f"Areas in {State(state).label}" if state else "Other areas"
        groups.append((label, [(area.slug, area.name) for area in within]))
    return groups
