"""Prices, lengths, distances and ZIP codes in words: “under $10k”, “6 months”, “25 miles of”."""

import re
from collections.abc import Sequence

from schools.choices import ReadAs
from schools.models.bands import MOST_DOLLARS, MOST_MONTHS, RADII

LOOKED_AT = 8
"""Words of an amount: “no more than 10000 dollars or less” is the longest that makes sense."""
TWELVE = "one two three four five six seven eight nine ten eleven twelve"
NUMBERS = {word: n for n, word in enumerate(TWELVE.split(), 1)} | {"a": 1, "an": 1}
BEGINNINGS = """
    above at between below budget cheaper for from in less max maximum minimum more no not over
    shorter under up within zip
"""
BEGINS = frozenset([*BEGINNINGS.split(), *NUMBERS])
"""Words that an amount may begin with, besides digits and a dollar sign."""
AT_MOST = (
    r"(?:under|below|less than|at most|up to|(?:no|not) more than|max|maximum|cheaper than|"
    r"shorter than|within|budget(?: of)?)"
)
AT_LEAST = r"(?:over|above|more than|at least|minimum|no less than)"
DOLLARS = r"(?:\$\d{1,9}|\d{1,9} (?:dollars|usd|bucks))"
PRICE = rf"(?:{DOLLARS}|\d{{3,9}})"
AFTER = r"(?: (?:or (?:less|under|below|shorter)|max|maximum|budget))?"
N = rf"(?:\d{{1,4}}|{'|'.join(NUMBERS)})"
UNITS = r"(?P<unit>months?|mos?|years?|yrs?|weeks?|wks?)"
MILES = r"(?:miles?|mi)(?: radius)?(?: (?:of|from|around))?"
MONTHS = rf"(?P<months>{N}) {UNITS}"
PATTERNS = [
    re.compile(pattern)
    for pattern in (
        rf"(?:between |from )?(?P<low>{PRICE})(?: (?:to|and))? (?P<high>{DOLLARS})\b",
        rf"(?:between|from) (?P<low>{PRICE}) (?:to|and) (?P<high>{PRICE})\b",
        rf"{AT_MOST} (?P<high>{PRICE}){AFTER}(?! (?:miles?|mi)\b)(?: dollars)?\b",
        rf"(?P<high>{DOLLARS}){AFTER}\b",
        rf"{AT_LEAST} (?P<low>{PRICE})\b",
        rf"(?:(?:{AT_MOST}|in|for) )?{MONTHS}{AFTER}\b",
        rf"(?:(?:{AT_MOST}|in) )?(?P<miles>\d{{1,4}}) {MILES}\b",
        r"(?:in )?(?:zip (?:codes? )?)?(?P<zip>\d{5})\b",
    )
]
MONTHS_OF = {"y": 12.0, "m": 1.0, "w": 12 / 52}


def amount_at(words: Sequence[str], at: int) -> tuple[int, list[tuple[str, str]]]:
    """How many of *words* from *at* are the longest amount, with parameters and values.

    Words are as `reader.tokens` makes them: dollars as “$10000”. 0: none.
    """
    first = words[at]
    if first not in BEGINS and first[0] not in "$0123456789":
        return 0, []
    text = " ".join(words[at : at + LOOKED_AT])
    length, found = 0, []
    for pattern in PATTERNS:
        match = pattern.match(text)
        if match and (said := parameters(match.groupdict())):
            used = len(match.group().split())
            if used > length:
                length, found = used, said
    return length, found


def parameters(said: dict[str, str | None]) -> list[tuple[str, str]]:
    """Empty where an amount is beyond what a search can ask."""
    if said.get("months"):
        months = said["months"]
        number = NUMBERS[months] if months in NUMBERS else int(months)
        most = -int(-number * MONTHS_OF[said["unit"][0]] // 1)
        return [(ReadAs.MONTHS_MAX, str(most))] if 1 <= most <= MOST_MONTHS else []
    if said.get("miles"):
        wider = [radius for radius in RADII if radius >= int(said["miles"])]
        return [("miles", str(wider[0] if wider else RADII[-1]))]
    if said.get("zip"):
        return [("zip", said["zip"])]
    prices = {
        name: int(said[part].lstrip("$").split()[0])
        for name, part in (("price_min", "low"), (ReadAs.PRICE_MAX, "high"))
        if said.get(part)
    }
    if len(prices) > 1:
        # Of “between 10k and 5k” as well, the smaller is the lowest.
        prices = dict(zip(prices, sorted(prices.values()), strict=True))
    if any(price > MOST_DOLLARS for price in prices.values()):
        return []
    return [(name, str(price)) for name, price in prices.items()]
