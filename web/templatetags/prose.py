"""Markdown that staff write, as safe HTML."""

from functools import lru_cache

import nh3
from django import template
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

register = template.Library()

TAGS = {"a", "blockquote", "br", "em", "h3", "h4", "li", "ol", "p", "strong", "ul"}
ATTRIBUTES = {"a": {"href", "title"}}
SCHEMES = {"http", "https", "mailto"}

renderer = MarkdownIt("commonmark", {"html": False})


@lru_cache(maxsize=2048)
def render(text: str) -> str:
    """Kept by the text itself, so an edit shows at once."""
    return nh3.clean(
        renderer.render(text), tags=TAGS, attributes=ATTRIBUTES, url_schemes=SCHEMES
    )


@register.filter
def markdown(text: str) -> SafeString:
    # nh3 has just left nothing but the tags above.
    return mark_safe(render(text or ""))
