"""Proposals: who may not change what the public reads fills in the same form and sends it on.

The same holds for what two persons have to agree on. Nothing is saved until somebody with the
right to publish accepts it, field by field, on the page of its set.
"""

from collections.abc import Collection

from django.conf import settings
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html

from editorial.admin.forms import keys_of
from editorial.admin.history import follow, page_of, rights
from editorial.admin.saves import record_held_back, record_proposal, touches
from editorial.changes.proposing import accept, reject, review, undecided
from editorial.choices import SetState, Status
from editorial.models import Change, ChangeSet

PARAMETER = "propose"
NAMED = 8


class ProposingAdmin(admin.ModelAdmin):
    """The part of a form that sends a proposal instead of saving."""

    second_person: Collection[str] = ()
    """Fields that one person alone may not change once the public reads them."""

    def is_proposing(self, request: HttpRequest) -> bool:
        return getattr(request, "proposes_to", None) is self

    def may_propose(self, request: HttpRequest, obj: models.Model | None) -> bool:
        """Whether somebody may change such rows, but not this one, which the public reads."""
        return (
            obj is not None
            and admin.ModelAdmin.has_change_permission(self, request, obj)
            and not self.may_touch(request, obj)
        )

    def begin_proposal(self, request: HttpRequest, object_id: str | None) -> None:
        """Open the form to those who may propose, if its address asks for that."""
        if object_id and PARAMETER in request.GET:
            row = admin.ModelAdmin.get_object(self, request, unquote(object_id))
            if self.may_propose(request, row):
                request.proposes_to = self

    def save_form(self, request, form, change) -> models.Model:
        row = super().save_form(request, form, change)
        alone = settings.SECOND_PERSON and self.is_public(row)
        if alone and touches(form, self.second_person, is_deleted=False):
            request.proposes_to = self
        return row

    def send_proposal(self, request, form, formsets) -> None:
        made = record_proposal(request, form, formsets)
        self.say_sent(request, made)

    def hold_back(self, request, form, formsets) -> ChangeSet | None:
        """Make a proposal of what a second person decides, and save the rest."""
        was_public = form.initial.get("status", Status.PUBLISHED) == Status.PUBLISHED
        if not (
            settings.SECOND_PERSON and was_public and self.is_public(form.instance)
        ):
            return None
        return record_held_back(request, form, formsets)

    def say_sent(self, request: HttpRequest, made: ChangeSet | None) -> None:
        if made is None:
            self.message_user(request, "Nothing was changed.", messages.WARNING)
            return
        url = reverse("admin:editorial_changeset_change", args=[made.pk])
        said = format_html(
            'Proposed, and not shown yet: a second person decides. <a href="{}">Look at it</a>',
            url,
        )
        self.message_user(request, said)

    def construct_change_message(self, request, form, formsets, add=False):
        if self.is_proposing(request):
            return []
        return super().construct_change_message(request, form, formsets, add)

    def log_change(self, request, obj, message):
        return (
            None
            if self.is_proposing(request)
            else super().log_change(request, obj, message)
        )

    def log_addition(self, request, obj, message):
        return (
            None
            if self.is_proposing(request)
            else super().log_addition(request, obj, message)
        )

    def response_change(self, request, obj) -> HttpResponse:
        return self.back(request) or super().response_change(request, obj)

    def response_add(self, request, obj, post_url_continue=None) -> HttpResponse:
        return self.back(request) or super().response_add(
            request, obj, post_url_continue
        )

    def back(self, request: HttpRequest) -> HttpResponse | None:
        if not self.is_proposing(request):
            return None
        options = self.opts
        return HttpResponseRedirect(
            reverse(f"admin:{options.app_label}_{options.model_name}_changelist")
        )


def may_decide(page: admin.ModelAdmin, request: HttpRequest, proposal: ChangeSet):
    """Who may accept a change: who may make it, and did not propose it."""
    site, is_author = page.admin_site, proposal.made_by_id == request.user.pk
    may = rights(site, request)

    def may_accept(change: Change, row: models.Model | None) -> bool:
        own = page_of(site, change)
        publishes = own is not None and own.has_publish_permission(request)
        return not is_author and publishes and may(change, row)

    return may_accept


def proposal_page(
    page: admin.ModelAdmin, request: HttpRequest, made: ChangeSet
) -> dict:
    """What the page of a set shows while something of it is undecided."""
    if made.state != SetState.PROPOSED:
        return {}
    changes = undecided(made)
    may = may_decide(page, request, made)
    may_accept = any(may(change, None) for change in changes)
    return {
        "proposed": list(review(changes)),
        "may_accept": may_accept,
        "may_reject": may_accept or made.made_by_id == request.user.pk,
    }


def decide_on_page(
    page: admin.ModelAdmin, request: HttpRequest, made: ChangeSet
) -> HttpResponse:
    """Accept or reject the lines that were ticked, or all of them."""
    back = HttpResponseRedirect(
        reverse("admin:editorial_changeset_change", args=[made.pk])
    )
    context = proposal_page(page, request, made)
    is_accepting = "accept" in request.POST or "accept_all" in request.POST
    if not context.get("may_accept" if is_accepting else "may_reject"):
        if made.state != SetState.PROPOSED:
            page.message_user(request, "It is decided already.", messages.WARNING)
            return back
        raise PermissionDenied
    only = set(keys_of(request.POST.getlist("change")))
    if "accept_all" in request.POST or "reject_all" in request.POST:
        only = None
    elif not only:
        page.message_user(
            request, "Tick what you decide about first.", messages.WARNING
        )
        return back
    if not is_accepting:
        number = reject(made, by=request.user, only=only)
        page.message_user(request, f"Rejected: {number}", messages.SUCCESS)
        return back
    may = may_decide(page, request, made)
    applied = accept(made, by=request.user, may=may, only=only)
    if applied.accepted:
        follow(page.admin_site, request, applied)
        number = len(applied.accepted)
        page.message_user(request, f"Accepted: {number}", messages.SUCCESS)
    if applied.left:
        named = "; ".join(f"{one.change}: {one.why}" for one in applied.left[:NAMED])
        said = f"Not accepted: {len(applied.left)}. {named}"
        page.message_user(request, said, messages.WARNING)
    return back
