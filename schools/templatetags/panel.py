"""The finder's parts that repeat a hundred times a page, written without a template for each."""

from collections.abc import Iterable, Sequence
from html import escape
from typing import Any

from django import template
from django.forms import BoundField
from django.template.defaultfilters import floatformat
from django.template.loader import get_template
from django.utils.safestring import SafeString, mark_safe

from editorial.keeping import Kept
from schools.cards import Card
from schools.facets import Option

register = template.Library()

MOST_CONTROLS = 500
controls = Kept(MOST_CONTROLS)
AWAY = "<!-- miles -->"
"""Stands in a kept card where this visitor's distance goes."""


@register.simple_tag
def facet_options(name: str, options: Iterable[Option]) -> SafeString:
    """A box to tick for each option, with its count."""
    return mark_safe("".join(facet_option(name, option) for option in options))


def facet_option(name: str, option: Option) -> str:
    place = f"{name}_{escape(option.value)}"
    none = "" if option.count else " facet__option--none"
    checked = " checked" if option.selected else ""
    return (
        f'<label class="facet__option{none}" for="id_{place}">\n'
        f'  <input type="checkbox" id="id_{place}" name="{name}" '
        f'value="{escape(option.value)}"{checked}>\n'
        f"  {escape(option.label)}\n"
        f'  <span data-count="{option.count}">{option.count}</span>\n'
        "</label>\n"
    )


@register.filter
def any_selected(options: Iterable[Option]) -> bool:
    return any(option.selected for option in options)


@register.simple_tag
def select_options(choices: Iterable[tuple[Any, str]], value: Any) -> SafeString:
    """Options of a select but for the blank one, *value* chosen."""
    options = (
        f'<option value="{escape(str(code))}"{" selected" if str(code) == str(value) else ""}>'
        f"{escape(str(label))}</option>"
        for code, label in choices
        if code
    )
    return mark_safe("\n".join(options))


@register.simple_tag
def control(name: str, field: BoundField, value: Any, **options: Any) -> SafeString:
    """The template *name* around a field; the same for everybody unless there are errors."""
    context = {"field": field, "value": value, **options}
    if field.errors:
        return mark_safe(get_template(name).render(context))
    choices = tuple(getattr(field.field, "choices", ()))
    key = name, field.name, value, choices, *options.items()
    return controls.piece(key, lambda: get_template(name).render(context))


@register.simple_tag
def result_card(card: Card, chosen: Sequence[str]) -> SafeString:
    """A result; what does not depend on the visitor is rendered once for each index."""
    if chosen and card.program.ref in chosen:
        return mark_safe(rendered(card, chosen).replace(AWAY, away(card)))
    html = card.kept.piece(card.key, lambda: rendered(card))
    return mark_safe(html.replace(AWAY, away(card)))


def rendered(card: Card, chosen: Sequence[str] = ()) -> str:
    context = {
        "card": card,
        "home": card.answer.question.home,
        "away": mark_safe(AWAY),
        "choosing": True,
        "chosen": chosen,
    }
    return get_template("schools/_card.html").render(context)


def away(card: Card) -> SafeString:
    if card.miles is None:
        return mark_safe("")
    miles = floatformat(card.miles, 0)
    return mark_safe(f'<span class="unit nowrap">{miles} miles away</span>')
