"""Two people who edit one page: the second is told what the first saved."""

import hashlib
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Model
from django.forms import ModelChoiceField, ModelForm
from django.utils.formats import localize

BLANK = "blank"


def edition_of(row: Model, parts: Iterable[Model]) -> str:
    """Names what is stored of *row* and its *parts*: two states that differ never share it.

    A sum rather than a counted version, since imports, actions and commands change rows too.
    """
    stored = [[one._meta.label, *values_of(one)] for one in (row, *parts)]
    return hashlib.sha256(repr(stored).encode()).hexdigest()[:32]


def values_of(row: Model) -> Iterator[Any]:
    for field in row._meta.concrete_fields:
        yield field.value_to_string(row)
    for field in row._meta.many_to_many:
        yield sorted(getattr(row, field.name).values_list("pk", flat=True))


@dataclass(frozen=True)
class Difference:
    """A field of which something else is saved than the editor sent."""

    label: str
    saved: str
    sent: str


def differences(
    forms: Iterable[ModelForm], only: Collection[str] | None = None
) -> list[Difference]:
    """What *forms* would change of what is saved now; of the fields *only*, if given."""
    return [
        Difference(label_of(form, name), saved(form, name), sent(form, name))
        for form in forms
        for name in form.changed_data
        if only is None or name in only
    ]


def label_of(form: ModelForm, name: str) -> str:
    label = str(form.fields[name].label or name)
    if not form.prefix:
        return label
    number = int(form.prefix.rsplit("-", 1)[1]) + 1
    return f"{form._meta.model._meta.verbose_name.capitalize()} {number}: {label}"


def saved(form: ModelForm, name: str) -> str:
    field = form.fields[name]
    value = form.get_initial_for_field(field, name)
    # The key of what a row refers to, but of several the rows themselves.
    if isinstance(field, ModelChoiceField) and not isinstance(value, list):
        value = field.to_python(value)
    return shown(form, name, value)


def sent(form: ModelForm, name: str) -> str:
    if name in form.cleaned_data:
        return shown(form, name, form.cleaned_data[name])
    # Something that could not be read, for which the form has a complaint of its own.
    return str(form[name].value())


def shown(form: ModelForm, name: str, value: Any) -> str:
    """*value* as a person reads it."""
    if value is None or value == "":
        return BLANK
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Iterable) and not isinstance(value, str):
        return ", ".join(map(str, value)) or BLANK
    column = getattr(getattr(form._meta.model, name, None), "field", None)
    labels = dict(getattr(column, "flatchoices", ()))
    return str(labels.get(value, localize(value)))
