"""The finder's parts that repeat a hundred times a page, written without a template for each."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from html import escape
from typing import Any

from django import template
from django.template.loader import get_template
from django.utils.safestring import SafeString

from careers.choices import AwardLevel
from editorial.keeping import Kept
from editorial.templatetags.figures import month_range
from schools.cards import Card
from schools.choices import Sector, StudyMode
from schools.facets import Option
from schools.filters import FinderForm
from schools.pages import Facet
from schools.shortlist import KeptCard
from schools.wording import STATES

register = template.Library()

# Django makes such a list anew whenever a label is asked for.
AWARDS = {value: label.lower() for value, label in AwardLevel.choices}
SECTORS = dict(Sector.choices)
MODES = {**dict(StudyMode.choices), StudyMode.UNKNOWN: ""}

MOST_CONTROLS = 500
controls = Kept(MOST_CONTROLS)
MOST_OPTIONS = 2_000
# Stand in a kept piece where what belongs to this answer alone goes.
AWAY = "<!-- miles -->"
SHOWN, HIDDEN = "<!-- shown -->", "<!-- hidden -->"


@register.simple_tag
def facet(facet: Facet) -> SafeString:
    """A group of boxes to tick; only they are written anew for each answer."""
    shown, hidden = facet.options[: facet.at_once], facet.options[facet.at_once :]
    is_open = any(option.selected for option in hidden)

    def render() -> str:
        context = {
            "name": facet.name,
            "label": facet.label,
            "errors": facet.errors,
            "hint": facet.hint,
            "more": facet.more,
            "count": len(facet.options),
            "shown": SafeString(SHOWN),
            "hidden": SafeString(HIDDEN if hidden else ""),
            "is_open": is_open,
        }
        return get_template("components/facet.html").render(context)

    key = facet.name, facet.label, len(facet.options), is_open
    html = render() if facet.errors else controls.piece(key, render)
    html = html.replace(SHOWN, boxes(facet.name, shown))
    return SafeString(
        html.replace(HIDDEN, boxes(facet.name, hidden)) if hidden else html
    )


def boxes(name: str, options: Iterable[Option]) -> str:
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
    return "".join(html)


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


@register.simple_tag
def select_options(choices: Iterable[tuple[Any, str]], value: Any) -> SafeString:
    """Options of a select but for the blank one, *value* chosen."""
    options = (
        f'<option value="{escape(str(code))}"{" selected" if str(code) == str(value) else ""}>'
        f"{escape(str(label))}</option>"
        for code, label in choices
        if code
    )
    return SafeString("\n".join(options))


@register.simple_tag
def control(
    template: str, form: FinderForm, name: str, value: Any, **options: Any
) -> SafeString:
    """A field of the form in its *template*; the same for everybody unless there are errors."""

    def render() -> str:
        context = {"field": form[name], "value": value, **options}
        return get_template(template).render(context)

    if name in form.errors:
        return SafeString(render())
    # Forms of one class offer the same choices.
    return controls.piece((type(form), name, value, *options.items()), render)


@register.simple_tag
def result_cards(cards: Iterable[Card], chosen: Sequence[str]) -> SafeString:
    items = "".join(f"  <li>{result_card(card, chosen)}</li>\n" for card in cards)
    return SafeString(f'<ol class="cards">\n{items}</ol>')


def result_card(card: Card, chosen: Sequence[str]) -> str:
    """A result; what does not depend on the visitor is rendered once for each index."""
    if chosen and card.program.ref in chosen:
        return rendered(card, chosen).replace(AWAY, away(card))
    html = card.kept.piece(card.key, lambda: rendered(card))
    return html.replace(AWAY, away(card))


def rendered(card: Card, chosen: Sequence[str] = ()) -> str:
    context = card_context(card, card.answer.question.home)
    context |= {"away": SafeString(AWAY), "chosen": chosen}
    return get_template("schools/_card.html").render(context)


@register.simple_tag
def kept_card(card: KeptCard, home: str) -> SafeString:
    """A program on a shortlist."""
    context = card_context(card, home) | {"remove_url": card.remove_url}
    return get_template("schools/_card.html").render(context)


def card_context(card: Card | KeptCard, home: str) -> dict[str, Any]:
    """What a card says, for a visitor who lives in *home*; the template looks nothing up."""
    program = card.program
    school = program.school
    return {
        "program": program,
        "title": program.title,
        "url": program.get_absolute_url(),
        "award": AWARDS[program.award_level],
        "school": school.name,
        "place": f"{school.city}, {STATES[school.state]}",
        "sector": SECTORS[school.sector],
        "price": card.price,
        "length": month_range(program.months_low, program.months_high),
        "mode": MODES[program.study_mode],
        "graduates": program.graduates,
        "standing": card.standing,
        "is_dormant": program.is_dormant,
        "lines": card.lines,
        "home": home,
    }


def away(card: Card) -> SafeString:
    if card.miles is None:
        return SafeString("")
    return SafeString(f'<span class="unit nowrap">{card.miles:.0f} miles away</span>')
