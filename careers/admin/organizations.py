"""How staff edit the bodies that issue credentials or serve a profession."""

from django.contrib import admin

from careers.models import Organization
from editorial.admin.editing import ImportedAdmin


@admin.register(Organization)
class OrganizationAdmin(ImportedAdmin):
    list_display = ["name", "abbr", "url", "status"]
    list_filter = ["status"]
    search_fields = ["name", "abbr", "role"]
    autocomplete_fields = ["source"]
    prepopulated_fields = {"slug": ["name"]}
    fields = [
        ("name", "abbr"),
        "slug",
        "role",
        "url",
        "note",
        "source",
        ("status", "published_on"),
        "corrected_fields",
    ]
