"""The desk's own records: sources, the change log and what imports did."""

from django.contrib import admin
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import path
from django.utils.html import format_html
from django.views.decorators.http import require_POST

from editorial.admin.desk.proposals import decide_on_page, proposal_page
from editorial.admin.desk.reports import PARAMETER
from editorial.admin.editing import EditingAdmin, LiveContentAdmin
from editorial.admin.forms import keys_of
from editorial.admin.history import set_page, undo_on_page
from editorial.admin.queue import change_url
from editorial.models import (
    Change,
    ChangeSet,
    CheckInterval,
    DataChange,
    Report,
    Snooze,
    Source,
)


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
    change_form_template = "admin/change_set.html"
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
    list_filter = ["made_at", "kind", "state", "importer"]
    search_fields = ["importer", "made_by_name", "why"]

    def change_view(self, request, object_id, form_url="", extra_context=None):
        made = self.get_object(request, object_id)
        if made is None or not self.has_view_permission(request, made):
            return super().change_view(request, object_id, form_url, extra_context)
        context = (extra_context or {}) | set_page(self, request, made)
        context |= proposal_page(self, request, made)
        return super().change_view(request, object_id, form_url, context)

    def get_urls(self) -> list:
        undo = self.admin_site.admin_view(require_POST(self.undo_view))
        decide = self.admin_site.admin_view(require_POST(self.decide_view))
        name = "editorial_changeset"
        return [
            path("<int:pk>/undo/", undo, name=f"{name}_undo"),
            path("<int:pk>/decide/", decide, name=f"{name}_decide"),
            *super().get_urls(),
        ]

    def decide_view(self, request, pk: int) -> HttpResponse:
        return decide_on_page(self, request, get_object_or_404(ChangeSet, pk=pk))

    def undo_view(self, request, pk: int) -> HttpResponse:
        return undo_on_page(self, request, get_object_or_404(ChangeSet, pk=pk))


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
    list_filter = [
        "change_set__made_at",
        "change_set__made_by",
        "change_set__kind",
        "content_type",
        "action",
        "decision",
    ]
    list_select_related = ["change_set", "content_type"]
    search_fields = ["object_name", "field", "change_set__made_by_name"]


@admin.register(CheckInterval)
class CheckIntervalAdmin(EditingAdmin):
    """After how long figures want a look; a list on the first page names each kind."""

    list_display = ["group", "months"]
    list_filter = ["months"]
    search_fields = ["group"]
    writers_may = ("view",)
    editors_may = ("view", "add", "change", "delete")

    def is_public(self, obj) -> bool:
        return False


@admin.register(Snooze)
class SnoozeAdmin(EditingAdmin):
    """What was put off; removing a row brings it back to its list."""

    list_display = ["waiting", "until", "reason", "made_by_name", "made_at"]
    list_filter = ["waiting", "until"]
    search_fields = ["reason", "made_by_name"]
    readonly_fields = [
        "waiting",
        "content_type",
        "object_pk",
        "made_by_name",
        "made_at",
    ]
    exclude = ["made_by"]
    list_select_related = ["content_type"]
    writers_may = ("view",)
    editors_may = ("view", "change", "delete")

    def has_add_permission(self, request) -> bool:
        return False

    def is_public(self, obj) -> bool:
        return False


@admin.register(Report)
class ReportAdmin(EditingAdmin):
    """What visitors say is wrong; open ones first."""

    change_form_template = "admin/report.html"
    list_display = [
        "reference",
        "object_name",
        "page",
        "figure",
        "wrong",
        "sent_at",
        "settled_on",
    ]
    list_filter = ["settled_on", "figure", "sent_at"]
    search_fields = ["page", "object_name", "wrong", "right"]
    readonly_fields = [
        "reference",
        "about",
        "change_made",
        "page",
        "figure",
        "wrong",
        "right",
        "evidence",
        "email",
        "sent_at",
    ]

    fields = [*readonly_fields, "settled_on", "outcome"]

    @admin.display(description="number", ordering="pk")
    def reference(self, report: Report) -> str:
        return report.reference

    @admin.display(description="about")
    def about(self, report: Report) -> str:
        return linked(edit_url(report), report.object_name or "no single row of ours")

    @admin.display(description="settled by")
    def change_made(self, report: Report) -> str:
        if report.change_set_id is None:
            return "no change"
        url = change_url(ChangeSet, report.change_set_id)
        return linked(url, str(report.change_set))

    def get_search_results(self, request, queryset, search_term) -> tuple:
        number = search_term.strip().upper().removeprefix("R-")
        if keys := keys_of([number]):
            return queryset.filter(pk=keys[0]), False
        return super().get_search_results(request, queryset, search_term)

    def render_change_form(self, request, context, *args, **kwargs) -> HttpResponse:
        report = context["original"]
        url = edit_url(report)
        if url and report.settled_on is None:
            context["accept_url"] = f"{url}?{PARAMETER}={report.pk}"
        return super().render_change_form(request, context, *args, **kwargs)

    def has_add_permission(self, request) -> bool:
        return False

    def is_public(self, obj) -> bool:
        # No page shows a report, so no page is stale once it is settled.
        return False


def edit_url(report: Report) -> str:
    """The page of what *report* is about; blank where there is none."""
    model = report.content_type.model_class() if report.content_type_id else None
    return change_url(model, report.object_pk) if model else ""


def linked(url: str, words: str) -> str:
    return format_html('<a href="{}">{}</a>', url, words) if url else words
