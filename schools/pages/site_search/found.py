"""What can be found here, and what fits some words: jobs, credentials, schools, states, tools."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate, pairwise

import numpy as np
from django.db.models import TextChoices
from django.urls import reverse
from django.utils.http import urlencode

from careers.choices import State
from careers.models import Career, Credential, Guide, OccupationTitle
from schools.finder.index.arrays import Index, Schools
from schools.finder.text.spellings import Spellings, names_of_credentials
from schools.finder.text.word_lists import WordList
from schools.finder.text.words import (
    NAMES_BEFORE_PLACES,
    STARTS_NAME,
    WHOLE_NAME,
    readings,
)
from schools.models import School
from schools.models.search_text import fold

MOST_ALONE = 4
MOST_OF_A_KIND = 10
MOST_ALIKE = 5
COMMON_IN_NAMES = frozenset(
    {"academy", "center", "college", "institute", "of", "saint", "st", "university"}
)
"""Words by which no school is told from another."""
WHOLE_WORD_OF_NAME = 2 * NAMES_BEFORE_PLACES["name"]
NAME, OTHER_NAME, LISTED_TITLE, BELONGS_TO, TOLD = 6, 5, 3, 2, 1
"""What a word is worth by where it stands: in the name, in another name, in a title that O*NET
lists, in the name of the issuer, in the summary."""


class HitKind(TextChoices):
    """The order decides between equal matches."""

    CAREER = "career", "Career"
    CREDENTIAL = "credential", "Credential"
    GUIDE = "guide", "Guide"
    TOOL = "tool", "Tool"
    STATE = "state", "State"
    SCHOOL = "school", "School"


PLURALS = {
    HitKind.CAREER: "careers",
    HitKind.CREDENTIAL: "credentials",
    HitKind.GUIDE: "guides",
    HitKind.TOOL: "tools",
    HitKind.STATE: "states",
    HitKind.SCHOOL: "schools",
}
TOOLS = (
    (
        "careers:accreditation",
        "Accreditation explained",
        "What CAHIIM approves, and which exams hang on it.",
        "accreditation accredited cahiim candidacy probation",
    ),
    (
        "careers:assessment",
        "Which career fits you?",
        "Ten questions that rank the careers and say why.",
        "assessment quiz test choose right for me",
    ),
    (
        "careers:pay",
        "Pay explorer",
        "What each job pays in every state and metro area.",
        "salary salaries wage wages earn earnings income worth",
    ),
    (
        "careers:compare",
        "Compare careers",
        "Up to four jobs side by side.",
        "comparison versus vs difference",
    ),
    (
        "schools:finder",
        "Program finder",
        "Programs by state, credential, price and length.",
        "school schools college colleges programs degree degrees certificate online",
    ),
    (
        "careers:guides",
        "Guides",
        "What people ask before they choose, answered in a few minutes.",
        "guide article articles advice help questions",
    ),
    (
        "careers:sources",
        "Sources",
        "Where every figure comes from.",
        "source data statistics bls ipeds onet",
    ),
)
"""URL name, title, what it is, and the words it is looked for by."""


@dataclass(frozen=True)
class HitLine:
    """One text by which something is found; *why* is said when it was this one."""

    worth: int
    text: str
    why: str = ""

    @property
    def spellings(self) -> list[str]:
        """Folded; short names with a hyphen are also typed without: CCS-P, CCSP."""
        folded = fold(self.text)
        joined = folded.replace(" ", "")
        return [folded, joined] if " " in folded and len(joined) <= 6 else [folded]


@dataclass(frozen=True)
class Searchable:
    """Something that can be found, with the lines by which it is."""

    kind: HitKind
    title: str
    text: str
    url: str
    lines: list[HitLine]


@dataclass(frozen=True)
class Hit:
    kind: HitKind
    title: str
    text: str
    url: str
    score: int
    why: str = ""

    @property
    def place_in_order(self) -> tuple:
        return -self.score, HitKind.values.index(self.kind), self.title, self.url


class Site:
    """All that can be found here: entries by their lines, schools by the index."""

    def __init__(self, entries: list[Searchable], index: Index) -> None:
        self.entries = entries
        self.index = index
        by_entry = [
            [(line, text) for line in entry.lines for text in line.spellings]
            for entry in entries
        ]
        # Lines of one entry lie side by side: its first, then where the next begins.
        self.bounds = [0, *accumulate(map(len, by_entry))]
        self.lines = [line for lines in by_entry for line, _ in lines]
        self.texts = [text for lines in by_entry for _, text in lines]
        texts = ((number, 1, text) for number, text in enumerate(self.texts))
        self.list = WordList(texts, len(self.texts))
        self.worth = np.array([line.worth for line in self.lines])

    def hits(self, words: list[str], typed: str) -> Iterator[Hit]:
        """What fits all of *words*: best by one line, else by several of the entry's own."""
        points = np.array([self.list.points(word) for word in words])
        has_all = (points > 0).all(axis=0)
        by_line = (points.sum(axis=0) * self.worth + self.bonus(typed)) * has_all
        by_word_and_line = points * self.worth * (self.worth != LISTED_TITLE)
        for entry, (start, end) in zip(
            self.entries, pairwise(self.bounds), strict=True
        ):
            best = start + by_line[start:end].argmax()
            score, why = int(by_line[best]), self.lines[best].why
            if not score:
                by_word = by_word_and_line[:, start:end].max(axis=1)
                score, why = int(by_word.sum() * by_word.all()), ""
            if score:
                yield Hit(entry.kind, entry.title, entry.text, entry.url, score, why)

    def bonus(self, typed: str) -> np.ndarray:
        """More for a name that is all that was typed, or begins with it: by line."""
        whole = readings(typed)
        beginnings = tuple(f"{reading} " for reading in whole)
        bonus = np.zeros(len(self.texts), dtype=int)
        for number in np.flatnonzero(self.worth >= OTHER_NAME):
            if self.texts[number] in whole:
                bonus[number] = WHOLE_NAME
            elif self.texts[number].startswith(beginnings):
                bonus[number] = STARTS_NAME
        return bonus

    @property
    def spellings(self) -> Spellings:
        """Every word by which something here can be found."""
        words = [*self.list.words, *self.index.schools.words.list.words]
        return Spellings(words, names_of_credentials(self.index.rulebook.credentials))


