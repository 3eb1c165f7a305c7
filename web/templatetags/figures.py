"""How figures are written: money, numbers, months, ranges. Formatting only."""

from django import template

register = template.Library()

MINUS = "\u2212"
DASH = "\u2013"


@register.filter
def number(value: float | None) -> str:
    """1234 as 1,234."""
    if value is None or value == "":
        return ""
    sign = MINUS if value < 0 else ""
    return f"{sign}{abs(value):,}"


@register.filter
def money(value: float | str | None) -> str:
    """Whole dollars as $1,234; cents are kept where there are any."""
    if value is None:
        return ""
    if isinstance(value, str):
        # Blank, written before, or the gap where it will be.
        return value
    sign = MINUS if value < 0 else ""
    amount = abs(value)
    return f"{sign}${amount:,.2f}" if amount % 1 else f"{sign}${int(amount):,}"


@register.filter
def percent(value: float | None) -> str:
    """A percentage as stored (7.1 means 7.1 %), signed only when negative."""
    if value is None or value == "":
        return ""
    sign = MINUS if value < 0 else ""
    return f"{sign}{abs(value):g}%"


@register.filter
def months(value: int | None) -> str:
    if value is None or value == "":
        return ""
    return f"{value} month{'' if value == 1 else 's'}"


@register.filter
def miles(value: float) -> str:
    """Whole miles; what rounds to none is not nothing."""
    whole = round(value)
    return f"{whole or 'under 1'} mile{'s' if whole > 1 else ''}"


@register.simple_tag
def month_range(low: int | None, high: int | None) -> str:
    """3–9 months; one number when both ends agree; empty when unknown."""
    if high is None:
        return ""
    if low is None or low == high:
        return months(high)
    return f"{low}{DASH}{high} months"
