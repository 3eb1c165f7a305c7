"""Pieces of pages that are rendered once and put in again and again."""

import threading
from collections.abc import Callable, Hashable

from django.conf import settings
from django.utils.safestring import SafeString, mark_safe


class Kept:
    """Rendered pieces by all that they depend on; the oldest give way.

    No piece may hold text in which spaces at the start or the end of a line count.
    """

    def __init__(self, most: int) -> None:
        self.most = most
        self.pieces: dict[Hashable, str] = {}
        self.lock = threading.Lock()

    def piece(self, key: Hashable, render: Callable[[], str]) -> SafeString:
        html = self.pieces.get(key)
        if html is None:
            # An eighth of a page was the indentation of its templates.
            html = "\n".join(filter(None, map(str.strip, render().split("\n"))))
            # Whoever works on a template wants to see it change.
            if not settings.DEBUG:
                self.put(key, html)
        return mark_safe(html)

    def put(self, key: Hashable, html: str) -> None:
        with self.lock:
            if len(self.pieces) >= self.most:
                del self.pieces[next(iter(self.pieces))]
            self.pieces[key] = html
