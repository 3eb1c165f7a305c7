"""What a search found: a sentence, its chips and notes, the cards, the ways to other pages."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import template
from django.template.loader import get_template
from django.utils.safestring import SafeString
from django.utils.text import capfirst

from careers.choices import AwardLevel
from schools.choices import Sector, StudyMode
from schools.finder.cards import Card, EligibilityLine
from schools.finder.page import FinderPage, Note, PageLink
from schools.finder.phrases import STATES, Chip
from schools.models import Program
from schools.pages.shortlist import ShortlistCard
from schools.templatetags.panel import unseen
from web.fragments import written
from web.templatetags.figures import miles, money, month_range, number

register = template.Library()

# Django makes such a list anew whenever a label is asked for.
AWARDS = {value: label.lower() for value, label in AwardLevel.choices}
SECTORS = dict(Sector.choices)
MODES = {**dict(StudyMode.choices), StudyMode.UNKNOWN: ""}
# Stands in a kept card where what belongs to this result alone goes.
AWAY = "<!-- miles -->"


@register.simple_tag
def results(page: FinderPage) -> SafeString:
    """All that stands beside the panel of filters."""
    result, chosen, suggestion = page.result, len(page.chosen), page.suggestion
    gaps = {
        "total": str(result.total),
        "heading": capfirst(page.heading),
        "found": number(result.total) if result.total else None,
        "confirmed": number(result.confirmed) if result.confirmed else None,
        "home": page.home_label or None,
        "corrected_to": page.corrected_to or None,
        "suggested": suggestion.label if suggestion else None,
        "suggested_url": suggestion.url if suggestion else None,
        "radius_note": page.radius_note or None,
        "chips": chips(page.chips) or None,
        "clear_url": page.clear_url,
        "notes": notes(page.notes) or None,
        "rule": page.sort_rule,
        "cards_url": page.cards_url,
        "table_url": page.table_url,
        "map_url": page.map_url,
        "chosen": str(chosen) if chosen else None,
        "compare_url": page.compare_url if chosen else None,
        "shortlist_url": page.shortlist_url if chosen else None,
        "ways": ways_out(page) or None,
        "list": program_list(page) if page.cards else None,
        "pages": pagination(page.pagination, "#finder"),
        "csv_url": page.downloads["csv"],
        "json_url": page.downloads["json"],
    }
    is_one = chosen == 1
    return written(
        "schools/_results.html",
        gaps,
        page.is_table,
        is_one,
        is_table=page.is_table,
        is_one_chosen=is_one,
    )


def chips(chips: Iterable[Chip]) -> SafeString:
    items = (
        written(
            "components/chip.html",
            {"label": chip.label, "url": chip.url},
            target="#finder",
        )
        for chip in chips
    )
    return SafeString("\n".join(f"<li>{item}</li>" for item in items))


def notes(notes: Iterable[Note]) -> SafeString:
    """What the list leaves out."""
    return SafeString(
        "\n".join(
            written(
                "schools/_note.html",
                {"count": number(note.count), "what": note.what, "url": note.url},
                note.count == 1,
                is_one=note.count == 1,
            )
            for note in notes
        )
    )


def ways_out(page: FinderPage) -> str:
    if page.result.total and not page.ways:
        return ""
    return get_template("schools/_ways_out.html").render({"finder": page})


@register.simple_tag
def program_list(page: FinderPage) -> SafeString:
    """The form that compares, with the programs to choose from."""
    if page.is_table:
        rows = get_template("schools/_rows.html").render({"finder": page})
    else:
        rows = result_cards(page.cards, page.chosen)
    elsewhere = page.chosen_elsewhere
    home = [page.query.home] if page.query.home else []
    return written(
        "schools/_list.html",
        {"unseen": unseen(p=elsewhere, home=home), "rows": rows},
        len(elsewhere),
        elsewhere=elsewhere,
    )


def result_cards(cards: Iterable[Card], chosen: Sequence[str]) -> SafeString:
    items = "".join(f"  <li>{result_card(card, chosen)}</li>\n" for card in cards)
    return SafeString(f'<ol class="cards">\n{items}</ol>')


def result_card(card: Card, chosen: Sequence[str]) -> str:
    """A result; what does not depend on the visitor is rendered once for each index."""
    if chosen and card.program.ref in chosen:
        return rendered(card, is_chosen=True).replace(AWAY, away(card))
    html = card.kept.piece(card.key, lambda: rendered(card))
    return html.replace(AWAY, away(card))


def rendered(card: Card, *, is_chosen: bool = False) -> SafeString:
    return card_of(card, card.result.query.home, is_chosen=is_chosen)


@register.simple_tag
def kept_card(card: ShortlistCard, home: str) -> SafeString:
    """A program on a shortlist."""
    return card_of(card, home, away="", remove_url=card.remove_url)


def card_of(
    card: Card | ShortlistCard,
    home: str,
    *,
    away: str = AWAY,
    remove_url: str | None = None,
    is_chosen: bool = False,
) -> SafeString:
    """A program for a visitor who lives in *home*."""
    program, price = card.program, card.price
    school = program.school
    url = program.get_absolute_url()
    graduates = program.graduates
    gaps = {
        "ref": program.ref,
        "title": program.title,
        "award": AWARDS[program.award_level],
        "school": school.name,
        "url": f"{url}?home={home}" if home else url,
        "place": f"{school.city}, {STATES[school.state]} · {SECTORS[school.sector]}",
        "lines": SafeString("".join(map(eligibility, card.lines))),
        "away": SafeString(away),
        "whose": price.whose or None,
        "amount": None if price.amount is None else money(price.amount),
        "year": price.year or None,
        "other": None if price.other is None else money(price.other),
        "whose_other": price.whose_other,
        "length": month_range(program.months_low, program.months_high) or None,
        "mode": MODES[program.study_mode] or None,
        "graduates": None if graduates is None else number(graduates),
        "remove_url": remove_url,
    }
    looks = {
        "kind": price.kind,
        "reason": price.reason,
        "is_single": price.is_single,
        "accreditation": card.accreditation,
        "is_dormant": program.is_dormant,
        "is_chosen": is_chosen,
    }
    return written("schools/_card.html", gaps, *looks.values(), **looks)


def eligibility(line: EligibilityLine) -> SafeString:
    said = {
        "outcome": line.outcome,
        "credential": line.credential,
        "reason": line.reason,
    }
    return written("components/eligibility.html", {}, *said.values(), **said)


@register.inclusion_tag("schools/_compare_check.html")
def compare_check(program: Program, chosen: Sequence[str]) -> dict[str, Any]:
    """The box that chooses a program, in a column whose head says so."""
    return {
        "ref": program.ref,
        "title": program.title,
        "school": program.school.name,
        "is_chosen": program.ref in chosen,
    }


def away(card: Card) -> SafeString:
    if card.miles is None:
        return SafeString("")
    return SafeString(f' · <span class="nowrap">{miles(card.miles)} away</span>')


@register.simple_tag
def pagination(links: Iterable[PageLink], target: str = "") -> SafeString:
    """The other pages; *target*: what htmx swaps, where it does."""
    items = SafeString("\n".join(page_link(link, target) for link in links))
    return written("components/pagination.html", {"items": items}) if items else items


def page_link(link: PageLink, target: str) -> SafeString:
    gaps = {
        "number": str(link.number) if link.number else None,
        "url": link.url or None,
    }
    more = {"label": link.label, "rel": link.rel, "target": target}
    return written("components/page_link.html", gaps, *more.values(), **more)
