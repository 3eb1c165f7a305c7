"""What the head of a page and its trail tell browsers, search engines and shared links."""

import json
from html import unescape

from django import template
from django.conf import settings
from django.utils.html import conditional_escape, escape, format_html
from django.utils.safestring import SafeString, mark_safe

from web.downloads import public_url

register = template.Library()

MOST_LETTERS = 70
"""Of a title; results of a search cut what is longer."""
# As in Django's own json_script: no text can end the element or begin another.
HARMLESS = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}

Step = dict[str, str]


@register.simple_block_tag
def line(content: str) -> SafeString:
    """What stands inside, rendered once, on one line; “as” keeps it for several places."""
    return mark_safe(" ".join(content.split()))


@register.filter
def titled(title: str) -> SafeString:
    """A document's title: the page's own, then the site's name where there is room."""
    name = settings.SITE_NAME
    title = conditional_escape(title)
    if escape(name) in title:
        return title
    whole = format_html("{} · {}", title, name) if title else escape(name)
    return whole if len(unescape(whole)) <= MOST_LETTERS else title


def fitting(*titles: str) -> str:
    """The first of *titles* that can be read whole; else the last."""
    short = (title for title in titles if len(title) <= MOST_LETTERS)
    return next(short, titles[-1])


@register.simple_tag
def json_ld(data: dict) -> SafeString:
    """A block of data in the words of schema.org; nothing for no data."""
    if not data:
        return SafeString("")
    text = json.dumps(
        {"@context": "https://schema.org", **data},
        ensure_ascii=False,
        separators=(",", ":"),
    ).translate(HARMLESS)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')


@register.filter
def trail_data(trail: list[Step], here: str) -> dict:
    """The steps down to this page, which needs no address of its own."""
    steps = [{"label": "Home", "url": "/"}, *(trail or []), {"label": here}]
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": number, "name": str(step["label"])}
            | ({"item": public_url(step["url"])} if "url" in step else {})
            for number, step in enumerate(steps, start=1)
        ],
    }


@register.inclusion_tag("components/breadcrumbs.html")
def breadcrumbs(here: str, *steps: str) -> dict:
    """The trail above a page: each parent's label and address by turns, from the top down."""
    pairs = zip(steps[::2], steps[1::2], strict=True)
    return {
        "here": here,
        "trail": [{"label": label, "url": url} for label, url in pairs],
    }
