"""What a search sees of a school: its names and city, folded to plain words.

A school's `search_text` is one folded line a name: the school's own first, its aliases and
initials next, and last its city after a tab.
"""

import re
import unicodedata

CITY_MARK = "\t"
WORD = re.compile(r"[a-z0-9]+")
APOSTROPHES = str.maketrans(
    "",
    "",
    "'`´\u02b9\u02bb\u02bc\u02bd\u02be\u02bf\u02c8\u055a"
    "\u2018\u2019\u201b\u2032\u2035\ua78c\uff07",
)
"""Left out of words: quotes, primes, and letters such as the ʻokina (U+02BB) of Hawaiʻi."""
IN_NAMES = {
    "st": "saint",
    "ste": "sainte",
    "mt": "mount",
    "ft": "fort",
    "univ": "university",
    "u": "university",
    "coll": "college",
    "comm": "community",
    "tech": "technical",
    "inst": "institute",
}
"""What a short form in the name of a school stands for."""
FILLERS = frozenset({"a", "an", "and", "at", "for", "in", "of", "on", "the"})


def fold(text: str) -> str:
    """Lower case, no accents or apostrophes, “&” as and, nothing but letters and digits."""
    plain = text.replace("&", " and ").translate(APOSTROPHES)
    if not plain.isascii():
        plain = unicodedata.normalize("NFKD", plain)
        plain = "".join(c for c in plain if not unicodedata.combining(c))
    return " ".join(WORD.findall(plain.casefold()))


def fold_name(name: str) -> str:
    """Folded, with short forms spelt out: “St. Philip’s” and “Saint Philips” are one name."""
    return " ".join(IN_NAMES.get(word, word) for word in fold(name).split())


def initials(name: str) -> str:
    """WGU for Western Governors University; empty for names too short to have any."""
    words = [word for word in fold(name).split() if word not in FILLERS]
    return "".join(word[0] for word in words) if len(words) >= 3 else ""


def school_text(name: str, aliases: str, city: str) -> str:
    """What the search sees of a school; *aliases* one a line."""
    lines = [fold_name(name)]
    for alias in [*aliases.splitlines(), initials(name)]:
        folded = fold_name(alias)
        if folded and folded not in lines:
            lines.append(folded)
        joined = folded.replace(" ", "")
        if len(folded.split()) > 1 and len(joined) <= 5 and joined not in lines:
            lines.append(joined)
    return "\n".join([*lines, CITY_MARK + fold_name(city)])
