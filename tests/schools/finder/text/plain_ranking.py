"""The ranking of schools and titles, text by text: slow, and easy to read.

Each word scores by where it stands: 6 in the school's own name, 5 in another name, 3 in the city,
2 in the title; twice that if it stands there whole. A word of the state's name or its code scores
1. The best place of each word counts, and for a short form the best of what it may mean. A whole
name, or the beginning of one, adds to that.
"""

from collections.abc import Callable
from dataclasses import dataclass

from careers.choices import State
from schools.finder.text.words import meanings, readings
from schools.models.search_text import CITY_MARK, fold


def grade(word: str, text: str) -> int:
    """2 for the whole word in *text*, 1 for its beginning, 0 for neither."""
    words = text.split()
    if word in words:
        return 2
    return int(len(word) > 2 and any(other.startswith(word) for other in words))


def best_meaning(word: str, points: Callable[[str], int]) -> int:
    """The most that a meaning of *word* has; all words of a meaning have to score."""
    return max(min(map(points, meaning.split())) for meaning in meanings(word))


@dataclass(frozen=True)
class PlainSchool:
    """A school by its `search_text` and the code of its state."""

    text: str
    state: str = ""

    @property
    def names(self) -> list[str]:
        return self.text.partition("\n" + CITY_MARK)[0].split("\n")

    @property
    def city(self) -> str:
        return self.text.partition("\n" + CITY_MARK)[2]

    def points(self, word: str) -> int:
        return max(best_meaning(word, self.text_points), self.state_points(word))

    def text_points(self, word: str) -> int:
        own, *aliases = self.names
        return max(
            6 * grade(word, own),
            *(5 * grade(word, alias) for alias in aliases),
            3 * grade(word, self.city),
        )

    def state_points(self, word: str) -> int:
        if not self.state:
            return 0
        words = [*fold(State(self.state).label).split(), self.state.lower()]
        return int(any(meaning in words for meaning in meanings(word)))

    def bonus(self, typed: str) -> int:
        own, *aliases = self.names
        whole = readings(typed)
        if not {*whole}.isdisjoint(self.names) or typed.replace(" ", "") in aliases:
            return 40
        return 12 if any(own.startswith(f"{one} ") for one in whole) else 0


def title_points(word: str, title: str) -> int:
    return best_meaning(word, lambda part: 2 * grade(part, fold(title)))


def score(school: PlainSchool, title: str, words: list[str], typed: str) -> int | None:
    """How well one program fits; None where it does not."""
    bonus = school.bonus(typed)
    points = [max(school.points(word), title_points(word, title)) for word in words]
    return sum(points) + bonus if words and (all(points) or bonus) else None
