"""Dollars as people type them: $10,000, 10k, 10,000.00, 10 000 or 24.50."""

import re
import unicodedata
from decimal import Decimal

LONGEST = 30
"""Letters that are looked at; no amount takes more."""
TYPED = re.compile(
    r"""
    (?:usd\ ?)? (?P<sign>-?) (?:\$\ ?)?
    (?:
      (?P<kilo>\d{1,6}(?:\.\d{1,3})?)\ ?k
      | (?P<amount>(?:\d{1,3}(?:(?P<mark>[,\ '])\d{3})(?:(?P=mark)\d{3})*|\d+)(?:\.\d{0,2})?)
    )
    (?:\ ?(?:dollars?|usd|\$))?
    """,
    re.VERBOSE | re.IGNORECASE,
)


def dollars_typed(text: str) -> Decimal | None:
    """None where it is no amount, or not a clear one.

    Three digits behind a point are not: whoever types 10.000 may mean ten dollars or ten thousand.
    """
    text = " ".join(unicodedata.normalize("NFKC", text[: 2 * LONGEST]).split())
    match = TYPED.fullmatch(text) if len(text) <= LONGEST else None
    if match is None:
        return None
    if kilo := match["kilo"]:
        amount = Decimal(kilo) * 1_000
    else:
        amount = Decimal(re.sub(r"[,\s']", "", match["amount"]))
    return -amount if match["sign"] else amount
