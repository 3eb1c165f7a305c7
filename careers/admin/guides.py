"""How staff write guides."""

from django.contrib import admin

from careers.models import Guide
from editorial.admin.editing import PublishableAdmin


@admin.register(Guide)
class GuideAdmin(PublishableAdmin):
    list_display = ["title", "position", "checked_on", "status"]
    list_filter = ["status", "careers", "credentials"]
    search_fields = ["title", "summary"]
    autocomplete_fields = ["careers", "credentials", "sources"]
    prepopulated_fields = {"slug": ["title"]}
    fieldsets = [
        (
            None,
            {
                "fields": [
                    "title",
                    ("slug", "position"),
                    ("status", "published_on", "checked_on"),
                ]
            },
        ),
        ("Text", {"fields": ["summary", "body", "sources"]}),
        ("Where it belongs", {"fields": ["careers", "credentials", "searches"]}),
    ]
