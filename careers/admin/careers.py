"""How staff edit careers: the profile with its ordered pieces, and its paths with their steps."""

from django.contrib import admin
from django.db.models import TextField
from django.forms import Textarea

from careers.admin.forms import CareerForm
from careers.models import (
    Career,
    CareerCredential,
    CareerInterview,
    CareerItem,
    CareerLink,
    CareerOrganization,
    CareerPath,
    CareerStep,
    EducationRoute,
)
from editorial.admin.editing import PublishableAdmin
from editorial.admin.pieces import PartAdmin, PartStack, PartTable

SMALL_TEXT = {TextField: {"widget": Textarea(attrs={"rows": 3, "cols": 60})}}


class CareerItems(PartTable):
    model = CareerItem
    fields = ["section", "position", "title", "body", "source"]
    autocomplete_fields = ["source"]
    formfield_overrides = SMALL_TEXT
    ordering = ["section", "position"]


class CareerPaths(PartTable):
    model = CareerPath
    fields = ["position", "name", "intro"]
    formfield_overrides = SMALL_TEXT
    show_change_link = True
    verbose_name_plural = "Paths (save, then follow “Change” to edit the steps)"


class CareerSteps(PartStack):
    model = CareerStep
    fields = [
        ("position", "title"),
        "body",
        ("months_low", "months_high"),
        "cost_note",
    ]


class EducationRoutes(PartStack):
    model = EducationRoute
    fields = [
        ("position", "name", "award_level"),
        "body",
        "courses",
        ("credits_low", "credits_high"),
        ("months_low", "months_high"),
    ]


class CareerCredentials(PartTable):
    model = CareerCredential
    fields = ["position", "credential", "note"]
    autocomplete_fields = ["credential"]


class CareerLinks(PartTable):
    model = CareerLink
    fk_name = "career"
    fields = ["kind", "position", "to", "title", "note"]
    autocomplete_fields = ["to"]
    ordering = ["kind", "position"]


class CareerInterviews(PartStack):
    model = CareerInterview
    fields = [
        ("position", "published_as"),
        ("person", "role"),
        "question",
        "answer",
        "source",
    ]
    autocomplete_fields = ["source"]


class CareerOrganizations(PartTable):
    model = CareerOrganization
    fields = ["position", "organization", "note"]
    autocomplete_fields = ["organization"]


@admin.register(Career)
class CareerAdmin(PublishableAdmin):
    headline = ("name", "occupation", "entry_education", "months_to_enter_low")
    form = CareerForm
    list_display = ["name", "occupation", "position", "is_short", "status"]
    list_filter = ["status", "is_short", "entry_education"]
    list_select_related = ["occupation"]
    search_fields = ["name", "alternate_titles", "tagline"]
    autocomplete_fields = ["occupation", "other_occupations", "sources"]
    prepopulated_fields = {"slug": ["name"]}
    inlines = [
        CareerItems,
        CareerPaths,
        EducationRoutes,
        CareerCredentials,
        CareerLinks,
        CareerInterviews,
        CareerOrganizations,
    ]
    fieldsets = [
        (
            None,
            {
                "fields": [
                    ("name", "plural"),
                    "slug",
                    ("position", "is_short"),
                    ("status", "published_on"),
                ]
            },
        ),
        (
            "Text",
            {
                "fields": [
                    "tagline",
                    "summary",
                    "overview",
                    "day",
                    "outlook_text",
                    "remote",
                    "alternate_titles",
                    "sources",
                ]
            },
        ),
        (
            "Figures come from",
            {"fields": ["occupation", "occupation_note", "other_occupations"]},
        ),
        (
            "Getting in",
            {
                "fields": [
                    "entry_education",
                    "entry_note",
                    ("months_to_enter_low", "months_to_enter_high"),
                ]
            },
        ),
        (
            "Programs that lead here",
            {
                "fields": ["program_fields", "program_levels"],
                "description": "Decides which programs the finder counts for this career.",
            },
        ),
    ]


@admin.register(CareerPath)
class CareerPathAdmin(PartAdmin):
    """Reached from its career; inlines cannot hold the steps."""

    content = "career"
    list_display = ["name", "career", "position"]
    list_filter = ["career"]
    list_select_related = ["career"]
    search_fields = ["name", "career__name"]
    autocomplete_fields = ["career"]
    fields = ["career", ("position", "name"), "intro"]
    inlines = [CareerSteps]
