"""Which rows the typed words fit, and how well."""

from dataclasses import dataclass

import numpy as np

from schools.finder.index.arrays import Index, look_up
from schools.finder.text.words import corrected, words_of
from schools.models.search_text import fold

MOST_WORDS = 10


@dataclass
class TextMatch:
    rows: np.ndarray
    """A mask, or the rows themselves, ascending."""
    searched: str
    """The words really searched for: the visitor's, or the corrected ones."""
    by_school: list[np.ndarray]
    by_title: list[np.ndarray]
    """Points of every school and title, word by word."""
    bonus: np.ndarray

    def score(self, index: Index, rows: np.ndarray) -> np.ndarray:
        runs = index.runs
        if len(rows) < len(runs.school):
            titles = look_up(index.rows["title"], rows)
            return self.score_of(look_up(index.school, rows), titles)
        # Rows of one run are alike.
        return look_up(
            self.score_of(runs.school, runs.title), look_up(runs.of_row, rows)
        )

    def score_of(self, school: np.ndarray, title: np.ndarray) -> np.ndarray:
        score = self.bonus.take(school)
        for schools, titles in zip(self.by_school, self.by_title, strict=True):
            score += np.maximum(schools.take(school), titles.take(title))
        return score


def match_text(index: Index, typed: str) -> TextMatch:
    """Rows in which every word is found; the nearest spelling when no row has them all."""
    words = words_of(typed)[:MOST_WORDS]
    found = match_words(index, words, fold(typed))
    if finds_any(found) or not words:
        return found
    better = corrected(words, index.spellings)
    if better is None:
        return found
    nearest = match_words(index, better, " ".join(better))
    return nearest if finds_any(nearest) else found


def finds_any(found: TextMatch) -> bool:
    return found.rows.any() if found.rows.dtype == bool else len(found.rows) > 0


def match_words(index: Index, words: list[str], typed: str) -> TextMatch:
    schools, titles = index.schools.words, index.titles.words
    by_school = [schools.points(word) for word in words]
    by_title = [titles.points(word) for word in words]
    bonus = schools.bonus(typed)
    rows = np.arange(0)
    if words:
        school_has, title_has = held(by_school), held(by_title)
        every = (1 << len(words)) - 1
        # A whole name matches even where a filler word of it stands nowhere else.
        school_has[bonus > 0] = every
        somewhere = np.bitwise_or.reduce(np.append(school_has, title_has), initial=0)
        # Most misspellings stand nowhere, and need no look at the runs.
        if somewhere == every:
            runs = index.runs
            has = school_has.take(runs.school) | title_has.take(runs.title)
            rows = runs.rows(has == every)
    return TextMatch(rows, typed, by_school, by_title, bonus)


def held(points: list[np.ndarray]) -> np.ndarray:
    """One bit a word: whether there are points for it."""
    bits = np.zeros(len(points[0]), dtype=np.int16)
    for number, found in enumerate(points):
        bits |= (found > 0).astype(np.int16) << number
    return bits
