"""How staff edit any content: who may, and what an edit leaves behind."""

from collections.abc import Callable, Collection, Iterator
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.models import CHANGE, LogEntry
from django.db import IntegrityError, connection, models, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html

from editorial.admin.asking import ask_first, leave_out_what_is_no_key
from editorial.admin.conflicts import differences, edition_of
from editorial.admin.desk.proposals import ProposingAdmin
from editorial.admin.desk.publishing import about_state, hand_on, missing_in_words
from editorial.admin.desk.reports import report_in_hand, settle
from editorial.admin.forms import CHANGES_THE_PAGE, EditingForm
from editorial.admin.history import put_back_on_page
from editorial.admin.long_lists import LongPaginator
from editorial.admin.saves import (
    Followed,
    changes_of,
    record_followed,
    record_save,
    removed_pieces,
)
from editorial.changes.corrections import Corrections
from editorial.changes.hanging import hanging_on
from editorial.changes.locks import again_after_deadlock, locked
from editorial.changes.recording import Recorder, edit_by
from editorial.changes.values import copy_columns, snapshot
from editorial.choices import Status
from editorial.models import Catalogue, ChangeSet

HTTPS = {models.URLField: {"assume_scheme": "https"}}
SHOWN_CHANGES = 200
NAMED = 8


def facts(title: str, group: str, *columns: Any, about: str = "") -> tuple[str, dict]:
    """A fieldset of one fact group: its columns, then the evidence they share."""
    evidence = (
        (f"{group}_source", f"{group}_others"),
        (f"{group}_as_of", f"{group}_kind", f"{group}_checked_on"),
    )
    return title, {"fields": [*columns, *evidence], "description": about}


