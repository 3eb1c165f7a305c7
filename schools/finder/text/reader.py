"""What was typed, read as filters as far as its words are known; the rest is matched as text."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from schools.choices import ReadAs
from schools.finder.text.amounts import amount_at
from schools.finder.text.vocabulary import GENERIC, Vocabulary, WordMeaning
from schools.models.search_text import APOSTROPHES, fold

TOKEN = re.compile(
    r"""
    [0-9]{5}-[0-9]{4}(?!\w)                           # a ZIP code of nine digits
    | (?:\$\ ?)?[0-9][0-9,]*(?:\.[0-9]+)?k?(?!\w)    # an amount: 10,000.00, $10k
    | (?:[^\W\d_]\.){2,}[^\W\d_]?(?!\w)              # A.A.S., which is one word
    | [^\W_]+
    | [&,<]
    """,
    re.VERBOSE | re.IGNORECASE,
)
UNIT_AFTER_DIGIT = re.compile(
    r"(?<=[0-9])(?=(?:mos?|months?|yrs?|years?|wks?|weeks?|mi|miles?)\b)", re.IGNORECASE
)
PLAIN = re.compile(r"[A-Za-z ,&]*")
"""What most people type: nothing in it has to be left out or parted."""
SIGNS = {"&": "and", "<": "under"}
SEVERAL = frozenset(
    {
        ReadAs.CREDENTIAL,
        ReadAs.FIELD,
        ReadAs.LEVEL,
        ReadAs.STATE,
        ReadAs.MODE,
        ReadAs.ACCREDITATION,
        ReadAs.SECTOR,
    }
)
"""Filters with several choices; of any other, the first that was said counts."""
LONGEST_AMOUNT = 16
"""Letters of a number to understand: “$ 1,000,000.00” has fourteen."""
MOST_OF_A_CITY = 3
"""Words of a city's name to look back at: Salt Lake City."""


@dataclass(frozen=True)
class Token:
    word: str
    """Folded; amounts without signs but “$” and “k”."""
    start: int
    end: int
    is_capital: bool
    after_comma: bool


@dataclass(frozen=True)
class Understood:
    """Words, as typed, that are read as one value of a parameter."""

    parameter: str
    value: str
    words: str


@dataclass
class SearchReading:
    """What a search was read as."""

    typed: str
    text: str = ""
    """The words that are left, as typed: to be matched as text."""
    understood: list[Understood] = field(default_factory=list)
    """Filters, in the order of the words. A value stands once."""
    set_aside: list[Understood] = field(default_factory=list)
    """Filters that an earlier one rules out, as a second ZIP code does."""
    unknown: list[Understood] = field(default_factory=list)
    """Asked for, but no source tells it; the value says what."""
    topics: list[str] = field(default_factory=list)
    """What else was asked, of `Topic`: for the site search."""
    near: str = ""
    """The words that ask for what is near the visitor."""
    unreadable: list[str] = field(default_factory=list)
    """Words without a Latin letter or a digit."""

    @property
    def filters(self) -> dict[str, list[str]]:
        """Parameters of the finder with their values."""
        found = defaultdict(list)
        for one in self.understood:
            found[one.parameter].append(one.value)
        return dict(found)

    @property
    def says_something(self) -> bool:
        """Whether any word was read as more than text or filler."""
        return bool(
            self.understood
            or self.unknown
            or self.near
            or self.topics
            or self.set_aside
        )

    @property
    def asks_zip(self) -> bool:
        """Whether a place is asked for that only a ZIP code can tell."""
        return (
            bool(self.near) or "miles" in self.filters
        ) and "zip" not in self.filters

    @property
    def is_only_filler(self) -> bool:
        """Nothing was said by which to search."""
        is_blank = not self.typed.strip()
        return not (is_blank or self.text or self.says_something or self.unreadable)


def read_words(typed: str, vocabulary: Vocabulary) -> SearchReading:
    """Read *typed* from left to right, the longest known phrase first.

    Words that together name a school or a city are left as text, unless they are a phrase
    themselves, as New York is, or a phrase of several words begins among them and goes on.
    """
    # One character a letter: “é” may come as “e” and a mark.
    typed = unicodedata.normalize("NFC", typed)
    reading = SearchReading(typed)
    cleaned, origins = plain(typed)
    found = list(tokens(cleaned, reading.unreadable))

    def as_typed(first: Token, last: Token) -> str:
        return typed[origins[first.start] : origins[last.end - 1] + 1]

    words = [vocabulary.corrected(token.word) for token in found]
    left: list[list[Token]] = [[]]
    names: set[Token] = set()
    at = 0
    while at < len(found):
        length, meanings, is_name = longest_at(vocabulary, found, words, at)
        part = found[at : at + length]
        at += length
        if is_name:
            names.update(part)
        if not meanings:
            left[-1] += part
        elif any(meaning.parameter != ReadAs.FILLER for meaning in meanings):
            left.append([])
        for meaning in meanings:
            take(reading, meaning, as_typed(part[0], part[-1]))
    reading.text = " ".join(
        as_typed(token, token)
        for run in left
        if not is_generic(run, names) or not reading.says_something
        for token in run
        if cleaned[token.start : token.end] not in SIGNS
    )
    return reading


def longest_at(
    vocabulary: Vocabulary, found: list[Token], words: list[str], at: int
) -> tuple[int, list[WordMeaning], bool]:
    """How many words from *at* belong together, what they mean, and whether they are a name.

    What means nothing is left as text.
    """
    phrase = vocabulary.phrase_at(words, at)
    amount, said = amount_at(words, at)
    name = vocabulary.name_at(words, at)
    while name > max(phrase, amount, 1) and goes_on(vocabulary, words, at, name):
        name -= 1
    if name > max(phrase, amount, 1):
        return name, [], True
    if amount > phrase:
        return amount, [WordMeaning(*pair) for pair in said], False
    if not phrase:
        return 1, [], False
    meanings = vocabulary.meanings[tuple(words[at : at + phrase])]
    meanings = in_context(meanings, vocabulary, found, words, at)
    is_text = any(meaning.parameter == ReadAs.TEXT for meaning in meanings)
    return phrase, [] if is_text else meanings, is_text


