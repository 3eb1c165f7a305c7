"""The panel of filters: a hundred boxes and a dozen fields, most of them the same on every page."""

from collections.abc import Iterable
from functools import lru_cache
from html import escape
from typing import Any

from django import template
from django.template import Context
from django.template.loader import get_template
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from schools.finder.facets import Option
from schools.finder.page import Facet, FinderPage
from schools.finder.query import FinderForm, Include
from web.fragments import written

register = template.Library()

MOST_OPTIONS = 2_000


@register.simple_tag
def filters(page: FinderPage) -> SafeString:
    """The panel; only what was asked for, and what each box would find, is put in anew."""
    form, query = page.form, page.query
    gaps = {
        "q": query.q,
        "price_min": text_of(query.price_min),
        "price_max": text_of(query.price_max),
        "months_max": text_of(query.months_max),
        "zip": query.zip,
        "home": options(type(form), "home", query.home),
        "miles": options(type(form), "miles", text_of(query.miles)),
        "career": options(type(form), "career", page.career),
        "sort": options_of(page.sorts, query.sort),
        "include": included(query.include),
        "unseen": unseen(p=page.chosen, view=["table"] if page.is_table else []),
    }
    for facet in page.facets:
        gaps[f"{facet.name}_shown"] = boxes(facet.name, facet.shown)
        gaps[f"{facet.name}_hidden"] = boxes(facet.name, facet.hidden) or None
    context = {"form": form, "facets": page.facets}
    if form.errors:
        # Complaints are about what this visitor typed.
        return get_template("schools/_filters.html").render({**context, **gaps})
    by = type(form), tuple((len(f.options), f.is_open) for f in page.facets)
    return written("schools/_filters.html", gaps, *by, **context)


@register.inclusion_tag("components/facet.html", takes_context=True)
def facet(context: Context, facet: Facet) -> dict[str, Any]:
    """A group of boxes, among the gaps of the panel."""
    return {
        "name": facet.name,
        "label": facet.label,
        "errors": facet.errors,
        "hint": facet.hint,
        "more": facet.more,
        "count": len(facet.options),
        "is_open": facet.is_open,
        "shown": context[f"{facet.name}_shown"],
        "hidden": context[f"{facet.name}_hidden"],
    }


def boxes(name: str, options: Iterable[Option]) -> SafeString:
    """A box to tick for each option, with its count."""
    html = []
    for option in options:
        none, label, box, end = parts_of_box(name, option.value, option.label)
        count = option.count
        html += (
            label if count else none,
            box,
            " checked" if option.selected else "",
            end,
            f'<span data-count="{count}">{count}</span>\n</label>\n',
        )
    return SafeString("".join(html))


@lru_cache(maxsize=MOST_OPTIONS)
def parts_of_box(name: str, value: str, label: str) -> tuple[str, str, str, str]:
    """What stays the same: the start with no program and with some, the box, the words."""
    place = f"{name}_{escape(value)}"
    start = f'" for="id_{place}">\n'
    return (
        f'<label class="facet__option facet__option--none{start}',
        f'<label class="facet__option{start}',
        f'  <input type="checkbox" id="id_{place}" name="{name}" value="{escape(value)}"',
        f">\n  {escape(label)}\n  ",
    )


@lru_cache(maxsize=MOST_OPTIONS)
def options(form: type[FinderForm], name: str, value: str) -> SafeString:
    """What a select of the form offers but for the blank choice, *value* chosen."""
    choices = form.base_fields[name].choices
    return options_of(tuple(choice for choice in choices if choice[0]), value)


@lru_cache(maxsize=MOST_OPTIONS)
def options_of(choices: tuple[tuple[str, str], ...], value: str) -> SafeString:
    return format_html_join(
        "\n",
        '<option value="{}"{}>{}</option>',
        (
            (code, SafeString(" selected" if code == value else ""), label)
            for code, label in choices
        ),
    )


@lru_cache(maxsize=MOST_OPTIONS)
def included(chosen: frozenset[str]) -> SafeString:
    """Boxes to tick for what a search leaves out unless it is asked for."""
    context = {"choices": Include.choices, "chosen": chosen}
    return get_template("schools/_include.html").render(context)


def unseen(**values: Iterable[str]) -> SafeString:
    """Parameters that the form sends along."""
    pairs = ((name, value) for name, given in values.items() for value in given)
    return format_html_join("", '<input type="hidden" name="{}" value="{}">', pairs)


def text_of(value: int | None) -> str:
    return "" if value is None else str(value)
