"""What a visitor may ask of the list of credentials."""

import django_filters as filters
from django.db.models import Q

from careers.choices import Education
from careers.models import Credential
from careers.models.querysets import CredentialQuerySet

SCHOOLING = [choice for choice in Education.choices if choice[0] != Education.NONE]
EXPERIENCE = [("0", "No experience"), ("12", "Up to 1 year"), ("24", "Up to 2 years")]
ACCREDITED = [("no", "Not needed"), ("yes", "Needed")]
UNKNOWN = {
    "education": Q(min_education=""),
    "experience": Q(experience_months__isnull=True),
    "accredited": Q(accredited_program_required__isnull=True),
}


class CredentialFilter(filters.FilterSet):
    education = filters.ChoiceFilter(
        method="open_to",
        choices=SCHOOLING,
        label="Schooling I have",
        empty_label="Any",
    )
    experience = filters.ChoiceFilter(
        method="within_experience",
        choices=EXPERIENCE,
        label="Experience asked for",
        empty_label="Any",
    )
    accredited = filters.ChoiceFilter(
        method="needing_accredited_program",
        choices=ACCREDITED,
        label="Accredited program",
        empty_label="Either",
    )

    class Meta:
        model = Credential
        fields: tuple[str, ...] = ()

    def open_to(self, credentials: CredentialQuerySet, _name: str, education: str):
        return credentials.open_to(education)

    def within_experience(
        self, credentials: CredentialQuerySet, _name: str, months: str
    ):
        return credentials.within_experience(int(months))

    def needing_accredited_program(
        self, credentials: CredentialQuerySet, _name: str, needed: str
    ):
        return credentials.needing_accredited_program(needed == "yes")

    @property
    def chosen(self) -> dict[str, str]:
        """The valid choices, by name."""
        self.is_valid()  # Fills cleaned_data, which keeps only the valid choices.
        return {name: value for name, value in self.form.cleaned_data.items() if value}

    @property
    def unclear(self) -> CredentialQuerySet:
        """Those that might answer the choices, had their rules been read."""
        credentials = self.queryset.all()
        for name, value in self.chosen.items():
            matching = self.filters[name].filter(self.queryset, value)
            credentials = credentials.filter(
                Q(pk__in=matching.order_by().values("pk")) | UNKNOWN[name]
            )
        return credentials.exclude(pk__in=self.qs.order_by().values("pk"))
