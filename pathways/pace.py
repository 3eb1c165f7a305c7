"""Credits, months and prices of one program, for one person's pace.

Every formula stands in docs/planner.md with an example worked by hand.
"""

from dataclasses import dataclass
from decimal import Decimal
from math import ceil, floor

from careers.choices import AwardLevel

FULL_TIME_CREDITS = 15
"""A term, of somebody who studies full time."""
HOURS_A_CREDIT = 3
"""A week for one credit: an hour of class and two of work outside it (34 CFR 600.2, “credit
hour”)."""
CREDITS_OF = {AwardLevel.ASSOCIATE: 60, AwardLevel.BACHELOR: 120}
"""Semester credits of a degree where the school publishes none: the least that IPEDS counts as
such a degree. Of other awards none is assumed, and no credit is taken off."""
MOST_ACCEPTED = 0.75
"""Of a degree's credits: schools ask that at least a quarter be earned with them."""
SHARE_ACCEPTED = 57
"""Percent of credits that come along: students who change schools lose some 43 percent of theirs
(U.S. Government Accountability Office, GAO-17-574, 2017)."""


@dataclass(frozen=True)
class Pace:
    """What a person brings to a program, and the hours they have for it."""

    hours: int
    """A week, of study."""
    credits: int = 0
    """Earned before."""
    share: int = SHARE_ACCEPTED
    """Percent of them that a school takes."""
    per_credit: int = HOURS_A_CREDIT
    """Hours of study a week for one credit."""

    @property
    def full_time_hours(self) -> int:
        """A week; 45 as we reckon."""
        return FULL_TIME_CREDITS * self.per_credit

    def needed(
        self, award_level: str, published: Decimal | int | None
    ) -> int | float | None:
        """Credits of the whole program; None where nobody says."""
        if not published:
            return CREDITS_OF.get(AwardLevel(award_level))
        return int(published) if published == int(published) else float(published)

    def accepted(self, award_level: str, published: Decimal | int | None) -> int:
        """Credits taken off an undergraduate degree; 0 for any other award."""
        needed = self.needed(award_level, published)
        if AwardLevel(award_level) not in CREDITS_OF or not needed:
            return 0
        return floor(min(self.credits * self.share / 100, needed * MOST_ACCEPTED))

    def left(self, award_level: str, published: Decimal | int | None) -> float:
        """The part of the program that is still to be done, from 0 to 1."""
        needed = self.needed(award_level, published)
        if not needed:
            return 1.0
        return (needed - self.accepted(award_level, published)) / needed

    def full_time_months(self, months: int, left: float) -> int:
        return ceil(months * left)

    def my_months(self, months: int, left: float) -> int:
        """Never fewer than at full time."""
        return ceil(months * left * max(1.0, self.full_time_hours / self.hours))
