"""Setting the time at which a row is published or withdrawn."""

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.utils import timezone

from editorial.admin.editing import EditingAdmin
from editorial.admin.forms import EditingForm
from editorial.changes.recording import name_of
from editorial.models import Publishable, PublishingTime


class PublishingTimeForm(EditingForm):
    """For a row that its address names."""

    request = None
    """Whose sender has to have the right to publish the row."""

    class Meta:
        model = PublishingTime
        fields = ["content_type", "object_pk", "to", "at"]
        widgets = {"content_type": forms.HiddenInput, "object_pk": forms.HiddenInput}

    def clean_at(self):
        at = self.cleaned_data["at"]
        if at <= timezone.now():
            raise ValidationError("Give a time that is still to come.")
        return at

    def clean(self):
        cleaned = super().clean()
        kind, key = cleaned.get("content_type"), cleaned.get("object_pk")
        model = kind.model_class() if kind else None
        row = None
        if model and issubclass(model, Publishable) and key and key < 2**63:
            row = model.objects.filter(pk=key).first()
        if row is None:
            raise ValidationError("Begin at the page of what shall be published.")
        page = admin.site._registry.get(model)
        if page is None or not page.has_publish_permission(self.request):
            raise ValidationError("You may not publish this.")
        self.instance.object_name = str(row)[:300]
        return cleaned


@admin.register(PublishingTime)
class PublishingTimeAdmin(EditingAdmin):
    """What is planned, and what came of it; removing a row that is still open cancels it."""

    form = PublishingTimeForm
    list_display = ["object_name", "to", "at", "made_by_name", "done_at", "outcome"]
    list_filter = ["to", "at", "done_at"]
    search_fields = ["object_name", "made_by_name"]
    writers_may = ("view",)
    editors_may = ("view", "add", "change", "delete")

    def is_public(self, obj) -> bool:
        return False

    def get_form(self, request, obj=None, change=False, **kwargs) -> type:
        form = super().get_form(request, obj, change=change, **kwargs)
        form.request = request
        return form

    def save_model(self, request, obj, form, change) -> None:
        obj.made_by, obj.made_by_name = request.user, name_of(request.user)
        super().save_model(request, obj, form, change)

    def save_related(self, request, form, formsets, change) -> None:
        """A plan is no content: the history of the row tells of it once it is carried out."""
