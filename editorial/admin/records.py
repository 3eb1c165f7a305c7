"""The desk's own records: sources, the change log and what imports did."""

from django.contrib import admin

from editorial.admin.editing import EditingAdmin, LiveContentAdmin
from editorial.models import Change, ChangeSet, DataChange, Report, Source


@admin.register(Source)
class SourceAdmin(LiveContentAdmin):
    list_display = ["title", "publisher", "release", "retrieved_on"]
    list_filter = ["publisher"]
    search_fields = ["slug", "title", "publisher", "release"]
    prepopulated_fields = {"slug": ["publisher", "title", "release"]}
    # A draft may need a source that nobody has entered yet.
    writers_may = ("view", "add")


@admin.register(DataChange)
class DataChangeAdmin(LiveContentAdmin):
    list_display = ["title", "made_on"]
    list_filter = ["made_on"]
    search_fields = ["title", "body"]


class LogAdmin(EditingAdmin):
    """Read only: nothing is ever added to the log by hand, or removed from it."""

    writers_may = editors_may = ("view",)

    def has_add_permission(self, request) -> bool:
        return False

    def has_change_permission(self, request, obj=None) -> bool:
        return False

    def has_delete_permission(self, request, obj=None) -> bool:
        return False


@admin.register(ChangeSet)
class ChangeSetAdmin(LogAdmin):
    list_display = [
        "made_at",
        "kind",
        "importer",
        "made_by_name",
        "state",
        "created",
        "changed",
        "unchanged",
        "kept",
    ]
    list_filter = ["kind", "state", "importer"]
    search_fields = ["importer", "made_by_name", "why"]


@admin.register(Change)
class ChangeAdmin(LogAdmin):
    list_display = [
        "object_name",
        "action",
        "field",
        "before",
        "proposed",
        "decision",
        "change_set",
    ]
    list_filter = ["decision", "action", "change_set__kind", "content_type"]
    list_select_related = ["change_set", "content_type"]
    search_fields = ["object_name", "field", "change_set__made_by_name"]


@admin.register(Report)
class ReportAdmin(EditingAdmin):
    """What visitors say is wrong; open ones first."""

    list_display = ["page", "figure", "wrong", "sent_at", "settled_on"]
    list_filter = ["settled_on", "figure", "sent_at"]
    search_fields = ["page", "wrong", "right"]
    readonly_fields = [
        "page",
        "figure",
        "wrong",
        "right",
        "evidence",
        "email",
        "sent_at",
    ]

    def has_add_permission(self, request) -> bool:
        return False

    def is_public(self, obj) -> bool:
        # No page shows a report, so no page is stale once it is settled.
        return False
