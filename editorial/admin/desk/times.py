"""Setting the time at which a row is published or withdrawn, and thinking better of it."""

import datetime as dt

from django import forms
from django.contrib import admin, messages
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from editorial.admin.forms import keys_of
from editorial.admin.queue import change_url
from editorial.admin.records import LogAdmin
from editorial.changes.recording import name_of
from editorial.models import Publishable, PublishingTime


class PublishingTimeForm(forms.Form):
    to = forms.ChoiceField(
        label="What shall happen", choices=PublishingTime._meta.get_field("to").choices
    )
    at = forms.DateTimeField(
        label="When",
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}),
        help_text="In the time of the site.",
    )

    def clean_at(self) -> dt.datetime:
        at = self.cleaned_data["at"]
        if at <= timezone.now():
            raise forms.ValidationError("Give a time that is still to come.")
        return at


@admin.register(PublishingTime)
class PublishingTimeAdmin(LogAdmin):
    """What is planned, and what came of it."""

    list_display = ["object_name", "to", "at", "made_by_name", "done_at", "outcome"]
    list_filter = ["to", "at", "done_at"]
    search_fields = ["object_name", "made_by_name"]

    def get_urls(self) -> list:
        view = self.admin_site.admin_view(
            require_http_methods(["GET", "HEAD", "POST"])(self.set_view)
        )
        name = "editorial_publishingtime_set"
        return [path("set/<int:kind>/<int:pk>/", view, name=name), *super().get_urls()]

    def set_view(self, request: HttpRequest, kind: int, pk: int) -> HttpResponse:
        row = self.row_of(request, kind, pk)
        planned = PublishingTime.objects.filter(
            content_type=kind, object_pk=pk, done_at=None
        )
        form = PublishingTimeForm(request.POST if "set" in request.POST else None)
        if request.method == "POST":
            if "cancel" in request.POST:
                keys = keys_of(request.POST.getlist("cancel"))
                number, _ = planned.filter(pk__in=keys).delete()
                self.message_user(request, f"Cancelled: {number}", messages.SUCCESS)
                return HttpResponseRedirect(request.path)
            if form.is_valid():
                self.plan(request, row, kind, **form.cleaned_data)
                return HttpResponseRedirect(request.path)
        context = self.admin_site.each_context(request) | {
            "title": f"Set a time: {row}",
            "back": change_url(type(row), row.pk),
            "form": form,
            "planned": list(planned),
        }
        return TemplateResponse(request, "admin/times.html", context)

    def row_of(self, request: HttpRequest, kind: int, pk: int) -> Publishable:
        """What is planned, which has to be theirs to publish."""
        if max(kind, pk) >= 2**31:
            raise Http404
        model = get_object_or_404(ContentType, pk=kind).model_class()
        page = self.admin_site._registry.get(model)
        if page is None or not issubclass(model, Publishable):
            raise Http404
        if not page.has_publish_permission(request):
            raise PermissionDenied
        return get_object_or_404(model, pk=pk)

    def plan(
        self, request: HttpRequest, row: Publishable, kind: int, *, to, at
    ) -> None:
        """One time for each: a later word takes the place of an earlier one."""
        PublishingTime.objects.update_or_create(
            content_type_id=kind,
            object_pk=row.pk,
            to=to,
            done_at=None,
            defaults={
                "at": at,
                "object_name": str(row)[:300],
                "made_by": request.user,
                "made_by_name": name_of(request.user),
            },
        )
        self.message_user(request, "The time is set.", messages.SUCCESS)
