"""The questions of the pay explorer, read from the query string."""

from decimal import Decimal
from itertools import groupby

from django import forms

from careers.choices import AreaKind, State
from careers.models import Area, Occupation
from careers.pay.figures import HOURS_A_YEAR

MOST = 9_999_999
SORTS = ["median", "-median", "jobs", "name"]
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
        widget=forms.HiddenInput,
        choices=[(sort, sort) for sort in SORTS],
        error_messages={
            "invalid_choice": "We do not know that order; highest median first."
        },
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.occupations = sorted(
            Occupation.objects.all(), key=lambda row: row.title.casefold()
        )
        self.areas = list(Area.objects.all())
        self.fields["occupation"].choices = [
            (occupation.soc_code, occupation.title) for occupation in self.occupations
        ]
        self.fields["area"].choices = grouped(self.areas)
        earn = self.fields["earn"]
        for validator in earn.validators:
            if hasattr(validator, "limit_value"):
                validator.message = BAD_AMOUNT
        earn.widget.attrs |= {"inputmode": "decimal", "autocomplete": "off"}

    def ask_by_default(self, occupation_id: int | None) -> None:
        """Fill in what was left open, so that the form shows what is answered."""
        for occupation in self.occupations:
            if occupation.pk == occupation_id and not self.data.get("occupation"):
                self.data["occupation"] = occupation.soc_code
        if self.nation and not self.data.get("area"):
            self.data["area"] = self.nation.slug

    @property
    def nation(self) -> Area | None:
        return next((area for area in self.areas if area.kind == AreaKind.NATION), None)

    @property
    def chosen_occupation(self) -> Occupation | None:
        """None for an unknown one: another's pay would mislead."""
        code = self.cleaned_data.get("occupation")
        found = (row for row in self.occupations if row.soc_code == code)
        return next(found, None)

    @property
    def chosen_area(self) -> Area | None:
        """The nation for an unknown one; the message says so."""
        slug = self.cleaned_data.get("area")
        found = (area for area in self.areas if area.slug == slug)
        return next(found, self.nation)

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
    wide.sort(key=lambda area: (area.kind != AreaKind.NATION, area.name.casefold()))
    local = sorted(
        (area for area in areas if area not in wide),
        key=lambda area: (area.state, area.name.casefold()),
    )
    groups = [("Nation and states", [(area.slug, area.name) for area in wide])]
    for state, within in groupby(local, key=lambda area: area.state):
        label = f"Areas in {State(state).label}" if state else "Other areas"
        groups.append((label, [(area.slug, area.name) for area in within]))
    return groups
