"""What the form of a row offers beside “Save”: its next publishing state, and a preview."""

from django.contrib.admin import ModelAdmin
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from django.forms import ModelForm
from django.http import HttpRequest
from django.urls import reverse

from editorial.admin.desk.reports import about_reports
from editorial.choices import Status
from editorial.models import Publishable
from editorial.pages.preview import preview_url


def about_state(page: ModelAdmin, request: HttpRequest, obj: Model) -> dict:
    """What the form says and offers about the publishing state of *obj*."""
    if not isinstance(obj, Publishable):
        return {}
    return about_reports(request, obj) | {
        "time_url": address_of_times(obj),
        "lacking": obj.lacking() if not obj.is_published else [],
        "preview_url": preview_url(obj),
        "may_publish": page.has_publish_permission(request, obj),
    }


def hand_on(
    page: ModelAdmin, request: HttpRequest, obj: Model, form: ModelForm
) -> None:
    """A draft goes to review, or to the public if that is theirs to decide."""
    to = ""
    if "_to_review" in request.POST and obj.status == Status.DRAFT:
        to = Status.REVIEW
    elif "_publish" in request.POST and obj.status in (Status.DRAFT, Status.REVIEW):
        to = Status.PUBLISHED if page.has_publish_permission(request, obj) else ""
    if to and obj.status != to:
        obj.status = to
        form.changed_data.append("status")


def missing_in_words(obj: Publishable) -> str:
    return ", ".join(str(text.verbose_name) for text in obj.lacking())


def address_of_times(obj: Publishable) -> str:
    """Where a time is set at which *obj* is published or withdrawn."""
    kind = ContentType.objects.get_for_model(type(obj)).pk
    return reverse("admin:editorial_publishingtime_set", args=[kind, obj.pk])
