"""Forms for columns that hold a list of choices."""

from django import forms

from careers.choices import AwardLevel, Field
from careers.models import Career, EligibilityRule
from editorial.admin.forms import ContentForm, EditingForm


class ListField(forms.MultipleChoiceField):
    """Tick boxes for a JSON list; none ticked is an empty list."""

    widget = forms.CheckboxSelectMultiple

    @classmethod
    def of(cls, model: type, column: str, choices: type) -> "ListField":
        field = model._meta.get_field(column)
        return cls(
            choices=choices.choices,
            required=False,
            label=field.verbose_name.capitalize(),
            help_text=field.help_text,
        )


class CareerForm(EditingForm):
    program_fields = ListField.of(Career, "program_fields", Field)
    program_levels = ListField.of(Career, "program_levels", AwardLevel)


class RuleForm(ContentForm):
    award_levels = ListField.of(EligibilityRule, "award_levels", AwardLevel)
    fields = ListField.of(EligibilityRule, "fields", Field)
