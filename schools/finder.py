"""One question, one answer: the list, its counts, the ways out of an empty one.

The page, the map, the exports and the API all ask here, so that they cannot drift apart.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np

from careers.choices import State
from schools.facets import Option, Tally
from schools.filters import PAGE_SIZE, RADII, Include, Question, Sort
from schools.index import AXES, UNKNOWN, Index, least
from schools.models import School
from schools.places import miles_from
from schools.searching import corrected, fold, match_school, match_title, words_of

FEW = 3
MOST_WORDS = 10


@dataclass(frozen=True)
class Relaxation:
    """An active filter, and how many programs dropping it would give."""

    name: str
    total: int


@dataclass
class TextMatch:
    """Which rows the words fit, and how well."""

    mask: np.ndarray
    score: np.ndarray
    searched: str
    """The words really searched for: the visitor's, or the corrected ones."""


@dataclass
class Answer:
    """Everything that can be said of one question, computed when asked."""

    index: Index
    question: Question
    text: TextMatch | None = None
    miles: np.ndarray | None = None
    """Miles by school number."""
    radius: int | None = None
    """Of the search by ZIP code; None with a ZIP code: anywhere."""
    masks: dict[str, np.ndarray] = field(default_factory=dict)
    """Rows let through by whatever the cells cannot answer."""

    @cached_property
    def tally(self) -> Tally:
        return Tally(self.index, self.question.choice, self.within(self.masks))

    def within(self, masks: dict[str, np.ndarray]) -> np.ndarray | None:
        return np.logical_and.reduce(list(masks.values())) if masks else None

    @property
    def total(self) -> int:
        return self.tally.total

    @cached_property
    def pages(self) -> int:
        return max(1, -(-self.total // PAGE_SIZE))

    @cached_property
    def page(self) -> int:
        return min(self.question.page, self.pages)

    @cached_property
    def matching(self) -> np.ndarray:
        """A mask of the rows that match."""
        mask = self.tally.matching_rows()
        narrowed = self.within(self.masks)
        return mask if narrowed is None else mask & narrowed

    @cached_property
    def sort(self) -> Sort:
        """The sort in force: the visitor's, or what suits the question."""
        if self.question.sort:
            return Sort(self.question.sort)
        if self.question.q and self.text is not None:
            return Sort.RELEVANCE
        return Sort.DISTANCE if self.miles is not None else Sort.DEFAULT

    @cached_property
    def rows(self) -> np.ndarray:
        """Every matching row, in order."""
        index, mask = self.index, self.matching
        presorted = {
            Sort.DEFAULT: lambda: index.by_default,
            Sort.GRADUATES: lambda: index.by_graduates,
            Sort.NAME: lambda: index.by_name,
            Sort.DURATION: lambda: index.by_duration,
        }
        if not self.question.home:
            presorted[Sort.PRICE] = lambda: index.by_resident_price
        if self.sort in presorted:
            order = presorted[self.sort]()
            return order[mask[order]]
        rows = np.flatnonzero(mask)
        if self.sort == Sort.PRICE:
            keys = [least(index.prices(self.question.home)[rows])]
        elif self.sort == Sort.DISTANCE and self.miles is not None:
            keys = [np.nan_to_num(self.miles[index.school[rows]], nan=np.inf)]
        elif self.text is not None:
            rank = np.empty(index.size, dtype=np.int64)
            rank[index.by_default] = np.arange(index.size)
            keys = [-self.text.score[rows], rank[rows]]
        else:
            keys = []
        return rows[np.lexsort((index.name_rank[rows], *reversed(keys)))]

    def page_rows(self) -> list[int]:
        start = (self.page - 1) * PAGE_SIZE
        return self.rows[start : start + PAGE_SIZE].tolist()

    def miles_of(self, row: int) -> float | None:
        if self.miles is None:
            return None
        miles = float(self.miles[self.index.school[row]])
        return None if np.isnan(miles) else miles

    def facet(self, name: str, labels: list[tuple[str, str]]) -> Iterator[Option]:
        """*name*'s options in the order of *labels*, with the count behind each."""
        counts = self.tally.counts(name)
        chosen = self.question.choices.get(name, frozenset())
        for value, label in labels:
            yield Option(value, label, counts.get(value, 0), value in chosen)

    @cached_property
    def confirmed(self) -> int:
        """How many of the matching programs are confirmed as accredited."""
        accredited = self.index.cells["accreditation"] == 0
        return int(self.tally.weights[(self.tally.fails == 0) & accredited].sum())

    @cached_property
    def dormant_left_out(self) -> int:
        if Include.DORMANT in self.question.include:
            return 0
        return self.tally.without("dormant") - self.total

    @cached_property
    def unpriced_left_out(self) -> int:
        """Programs without a price that a price bound keeps out."""
        if (
            not self.question.has_price_bound
            or Include.UNPRICED in self.question.include
        ):
            return 0
        asked = replace(
            self.question, include=self.question.include | {Include.UNPRICED}
        )
        return answer(self.index, asked, text=self.text).total - self.total

    @cached_property
    def cannot_tell_left_out(self) -> int:
        """Programs that may open the exam, were their accreditation confirmed."""
        if (
            "credential" not in self.question.choices
            or Include.CANNOT_TELL in self.question.include
        ):
            return 0
        asked = replace(
            self.question, include=self.question.include | {Include.CANNOT_TELL}
        )
        return answer(self.index, asked, text=self.text).total - self.total

    @cached_property
    def relaxations(self) -> list[Relaxation]:
        """Each active filter with what dropping it gives, best first; only those that help."""
        found = []
        for name in self.question.choices:
            found.append(Relaxation(name, self.tally.without(name)))
        for name in self.masks:
            others = {k: v for k, v in self.masks.items() if k != name}
            tally = Tally(self.index, self.question.choice, self.within(others))
            found.append(Relaxation(name, tally.total))
        if "field" not in self.question.choices:
            found.append(Relaxation("all-fields", self.tally.without("field")))
        if self.dormant_left_out:
            found.append(Relaxation("dormant", self.total + self.dormant_left_out))
        helpful = [r for r in found if r.total > self.total]
        return sorted(helpful, key=lambda r: (-r.total, r.name))

    @cached_property
    def did_you_mean(self) -> str:
        """Another spelling that finds more, where the words as typed find little."""
        if self.text is None or self.total > FEW:
            return ""
        words = self.text.searched.split()
        better = corrected(words, self.index.words, whole=True)
        if better is None:
            return ""
        text = match_words(self.index, better, " ".join(better))
        asked = replace(self.question, q=" ".join(better))
        found = answer(self.index, asked, text=text)
        return asked.q if found.total > self.total else ""

    @cached_property
    def by_state(self) -> dict[str, int]:
        """Matching programs by state, the state choice left aside: the map's counts."""
        return self.tally.counts("state")


def answer(
    index: Index, question: Question, *, text: TextMatch | None = None
) -> Answer:
    """Answer *question* from *index*; *text* when it was matched before."""
    found = Answer(index, question)
    if question.q:
        found.text = text or match_text(index, question.q)
        found.masks["q"] = found.text.mask
    if question.has_price_bound:
        found.masks["price_bounds"] = within_price(index, question)
    if question.months_max is not None:
        known = index.months != UNKNOWN
        found.masks["months_max"] = known & (index.months <= question.months_max)
    if question.point is not None:
        found.miles = miles_from(question.point, index.latitude, index.longitude)
        place(found)
    return found


def within_price(index: Index, question: Question) -> np.ndarray:
    prices = index.prices(question.home)
    known = prices != UNKNOWN
    mask = known.copy()
    if question.price_min is not None:
        mask &= prices >= question.price_min
    if question.price_max is not None:
        mask &= prices <= question.price_max
    if Include.UNPRICED in question.include:
        mask |= ~known
    return mask


def place(found: Answer) -> None:
    """Keep what lies within the radius; without one, widen until something is found."""
    index, question = found.index, found.question
    miles = np.nan_to_num(found.miles, nan=np.inf)[index.school]
    online = index.columns["mode"] == AXES["mode"].index("online")
    also = online if Include.ONLINE in question.include else np.zeros_like(online)
    radii = [question.miles] if question.miles else [*RADII[1:], None]
    others = dict(found.masks)
    for radius in radii:
        near = miles <= (np.inf if radius is None else radius)
        found.masks = {**others, "zip": near | also}
        found.radius = radius
        tally = Tally(index, question.choice, found.within({**others, "zip": near}))
        if tally.total:
            break


def match_text(index: Index, query: str) -> TextMatch:
    """Rows in which every word is found; the nearest spelling when no row has them all."""
    words = words_of(query)[:MOST_WORDS]
    found = match_words(index, words, fold(query))
    if found.mask.any() or not words:
        return found
    better = corrected(words, index.words)
    if better is None:
        return found
    nearest = match_words(index, better, " ".join(better))
    return nearest if nearest.mask.any() else found


def match_words(index: Index, words: list[str], query: str) -> TextMatch:
    if not words:
        nothing = np.zeros(index.size, dtype=bool)
        return TextMatch(nothing, np.zeros(index.size, dtype=np.int64), query)
    schools = len(index.school_pk)
    points = np.zeros((len(words), schools), dtype=np.int64)
    bonus = np.zeros(schools, dtype=np.int64)
    number_of = {pk: number for number, pk in enumerate(index.school_pk.tolist())}
    for pk, text in School.objects.published().mentioning(words):
        match = match_school(words, query, text)
        points[:, number_of[pk]] = match.by_word
        bonus[number_of[pk]] = match.bonus
    title_points = np.array([match_title(words, title) for title in index.titles])
    title_points = title_points.reshape(len(index.titles), len(words)).T
    state_points = np.array(
        [
            [int(word in fold(name).split()) for _, name in State.choices]
            for word in words
        ]
    )
    mask = np.ones(index.size, dtype=bool)
    score = bonus[index.school]
    for number in range(len(words)):
        best = np.maximum.reduce(
            [
                points[number][index.school],
                title_points[number][index.title],
                state_points[number][index.columns["state"]],
            ]
        )
        mask &= best > 0
        score = score + best
    # A whole name matches even where a filler word of it stands nowhere else.
    mask |= (bonus > 0)[index.school] & (score > 0)
    return TextMatch(mask, score, query)
