"""Which of our schools a row of the accreditor's list may mean, and how sure that is.

A list writes names as people do: shortened, misspelt, with a campus, or as the school was called
years ago. Only a name that is exactly one school's, with a program at that level, is taken
without asking; everything else is put before a person, the likeliest first.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from rapidfuzz import fuzz

from schools.models import School
from schools.models.search_text import fold_name

UNSAID = {"the", "main", "campus", "at", "of"}
"""What one list adds to a school's name and another leaves out."""
MOST_CANDIDATES = 5
LEAST_LIKE = 72
"""Below it names share little but “college” or “community”: seen on the names of IPEDS."""
EXACT, FORMER = 100, 95
OTHER_CITY, NO_PROGRAM = 6, 12
"""What a confidence loses where the list names another city, or a level we know no program of."""


@dataclass(frozen=True)
class SchoolName:
    school: School
    name: str
    city: str
    is_former: bool


@dataclass(frozen=True)
class Candidate:
    school: School
    confidence: int
    why: str

    def as_json(self) -> dict[str, Any]:
        school = self.school
        return {
            "pk": school.pk,
            "name": f"{school.name}, {school.city}, {school.state}",
            "confidence": self.confidence,
            "why": self.why,
        }


class SchoolNames:
    """Names of all schools, now and in earlier years, by state."""

    def __init__(self, schools: Iterable[School]) -> None:
        self.by_state: dict[str, list[SchoolName]] = defaultdict(list)
        for school in {school.pk: school for school in schools}.values():
            now = [school.name, *school.aliases.splitlines()]
            known = {fold_name(name) for name in now} - {""}
            before = {fold_name(n) for n in school.former_names_in_words} - known - {""}
            city = fold_name(school.city)
            self.by_state[school.state] += [
                *(SchoolName(school, name, city, False) for name in sorted(known)),
                *(SchoolName(school, name, city, True) for name in sorted(before)),
            ]

    def candidates(
        self, name: str, city: str, state: str, with_program: set[int]
    ) -> list[Candidate]:
        """*with_program*: primary keys of schools that have a program at that level."""
        name, city = fold_name(name), fold_name(city)
        best: dict[int, Candidate] = {}
        for known in self.by_state[state]:
            found = candidate(known, name, city, with_program)
            held = best.get(known.school.pk)
            if found and (held is None or found.confidence > held.confidence):
                best[known.school.pk] = found
        likely = sorted(best.values(), key=lambda c: (-c.confidence, c.school.name))
        return likely[:MOST_CANDIDATES]


def candidate(
    known: SchoolName, name: str, city: str, with_program: set[int]
) -> Candidate | None:
    if known.name == name:
        confidence = FORMER if known.is_former else EXACT
        words = ["called so in earlier years" if known.is_former else "same name"]
    else:
        confidence = round(min(FORMER - 1, likeness(known.name, name)))
        if confidence < LEAST_LIKE:
            return None
        words = [f"like “{known.name}”" if known.is_former else "similar name"]
    is_there = known.city == city
    if not is_there:
        confidence -= OTHER_CITY
    words.append("same city" if is_there else f"in {known.school.city}")
    if known.school.pk in with_program:
        words.append("has a program at that level")
    else:
        confidence -= NO_PROGRAM
        words.append("no program at that level: one would be added")
    return Candidate(known.school, max(0, confidence), ", ".join(words))


def likeness(one: str, other: str) -> float:
    """0 to 100; what lists leave unsaid does not count, nor does a campus after the name."""
    plain = [
        " ".join(w for w in name.split() if w not in UNSAID) for name in (one, other)
    ]
    short, long = sorted(plain, key=len)
    if len(short.split()) > 1 and long.startswith(f"{short} "):
        return FORMER - 3
    return fuzz.ratio(*plain)


def sole_exact(candidates: list[Candidate]) -> Candidate | None:
    """The one school of that very name, with a program at that level, in the city if there are two.

    A name that a school gave up counts as well, where no school bears it now.
    """
    sure = [c for c in candidates if c.confidence >= FORMER]
    if len(sure) == 1:
        return sure[0]
    named = [
        c
        for c in candidates
        if c.confidence >= EXACT - OTHER_CITY and "same name" in c.why
    ]
    return named[0] if len(named) == 1 and not sure else None
