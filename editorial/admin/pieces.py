"""Pieces of content: on the page of what they are published with, or on a page of their own."""

from collections.abc import Collection

from django.contrib import admin
from django.db import models

from editorial.admin.editing import HTTPS, EditingAdmin
from editorial.admin.forms import ContentForm, PartFormSet, TableFormSet


class PartAdmin(EditingAdmin):
    """A page of its own for pieces of content that need the room."""

    actions = ["release"]
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

    form = ContentForm
    formset = PartFormSet
    formfield_overrides = HTTPS
    extra = 0
    second_person: Collection[str] = ()
    writers_may = editors_may = ("view", "add", "change", "delete")

    def get_formset(self, request, obj=None, **kwargs) -> type:
        formset = super().get_formset(request, obj, **kwargs)
        formset.second_person = self.second_person
        return formset


class PartTable(Part, admin.TabularInline):
    formset = TableFormSet


class PartStack(Part, admin.StackedInline):
    pass
