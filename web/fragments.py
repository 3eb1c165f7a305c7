"""Pieces of pages that are rendered once and put in again and again."""

import re
import threading
from collections.abc import Callable, Hashable, Mapping
from html import escape
from typing import Any

from django.conf import settings
from django.template.loader import get_template
from django.utils.safestring import SafeString

MOST_SKELETONS = 1_000
# Control characters: no template and no text of ours holds them.
MARK = re.compile("\x02(\\w+)\x03")


class FragmentCache:
    """Rendered pieces by all that they depend on; the oldest give way.

    No piece may hold text in which spaces at the start or the end of a line count.
    """

    def __init__(self, most: int) -> None:
        self.most = most
        self.pieces: dict[Hashable, Any] = {}
        self.lock = threading.Lock()

    def piece(self, key: Hashable, render: Callable[[], str]) -> SafeString:
        html = self.pieces.get(key)
        if html is None:
            html = SafeString(unindented(render()))
            self.put(key, html)
        return html

    def put(self, key: Hashable, piece: Any) -> None:
        # Whoever works on a template wants to see it change.
        if settings.DEBUG:
            return
        with self.lock:
            if len(self.pieces) >= self.most:
                del self.pieces[next(iter(self.pieces))]
            self.pieces[key] = piece


def unindented(html: str) -> str:
    """An eighth of a page was the indentation of its templates."""
    return "\n".join(filter(None, map(str.strip, html.split("\n"))))


skeletons = FragmentCache(MOST_SKELETONS)


def written(
    template: str, gaps: Mapping[str, str | None], *by: Hashable, **context: Any
) -> SafeString:
    """*template* with *gaps* filled in; what stands around them is rendered once.

    The template may print a gap, or ask whether it is there: one that is None is not, one that is
    blank is. *by* names what of *context* decides how it looks.
    """
    key = (template, *by, *(text is None for text in gaps.values()))
    skeleton = skeletons.pieces.get(key)
    if skeleton is None:
        marks = {
            name: None if text is None else SafeString(f"\x02{name}\x03")
            for name, text in gaps.items()
        }
        html = get_template(template).render({**context, **marks})
        skeleton = MARK.split(unindented(html))
        skeletons.put(key, skeleton)
    filled = skeleton.copy()
    for place in range(1, len(skeleton), 2):
        text = gaps[skeleton[place]]
        filled[place] = text if isinstance(text, SafeString) else escape(text)
    return SafeString("".join(filled))
