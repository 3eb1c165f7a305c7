"""What other apps do when published content changes.

This app knows none of them, so each says in its `AppConfig.ready` what it wants done.
"""

from collections.abc import Callable

_consequences: list[Callable[[], None]] = []


def at_publication(consequence: Callable[[], None]) -> None:
    """Have *consequence* called at the end of every transaction that publishes, inside it."""
    _consequences.append(consequence)


def follow_up() -> None:
    for consequence in _consequences:
        consequence()
