"""What an official file no longer names, for staff to look at."""

from collections.abc import Iterator, Sequence

from django.db import models

MOST_NAMED = 50


def gone(what: str, rows: Sequence[models.Model]) -> Iterator[str]:
    """Lines that name *rows*, which stay as they are until somebody archives them."""
    if not rows:
        return
    yield f"{len(rows)} {what}:"
    yield from (f"  {row}" for row in rows[:MOST_NAMED])
    if (more := len(rows) - MOST_NAMED) > 0:
        yield f"  … and {more} more"
    yield "  They stay public. If they have ended: tick them in the admin, “Archive”."