@dataclass(frozen=True)
class More:
    """What of one kind was left out of the list, and where all of it stands."""

    count: int
    kind: str
    url: str


@dataclass(frozen=True)
class Found:
    hits: list[Hit]
    more: list[More]

    @property
    def total(self) -> int:
        return len(self.hits) + sum(more.count for more in self.more)


def word_by_word(site: Site, words: list[str]) -> list[tuple[str, int]]:
    """What each of several words finds alone, best first; only those that find something."""
    if len(words) < 2:
        return []
    alone = [(word, find(site, [word], word).total) for word in words[:MOST_ALONE]]
    return sorted(((word, n) for word, n in alone if n), key=lambda pair: -pair[1])


def find(site: Site, words: list[str], typed: str) -> Found:
    """What fits all of *words*; *typed*: all of what was typed, folded."""
    by_kind = defaultdict(list)
    for hit in site.hits(words, typed):
        by_kind[hit.kind].append(hit)
    shown, more = [], []
    for kind, hits in by_kind.items():
        hits.sort(key=lambda hit: hit.place_in_order)
        shown += hits[:MOST_OF_A_KIND]
        if left := len(hits[MOST_OF_A_KIND:]):
            more.append(More(left, PLURALS[kind], all_of(kind, typed)))
    best, left = schools(site.index.schools, words, typed)
    if left:
        more.append(More(left, PLURALS[HitKind.SCHOOL], all_of(HitKind.SCHOOL, typed)))
    return Found(sorted([*shown, *best], key=lambda hit: hit.place_in_order), more)


def all_of(kind: HitKind, typed: str) -> str:
    if kind == HitKind.CAREER:
        return reverse("careers:list")
    if kind == HitKind.CREDENTIAL:
        return reverse("careers:credentials")
    if kind == HitKind.GUIDE:
        return reverse("careers:guides")
    return f"{reverse('schools:finder')}?{urlencode({'q': typed})}"


