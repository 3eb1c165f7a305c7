"""The forms staff fill in: complaints beside a field, and a source for every new figure."""

from collections.abc import Collection
from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils.functional import cached_property

from editorial.changes.values import snapshot
from editorial.choices import Status
from editorial.facts import FactGroup, fact_groups
from editorial.models import Publishable
from editorial.models.content import later_texts

EVIDENCE = ("_source", "_as_of", "_kind")
EDITION = "_edition"
WHY = "_why"
ASK = "_ask"
CONFIRMED = "_confirmed"
CHANGES_THE_PAGE = (
    "Not saved yet: this changes the public page. Look at what changes, and save again."
)
STALE = (
    "Not saved: this was changed after you opened it. What is saved now stands below beside what "
    "you sent, which is still in the form. Save again to put yours in its place."
)
SAME_SOURCE = (
    "A figure changed and its source did not. Give the source and the date of the new figure, or "
    "say below why the same source stands."
)


LONGEST_KEY = 19
"""Digits of the first number that is too long for a primary key."""


class ContentForm(forms.ModelForm):
    """Puts what a constraint complains of beside a field, where the editor is looking."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.before_pk = self.instance.pk
        self.before = snapshot(self.instance)
        """The row as it was before the form changed it."""
        self.is_held_back = False
        """Whether a second person decides about it, so that this save goes without it."""

    def has_changed(self) -> bool:
        return not self.is_held_back and super().has_changed()

    @property
    def why(self) -> str:
        return self.data.get(WHY, "").strip()

    @cached_property
    def changed_data(self) -> list[str]:
        return [name for name in super().changed_data if not self.is_same_text(name)]

    def is_same_text(self, name: str) -> bool:
        """Whether only line ends and outer blanks differ: browsers send CRLF for each line."""
        was, sent = (
            self.get_initial_for_field(self.fields[name], name),
            self[name].data,
        )
        if not (isinstance(was, str) and isinstance(sent, str)):
            return False
        return with_plain_lines(was).strip() == with_plain_lines(sent).strip()

    def _clean_fields(self) -> None:
        super()._clean_fields()
        for name, value in self.cleaned_data.items():
            if not isinstance(value, str):
                continue
            was = self.get_initial_for_field(self.fields[name], name)
            is_untouched = isinstance(was, str) and name not in self.changed_data
            self.cleaned_data[name] = was if is_untouched else with_plain_lines(value)

    def clean(self) -> dict[str, Any] | None:
        if self.before_pk and not self.why and not self.cleaned_data.get("DELETE"):
            for group in fact_groups(self._meta.model):
                if self.lacks_evidence(group):
                    self.add_error(group.source, ValidationError(SAME_SOURCE))
        return super().clean()

    def lacks_evidence(self, group: FactGroup) -> bool:
        """Whether a figure of *group* is new and what vouches for it is not."""
        changed = set(self.changed_data)
        return (
            # Without any source a constraint complains.
            self.cleaned_data.get(group.source) is not None
            and bool(group.figures & changed)
            and not {group.source, group.as_of} & changed
            and any(
                self.cleaned_data.get(name) not in (None, "") for name in group.figures
            )
        )

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


def with_plain_lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


class EditingForm(ContentForm):
    """The form of a page, which knows whether the page was changed meanwhile."""

    headline: Collection[str] = ()
    """Fields of which a change is shown before it is saved, since the public reads them first."""
    edition = ""
    """Of the page as it is stored now; blank where there is nothing to compare."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if issubclass(self._meta.model, Publishable) and self.stays_a_draft:
            for text in later_texts(self._meta.model):
                if text.name in self.fields:
                    self.fields[text.name].required = False

    @property
    def stays_a_draft(self) -> bool:
        if self.instance.status != Status.DRAFT:
            return False
        is_handed_on = "_to_review" in self.data or "_publish" in self.data
        asked = self.data.get("status", Status.DRAFT) if self.is_bound else Status.DRAFT
        return asked == Status.DRAFT and not is_handed_on

    @property
    def is_to_confirm(self) -> bool:
        """Whether the page asked to be told, and was not told yet."""
        return ASK in self.data and CONFIRMED not in self.data

    def headline_changes(self) -> list[str]:
        return [name for name in self.changed_data if name in self.headline]

    @property
    def is_stale(self) -> bool:
        """Whether the page was changed after it was sent to whoever fills it in."""
        return self.is_bound and self.data.get(EDITION, "") != self.edition

    def clean(self) -> dict[str, Any] | None:
        if self.edition and self.is_stale:
            self.add_error(None, ValidationError(STALE))
        elif self.is_to_confirm and self.headline_changes() and not self.errors:
            self.add_error(None, ValidationError(CHANGES_THE_PAGE))
        return super().clean()


class PartFormSet(forms.BaseInlineFormSet):
    """Lets rows swap their places in one go, although no two may share one."""

    PARKING = 32_000
    second_person: Collection[str] = ()
    """Fields that one person alone may not change once the public reads them."""

    @property
    def deleted_forms(self) -> list:
        return [form for form in super().deleted_forms if not form.is_held_back]

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


def keys_of(typed: list[str]) -> list[int]:
    """Primary keys that a database can hold, of what a form sent."""
    return [int(key) for key in typed if key.isdecimal() and len(key) < LONGEST_KEY]