def goes_on(vocabulary: Vocabulary, words: list[str], at: int, length: int) -> bool:
    """Whether a phrase of several words begins among the *length* words from *at*, and ends later.

    “Texas Health” begins the name of a school, “texas health information” does not speak of it.
    """
    return any(
        inside + max(vocabulary.phrase_at(words, inside), amount_at(words, inside)[0])
        > max(at + length, inside + 1)
        for inside in range(at + 1, at + length)
    )


def in_context(
    meanings: list[WordMeaning],
    vocabulary: Vocabulary,
    found: list[Token],
    words: list[str],
    at: int,
) -> list[WordMeaning]:
    """Those of *meanings* that fit where a word stands, of a word that may mean unlike things.

    “in” is Indiana in capitals, and after a city if it ends there or a comma stands between; else
    it says nothing. “MS” is a master's, but Mississippi after a city.
    """
    states = [one for one in meanings if one.parameter == ReadAs.STATE]
    nothing = [one for one in meanings if one.parameter in (ReadAs.FILLER, ReadAs.TEXT)]
    others = [one for one in meanings if one not in states and one not in nothing]
    if bool(states) + bool(nothing) + bool(others) < 2:
        return meanings
    token, is_last = found[at], at == len(found) - 1
    stands_out = token.is_capital or token.after_comma or is_last
    if states and stands_out and follows_city(vocabulary, words, at):
        return states
    # “Springfield, MS” of whatever Springfield; “nursing, in Texas” is no Indiana.
    follows_unknown = at > 0 and words[at - 1] not in vocabulary.words
    if states and token.after_comma and follows_unknown and (is_last or not nothing):
        return states
    if nothing and not token.is_capital:
        return nothing
    return others or states


def follows_city(vocabulary: Vocabulary, words: list[str], at: int) -> bool:
    """Whether the words before *at* end in the name of a city."""
    return any(
        " ".join(words[first:at]) in vocabulary.cities
        for first in range(max(0, at - MOST_OF_A_CITY), at)
    )


def take(reading: SearchReading, meaning: WordMeaning, words: str) -> None:
    """Add to *reading* what *words*, as typed, mean."""
    understood = Understood(meaning.parameter, meaning.value, words)
    match meaning.parameter:
        case ReadAs.FILLER:
            return
        case ReadAs.NEAR:
            reading.near = reading.near or words
        case ReadAs.TOPIC:
            if meaning.value not in reading.topics:
                reading.topics.append(meaning.value)
        case ReadAs.UNKNOWN:
            reading.unknown.append(understood)
        case _ if meaning.value in reading.filters.get(meaning.parameter, ()):
            return
        case _ if is_ruled_out(reading.filters, meaning):
            reading.set_aside.append(understood)
        case _:
            reading.understood.append(understood)


def is_ruled_out(filters: dict[str, list[str]], meaning: WordMeaning) -> bool:
    """Whether what was said before contradicts *meaning*."""
    if meaning.parameter in filters:
        return meaning.parameter not in SEVERAL
    low = filters.get("price_min", [])
    return meaning.parameter == ReadAs.PRICE_MAX and any(
        int(least) > int(meaning.value) for least in low
    )


def is_generic(run: list[Token], names: set[Token]) -> bool:
    """Only words such as “college”, which name no school alone."""
    return all(token.word in GENERIC and token not in names for token in run)


def plain(typed: str) -> tuple[str, Sequence[int]]:
    """*typed* without accents and apostrophes, its capitals as they were; and where each was.

    “6months” is two words. The second of the pair holds a place in *typed* for every character.
    """
    if PLAIN.fullmatch(typed):
        return typed, range(len(typed))
    letters = [
        (letter, place)
        for place, character in enumerate(typed)
        for letter in unicodedata.normalize("NFKD", character.translate(APOSTROPHES))
        if not unicodedata.combining(letter)
    ]
    text = "".join(letter for letter, _ in letters)
    for match in reversed(list(UNIT_AFTER_DIGIT.finditer(text))):
        letters.insert(match.start(), (" ", letters[match.start()][1]))
    return "".join(letter for letter, _ in letters), [place for _, place in letters]


def tokens(text: str, unreadable: list[str]) -> Iterator[Token]:
    """The words of *text*; *unreadable* takes those that fold to nothing."""
    has_small_letters = text != text.upper()
    after_comma = False
    for match in TOKEN.finditer(text):
        raw = match.group()
        if raw == ",":
            after_comma = True
            continue
        if word := SIGNS.get(raw) or folded(raw):
            is_capital = has_small_letters and len(raw) > 1 and raw.isupper()
            yield Token(word, match.start(), match.end(), is_capital, after_comma)
        else:
            unreadable.append(raw)
        after_comma = False


def folded(raw: str) -> str:
    """A token in small letters: 10,000.00 as 10000, $10k as $10000, A.A.S. as aas."""
    if raw[0] not in "$0123456789" or len(raw) > LONGEST_AMOUNT:
        return fold(raw.replace(".", ""))
    number = raw.lstrip("$ ").replace(",", "").partition("-")[0]
    if number[-1] in "kK":
        return f"${int(Decimal(number[:-1]) * 1000)}"
    sign = "$" if raw[0] == "$" else ""
    return (
        sign + number.partition(".")[0]
        if number.replace(".", "").isdigit()
        else fold(raw)
    )
