"""How the accreditation of a program stands to the months in which somebody would study there."""

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import TextChoices

from schools.choices import AccreditationChoice
from schools.models import Accreditation

YEAR = re.compile(r"20\d\d", re.ASCII)
QUESTIONS = (
    "Do you expect to be accredited on the day I would finish?",
    "What becomes of students like me if you are not? The exam asks about that day.",
)
"""Where a review falls into the study, which is usual."""


class WindowKind(TextChoices):
    SAFE = "safe", "No review while you study"
    REVIEW = "review", "A review while you study"
    TROUBLE = "trouble", "Trouble now"
    UNKNOWN = "unknown", "Review not known"


@dataclass(frozen=True)
class AccreditationWindow:
    kind: WindowKind
    words: str

    @property
    def questions(self) -> tuple[str, ...]:
        return QUESTIONS if self.kind == WindowKind.REVIEW else ()


def month_after(day: dt.date, months: int) -> dt.date:
    """The first of the month so many months later."""
    count = day.year * 12 + day.month - 1 + months
    return dt.date(count // 12, count % 12 + 1, 1)


def window(
    name: str,
    standing: AccreditationChoice,
    statements: Iterable[Accreditation],
    starts: dt.date,
    months: int | None,
) -> AccreditationWindow | None:
    """Of a school called *name*, for a study of *months* from *starts*.

    None where the program is not known to be accredited at all: then there is nothing to review. A
    cycle of two years counts by its first. Without a length the study is taken to end at once.
    """
    if standing == AccreditationChoice.PROBATION:
        words = f"{name} is accredited on probation: ask what it has to mend, and until when."
        return AccreditationWindow(WindowKind.TROUBLE, words)
    if standing == AccreditationChoice.WITHDRAWN:
        words = f"The accreditation of {name} was withdrawn."
        return AccreditationWindow(WindowKind.TROUBLE, words)
    if standing == AccreditationChoice.CANDIDACY:
        words = (
            f"{name} is a candidate: it must be accredited before you finish. Ask when its "
            "accreditor decides."
        )
        return AccreditationWindow(WindowKind.TROUBLE, words)
    if standing not in (AccreditationChoice.ACCREDITED, AccreditationChoice.REPORTED):
        return None
    for statement in statements:
        year = YEAR.search(statement.next_review)
        if year is None:
            continue
        return dated(name, statement.next_review, int(year[0]), starts, months)
    words = f"When {name} is reviewed next is not known to us. Ask for the date."
    return AccreditationWindow(WindowKind.UNKNOWN, words)


def dated(
    name: str, review: str, year: int, starts: dt.date, months: int | None
) -> AccreditationWindow:
    ends = month_after(starts, max((months or 1) - 1, 0))
    if year < starts.year:
        words = (
            f"{name} was to be reviewed in {review}, before you start, and we do not know "
            "the outcome. Ask for the letter of its accreditor."
        )
        return AccreditationWindow(WindowKind.UNKNOWN, words)
    if year > ends.year:
        words = f"{name} is reviewed next in {review}, after you would finish."
        return AccreditationWindow(WindowKind.SAFE, words)
    words = f"{name} is reviewed in {review}, while you would study. That is usual."
    return AccreditationWindow(WindowKind.REVIEW, words)
