"""The lists of what waits: to look through, to tick as still correct, to put off, as a file."""

import datetime as dt

from django import forms
from django.contrib import messages
from django.contrib.admin import AdminSite
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import models, transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils import timezone

from editorial.admin import queue
from editorial.admin.forms import keys_of
from editorial.changes.locks import again_after_deadlock, locked
from editorial.changes.recording import Recorder, edit_by, name_of
from editorial.changes.values import snapshot
from editorial.models import Catalogue, Snooze
from web.downloads import csv_of

PER_PAGE = 50
MOST_AT_ONCE = 200


class PutOff(forms.Form):
    """When rows come back to the list, and why they may wait."""

    until = forms.DateField(widget=forms.DateInput(attrs={"type": "date"}))
    reason = forms.CharField(max_length=300)

    def clean_until(self) -> dt.date:
        until = self.cleaned_data["until"]
        if until <= timezone.localdate():
            raise forms.ValidationError("Give a day that is still to come.")
        return until


def lists(site: AdminSite, request: HttpRequest) -> list[tuple[queue.Waiting, int]]:
    """Every list that whoever asks may see, with its count."""
    day = timezone.localdate()
    return [
        (one, one.on(day).count())
        for one in queue.everything()
        if may_see(site, request, one)
    ]


def may_see(site: AdminSite, request: HttpRequest, waiting: queue.Waiting) -> bool:
    page = site._registry.get(waiting.rows(timezone.localdate()).model)
    return page is not None and page.has_view_permission(request)


def found(site: AdminSite, request: HttpRequest, slug: str) -> queue.Waiting:
    waiting = queue.of_slug(slug)
    if waiting is None:
        raise Http404
    if not may_see(site, request, waiting):
        raise PermissionDenied
    return waiting


def waiting_page(site: AdminSite, request: HttpRequest, slug: str) -> HttpResponse:
    """One list, in which rows are ticked as still correct or put off."""
    waiting = found(site, request, slug)
    form = PutOff(request.POST if "put_off" in request.POST else None)
    if request.method == "POST":
        ticked = keys_of(request.POST.getlist("row"))
        if not ticked:
            messages.warning(request, "Tick some rows first.")
        elif "still_correct" in request.POST and waiting.group:
            number = stamp(site, request, waiting, ticked[:MOST_AT_ONCE])
            messages.success(request, f"Marked as still correct: {number}")
            return HttpResponseRedirect(request.get_full_path())
        elif "put_off" in request.POST and form.is_valid():
            number = put_off(site, request, waiting, ticked[:MOST_AT_ONCE], form)
            messages.success(request, f"Put off: {number}")
            return HttpResponseRedirect(request.get_full_path())
    rows = waiting.on(timezone.localdate())
    shown = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    columns = queue.columns(waiting)
    kept = set(request.POST.getlist("row"))
    context = site.each_context(request) | {
        "waiting": waiting,
        "title": waiting.title,
        "shown": shown,
        "form": form,
        "rows": [
            (
                row,
                queue.change_url(type(row), row.pk),
                str(row.pk) in kept,
                [c.of(row) for c in columns],
            )
            for row in shown
        ],
    }
    return TemplateResponse(request, "admin/waiting.html", context)


def waiting_csv(site: AdminSite, request: HttpRequest, slug: str) -> HttpResponse:
    waiting = found(site, request, slug)
    lines = csv_of(queue.columns(waiting), waiting.on(timezone.localdate()))
    response = HttpResponse(b"".join(line.encode() for line in lines), "text/csv")
    response["Content-Disposition"] = f'attachment; filename="{slug}.csv"'
    return response


@again_after_deadlock
@transaction.atomic
def stamp(
    site: AdminSite, request: HttpRequest, waiting: queue.Waiting, keys: list[int]
) -> int:
    """Say that the group's figures were compared with their source today, and are right.

    No value changes, so no import is kept from its next one.
    """
    rows = changeable(site, request, waiting, keys)
    recorder = Recorder(edit_by(request.user, why=f"Still correct: {waiting.group}"))
    for row in rows:
        before = snapshot(row)
        setattr(row, f"{waiting.group}_checked_on", timezone.localdate())
        row.save(update_fields=[f"{waiting.group}_checked_on"])
        recorder.changed(row, before, chosen=())
    if recorder.save():
        Catalogue.objects.bump()
    return len(rows)


@transaction.atomic
def put_off(
    site: AdminSite,
    request: HttpRequest,
    waiting: queue.Waiting,
    keys: list[int],
    form: PutOff,
) -> int:
    rows = changeable(site, request, waiting, keys)
    for row in rows:
        Snooze.objects.update_or_create(
            waiting=waiting.slug,
            content_type=ContentType.objects.get_for_model(type(row)),
            object_pk=row.pk,
            defaults={
                **form.cleaned_data,
                "made_by": request.user,
                "made_by_name": name_of(request.user),
            },
        )
    return len(rows)


def changeable(
    site: AdminSite, request: HttpRequest, waiting: queue.Waiting, keys: list[int]
) -> list[models.Model]:
    """Of the rows ticked those that still wait, locked; all of them theirs to change."""
    listed = waiting.on(timezone.localdate()).model._base_manager
    wanted = (
        waiting.on(timezone.localdate())
        .filter(pk__in=keys)
        .values_list("pk", flat=True)
    )
    rows = list(locked(listed.filter(pk__in=list(wanted))))
    page = site._registry[listed.model]
    if not all(page.has_change_permission(request, row) for row in rows):
        raise PermissionDenied
    return rows
