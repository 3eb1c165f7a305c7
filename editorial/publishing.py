"""What other apps do when published content changes.

This app knows none of them, so each says in its `AppConfig.ready` what it wants done.
"""

from collections.abc import Callable

_preparations: list[Callable[[], None]] = []
_consequences: list[Callable[[], None]] = []


def before_publication(preparation: Callable[[], None]) -> None:
    """Have *preparation* called inside the transaction of every larger change."""
    _preparations.append(preparation)


def after_publication(consequence: Callable[[], None]) -> None:
    """Have *consequence* called by the process that made a change, once it is committed."""
    _consequences.append(consequence)


def prepare() -> None:
    for preparation in _preparations:
        preparation()


def follow_up() -> None:
    for consequence in _consequences:
        consequence()
