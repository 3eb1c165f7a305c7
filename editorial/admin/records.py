"""The desk's own records: sources, the change log and what imports did."""

from django.contrib import admin

from editorial.admin.editing import EditingAdmin, LiveContentAdmin
from editorial.models import DataChange, ImportBatch, Report, Source


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


@admin.register(ImportBatch)
class ImportBatchAdmin(EditingAdmin):
    """Read only: importers write these."""

    list_display = [
        "importer",
        "started_at",
        "finished_at",
        "created",
        "changed",
        "unchanged",
        "kept",
    ]
    list_filter = ["importer"]
    search_fields = ["importer"]
    writers_may = editors_may = ("view",)

    def has_add_permission(self, request) -> bool:
        return False

    def has_change_permission(self, request, obj=None) -> bool:
        return False

    def has_delete_permission(self, request, obj=None) -> bool:
        return False


@admin.register(Report)
class ReportAdmin(EditingAdmin):
    """What visitors say is wrong; open ones first."""

    list_display = ["page", "wrong", "sent_at", "settled_on"]
    list_filter = ["settled_on", "sent_at"]
    search_fields = ["page", "wrong", "right"]
    readonly_fields = ["page", "wrong", "right", "evidence", "email", "sent_at"]

    def has_add_permission(self, request) -> bool:
        return False
