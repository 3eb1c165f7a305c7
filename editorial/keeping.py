"""Pieces of pages that are rendered once and put in again and again."""

import threading
from collections.abc import Callable, Hashable

from django.conf import settings
from django.utils.safestring import SafeString


class Kept:
    """Rendered pieces by all that they depend on; the oldest give way.

    No piece may hold text in which spaces at the start or the end of a line count.
    """

    def __init__(self, most: int) -> None:
        self.most = most
        self.pieces: dict[Hashable, SafeString] = {}
        self.lock = threading.Lock()

    def piece(self, key: Hashable, render: Callable[[], str]) -> SafeString:
        html = self.pieces.get(key)
        if html is None:
            # An eighth of a page was the indentation of its templates.
            lines = map(str.strip, render().split("\n"))
            html = SafeString("\n".join(filter(None, lines)))
            # Whoever works on a template wants to see it change.
            if not settings.DEBUG:
                self.put(key, html)
        return html

    def put(self, key: Hashable, html: SafeString) -> None:
        with self.lock:
            if len(self.pieces) >= self.most:
                del self.pieces[next(iter(self.pieces))]
            self.pieces[key] = html
