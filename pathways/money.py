"""Take-home pay and payback, as plain functions of dollars a year.

The tax is a simple estimate: one person, the standard deduction, no other income, credit or state
tax. Figures of the tax year 2026: Revenue Procedure 2025-32 of the Internal Revenue Service.
"""

from math import ceil

TAX_YEAR = 2026
STANDARD_DEDUCTION = 16_100
BRACKETS = (
    (12_400, 0.10),
    (50_400, 0.12),
    (105_700, 0.22),
    (201_775, 0.24),
    (256_225, 0.32),
    (640_600, 0.35),
    (float("inf"), 0.37),
)
"""Upper end of each slice of taxable income, dollars, and its rate."""
PAYROLL_RATE = 0.0765
"""Social Security 6.2 % and Medicare 1.45 %, the employee's share (26 U.S.C. 3101)."""
PAYROLL_CEILING = 184_500
"""Dollars a year up to which Social Security is taken in 2026."""
MEDICARE_RATE = 0.0145
HOURS_A_YEAR = 2_080
"""40 hours in 52 weeks, as the wage survey turns hourly pay into yearly."""


def income_tax(wage: float) -> float:
    """Federal income tax of one year, dollars."""
    taxable, tax, below = max(0.0, wage - STANDARD_DEDUCTION), 0.0, 0.0
    for top, rate in BRACKETS:
        tax += max(0.0, min(taxable, top) - below) * rate
        below = top
    return tax


def take_home(wage: float) -> int:
    """What is left of a yearly *wage* after federal income tax and payroll tax, whole dollars."""
    payroll = min(wage, PAYROLL_CEILING) * (PAYROLL_RATE - MEDICARE_RATE)
    return round(wage - income_tax(wage) - payroll - wage * MEDICARE_RATE)


def payback_months(price: float, wage_now: float, wage_then: float) -> int | None:
    """Months until the rise in take-home pay has paid *price*; None: pay alone never does."""
    rise = take_home(wage_then) - take_home(wage_now)
    if rise <= 0:
        return None
    return ceil(price * 12 / rise)
