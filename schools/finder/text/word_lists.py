"""How well words fit texts: the one ranking, of the finder and of the site search.

A word scores in a text what the text is worth, twice if it stands there whole, and once if it
begins a word there; the best text of an owner counts. Words are looked up in sorted lists, so that
a search costs the same at any size. Tests compare it with `plain_ranking`, which reads every text.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence

import numpy as np

from schools.finder.text.words import (
    NAMES_BEFORE_PLACES,
    STARTS_NAME,
    WHOLE_NAME,
    meanings,
    readings,
)
from schools.models.search_text import CITY_MARK, fold

LAST = "\uffff"
"""Sorts after every letter of a folded word."""
SHORTEST_BEGINNING = 3
"""Fewer letters count as whole words only, or every “al” would find Alabama."""


class WordList:
    """The words of texts. Each text belongs to an owner; owners are numbered from 0."""

    def __init__(self, texts: Iterable[tuple[int, int, str]], owners: int) -> None:
        """*texts*: owner, what a match there is worth (up to 63), folded text."""
        self.owners = owners
        found: dict[str, set[tuple[int, int]]] = defaultdict(set)
        for owner, worth, text in texts:
            for word in text.split():
                found[word].add((owner, worth))
        self.words = sorted(found)
        ends = np.cumsum([len(found[word]) for word in self.words])
        self.ends = np.concatenate([[0], ends]).astype(np.int64)
        flat = [pair for word in self.words for pair in found[word]]
        pairs = np.array(flat, dtype=np.int32).reshape(-1, 2)
        self.owner, self.worth = pairs[:, 0], pairs[:, 1].astype(np.int8)

    def points(self, word: str) -> np.ndarray:
        """What *word*, folded, scores with each owner: int16, by owner; 0 is no match.

        The best of its meanings counts; of a meaning in several words, the word that scores least.
        """
        found = [
            np.minimum.reduce([self._points_as_typed(part) for part in meaning.split()])
            for meaning in meanings(word)
        ]
        return found[0] if len(found) == 1 else np.maximum.reduce(found)

    def _points_as_typed(self, word: str) -> np.ndarray:
        points = np.zeros(self.owners, dtype=np.int16)
        first = bisect_left(self.words, word)
        if len(word) >= SHORTEST_BEGINNING:
            self._raise(points, first, bisect_right(self.words, word + LAST), 1)
        if first < len(self.words) and self.words[first] == word:
            self._raise(points, first, first + 1, 2)
        return points

    def _raise(self, points: np.ndarray, first: int, last: int, times: int) -> None:
        """Raise *points* of whoever has the words from *first* up to *last*, as numbered here."""
        part = slice(self.ends[first], self.ends[last])
        np.maximum.at(points, self.owner[part], times * self.worth[part])


class SchoolWords:
    """What a search finds in the names and cities of schools, which are numbered from 0."""

    def __init__(self, texts: Sequence[str]) -> None:
        """*texts*: the `search_text` of each school, in the order of their numbers."""
        self.names: dict[str, set[int]] = defaultdict(set)
        self.aliases: dict[str, set[int]] = defaultdict(set)
        own_names, lines = [], []
        for number, text in enumerate(texts):
            names, _, city = text.partition("\n" + CITY_MARK)
            own, *aliases = names.split("\n")
            own_names.append((own, number))
            lines.append((number, NAMES_BEFORE_PLACES["name"], own))
            lines.append((number, NAMES_BEFORE_PLACES["city"], city))
            self.names[own].add(number)
            for alias in aliases:
                lines.append((number, NAMES_BEFORE_PLACES["alias"], alias))
                self.aliases[alias].add(number)
        self.list = WordList(lines, len(texts))
        self.own_names = sorted(own_names)

    def points(self, word: str) -> np.ndarray:
        """What *word*, folded, scores with each school: int16, by school."""
        return self.list.points(word)

    def begins_name(self, typed: str) -> bool:
        """Whether a school's own name is *typed*, folded, or begins with these words."""
        place = bisect_left(self.own_names, (typed,))
        name = self.own_names[place][0] if place < len(self.own_names) else ""
        return name == typed or name.startswith(f"{typed} ")

    def bonus(self, typed: str) -> np.ndarray:
        """What *typed*, all of it folded, adds for each school: int16, by school.

        More for a school whose name is all that was typed, or begins with it.
        """
        bonus = np.zeros(self.list.owners, dtype=np.int16)
        whole = set(self.aliases.get(typed.replace(" ", ""), ()))
        for reading in readings(typed):
            first = bisect_left(self.own_names, (f"{reading} ",))
            last = bisect_left(self.own_names, (f"{reading} {LAST}",))
            bonus[[number for _, number in self.own_names[first:last]]] = STARTS_NAME
            whole |= self.names.get(reading, set()) | self.aliases.get(reading, set())
        bonus[list(whole)] = WHOLE_NAME
        return bonus


def title_words(titles: Sequence[str]) -> WordList:
    """The words of *titles*, each of which is an owner."""
    worth = NAMES_BEFORE_PLACES["title"]
    texts = ((number, worth, fold(title)) for number, title in enumerate(titles))
    return WordList(texts, len(titles))
