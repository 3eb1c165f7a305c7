"""Days as the input files write them: whole, or a month, or a year."""

import datetime as dt
import re

from editorial.imports.proposals import JsonEntry

DAY = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")
MONTH = re.compile(r"(\d{2})/(\d{4})")


def first_day(text: str) -> dt.date | None:
    """The earliest day that “2026-05-28”, “2026-05/06”, “2021+” or “05/2026” can mean."""
    if found := MONTH.match(text):
        parts = (found[2], found[1], None)
    elif found := DAY.match(text):
        parts = found.groups()
    else:
        return None
    try:
        return dt.date(*(int(part or 1) for part in parts))
    except ValueError:
        return None


def day_of(entry: JsonEntry, name: str) -> dt.date | None:
    """The day under *name*, which must be there."""
    if (day := first_day(entry.text(name, required=True))) is None:
        entry.fault(name, f"{entry.text(name)!r} is not a date")
    return day
