"""What a visitor may tell us."""

from django import forms

from editorial.models import Report


class ReportForm(forms.ModelForm):
    """A wrong figure, reported. People leave *nickname* empty; machines fill it in."""

    evidence = forms.URLField(
        label="Where that can be read",
        max_length=500,
        required=False,
        assume_scheme="https",
        help_text="A web address, if there is one.",
    )
    nickname = forms.CharField(
        required=False,
        label="Leave this empty",
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )

    class Meta:
        model = Report
        fields = ["page", "figure", "wrong", "right", "evidence", "email"]
        widgets = {
            "wrong": forms.Textarea(attrs={"rows": 4}),
            "right": forms.Textarea(attrs={"rows": 2}),
            "email": forms.EmailInput(attrs={"autocomplete": "email"}),
        }

    @property
    def is_by_a_machine(self) -> bool:
        return bool(self.cleaned_data.get("nickname"))
