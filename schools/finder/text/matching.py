"""Which rows the typed words fit, and how well."""

from dataclasses import dataclass

import numpy as np

from careers.choices import State
from schools.finder.index.arrays import Index
from schools.finder.text.spellings import corrected
from schools.finder.text.words import NAMES_BEFORE_PLACES, meanings, words_of
from schools.models.search_text import fold

WORDS_OF_STATES = [
    {*fold(label).split(), code.lower()} for code, label in State.choices
]
"""By the code of a state in the index: the words of its name, and its two letters."""


@dataclass
class TextMatch:
    """The rows in which every word is found; points by word and bonus say how well."""

    rows: np.ndarray
    """Whether each row has every word: bool, by row."""
    searched: str
    """The words really searched for, folded: the visitor's, or the corrected ones."""
    by_school: list[np.ndarray]
    """Word by word, the points of every school: int16, by school."""
    by_title: list[np.ndarray]
    """Word by word, the points of every title: int16, by title."""
    bonus: np.ndarray
    """For the whole of what was typed: int16, by school."""

    def score(self, index: Index, rows: np.ndarray) -> np.ndarray:
        """How well each of *rows* fits: int16, larger is better."""
        runs = index.runs
        if len(rows) < len(runs.school):
            titles = index.rows["title"].take(rows)
            return self.score_of(index.school.take(rows), titles)
        # Rows of one run are alike.
        return self.score_of(runs.school, runs.title).take(runs.of_row.take(rows))

    def score_of(self, school: np.ndarray, title: np.ndarray) -> np.ndarray:
        """How well programs fit whose schools and titles are numbered so."""
        score = self.bonus.take(school)
        for schools, titles in zip(self.by_school, self.by_title, strict=True):
            score += np.maximum(schools.take(school), titles.take(title))
        return score


def match_text(index: Index, typed: str) -> TextMatch:
    """Rows in which every word is found; the nearest spelling when no row has them all."""
    words = words_of(typed)
    found = match_words(index, words, fold(typed))
    if finds_any(found) or not words:
        return found
    better = corrected(words, index.spellings)
    if better is None:
        return found
    nearest = match_words(index, better, " ".join(better))
    return nearest if finds_any(nearest) else found


def finds_any(found: TextMatch) -> bool:
    return bool(found.rows.any())


def match_words(index: Index, words: list[str], typed: str) -> TextMatch:
    """Rows that have all of *words*, each in the school's names or place or in the title.

    *typed*: all of what was typed, folded.
    """
    schools, titles = index.schools, index.titles.words
    by_school = [
        np.maximum(schools.words.points(word), state_points(word)[schools.state])
        for word in words
    ]
    by_title = [titles.points(word) for word in words]
    bonus = schools.words.bonus(typed)
    rows = np.zeros(index.size, dtype=bool)
    if words:
        school_has, title_has = bit_by_word(by_school), bit_by_word(by_title)
        every = (1 << len(words)) - 1
        # The letters of a whole alias match even where they were typed apart.
        school_has[bonus > 0] = every
        somewhere = np.bitwise_or.reduce(np.append(school_has, title_has), initial=0)
        # Most misspellings stand nowhere, and need no look at the runs.
        if somewhere == every:
            runs = index.runs
            has = school_has.take(runs.school) | title_has.take(runs.title)
            rows = (has == every).take(runs.of_row)
    return TextMatch(rows, typed, by_school, by_title, bonus)


def state_points(word: str) -> np.ndarray:
    """What *word* scores with each state: int16, by state; only a whole word does."""
    meant = set(meanings(word))
    worth = NAMES_BEFORE_PLACES["state"]
    return np.array(
        [worth * bool(meant & words) for words in WORDS_OF_STATES], np.int16
    )


def bit_by_word(points: list[np.ndarray]) -> np.ndarray:
    """One bit for each word that has points: int16, by owner."""
    bits = np.zeros(len(points[0]), dtype=np.int16)
    for number, found in enumerate(points):
        bits |= (found > 0).astype(np.int16) << number
    return bits
