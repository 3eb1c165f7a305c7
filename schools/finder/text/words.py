"""Text search: matching word by word, ranking, and what was probably meant.

The database finds the lines of a school's `search_text` that hold a word; the ranking here
decides how well they do.
"""

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from rapidfuzz import fuzz, process

from schools.models.search_text import CITY_MARK, FILLERS, fold

NAMES_BEFORE_PLACES = {"name": 6, "alias": 5, "city": 3, "title": 2}
WHOLE_NAME = 40
STARTS_NAME = 12
CLOSE_ENOUGH = 78


def words_of(typed: str) -> list[str]:
    """The words to look for; fillers count only when there is nothing else."""
    words = list(dict.fromkeys(fold(typed).split()))
    return [word for word in words if word not in FILLERS] or words


def grade(word: str, text: str) -> int:
    """2 for the whole word in *text*, 1 for its beginning, 0 for neither.

    One and two letters count as whole words only, or every “al” would find Alabama.
    """
    padded = f" {text} "
    if f" {word} " in padded:
        return 2
    return 1 if len(word) > 2 and f" {word}" in padded else 0


@dataclass(frozen=True)
class SchoolMatch:
    """How well each typed word fits one school, and how well all of them together."""

    by_word: tuple[int, ...]
    bonus: int


def match_school(words: list[str], typed: str, text: str) -> SchoolMatch:
    """Rank one school's `search_text`: names above places, exact above partial."""
    names, _, city = text.partition("\n" + CITY_MARK)
    own, *aliases = names.split("\n")
    by_word = []
    for word in words:
        points = max(
            grade(word, own) * NAMES_BEFORE_PLACES["name"],
            max(
                (grade(word, alias) for alias in aliases),
                default=0,
            )
            * NAMES_BEFORE_PLACES["alias"],
            grade(word, city) * NAMES_BEFORE_PLACES["city"],
        )
        by_word.append(points)
    bonus = 0
    joined = typed.replace(" ", "")
    if typed == own or typed in aliases or joined in aliases:
        bonus = WHOLE_NAME
    elif own.startswith(f"{typed} "):
        bonus = STARTS_NAME
    return SchoolMatch(tuple(by_word), bonus)


class Spellings:
    """What a misspelling may be meant for: every word of a vocabulary long enough to misspell."""

    def __init__(self, vocabulary: Iterable[str]) -> None:
        self.words = sorted({word for word in vocabulary if len(word) > 2})
        self.sizes = np.array([len(word) for word in self.words], dtype=np.int64)
        self.letters = np.array([letters_of(w) for w in self.words], dtype=np.uint64)

    def has(self, word: str, *, whole: bool) -> bool:
        """Whether *word* begins one of the words, or, if *whole*, is one of them."""
        place = bisect_left(self.words, word)
        if place == len(self.words):
            return False
        found = self.words[place]
        return found == word if whole else found.startswith(word)

    def nearest(self, word: str) -> str | None:
        """The word most like *word*, if one is close enough."""
        # Every letter that only one of the two has, and every place by which one is longer, is
        # an edit; most words are too far for that alone and need not be compared.
        letters = np.bitwise_count(self.letters ^ np.uint64(letters_of(word)))
        edits = np.maximum(letters, np.abs(self.sizes - len(word))).astype(np.int64)
        most = (100 - CLOSE_ENOUGH) * (self.sizes + len(word))
        near = [self.words[n] for n in np.flatnonzero(edits * 100 <= most)]
        best = process.extractOne(
            word, near, scorer=fuzz.ratio, score_cutoff=CLOSE_ENOUGH
        )
        return best[0] if best else None


def letters_of(word: str) -> int:
    """The letters and digits of a folded word as bits."""
    bits = 0
    for letter in word:
        bits |= 1 << (ord(letter) & 63)
    return bits


def corrected(
    words: list[str], known: Spellings, *, whole: bool = False
) -> list[str] | None:
    """The typed with unknown words replaced by the nearest known ones.

    None when every word is known, or when one has no near neighbour. A word is known when it
    begins one of *known*, since that is what matching accepts; *whole*: only when it is one.
    """
    changed = False
    result = []
    for word in words:
        if len(word) <= 2 or known.has(word, whole=whole):
            result.append(word)
            continue
        nearest = known.nearest(word)
        if nearest is None:
            return None
        result.append(nearest)
        changed = True
    return result if changed else None
