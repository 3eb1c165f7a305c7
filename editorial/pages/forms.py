"""What a visitor may tell us."""

from django import forms
from django.contrib.contenttypes.models import ContentType

from editorial.models import Report
from editorial.pages.subjects import subject_of


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

    def save(self, commit: bool = True) -> Report:
        """With the row that the page is about, as it is called today."""
        if row := subject_of(self.instance.page):
            self.instance.content_type = ContentType.objects.get_for_model(type(row))
            self.instance.object_pk = row.pk
            self.instance.object_name = str(row)[:300]
        return super().save(commit)

    @property
    def is_by_a_machine(self) -> bool:
        return bool(self.cleaned_data.get("nickname"))
