"""How staff edit any content: who may, what an edit leaves behind, where a complaint appears."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.core.paginator import Paginator
from django.db import IntegrityError, connection, models, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.functional import cached_property

from editorial.admin.conflicts import differences, edition_of
from editorial.choices import Status
from editorial.facts import stand_together
from editorial.models import Catalogue, Imported

EVIDENCE = ("_source", "_as_of", "_kind")
HTTPS = {models.URLField: {"assume_scheme": "https"}}
EDITION = "_edition"
STALE = (
    "Not saved: this was changed after you opened it. What is saved now stands below beside what "
    "you sent, which is still in the form. Save again to put yours in its place."
)


class EditingForm(forms.ModelForm):
    """Puts what a constraint complains of beside a field, where the editor is looking."""

    edition = ""
    """Of the page as it is stored now; blank where there is nothing to compare."""

    @property
    def is_stale(self) -> bool:
        """Whether the page was changed after it was sent to whoever fills it in."""
        return self.is_bound and self.data.get(EDITION, "") != self.edition

    def clean(self) -> dict[str, Any] | None:
        if self.edition and self.is_stale:
            self.add_error(None, ValidationError(STALE))
        return super().clean()

    def add_error(self, field: str | None, error: ValidationError) -> None:
        if field is None and NON_FIELD_ERRORS in getattr(error, "error_dict", {}):
            for complaint in error.error_dict.pop(NON_FIELD_ERRORS):
                super().add_error(self.field_to_mend(complaint), complaint)
            if not error.error_dict:
                return
        super().add_error(field, error)

    def field_to_mend(self, complaint: ValidationError) -> str | None:
        """Missing evidence, else a missing value, else the first field concerned."""
        for constraint in self._meta.model._meta.constraints:
            if constraint.violation_error_message not in complaint.messages:
                continue
            if constraint.condition is None:
                return None
            concerned = constraint.condition.referenced_base_fields
            names = [name for name in self.fields if name in concerned]
            empty = [n for n in names if self.cleaned_data.get(n) in (None, "")]
            missing = [name for name in empty if name.endswith(EVIDENCE)]
            return next(iter([*missing, *empty, *names]), None)
        return None


class PartFormSet(forms.BaseInlineFormSet):
    """Lets rows swap their places in one go, although no two may share one."""

    PARKING = 32_000

    def save(self, commit: bool = True) -> list:
        if "position" in self.form.base_fields:
            changed = [
                form.instance.pk for form in self.initial_forms if form.has_changed()
            ]
            for position, pk in enumerate(changed, self.PARKING):
                self.model.objects.filter(pk=pk).update(position=position)
        return super().save(commit)


class TableFormSet(PartFormSet):
    """Names each cell after its column, since the stock table leaves cells without a label."""

    def add_fields(self, form: forms.ModelForm, index: int | None) -> None:
        super().add_fields(form, index)
        for field in form.fields.values():
            # The admin wraps a related field's own widget.
            widget = getattr(field.widget, "widget", field.widget)
            widget.attrs.setdefault("aria-label", field.label)


def facts(title: str, group: str, *columns: Any, about: str = "") -> tuple[str, dict]:
    """A fieldset of one fact group: its columns, then the evidence they share."""
    evidence = (
        f"{group}_source",
        (f"{group}_as_of", f"{group}_kind", f"{group}_checked_on"),
    )
    return title, {"fields": [*columns, *evidence], "description": about}


class LongPaginator(Paginator):
    """Takes PostgreSQL's own guess for the length of a list that nobody leafs to the end of.

    Counting a million rows keeps a core busy for a tenth of a second, after each save.
    """

    LONG = 100_000

    @cached_property
    def count(self) -> int:
        guess = self.guess()
        return guess if guess > self.LONG else super().count

    def guess(self) -> int:
        """Rows of the table as last analysed; 0 where there is no guess or the list is filtered."""
        rows = self.object_list
        if connection.vendor != "postgresql" or rows.query.where:
            return 0
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT reltuples::bigint FROM pg_class WHERE oid = %s::regclass",
                [rows.model._meta.db_table],
            )
            return cursor.fetchone()[0]


class EditingAdmin(admin.ModelAdmin):
    """Rights, marks and the catalogue's version; no rule about the content itself."""

    form = EditingForm
    formfield_overrides = HTTPS
    list_per_page = 50
    paginator = LongPaginator
    show_full_result_count = False
    save_on_top = True
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
            obj is None or self.may_touch(request, obj)
        )

    def has_delete_permission(self, request: HttpRequest, obj=None) -> bool:
        return super().has_delete_permission(request, obj) and (
            obj is None or self.may_touch(request, obj)
        )

    def get_object(self, request, object_id, from_field=None) -> models.Model | None:
        found = super().get_object(request, object_id, from_field)
        if found is None or request.method != "POST":
            return found
        # Held until it is saved: of two who save at once, the second is told.
        rows = self.get_queryset(request).select_for_update(of=("self",))
        return rows.filter(pk=found.pk).first()

    def get_form(self, request, obj=None, change=False, **kwargs) -> type:
        form = super().get_form(request, obj, change=change, **kwargs)
        if obj and change:
            form.edition = edition_of(obj, self.parts_of(request, obj))
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
        if form.edition and form.is_stale:
            parts = context["inline_admin_formsets"]
            forms = [form, *(one for part in parts for one in part.formset.forms)]
            context["differences"] = differences(forms)
            context["last_saved"] = LogEntry.objects.filter(
                content_type=ContentType.objects.get_for_model(form.instance),
                object_id=form.instance.pk,
            ).first()
        return super().render_change_form(request, context, *args, **kwargs)

    def changeform_view(self, request, *args, **kwargs) -> HttpResponse:
        try:
            return super().changeform_view(request, *args, **kwargs)
        except IntegrityError:
            # Fine when the form was checked: somebody was quicker, or two rows swap keys.
            message = (
                "Not saved: another row took one of these values. Please try again."
            )
            self.message_user(request, message, messages.ERROR)
            return HttpResponseRedirect(request.get_full_path())

    def save_model(self, request, obj, form, change) -> None:
        if isinstance(obj, Imported):
            columns = {column.name for column in obj._meta.concrete_fields}
            edited = columns.intersection(form.changed_data) - {"status"}
            obj.mark_corrected(sorted(stand_together(type(obj), edited)))
        super().save_model(request, obj, form, change)

    def save_related(self, request, form, formsets, change) -> None:
        super().save_related(request, form, formsets, change)
        was_published = form.initial.get("status") == Status.PUBLISHED
        if was_published or self.is_public(form.instance):
            Catalogue.objects.bump()

    def delete_model(self, request, obj) -> None:
        is_public = self.is_public(obj)
        super().delete_model(request, obj)
        if is_public:
            Catalogue.objects.bump()

    @transaction.atomic
    def delete_queryset(self, request, queryset) -> None:
        super().delete_queryset(request, queryset)
        Catalogue.objects.bump()


