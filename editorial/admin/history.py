"""What the desk does with the log: putting a value back, undoing a set, all of it or in part."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from editorial.admin.forms import keys_of
from editorial.admin.saves import record_followed
from editorial.changes.recording import Recorder
from editorial.changes.undoing import NotPutBack, Undone, put_back, undo
from editorial.choices import Action, SetState
from editorial.models import Change, ChangeSet

PER_PAGE = 100
NAMED = 8
"""Changes that were left alone, to name in a message."""


def put_back_on_page(
    page: admin.ModelAdmin, request: HttpRequest, row: Model, history: QuerySet
) -> HttpResponse:
    """Answer the press of a button beside a change of *history*, which is that of *row*."""
    if not page.has_change_permission(request, row):
        raise PermissionDenied
    wanted = keys_of(request.POST.getlist("put_back"))
    change = history.filter(pk__in=wanted).first()
    if change is None:
        page.message_user(
            request, "That change is not in this history.", messages.ERROR
        )
        return HttpResponseRedirect(request.path)
    try:
        undone = put_back(change, by=request.user)
    except NotPutBack as reason:
        page.message_user(request, f"Not put back. {reason}", messages.WARNING)
        return HttpResponseRedirect(request.path)
    follow(page.admin_site, request, undone)
    label = change.field_label
    did = f"Put back: {label} of {change.object_name} is {change.before_text} again."
    page.message_user(request, did, messages.SUCCESS)
    return HttpResponseRedirect(request.path)


def set_page(page: admin.ModelAdmin, request: HttpRequest, made: ChangeSet) -> dict:
    """What the page of a set shows: its changes, a page at a time, and the sets that undid it."""
    changes = made.changes.select_related("content_type").order_by("pk")
    shown = Paginator(changes, PER_PAGE).get_page(request.GET.get("page"))
    return {
        "shown": shown,
        "undone_by": list(made.undone_by.all()),
        "title": str(made),
        "may_undo": may_undo(request)
        and made.state != SetState.PROPOSED
        and bool(shown.paginator.count),
    }


def may_undo(request: HttpRequest) -> bool:
    """Those who may publish something may take back what they may change."""
    return any("publish_" in name for name in request.user.get_all_permissions())


def undo_on_page(
    page: admin.ModelAdmin, request: HttpRequest, made: ChangeSet
) -> HttpResponse:
    """Undo the rows that were ticked, or all of the set."""
    back = reverse("admin:editorial_changeset_change", args=[made.pk])
    if not may_undo(request):
        raise PermissionDenied
    only = None
    if "all" not in request.POST:
        only = set(keys_of(request.POST.getlist("change")))
        if not only:
            page.message_user(request, "Tick what to undo first.", messages.WARNING)
            return HttpResponseRedirect(back)
    undone = undo(
        made, by=request.user, only=only, may=rights(page.admin_site, request)
    )
    follow(page.admin_site, request, undone)
    if undone.restored:
        number = len(undone.restored)
        page.message_user(request, f"Undone: {number}", messages.SUCCESS)
    if undone.left:
        named = "; ".join(f"{left.change}: {left.why}" for left in undone.left[:NAMED])
        more = len(undone.left) - NAMED
        named += f"; and {more} more" if more > 0 else ""
        said = f"Left alone: {len(undone.left)}. {named}"
        page.message_user(request, said, messages.WARNING)
    return HttpResponseRedirect(back)


def rights(site: admin.AdminSite, request: HttpRequest):
    """Who may undo a change: who may make it on the page of its row."""

    def may(change: Change, row: Model | None) -> bool:
        page = page_of(site, change)
        if page is None:
            return request.user.is_superuser
        if row is not None and change.action not in (Action.CREATE, Action.DELETE):
            return page.has_change_permission(request, row)
        return page.has_change_permission(request) and (
            page.has_publish_permission(request)
            or page.has_delete_permission(request, row)
        )

    return may


def page_of(site: admin.AdminSite, change: Change) -> admin.ModelAdmin | None:
    """The admin page of its row."""
    return page_of_model(site, change.content_type.model_class())


def page_of_model(
    site: admin.AdminSite, model: type[Model] | None
) -> admin.ModelAdmin | None:
    """The admin page of *model*; of a piece that has none, of what it is a piece of."""
    if model in site._registry:
        return site._registry[model]
    for page in site._registry.values():
        if any(inline.model is model for inline in page.inlines):
            return page
    return None


def follow(site: admin.AdminSite, request: HttpRequest, undone: Undone) -> None:
    """Reckon anew what hangs on rows that have older values again."""
    if undone.change_set is None:
        return
    recorder = Recorder(undone.change_set)
    for row in undone.rows:
        page = site._registry.get(type(row))
        if page is not None and hasattr(page, "follow"):
            record_followed(recorder, page.follow(request, row))
