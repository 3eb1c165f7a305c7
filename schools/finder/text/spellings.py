"""What a misspelt word was probably meant for."""

from bisect import bisect_left
from collections.abc import Iterable

import numpy as np
from rapidfuzz import fuzz, process

from careers.models import Credential
from schools.models.search_text import fold

SHORTEST_CORRECTED = 5
"""Letters. Shorter words are abbreviations as often as slips: “rhit” is no misspelt “rit”."""
CLOSE_ENOUGH = 78
"""Percent of likeness, as `fuzz.ratio` reckons it: 100 less the share of letters that only one of
the two words has. One wrong letter leaves 80 % of five, two leave 80 % of ten."""


class Spellings:
    """What a misspelling may be meant for: every word of a vocabulary long enough to misspell."""

    def __init__(
        self, vocabulary: Iterable[str], protected: frozenset[str] = frozenset()
    ) -> None:
        """*vocabulary* and *protected*: folded words; the latter are never misspellings."""
        self.protected = protected
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
    """*words*, folded, with unknown ones replaced by the nearest known ones.

    None when there is nothing to replace, or when an unknown word has no near neighbour. A word
    is known when it begins one of *known*, since that is what matching accepts; *whole*: only when
    it is one. Short and protected words stand as they are.
    """
    changed = False
    result = []
    for word in words:
        is_ours = len(word) < SHORTEST_CORRECTED or word in known.protected
        if is_ours or known.has(word, whole=whole):
            result.append(word)
            continue
        nearest = known.nearest(word)
        if nearest is None:
            return None
        result.append(nearest)
        changed = True
    return result if changed else None


def names_of_credentials(credentials: Iterable[Credential]) -> frozenset[str]:
    """Words that name a credential and are no misspelling: “ods”, “odsc”."""
    names = {fold(name) for c in credentials for name in (c.abbr, c.slug)}
    words = {word for name in names for word in name.split()}
    return frozenset(words | {name.replace(" ", "") for name in names})
