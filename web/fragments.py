"""Pieces of pages that are rendered once and put in again and again."""

import threading
from collections.abc import Callable, Hashable
from typing import Any

from django.conf import settings
from django.utils.safestring import SafeString


class FragmentCache:
    """What was made, by all that it depends on; the oldest give way.

    Nothing is kept while DEBUG is on: whoever works on a template wants to see it change.
    """

    def __init__(self, most: int) -> None:
        self.most = most
        self.pieces: dict[Hashable, Any] = {}
        self.lock = threading.Lock()

    def get(self, key: Hashable) -> Any | None:
        return self.pieces.get(key)

    def clear(self) -> None:
        self.pieces.clear()

    def put(self, key: Hashable, piece: Any) -> None:
        if settings.DEBUG:
            return
        with self.lock:
            if len(self.pieces) >= self.most:
                del self.pieces[next(iter(self.pieces))]
            self.pieces[key] = piece

    def piece(self, key: Hashable, render: Callable[[], str]) -> SafeString:
        """HTML in which spaces at the start or the end of a line do not count."""
        html = self.pieces.get(key)
        if html is None:
            html = SafeString(unindented(render()))
            self.put(key, html)
        return html


def unindented(html: str) -> str:
    """An eighth of a page was the indentation of its templates."""
    return "\n".join(filter(None, map(str.strip, html.split("\n"))))
