"""Uploads: bringing a file in, deciding what of it is taken, taking it back."""

import csv
import datetime as dt
import hashlib

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from editorial.admin import queue
from editorial.admin.records import LogAdmin
from editorial.admin.uploads.forms import UploadForm
from editorial.admin.uploads.matches import keep_matches
from editorial.admin.uploads.review import (
    accept_or_reject,
    may_decide,
    review_page,
    undo_all,
)
from editorial.changes.recording import name_of
from editorial.choices import UploadState, Work
from editorial.imports.uploads.failing import failing_rows
from editorial.imports.uploads.importers import importer_called, importers
from editorial.imports.uploads.jobs import SMALL_FILE, new_worker, perform, take
from editorial.models import Upload
from web.downloads import cell


@admin.register(Upload)
class UploadAdmin(LogAdmin):
    """Who may add an upload brings files in; who may change one decides about it."""

    editors_may = ("view", "add", "change")
    change_list_template = "admin/uploads/list.html"
    list_display = ["name", "what", "state", "made_by_name", "made_at", "as_of"]
    list_filter = ["state", "importer", "made_at"]
    search_fields = ["name", "made_by_name", "sha256"]

    @admin.display(description="what it is", ordering="importer")
    def what(self, upload: Upload) -> str:
        importer = importer_called(upload.importer)
        return importer.label if importer else "not recognised"

    def get_queryset(self, request):
        return super().get_queryset(request).light()

    def get_urls(self) -> list:
        def page(route: str, view, name: str, methods):
            view = self.admin_site.admin_view(methods(view))
            return path(route, view, name=f"editorial_upload_{name}")

        both = require_http_methods(["GET", "HEAD", "POST"])
        return [
            page("new/", self.new_view, "new", both),
            page("<int:pk>/decide/", self.decide_view, "decide", require_POST),
            page("<int:pk>/match/", self.match_view, "match", require_POST),
            page("<int:pk>/again/", self.again_view, "again", require_POST),
            page("<int:pk>/undo/", self.undo_view, "undo", require_POST),
            page("<int:pk>/file/", self.file_view, "file", require_safe),
            page("<int:pk>/failing/", self.failing_view, "failing", require_safe),
            *super().get_urls(),
        ]

    def changelist_view(self, request, extra_context=None) -> HttpResponse:
        context = (extra_context or {}) | {"may_upload": may_upload(request)}
        return super().changelist_view(request, context)

    def new_view(self, request: HttpRequest) -> HttpResponse:
        if not may_upload(request):
            raise PermissionDenied
        form = UploadForm(
            request.POST or None,
            request.FILES or None,
            initial={"as_of": timezone.localdate()},
        )
        if request.method == "POST" and form.is_valid():
            return self.back(self.take_in(request, form))
        context = {
            **self.admin_site.each_context(request),
            "title": "Upload a file",
            "opts": self.opts,
            "form": form,
            "importers": [importer.label for importer in importers()],
        }
        return TemplateResponse(request, "admin/uploads/new.html", context)

    def take_in(self, request: HttpRequest, form: UploadForm) -> Upload:
        name, content = form.given()
        digest = hashlib.sha256(content).hexdigest()
        if same := Upload.objects.light().filter(sha256=digest).first():
            day = timezone.localtime(same.made_at)
            said = f"The same file was uploaded on {day:%-d %B %Y} already."
            self.message_user(request, said, messages.WARNING)
        upload = Upload(
            name=name,
            sha256=digest,
            size=len(content),
            content=content,
            as_of=form.cleaned_data["as_of"],
            made_by=request.user,
            made_by_name=name_of(request.user),
            work=Work.READ,
        )
        upload.save()
        self.read_if_small(upload)
        return upload

    def read_if_small(self, upload: Upload) -> None:
        if upload.size <= SMALL_FILE:
            take(upload, new_worker())
            perform(upload)

    def back(self, upload: Upload) -> HttpResponse:
        page = reverse("admin:editorial_upload_change", args=[upload.pk])
        return HttpResponseRedirect(page)

    def change_view(self, request, object_id, form_url="", extra_context=None):
        upload = self.get_object(request, object_id)
        if upload is None or not self.has_view_permission(request, upload):
            return super().change_view(request, object_id, form_url, extra_context)
        if request.method == "POST":
            # What is decided has an address of its own.
            raise PermissionDenied
        context = {
            **self.admin_site.each_context(request),
            **review_page(self.admin_site, request, upload),
            "title": upload.name,
            "opts": self.opts,
            "original": upload,
            "may_decide": may_decide(request),
            "importer": importer_called(upload.importer),
        }
        return TemplateResponse(request, "admin/uploads/review.html", context)

    def to_decide(self, request: HttpRequest, pk: int) -> Upload:
        if not may_decide(request):
            raise PermissionDenied
        return get_object_or_404(Upload.objects.light(), pk=pk)

    def decide_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        upload = self.to_decide(request, pk)
        level, said = accept_or_reject(self.admin_site, request, upload)
        self.message_user(request, said, level)
        page = self.back(upload)
        query = request.POST.get("filters", "")
        if query.isascii() and query:
            page["Location"] += f"?{query}"
        return page

    def match_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Keep what was decided about rows that name ours in words, and compare anew."""
        upload = self.to_decide(request, pk)
        with transaction.atomic():
            upload = Upload.objects.light().select_for_update().get(pk=pk)
            if upload.work:
                self.message_user(request, "It is being worked on.", messages.WARNING)
                return self.back(upload)
            count = keep_matches(upload, request)
            if not count:
                said = "Choose what at least one row means first."
                self.message_user(request, said, messages.WARNING)
                return self.back(upload)
            upload.work = Work.READ
            upload.save(update_fields=["work"])
        self.read_if_small(upload)
        self.message_user(request, f"Kept, for this list and later ones: {count}")
        return self.back(upload)

    def again_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Read the file again, as the site is now, or go on with what was accepted."""
        upload = self.to_decide(request, pk)
        with transaction.atomic():
            upload = Upload.objects.light().select_for_update().get(pk=pk)
            if upload.work and not upload.is_abandoned:
                said = "It is being worked on."
                self.message_user(request, said, messages.WARNING)
                return self.back(upload)
            goes_on = upload.differences.chosen().exists()
            upload.work = Work.ACCEPT if goes_on else Work.READ
            upload.work_for = request.user
            if not goes_on:
                upload.state = UploadState.PENDING
            upload.worker, upload.lease_until, upload.attempts = "", None, 0
            upload.skips_faulty_rows |= "skip" in request.POST
            upload.save()
        if not goes_on:
            self.read_if_small(upload)
        return self.back(upload)

    def undo_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        upload = self.to_decide(request, pk)
        level, said = undo_all(self.admin_site, request, upload)
        self.message_user(request, said, level)
        return self.back(upload)

    def file_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        if not self.has_view_permission(request):
            raise PermissionDenied
        upload = get_object_or_404(Upload, pk=pk)
        return attachment(bytes(upload.content), upload.name)

    def failing_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        if not self.has_view_permission(request):
            raise PermissionDenied
        upload = get_object_or_404(Upload, pk=pk)
        response = attachment(b"\xef\xbb\xbf", f"failing rows of upload {pk}.csv")
        response["Content-Type"] = "text/csv; charset=utf-8"
        writer = csv.writer(response)
        for row in failing_rows(upload):
            writer.writerow([cell(value) for value in row])
        return response


def uploads_waiting(day: dt.date) -> QuerySet:
    open_ones = Upload.objects.light().exclude(
        state__in=[UploadState.ACCEPTED, UploadState.UNDONE]
    )
    return open_ones.order_by("made_at", "pk")


queue.register(
    queue.Waiting(
        "uploads",
        "Uploads waiting",
        "Files that were brought in and are not decided, or could not be read.",
        uploads_waiting,
    )
)


def may_upload(request: HttpRequest) -> bool:
    return request.user.has_perm("editorial.add_upload")


def attachment(content: bytes, name: str) -> HttpResponse:
    """Never shown in place: what staff bring in may be anything."""
    response = HttpResponse(content, content_type="application/octet-stream")
    plain = "".join(
        c if (c.isascii() and c.isalnum()) or c in "._- " else "_" for c in name
    )
    response["Content-Disposition"] = f'attachment; filename="{plain}"'
    return response