def careers() -> Iterator[Searchable]:
    titles = defaultdict(list)
    rows = OccupationTitle.objects.filter(occupation__careers__isnull=False).distinct()
    for occupation, title in rows.values_list("occupation_id", "title"):
        titles[occupation].append(title)
    for career in Career.objects.published().select_related("occupation"):
        listed = f"a title that O*NET lists under {career.occupation.title}"
        yield Searchable(
            HitKind.CAREER,
            career.name,
            career.tagline,
            career.get_absolute_url(),
            [
                HitLine(NAME, career.name),
                HitLine(OTHER_NAME, career.plural),
                *(
                    HitLine(OTHER_NAME, title, f"Also called {title}")
                    for title in filled(career.alternate_titles)
                ),
                *(
                    HitLine(LISTED_TITLE, title, f"“{title}” is {listed}")
                    for title in titles[career.occupation_id]
                ),
                HitLine(TOLD, f"{career.tagline} {career.summary}"),
            ],
        )


def credentials() -> Iterator[Searchable]:
    for credential in Credential.objects.published().select_related("issuer"):
        issuer = credential.issuer if credential.issuer.is_published else None
        yield Searchable(
            HitKind.CREDENTIAL,
            credential.abbr,
            f"{credential.name}{f', {issuer}' if issuer else ''}",
            credential.get_absolute_url(),
            [
                HitLine(NAME, credential.abbr),
                HitLine(NAME, credential.name),
                *(
                    HitLine(OTHER_NAME, name, f"Formerly {name}")
                    for name in filled(credential.former_names)
                ),
                *(
                    [HitLine(BELONGS_TO, f"{issuer.name} {issuer.abbr}")]
                    if issuer
                    else []
                ),
                HitLine(TOLD, f"{credential.aimed_at} {credential.summary}"),
            ],
        )


def guides() -> Iterator[Searchable]:
    for guide in Guide.objects.published().for_lists():
        yield Searchable(
            HitKind.GUIDE,
            guide.title,
            guide.summary,
            guide.get_absolute_url(),
            [HitLine(NAME, guide.title), HitLine(TOLD, guide.summary)],
        )


def tools() -> Iterator[Searchable]:
    for name, title, text, looked_for in TOOLS:
        yield Searchable(
            HitKind.TOOL,
            title,
            text,
            reverse(name),
            [HitLine(NAME, title), HitLine(OTHER_NAME, looked_for)],
        )


def states() -> Iterator[Searchable]:
    for code, name in State.choices:
        yield Searchable(
            HitKind.STATE,
            f"Programs in {name}",
            "Every program there, in the finder.",
            f"{reverse('schools:finder')}?{urlencode({'state': code})}",
            [HitLine(NAME, name), HitLine(OTHER_NAME, f"Programs in {name}")],
        )


def schools(known: Schools, words: list[str], typed: str) -> tuple[list[Hit], int]:
    """The best schools by name and city, and how many more there are."""
    by_word = np.array([known.words.points(word) for word in words])
    bonus = known.words.bonus(typed)
    scores = by_word.sum(axis=0) + bonus
    # The letters of a whole alias match even where they were typed apart.
    found = np.flatnonzero((by_word > 0).all(axis=0) | (bonus > 0)).tolist()
    found.sort(key=lambda n: (-scores[n], known.texts[n], known.pk[n]))
    best = {int(known.pk[n]): int(scores[n]) for n in found[:MOST_OF_A_KIND]}
    return hits_of(best), len(found) - len(best)


def named_alike(known: Schools, words: list[str]) -> list[Hit]:
    """Schools that bear the rest of a name: “st marys” is no school here, University of Mary is."""
    telling = [word for word in words if word not in COMMON_IN_NAMES]
    singular = [word.removesuffix("s") if len(word) > 4 else word for word in telling]
    if not singular:
        return []
    points = np.array([known.words.points(word) for word in singular])
    found = np.flatnonzero((points >= WHOLE_WORD_OF_NAME).all(axis=0)).tolist()
    found.sort(key=lambda n: (known.texts[n], known.pk[n]))
    return hits_of({int(known.pk[n]): 0 for n in found[:MOST_ALIKE]})


def hits_of(scores: dict[int, int]) -> list[Hit]:
    """Schools by their number in the database, with what each scored."""
    rows = School.objects.in_bulk(scores)
    return [
        Hit(
            HitKind.SCHOOL,
            rows[pk].name,
            f"{rows[pk].city}, {State(rows[pk].state).label}",
            rows[pk].get_absolute_url(),
            score,
        )
        for pk, score in scores.items()
        if pk in rows
    ]


def filled(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]
