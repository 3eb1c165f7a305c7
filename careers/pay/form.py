"""What a visitor asks of pay, read from the query string: a job, a place, their own pay."""

from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict

from careers.models import Area, Career, Occupation
from careers.pay.area_search import LONGEST, AreaMatch, AreaSearch
from careers.pay.figures import HOURS_A_YEAR
from web.dollars import dollars_typed

MOST = 9_999_999
SORTS = ["median", "-median", "jobs", "name"]
BAD_AMOUNT = "Enter an amount above zero, such as 24.50 an hour or 51,000 a year."


class AmountField(forms.DecimalField):
    """Dollars as people write them: $51,000, 51k or 24.50."""

    widget = forms.TextInput

    def to_python(self, value: str | None) -> Decimal | None:
        if value in self.empty_values or not str(value).strip():
            return None
        amount = dollars_typed(str(value))
        if amount is None:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return super().to_python(f"{amount:f}")


def words(message: str, *codes: str) -> dict[str, str]:
    return dict.fromkeys(codes, message)


class JobField(forms.ChoiceField):
    """A career by its short name, or an occupation by its SOC code.

    Only occupations without a career of ours stand in the list; addresses may name any.
    """

    soc_codes: frozenset[str] = frozenset()

    def valid_value(self, value: str) -> bool:
        return value in self.soc_codes or super().valid_value(value)


class AreaForm(forms.Form):
    """A place as people type it, with the names of all areas to choose from."""

    area = forms.CharField(
        required=False,
        label="Place",
        help_text="State, city or ZIP code",
        max_length=LONGEST,
        widget=forms.TextInput(attrs={"list": "area-names", "autocomplete": "off"}),
        error_messages={"max_length": "That is too long for a place."},
    )

    def __init__(self, query: QueryDict) -> None:
        super().__init__(query.copy())
        by_name = sorted(Area.objects.all(), key=lambda area: area.name.casefold())
        self.areas = AreaSearch(by_name)
        self.area_match = AreaMatch(None)

    def clean_area(self) -> Area | None:
        typed = self.cleaned_data["area"]
        if not typed:
            return None
        self.area_match = self.areas.find(typed)
        if self.area_match.area is None:
            raise forms.ValidationError(self.area_match.note)
        return self.area_match.area

    def show_what_was_read(self) -> None:
        """The whole name of an area that was asked for in part or by its short one."""
        if self.area_match.area and not self.area_match.note:
            self.data["area"] = self.area_match.area.name

    @property
    def chosen_area(self) -> Area | None:
        """None where no place was typed, one that is not clear, or the nation."""
        area = self.cleaned_data.get("area")
        return None if area == self.areas.nation else area


class PayForm(AreaForm):
    occupation = JobField(
        required=False,
        label="Job",
        error_messages={"invalid_choice": "No pay here for that occupation."},
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

    field_order = ("occupation", "area", "earn", "per", "sort")

    def __init__(self, query: QueryDict, careers: list[Career]) -> None:
        super().__init__(query)
        self.careers = careers
        self.occupations = sorted(
            Occupation.objects.all(), key=lambda each: each.title.casefold()
        )
        job = self.fields["occupation"]
        job.choices = grouped(careers, self.occupations)
        job.soc_codes = frozenset(each.soc_code for each in self.occupations)
        earn = self.fields["earn"]
        for validator in earn.validators:
            if hasattr(validator, "limit_value"):
                validator.message = BAD_AMOUNT
        earn.widget.attrs |= {"inputmode": "decimal", "autocomplete": "off"}
        self.ask_by_default()

    def ask_by_default(self) -> None:
        """Fill in what was left open, so that the form shows what is answered."""
        if self.careers and not self.data.get("occupation"):
            self.data["occupation"] = self.careers[0].slug
        if self.areas.nation and not self.data.get("area", "").strip():
            self.data["area"] = self.areas.nation.name

    def show_what_was_read(self) -> None:
        """Of a job that was asked for by its code, our name for the first that is counted in it."""
        super().show_what_was_read()
        if self.chosen_career is None:
            for career in self.careers:
                if career.occupation == self.chosen_occupation:
                    self.data["occupation"] = career.slug
                    return

    @property
    def chosen_career(self) -> Career | None:
        """None where an occupation was asked for by its code."""
        slug = self.cleaned_data.get("occupation")
        return next((each for each in self.careers if each.slug == slug), None)

    @property
    def chosen_occupation(self) -> Occupation | None:
        """None for an unknown one: another's pay would mislead."""
        if self.chosen_career:
            return self.chosen_career.occupation
        code = self.cleaned_data.get("occupation")
        return next((each for each in self.occupations if each.soc_code == code), None)

    @property
    def chosen_area(self) -> Area | None:
        """The nation for an unknown one; the message says so."""
        return self.cleaned_data.get("area") or self.areas.nation

    @property
    def yearly(self) -> Decimal | None:
        """What the visitor earns, as OEWS counts a year."""
        amount = self.cleaned_data.get("earn")
        if amount is None:
            return None
        hourly = self.cleaned_data.get("per") == "hour"
        return amount * HOURS_A_YEAR if hourly else amount


def grouped(careers: list[Career], occupations: list[Occupation]) -> list:
    """Careers by our names with the survey's beside them; then what no career of ours is in."""
    covered = {career.occupation_id for career in careers}
    ours = [
        (career.slug, f"{career.name} (survey: {career.occupation.title.lower()})")
        for career in careers
    ]
    others = [
        (each.soc_code, each.title.capitalize())
        for each in occupations
        if each.pk not in covered
    ]
    groups = [("Careers", ours), ("Other occupations of the survey", others)]
    return [group for group in groups if group[1]]