class LiveContentAdmin(EditingAdmin):
    """Reference data: public as soon as it is saved, so only editors change it."""

    writers_may = ("view",)


class PublishableAdmin(EditingAdmin):
    """Content with a publishing state; only the right to publish changes what the public sees."""

    editors_may = ("view", "add", "change", "publish")
    actions = ["submit", "publish", "withdraw"]

    def get_readonly_fields(self, request, obj=None) -> list[str]:
        fields = [*super().get_readonly_fields(request, obj), "published_on"]
        return fields if self.has_publish_permission(request) else [*fields, "status"]

    def view_on_site(self, obj: models.Model) -> str | None:
        has_page = hasattr(obj, "get_absolute_url") and self.is_public(obj)
        return obj.get_absolute_url() if has_page else None

    def save_model(self, request, obj, form, change) -> None:
        if obj.is_published and "status" in form.changed_data:
            obj.published_on = timezone.localdate()
        super().save_model(request, obj, form, change)

    @admin.action(description="Send drafts to review", permissions=["change"])
    @transaction.atomic
    def submit(self, request, queryset) -> None:
        drafts = queryset.drafts()
        rows = list(drafts)
        drafts.submit()
        self.note(request, rows, "Sent to review")

    @admin.action(description="Publish", permissions=["publish"])
    @transaction.atomic
    def publish(self, request, queryset) -> None:
        waiting = queryset.publishable()
        rows = list(waiting)
        waiting.publish(on=timezone.localdate())
        Catalogue.objects.bump()
        self.note(request, rows, "Published")

    @admin.action(description="Withdraw from the site", permissions=["publish"])
    @transaction.atomic
    def withdraw(self, request, queryset) -> None:
        published = queryset.published()
        rows = list(published)
        published.withdraw()
        Catalogue.objects.bump()
        self.note(request, rows, "Withdrawn")

    def note(self, request, rows: list[models.Model], did: str) -> None:
        """Tell the history of each row, and the person who did it."""
        LogEntry.objects.log_actions(request.user.pk, rows, CHANGE, f"{did}.")
        level = messages.SUCCESS if rows else messages.WARNING
        self.message_user(request, f"{did}: {len(rows)}", level)


class ImportedAdmin(PublishableAdmin):
    """Content that importers fill as well."""

    actions = [*PublishableAdmin.actions, "release"]

    def get_readonly_fields(self, request, obj=None) -> list[str]:
        return [*super().get_readonly_fields(request, obj), "corrected_fields"]

    @admin.action(
        description="Let imports overwrite our corrections", permissions=["publish"]
    )
    @transaction.atomic
    def release(self, request, queryset) -> None:
        rows = list(queryset)
        queryset.release_corrections()
        self.note(request, rows, "Opened to imports")


class PartAdmin(EditingAdmin):
    """A page of its own for pieces of content that need the room."""

    content = ""  # Names the foreign key to what a piece is published with.
    editors_may = writers_may = ("view", "add", "change", "delete")

    def content_of(self, obj: models.Model) -> models.Model:
        return getattr(obj, self.content)

    def has_publish_permission(self, request, obj=None) -> bool:
        options = self.opts.get_field(self.content).related_model._meta
        return request.user.has_perm(
            f"{options.app_label}.publish_{options.model_name}"
        )

    def has_add_permission(self, request) -> bool:
        # Which page it will stand on is not known yet; an inline knows.
        return super().has_add_permission(request) and self.has_publish_permission(
            request
        )

    def get_readonly_fields(self, request, obj=None) -> list[str]:
        fields = list(super().get_readonly_fields(request, obj))
        return [*fields, self.content] if obj else fields

    def get_actions(self, request) -> dict:
        actions = super().get_actions(request)
        if not self.has_publish_permission(request):
            actions.pop("delete_selected", None)
        return actions


class Part:
    """Mixed into inlines: pieces that are published with the page they stand on."""

    form = EditingForm
    formset = PartFormSet
    formfield_overrides = HTTPS
    extra = 0
    writers_may = editors_may = ("view", "add", "change", "delete")


class PartTable(Part, admin.TabularInline):
    formset = TableFormSet


class PartStack(Part, admin.StackedInline):
    pass
