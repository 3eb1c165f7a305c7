"""What other apps do before a change of published content is committed.

This app knows none of them, so each says in its `AppConfig.ready` what it wants done.
"""

from collections.abc import Callable

_preparations: list[Callable[[], None]] = []


def before_publication(preparation: Callable[[], None]) -> None:
    """Have *preparation* called inside the transaction of every larger change."""
    _preparations.append(preparation)


def prepare() -> None:
    for preparation in _preparations:
        preparation()
