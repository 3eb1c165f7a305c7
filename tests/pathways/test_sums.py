"""Tax, pace, credits and payback, worked by hand."""

from decimal import Decimal

import pytest

from careers.choices import AwardLevel
from pathways.money import income_tax, payback_months, take_home
from pathways.pace import Pace


@pytest.mark.parametrize(
    ("wage", "tax"),
    [
        (0, 0),
        (16_100, 0),
        # 10 % of 3,900.
        (20_000, 390),
        # 10 % of 12,400 and 12 % of 11,500.
        (40_000, 1_240 + 1_380),
        # 10 % of 12,400, 12 % of 38,000 and 22 % of 13,500.
        (80_000, 1_240 + 4_560 + 2_970),
    ],
)
def test_income_tax(wage, tax):
    assert income_tax(wage) == pytest.approx(tax)


def test_take_home_is_what_both_taxes_leave():
    # 40,000 - 2,620 of income tax - 7.65 % of payroll tax.
    assert take_home(40_000) == 40_000 - 2_620 - 3_060
    # Above the ceiling only Medicare is taken: 6.2 % of 184,500 and 1.45 % of all.
    assert take_home(200_000) == round(200_000 - income_tax(200_000) - 11_439 - 2_900)
    assert take_home(0) == 0


def test_payback_by_hand():
    # Take-home pay rises from 34,320 by 80,000 - 8,770 - 6,120 - 34,320 = 30,790 a year.
    assert take_home(80_000) - take_home(40_000) == 30_790
    assert payback_months(10_000, 40_000, 80_000) == 4
    assert payback_months(30_790, 40_000, 80_000) == 12
    assert payback_months(30_791, 40_000, 80_000) == 13
    assert payback_months(0, 40_000, 80_000) == 0


@pytest.mark.parametrize("wage", [40_000, 39_999, 0])
def test_no_raise_never_pays_back(wage):
    assert payback_months(10_000, 40_000, wage) is None


@pytest.mark.parametrize(
    ("level", "published", "credits", "share", "accepted", "left"),
    [
        # 57 % of 60 is 34.2; 86 of 120 are left.
        (AwardLevel.BACHELOR, None, 60, 57, 34, 86 / 120),
        # A quarter must be earned there: 45 of 60.
        (AwardLevel.ASSOCIATE, None, 200, 100, 45, 15 / 60),
        (AwardLevel.ASSOCIATE, 64, 30, 100, 30, 34 / 64),
        (AwardLevel.ASSOCIATE, None, 0, 57, 0, 1),
        # As the database keeps them.
        (AwardLevel.ASSOCIATE, Decimal("64.0"), 30, 100, 30, 34 / 64),
        (AwardLevel.ASSOCIATE, Decimal("61.5"), 30, 100, 30, 31.5 / 61.5),
        # No credit is taken off a certificate or a master's.
        (AwardLevel.POSTBACC, None, 120, 100, 0, 1),
        (AwardLevel.MASTER, 36, 120, 100, 0, 1),
    ],
)
def test_credits_by_hand(level, published, credits, share, accepted, left):
    pace = Pace(15, credits, share)
    assert pace.accepted(level, published) == accepted
    assert pace.left(level, published) == pytest.approx(left)


@pytest.mark.parametrize(
    ("hours", "months", "left", "expected"),
    [
        (45, 24, 1, 24),
        (15, 24, 1, 72),
        (10, 12, 1, 54),
        (60, 24, 1, 24),
        (15, 48, 0.5, 72),
    ],
)
def test_months_by_hand(hours, months, left, expected):
    assert Pace(hours).my_months(months, left) == expected


def test_more_hours_never_take_longer_and_more_credits_never_leave_more():
    for months in (6, 13, 24, 47):
        taken = [Pace(hours).my_months(months, 1) for hours in range(1, 61)]
        assert taken == sorted(taken, reverse=True)
    for share in (0, 57, 100):
        left = [
            Pace(9, credits, share).left("bachelor", None) for credits in range(201)
        ]
        assert left == sorted(left, reverse=True)
