"""Which schools and titles hold a word: looked up, so that a search costs the same at any size.

It answers as `searching.match_school` does, for every owner at once.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence

import numpy as np

from careers.choices import State
from schools.finder.text.words import NAMES_BEFORE_PLACES, STARTS_NAME, WHOLE_NAME
from schools.models.search_text import CITY_MARK, fold

LAST = "\uffff"


class WordList:
    """Owners (schools or titles, by number) by the words that stand in their texts."""

    def __init__(self, texts: Iterable[tuple[int, int, str]], owners: int) -> None:
        """*texts*: owner, what a match there is worth, folded text."""
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
        """Twice its worth where *word* stands whole, once where it begins a word."""
        points = np.zeros(self.owners, dtype=np.int16)
        first = bisect_left(self.words, word)
        if len(word) > 2:
            self.add(points, first, bisect_right(self.words, word + LAST), 1)
        if first < len(self.words) and self.words[first] == word:
            self.add(points, first, first + 1, 2)
        return points

    def add(self, points: np.ndarray, first: int, last: int, times: int) -> None:
        part = slice(self.ends[first], self.ends[last])
        np.maximum.at(points, self.owner[part], times * self.worth[part])


class SchoolWords:
    """What a search finds in the names and places of schools."""

    def __init__(self, texts: Sequence[str], states: np.ndarray) -> None:
        """*texts* and *states* (as codes): of each school in the order of their numbers."""
        self.names: dict[str, set[int]] = defaultdict(set)
        self.aliases: dict[str, set[int]] = defaultdict(set)
        owns, lines = [], []
        for number, text in enumerate(texts):
            names, _, city = text.partition("\n" + CITY_MARK)
            own, *aliases = names.split("\n")
            owns.append((own, number))
            lines.append((number, NAMES_BEFORE_PLACES["name"], own))
            lines.append((number, NAMES_BEFORE_PLACES["city"], city))
            self.names[own].add(number)
            for alias in aliases:
                lines.append((number, NAMES_BEFORE_PLACES["alias"], alias))
                self.aliases[alias].add(number)
        self.list = WordList(lines, len(texts))
        self.own_names = sorted(owns)
        self.states = states
        self.state_words = [
            {*fold(label).split(), code.lower()} for code, label in State.choices
        ]

    def points(self, word: str) -> np.ndarray:
        by_state = np.array([word in words for words in self.state_words], np.int16)
        return np.maximum(self.list.points(word), by_state[self.states])

    def bonus(self, typed: str) -> np.ndarray:
        """More for a school whose name is all that was typed, or begins with it."""
        bonus = np.zeros(self.list.owners, dtype=np.int16)
        first = bisect_left(self.own_names, (f"{typed} ",))
        last = bisect_left(self.own_names, (f"{typed} {LAST}",))
        bonus[[number for _, number in self.own_names[first:last]]] = STARTS_NAME
        for whole in (
            self.names.get(typed),
            self.aliases.get(typed),
            self.aliases.get(typed.replace(" ", "")),
        ):
            bonus[list(whole or ())] = WHOLE_NAME
        return bonus


def title_words(titles: Sequence[str]) -> WordList:
    worth = NAMES_BEFORE_PLACES["title"]
    texts = ((number, worth, fold(title)) for number, title in enumerate(titles))
    return WordList(texts, len(titles))
