"""How staff edit occupations with the figures that surveys publish for them."""

from django import forms
from django.contrib import admin, messages
from django.db import transaction
from django.http import HttpRequest

from careers.models import (
    Area,
    EmployerShare,
    IndustryPay,
    Occupation,
    Outlook,
    Pay,
    PayRelease,
)
from careers.models.querysets import PayReleaseQuerySet
from editorial.admin.editing import LiveContentAdmin, facts
from editorial.admin.forms import EditingForm
from editorial.changes.locks import locked
from editorial.models import Catalogue


@admin.register(Occupation)
class OccupationAdmin(LiveContentAdmin):
    list_display = ["soc_code", "title", "onet_code", "job_zone"]
    list_filter = ["job_zone"]
    search_fields = ["soc_code", "title", "onet_code"]
    autocomplete_fields = ["source", "onet_source", "replaced_by"]
    readonly_fields = ["corrected_fields"]
    fieldsets = [
        (
            None,
            {
                "fields": [
                    ("soc_code", "title"),
                    "replaced_by",
                    "source",
                    "corrected_fields",
                ]
            },
        ),
        facts("O*NET", "onet", ("onet_code", "job_zone")),
    ]


@admin.register(Area)
class AreaAdmin(LiveContentAdmin):
    list_display = ["name", "kind", "state", "code"]
    list_filter = ["kind", "state"]
    search_fields = ["name", "code", "cbsa_code"]
    prepopulated_fields = {"slug": ["name"]}
    readonly_fields = ["counties"]


JOBS = (
    "Jobs",
    {
        "fields": [
            ("employment", "employment_rse"),
            ("per_1000", "location_quotient"),
        ],
        "description": "Blank: suppressed or not in the release, never zero.",
    },
)
WAGES = (
    "Wages, in dollars",
    {
        "fields": [
            ("annual_mean", "annual_median"),
            ("annual_p10", "annual_p25", "annual_p75", "annual_p90"),
            ("hourly_mean", "hourly_median"),
            ("hourly_p10", "hourly_p25", "hourly_p75", "hourly_p90"),
            "suppressed_fields",
        ]
    },
)
RELEASE = ("Source", {"fields": [("release", "kind"), "source"]})


@admin.register(PayRelease)
class PayReleaseAdmin(LiveContentAdmin):
    list_display = ["name", "is_current"]
    list_filter = ["is_current"]
    search_fields = ["name"]
    readonly_fields = ["is_current"]
    actions = ["make_current", "release"]

    def get_readonly_fields(self, request, obj=None) -> list[str]:
        # Rows of pay name their release; under another name they would belong to none.
        fields = super().get_readonly_fields(request, obj)
        return [*fields, "name"] if obj else fields

    @admin.action(description="Make current", permissions=["change"])
    @transaction.atomic
    def make_current(self, request: HttpRequest, releases: PayReleaseQuerySet) -> None:
        """Pages, downloads and the API speak of this release from now on."""
        if releases.count() != 1:
            self.message_user(request, "Choose one release.", messages.ERROR)
            return
        rows = list(locked(PayRelease.objects.all()))
        self.record_action(request, rows, ["is_current"], releases.make_current)
        Catalogue.objects.bump()
        self.message_user(request, f"Current from now on: {releases.get()}")


class PayEditingForm(EditingForm):
    """Offers the releases there are, so that none is misspelt."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if "release" in self.fields:
            names = PayRelease.objects.values_list("name", "name")
            self.fields["release"] = forms.ChoiceField(
                choices=[("", "---------"), *names],
                help_text=self.fields["release"].help_text,
            )


@admin.register(Pay)
class PayAdmin(LiveContentAdmin):
    form = PayEditingForm
    list_display = ["occupation", "area", "release", "annual_median", "employment"]
    list_filter = ["release", "area__kind", "occupation"]
    list_select_related = ["occupation", "area"]
    search_fields = ["occupation__title", "occupation__soc_code", "area__name"]
    autocomplete_fields = ["occupation", "area", "source"]
    fieldsets = [(None, {"fields": [("occupation", "area")]}), WAGES, JOBS, RELEASE]


@admin.register(IndustryPay)
class IndustryPayAdmin(LiveContentAdmin):
    form = PayEditingForm
    list_display = [
        "occupation",
        "industry_name",
        "industry_level",
        "release",
        "annual_median",
        "employment",
    ]
    list_filter = ["release", "industry_level", "occupation"]
    list_select_related = ["occupation"]
    search_fields = ["occupation__title", "industry_name", "industry_code"]
    autocomplete_fields = ["occupation", "source"]
    fieldsets = [
        (
            None,
            {
                "fields": [
                    "occupation",
                    ("industry_code", "industry_name", "industry_level"),
                    "percent_of_industry",
                ]
            },
        ),
        WAGES,
        JOBS,
        RELEASE,
    ]


@admin.register(Outlook)
class OutlookAdmin(LiveContentAdmin):
    list_display = [
        "occupation",
        "cycle",
        "percent_change",
        "annual_openings",
        "is_second_hand",
    ]
    list_filter = ["cycle", "is_second_hand"]
    list_select_related = ["occupation"]
    search_fields = ["occupation__title", "occupation__soc_code", "cycle"]
    autocomplete_fields = ["occupation", "source"]


@admin.register(EmployerShare)
class EmployerShareAdmin(LiveContentAdmin):
    list_display = ["occupation", "industry", "percent", "year"]
    list_filter = ["year", "occupation"]
    list_select_related = ["occupation"]
    search_fields = ["occupation__title", "occupation__soc_code", "industry"]
    autocomplete_fields = ["occupation", "source"]
