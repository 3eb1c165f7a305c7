"""How long a program takes, full time: published months, else what its award level tells.

IPEDS defines an award level by the schooling it asks for, so a level bounds the months. One level,
the certificate under one year, holds two of its codes: under 300 clock hours, and 300 to 899.
At another, the certificate of one to two years, the definition counts academic years, and what
schools publish is shorter than calendar years would be: there the published lengths speak.
"""

import datetime as dt
from typing import Any, NamedTuple

from careers.choices import AwardLevel
from editorial.choices import Kind
from editorial.models import Source
from schools.choices import LengthBasis

LENGTH_FIELDS = (
    "months_low",
    "months_high",
    "length_basis",
    "length_source",
    "length_as_of",
    "length_kind",
)


class Months(NamedTuple):
    low: int
    high: int


UNDER_300_HOURS = Months(1, 3)
BY_LEVEL = {
    AwardLevel.CERT_UNDER_1: Months(3, 9),
    AwardLevel.CERT_1_2: Months(9, 12),
    AwardLevel.CERT_2_4: Months(24, 47),
    AwardLevel.ASSOCIATE: Months(24, 24),
    AwardLevel.BACHELOR: Months(48, 48),
    AwardLevel.POSTBACC: Months(9, 12),
    AwardLevel.MASTER: Months(12, 24),
    AwardLevel.POST_MASTER: Months(9, 12),
    AwardLevel.DOCTORATE: Months(36, 60),
}

LIKE_PUBLISHED = frozenset({AwardLevel.CERT_1_2})
"""Levels whose months are the middle half of the published ones, an estimate."""


def months_of_level(award_level: str, *, is_under_300_hours: bool = False) -> Months:
    """The range that is usual for an award level."""
    return UNDER_300_HOURS if is_under_300_hours else BY_LEVEL[AwardLevel(award_level)]


def basis_of_level(award_level: str) -> tuple[LengthBasis, Kind]:
    """What `months_of_level` rests on."""
    if award_level in LIKE_PUBLISHED:
        return LengthBasis.PEERS, Kind.ESTIMATED
    return LengthBasis.LEVEL, Kind.DERIVED


def length_values(
    months: Months, *, basis: LengthBasis, kind: Kind, source: Any, as_of: dt.date
) -> dict[str, Source | Any]:
    """The columns of a program's length group; *source* may be a reference to one."""
    return {
        "months_low": months.low,
        "months_high": months.high,
        "length_basis": basis,
        "length_source": source,
        "length_as_of": as_of,
        "length_kind": kind,
    }