class EditingAdmin(ProposingAdmin):
    """Rights, marks and the catalogue's version; no rule about the content itself."""

    form = EditingForm
    formfield_overrides = HTTPS
    list_per_page = 50
    paginator = LongPaginator
    show_full_result_count = False
    save_on_top = True
    headline: Collection[str] = ()
    """Fields that the public reads first; a change of them is shown before it is saved."""
    # What `create_roles` gives; content that is public as soon as it is saved narrows it.
    writers_may: tuple[str, ...] = ("view", "add", "change")
    editors_may: tuple[str, ...] = ("view", "add", "change")

    def content_of(self, obj: models.Model) -> models.Model:
        """What *obj* is a part of, and is published with."""
        return obj

    def is_public(self, obj: models.Model) -> bool:
        return getattr(self.content_of(obj), "is_published", True)

    def has_publish_permission(self, request: HttpRequest, obj=None) -> bool:
        return request.user.has_perm(
            f"{self.opts.app_label}.publish_{self.opts.model_name}"
        )

    def may_touch(self, request: HttpRequest, obj: models.Model | None) -> bool:
        """What the public reads is changed only by those who may publish it."""
        is_published = getattr(self.content_of(obj), "is_published", False)
        return not is_published or self.has_publish_permission(request, obj)

    def has_change_permission(self, request: HttpRequest, obj=None) -> bool:
        return super().has_change_permission(request, obj) and (
            obj is None or self.is_proposing(request) or self.may_touch(request, obj)
        )

    def has_delete_permission(self, request: HttpRequest, obj=None) -> bool:
        return super().has_delete_permission(request, obj) and (
            obj is None or self.may_touch(request, obj)
        )

    def get_object(self, request, object_id, from_field=None) -> models.Model | None:
        found = super().get_object(request, object_id, from_field)
        if found is None or request.method != "POST" or not connection.in_atomic_block:
            return found
        # Locked until it is saved: of two who save at once, the second is told.
        return locked(self.get_queryset(request).filter(pk=found.pk)).first()

    def get_form(self, request, obj=None, change=False, **kwargs) -> type:
        form = super().get_form(request, obj, change=change, **kwargs)
        if obj and change:
            form.edition = edition_of(obj, self.parts_of(request, obj))
            is_live = self.is_public(obj) and not self.is_proposing(request)
            form.headline = self.headline if is_live else ()
        return form

    def parts_of(
        self, request: HttpRequest, obj: models.Model
    ) -> Iterator[models.Model]:
        """The rows that are edited on the page of *obj*."""
        for inline in self.get_inline_instances(request, obj):
            key = inline.get_formset(request, obj).fk.name
            rows = inline.model._base_manager.filter(**{key: obj})
            yield from rows.order_by("pk")

    def render_change_form(self, request, context, *args, **kwargs) -> HttpResponse:
        form = context["adminform"].form
        context["is_proposing"] = self.is_proposing(request)
        if form.instance.pk is not None:
            context["may_propose"] = self.may_propose(request, form.instance)
            context |= about_state(self, request, form.instance)
        if (
            form.is_bound
            and form.is_to_confirm
            and CHANGES_THE_PAGE in form.non_field_errors()
        ):
            context["headline_changes"] = differences([form], form.headline)
        if form.edition and form.is_stale:
            parts = context["inline_admin_formsets"]
            forms = [form, *(one for part in parts for one in part.formset.forms)]
            context["differences"] = differences(forms)
            rows = self.parts_of(request, form.instance)
            context["last_change"] = changes_of(form.instance, rows).first()
        return super().render_change_form(request, context, *args, **kwargs)

    @again_after_deadlock
    def changeform_view(self, request, object_id=None, *args, **kwargs) -> HttpResponse:
        self.begin_proposal(request, object_id)
        try:
            return super().changeform_view(request, object_id, *args, **kwargs)
        except IntegrityError:
            # Fine when the form was checked: somebody was quicker, or two rows swap keys.
            message = (
                "Not saved: another row took one of these values. Please try again."
            )
            self.message_user(request, message, messages.ERROR)
            return HttpResponseRedirect(request.get_full_path())

    @again_after_deadlock
    def delete_view(self, request, *args, **kwargs) -> HttpResponse:
        return super().delete_view(request, *args, **kwargs)

    @again_after_deadlock
    def changelist_view(self, request, *args, **kwargs) -> HttpResponse:
        leave_out_what_is_no_key(request)
        return super().changelist_view(request, *args, **kwargs)

    def history_view(self, request, object_id, extra_context=None) -> HttpResponse:
        context = dict(extra_context or {})
        if row := self.get_object(request, object_id):
            found = changes_of(row, self.parts_of(request, row))
            if request.method == "POST" and "put_back" in request.POST:
                return put_back_on_page(self, request, row, found)
            context["changes"] = found[:SHOWN_CHANGES]
            context["may_put_back"] = self.has_change_permission(request, row)
        return super().history_view(request, object_id, context)

    def save_related(self, request, form, formsets, change) -> None:
        """The catalogue's row is locked last; see `editorial.changes.locks`."""
        if self.is_proposing(request):
            self.send_proposal(request, form, formsets)
            return
        if held_back := self.hold_back(request, form, formsets):
            self.say_sent(request, held_back)
        super().save_related(request, form, formsets, change)
        # What follows depends on what people corrected, so that is recorded first.
        report = report_in_hand(request, form.instance)
        recorder = record_save(request, form, formsets, report)
        if report:
            settle(self, request, recorder, report)
        record_followed(recorder, self.follow(request, form.instance))
        was_published = form.initial.get("status") == Status.PUBLISHED
        if was_published or self.is_public(form.instance):
            Catalogue.objects.bump()

    def save_model(self, request, obj, form, change) -> None:
        if not self.is_proposing(request):
            super().save_model(request, obj, form, change)

    def follow(self, request: HttpRequest, obj: models.Model) -> Followed:
        """Bring up to date what hangs on *obj*, just saved; answer the rows that changed."""
        return ()

    def delete_model(self, request, obj) -> None:
        self.delete_rows(request, [obj])

    @transaction.atomic
    def delete_queryset(self, request, queryset) -> None:
        self.delete_rows(request, list(locked(queryset)))

    def delete_rows(self, request, rows: list[models.Model]) -> None:
        recorder = Recorder(edit_by(request.user))
        is_public = any(self.is_public(row) for row in rows)
        others, changed = hanging_on(rows)
        for one in (*others, *rows):
            recorder.deleted(one, snapshot(one), one.pk)
        before = [snapshot(one) for one in changed]
        for row in rows:
            row.delete()
        for one, old in zip(changed, before, strict=True):
            one.refresh_from_db()
            recorder.changed(one, old, chosen=())
        recorder.save()
        if is_public:
            Catalogue.objects.bump()

    def has_release_permission(self, request: HttpRequest) -> bool:
        may_change = self.has_change_permission(request)
        return may_change and self.has_publish_permission(request)

    @admin.display(description="corrected fields")
    def corrected_fields(self, obj: models.Model) -> str:
        """What imports leave as it is, since a person set it."""
        return ", ".join(sorted(self.corrections_of(obj))) or "none"

    def corrections_of(self, obj: models.Model) -> set[str]:
        return Corrections.of(type(obj), [obj.pk]).fields(obj.pk) if obj.pk else set()

    @admin.action(
        description="Let imports overwrite our corrections", permissions=["release"]
    )
    @ask_first(
        "Let imports overwrite our corrections",
        "What people corrected in these rows is no longer kept: the next file may change it.",
    )
    @transaction.atomic
    def release(self, request, queryset) -> None:
        rows = list(locked(queryset))
        recorder = Recorder(edit_by(request.user))
        for row in rows:
            for one in (row, *self.parts_of(request, row)):
                recorder.released(one)
            for inline in self.get_inline_instances(request, row):
                column = inline.get_formset(request, row).fk.name
                for change in removed_pieces(row, inline.model, column):
                    recorder.opened(change)
        recorder.save()
        self.note(request, rows, "Opened to imports")

    def record_action(
        self,
        request: HttpRequest,
        rows: list[models.Model],
        fields: list[str],
        do: Callable[[], object],
    ) -> ChangeSet | None:
        """Have *do* set *fields* of *rows*, which are locked, and write down what it did."""
        before = [snapshot(row) for row in rows]
        do()
        newer = self.model.objects.in_bulk([row.pk for row in rows])
        recorder = Recorder(edit_by(request.user))
        for row, old in zip(rows, before, strict=True):
            copy_columns(row, newer[row.pk])
            recorder.changed(row, old, fields)
        return recorder.save()

    def note(
        self,
        request,
        rows: list[models.Model],
        did: str,
        made: ChangeSet | None = None,
    ) -> None:
        """Tell the history of each row, and the person who did it, who may undo *made*."""
        LogEntry.objects.log_actions(request.user.pk, rows, CHANGE, f"{did}.")
        level = messages.SUCCESS if rows else messages.WARNING
        said = f"{did}: {len(rows)}"
        if made is not None:
            url = reverse("admin:editorial_changeset_change", args=[made.pk])
            said = format_html('{}. <a href="{}">Look at it or undo it</a>', said, url)
        self.message_user(request, said, level)


