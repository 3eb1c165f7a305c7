"""Whatever the editors' forms accept, every public page can show.

Each page of the admin is filled in at random; what it refuses is put back, and after a few saves
the whole site is asked. ROUNDS=50 in the environment tries longer.
"""

import os
import random
from typing import Any

import pytest
from django import forms
from django.contrib import admin
from django.test import Client
from django.urls import reverse

from editorial.admin.editing import EditingAdmin
from tests.everything import publish
from tests.query_counts import QUERIES
from tests.search_engines.addresses import sitemap_paths
from tests.webform import form_data

ROUNDS = int(os.environ.get("ROUNDS", "1"))
TRIES = 6
ASK_AFTER = 12
PAGES = [
    page
    for page in admin.site._registry.values()
    if isinstance(page, EditingAdmin)
    and page.model.__name__ not in {"Change", "ChangeSet", "PublishingTime"}
]
ASKED = [url for url in QUERIES if not url.startswith("/admin/")]
TEXTS = (
    *("", "x", " spaced ", "0", "-1", "NaN", "1e9", "2023-24", "May 2025", "9999-99"),
    *(
        "Ʌñó ’ʻ <b>&amp;</b> \"q\" 'r'",
        "مرحبا 👩🏽‍⚕️ עברית",
        "\u202ereversed",
        "nul\x00",
    ),
    *("{{ x }} {% now %}", "%s %(d)s", "a/b?c#d", "=1+1", "[a](javascript:b)", "\\"),
    *(
        "# **m** `c`\n\n| a |\n|--|\n| b |\n\n> q",
        "line\r\nline\tand more",
        "W" * 5_000,
    ),
)
NUMBERS = (0, 1, 2, 12, 99, 101, 2**15, 2**31 - 1, 2**31, 2**63, 10**30, -1, -(2**31))
DECIMALS = (*NUMBERS, "0.001", "99.9", "-0.01", "NaN", "Infinity", "1e5", "39.1")
DATES = ("", "0001-01-01", "1900-02-28", "2024-02-29", "9999-12-31", "2026-13-01")
URLS = (
    *(
        "",
        "x",
        "ftp://x.example",
        "https://x.example/ä?ö=<ü>#'\"",
        "javascript:alert(1)",
    ),
    *("http://[::1]:8000/", "https://u:p@x.example/", f"https://x.example/{'a' * 150}"),
)
SLUGS = ("x", "9", "-", "_", "a" * 50, "map", "in", "compare", "pay", "ünï", "a b")


def any_value(field: forms.Field, rng: random.Random) -> Any:
    """What a person, a spreadsheet or a mistake might put into *field*."""
    match field:
        case forms.ModelMultipleChoiceField() | forms.ModelChoiceField():
            keys = [str(key) for key in field.queryset.values_list("pk", flat=True)]
            if isinstance(field, forms.ModelMultipleChoiceField):
                return rng.sample(keys, rng.randint(0, len(keys)))
            return rng.choice(["", *keys])
        case forms.MultipleChoiceField():
            values = [value for value, _ in field.choices]
            return rng.sample(values, rng.randint(0, len(values)))
        case forms.NullBooleanField():
            return rng.choice(["unknown", "true", "false"])
        case forms.BooleanField():
            return rng.choice([[], "on"])
        case forms.ChoiceField():
            return rng.choice([value for value, _ in field.choices])
        case forms.DecimalField() | forms.FloatField():
            return str(rng.choice(DECIMALS))
        case forms.IntegerField():
            return str(rng.choice(["", *NUMBERS]))
        case forms.DateField():
            return rng.choice(DATES)
        case forms.URLField():
            return rng.choice(URLS)
        case forms.SlugField():
            return rng.choice(SLUGS)
        case forms.CharField():
            return rng.choice(TEXTS)
    raise AssertionError(f"No values for {field!r}")


def forms_of(context: Any) -> list[forms.BaseForm]:
    """The form of the page and those of the pieces on it."""
    found = [context["adminform"].form]
    for inline in context["inline_admin_formsets"]:
        found += inline.formset.initial_forms
    return found


def is_typed(name: str, field: forms.Field) -> bool:
    return not (field.disabled or field.widget.is_hidden or name in {"id", "DELETE"})


def save_something(client: Client, url: str, rng: random.Random) -> dict[str, Any]:
    """Fill in about half the fields at *url* at random; answers what was accepted."""
    page = client.get(url)
    if "adminform" not in page.context:
        # A page of buttons, such as that of an upload, takes no values.
        return {}
    before = form_data(client, url) | {"_why": "As printed."}
    typed = {
        form.add_prefix(name): any_value(field, rng)
        for form in forms_of(page.context)
        for name, field in form.fields.items()
        # Mostly published, or no public page would show the rest.
        if is_typed(name, field) and rng.random() < (0.1 if name == "status" else 0.5)
    }
    for _ in range(TRIES):
        answer = client.post(url, {**before, **typed})
        if answer.status_code == 302:
            return typed
        assert answer.status_code == 200, (url, typed)
        refused = {
            form.add_prefix(name)
            for form in forms_of(answer.context)
            for name in form.errors
        }
        kept = {name: value for name, value in typed.items() if name not in refused}
        # A complaint about the whole form names no field: half of them are put back.
        if len(kept) == len(typed):
            kept = dict(rng.sample(sorted(typed.items()), len(typed) // 2))
        typed = kept
    return {}


def ask_everything(client: Client, typed: list[dict[str, Any]]) -> None:
    for url in ASKED:
        response = client.get(url)
        list(response)
        # An address may have moved on or gone with what was typed.
        assert response.status_code in {200, 301, 302, 400, 404, 410}, (url, typed)
    for url in sitemap_paths(client):
        assert client.get(url).status_code == 200, (url, typed)


@pytest.mark.django_db
@pytest.mark.parametrize("number", range(ROUNDS))
def test_what_the_forms_accept_every_page_can_show(client, editor, number):
    publish(2)
    desk = Client()
    desk.force_login(editor)
    rng = random.Random(number)
    saved: list[dict[str, Any]] = []
    for page in rng.sample(PAGES, len(PAGES)):
        options = page.opts
        key = rng.choice(list(page.model._default_manager.values_list("pk", flat=True)))
        name = f"admin:{options.app_label}_{options.model_name}_change"
        typed = save_something(desk, reverse(name, args=[key]), rng)
        if typed:
            saved.append({"page": options.model_name, **typed})
            if len(saved) % ASK_AFTER == 0:
                ask_everything(client, saved)
    ask_everything(client, saved)
    assert len(saved) > len(PAGES) / 2