class LiveContentAdmin(EditingAdmin):
    """Reference data: public as soon as it is saved, so only editors change it."""

    writers_may = ("view",)
    actions = ["release"]

    def has_release_permission(self, request: HttpRequest) -> bool:
        return self.has_change_permission(request)


class PublishableAdmin(EditingAdmin):
    """Content with a publishing state; only the right to publish changes what the public sees."""

    editors_may = ("view", "add", "change", "publish")
    actions = ["submit", "publish", "withdraw", "archive", "release"]

    def get_readonly_fields(self, request, obj=None) -> list[str]:
        fields = [*super().get_readonly_fields(request, obj), "published_on"]
        return fields if self.has_publish_permission(request) else [*fields, "status"]

    def view_on_site(self, obj: models.Model) -> str | None:
        has_page = hasattr(obj, "get_absolute_url") and self.is_public(obj)
        return obj.get_absolute_url() if has_page else None

    def save_model(self, request, obj, form, change) -> None:
        if self.is_proposing(request):
            return
        hand_on(self, request, obj, form)
        if obj.is_published and "status" in form.changed_data:
            obj.published_on = timezone.localdate()
        super().save_model(request, obj, form, change)

    @admin.action(description="Send drafts to review", permissions=["change"])
    def submit(self, request, queryset) -> None:
        self.move(
            request, queryset.drafts(), lambda rows: rows.submit(), "Sent to review"
        )

    @admin.action(description="Publish", permissions=["publish"])
    @ask_first("Publish", "The public sees them from then on.")
    def publish(self, request, queryset) -> None:
        today = timezone.localdate()
        rows = queryset.publishable()
        if lacking := [row for row in rows if row.lacking()]:
            named = "; ".join(
                f"{row}: {missing_in_words(row)}" for row in lacking[:NAMED]
            )
            said = f"Not published, since something is missing: {len(lacking)}. {named}"
            self.message_user(request, said, messages.WARNING)
        self.move(
            request,
            rows.exclude(pk__in=[row.pk for row in lacking]),
            lambda rows: rows.publish(on=today),
            "Published",
        )

    @admin.action(description="Withdraw from the site", permissions=["publish"])
    @ask_first(
        "Withdraw from the site",
        "They become drafts: the public no longer finds them, and their addresses say so.",
    )
    def withdraw(self, request, queryset) -> None:
        self.move(
            request, queryset.published(), lambda rows: rows.withdraw(), "Withdrawn"
        )

    @admin.action(description="Archive", permissions=["publish"])
    @ask_first("Archive", "They leave the site and stay on record.")
    def archive(self, request, queryset) -> None:
        self.move(
            request, queryset.unarchived(), lambda rows: rows.archive(), "Archived"
        )

    @transaction.atomic
    def move(
        self,
        request: HttpRequest,
        queryset: models.QuerySet,
        to: Callable[[models.QuerySet], int],
        did: str,
    ) -> None:
        """Give the rows of *queryset* another publishing state, as one set of changes."""
        rows = list(locked(queryset))
        was_public = any(map(self.is_public, rows))
        keys = [row.pk for row in rows]
        made = self.record_action(
            request,
            rows,
            ["status"],
            lambda: to(self.model.objects.filter(pk__in=keys)),
        )
        self.note(request, rows, did, made)
        if was_public or any(map(self.is_public, rows)):
            Catalogue.objects.bump()


class ImportedAdmin(PublishableAdmin):
    """Content that importers fill as well."""

    def get_readonly_fields(self, request, obj=None) -> list[str]:
        return [*super().get_readonly_fields(request, obj), "corrected_fields"]
