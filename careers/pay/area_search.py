"""Which area of the pay survey somebody means: a state, a city or a ZIP code, as people type it.

Nothing is guessed. What fits no area, or several, is answered with those that come near.
"""

import difflib
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache

import zipcodes

from careers.choices import AreaKind, State
from careers.models import Area

LONGEST = 120
"""Letters that are read: the longest name of an area has 79."""

MOST_OTHERS = 6
"""Areas offered where several fit, or none."""

LIKENESS = 0.75
"""How alike two spellings must be, from 0 to 1, for one to be offered for the other: “cincinatti”
and “cincinnati” are at 0.9, “dallas” and “dulles” at 0.67."""

ZIP_CODE = re.compile(r"([0-9]{5})(?:-[0-9]{4})?")
MILITARY = {"AA", "AE", "AP"}
NATION = {"us", "usa", "u s", "united states", "united states of america", "nation"}
SHORT_FORMS = {"saint": "st", "sainte": "ste", "fort": "ft", "mount": "mt"}
STATES = {State.DC: ["washington dc", "washington d c", "d c"]}
"""Other names of states."""


@dataclass(frozen=True)
class AreaMatch:
    """*area* is None where nothing fits, or several do; *note* says how the words were read."""

    area: Area | None
    note: str = ""
    others: tuple[Area, ...] = ()


class AreaSearch:
    """Finds areas by what a visitor typed; made once from all of them."""

    def __init__(self, areas: Iterable[Area]) -> None:
        self.areas = list(areas)

    @cached_property
    def nation(self) -> Area | None:
        return next((a for a in self.areas if a.kind == AreaKind.NATION), None)

    @cached_property
    def by_name(self) -> dict[str, Area]:
        """By name and by short name in addresses; the survey has each of them once."""
        return {fold(area.name): area for area in self.areas} | {
            area.slug: area for area in self.areas
        }

    @cached_property
    def by_state(self) -> dict[str, Area]:
        return {a.state: a for a in self.areas if a.kind == AreaKind.STATE}

    @cached_property
    def cities(self) -> dict[str, list[Area]]:
        """Metropolitan areas by each city in their names, and by cities that follow each other:
        the hyphens of “Dayton-Kettering-Beavercreek, OH” part cities, that of “Winston-Salem,
        NC” does not.
        """
        found: dict[str, list[Area]] = {}
        for area in self.areas:
            if area.kind != AreaKind.METRO:
                continue
            parts = [part for part in area.name.partition(",")[0].split("-") if part]
            for start in range(len(parts)):
                for end in range(start + 1, len(parts) + 1):
                    city = fold(" ".join(parts[start:end]))
                    found.setdefault(city, []).append(area)
        return found

    @cached_property
    def by_county(self) -> dict[str, Area]:
        return {fold(name): area for area in self.areas for name in area.counties}

    def find(self, text: str) -> AreaMatch:
        typed = text.strip()[:LONGEST]
        if zip_code := ZIP_CODE.fullmatch(typed):
            return self.in_zip_code(zip_code[1])
        words = fold(typed)
        if words in NATION and self.nation:
            return AreaMatch(self.nation)
        if named := self.by_name.get(typed.lower()) or self.by_name.get(words):
            return AreaMatch(named, others=tuple(self.cities.get(words, [])))
        if state := self.by_state.get(state_named(words)):
            return AreaMatch(state, others=tuple(self.cities.get(words, [])))
        return self.in_city(words)

    def in_city(self, words: str) -> AreaMatch:
        city, state = without_state(words)
        found = self.with_city(city, state)
        if len(found) == 1:
            return AreaMatch(found[0])
        if found:
            note = "Several areas go by that name: choose one."
            return AreaMatch(None, note, tuple(found[:MOST_OTHERS]))
        return self.in_town(city, state)

    def with_city(self, city: str, state: str | None) -> list[Area]:
        """Named so in full, else beginning with it (“boise” for “Boise City”), else with it
        among the words (“honolulu” for “Urban Honolulu”)."""
        for is_named in (str.__eq__, begins_with, has_words) if city else ():
            found = {
                area
                for name, areas in self.cities.items()
                if is_named(name, city)
                for area in areas
                if not state or state in states_of(area)
            }
            if found:
                return sorted(found, key=lambda area: area.name)
        return []

    def in_town(self, town: str, state: str | None) -> AreaMatch:
        """Of a town that no area is named after: the area of its county, else its state."""
        counties = counties_of(town, state)
        if not counties:
            return AreaMatch(
                None, "We do not know that place.", self.spelled_like(town)
            )
        areas = {self.by_county.get(fold(county)) for county in counties}
        if len(areas) == 1 and (area := areas.pop()):
            return AreaMatch(area, f"{town.title()} is in {' and '.join(counties)}.")
        states = {county.rpartition(", ")[2] for county in counties}
        only_state = self.by_state.get(states.pop()) if len(states) == 1 else None
        known = sorted(areas - {None}, key=lambda area: area.name)
        if only_state and not known:
            return AreaMatch(only_state, not_told(town.title(), only_state))
        note = "Several places go by that name: add the state, or choose an area."
        return AreaMatch(None, note, tuple(known[:MOST_OTHERS]))

    def spelled_like(self, words: str) -> tuple[Area, ...]:
        names = {fold(area.name): [area] for area in self.by_state.values()}
        names |= self.cities
        alike = difflib.get_close_matches(words, names, MOST_OTHERS, LIKENESS)
        found = [area for name in alike for area in names[name]]
        return tuple(dict.fromkeys(found))[:MOST_OTHERS]

    def in_zip_code(self, zip_code: str) -> AreaMatch:
        """The metropolitan area of its county where we know that, else its state."""
        there = place_of(zip_code)
        if there is None:
            return AreaMatch(None, f"We do not know the ZIP code {zip_code}.")
        if there.state in MILITARY:
            note = f"{zip_code} is a military address, which lies in no area of the survey."
            return AreaMatch(None, note)
        if area := self.by_county.get(fold(f"{there.county}, {there.state}")):
            return AreaMatch(area, f"{zip_code} is in {there.county}, {there.state}.")
        if len(named := self.with_city(fold(there.city), there.state)) == 1:
            return AreaMatch(named[0], f"{zip_code} is in {there.city}, {there.state}.")
        state = self.by_state.get(there.state)
        if state is None:
            return AreaMatch(None, f"No pay is published where {zip_code} is.")
        if not there.city:
            note = (
                f"{zip_code} is not in our list of ZIP codes; those that begin like it "
                f"are in {state.name}, so this is the pay there."
            )
            return AreaMatch(state, note)
        return AreaMatch(state, not_told(zip_code, state))


@dataclass(frozen=True)
class ZipPlace:
    state: str
    county: str = ""
    city: str = ""
    """Both blank where only the first three digits are known."""


@lru_cache(maxsize=1_000)
def place_of(zip_code: str) -> ZipPlace | None:
    """A code newer than the list lies in the state of those that begin like it."""
    if found := zipcodes.matching(zip_code):
        entry = found[0]
        return ZipPlace(entry["state"], entry["county"], entry["city"])
    alike = {entry["state"] for entry in zipcodes.similar_to(zip_code[:3])}
    return ZipPlace(alike.pop()) if len(alike) == 1 else None


def counties_of(town: str, state: str | None) -> list[str]:
    """Those in which a town has ZIP codes, as “Ada County, ID”."""
    places = towns(town[:1]).get(town, set())
    return sorted(
        f"{county}, {there}" for county, there in places if not state or there == state
    )


@cache
def towns(letter: str) -> dict[str, set[tuple[str, str]]]:
    """County and state of every town that begins with a letter.

    Folding the names of all 42,789 ZIP codes takes half a second, those of one letter some 30 ms.
    """
    found: dict[str, set[tuple[str, str]]] = {}
    for entry in zipcodes.list_all():
        if entry["county"] and entry["city"][:1].lower() == letter:
            place = entry["county"], entry["state"]
            found.setdefault(fold(entry["city"]), set()).add(place)
    return found


def not_told(place: str, state: Area) -> str:
    return (
        f"We cannot tell in which metropolitan area {place} lies, if in any, so this is the pay "
        f"of {state.name}."
    )


def begins_with(name: str, words: str) -> bool:
    return name.startswith(f"{words} ")


def has_words(name: str, words: str) -> bool:
    return f" {words} " in f" {name} "


def fold(text: str) -> str:
    """Lower case words without accents and signs; “Saint” as the survey shortens it."""
    plain = unicodedata.normalize("NFKD", text).lower()
    letters = "".join(char for char in plain if not unicodedata.combining(char))
    words = re.sub(r"[^a-z0-9]+", " ", re.sub(r"['’ʻ`.]", "", letters)).split()
    return " ".join(SHORT_FORMS.get(word, word) for word in words)


@cache
def state_names() -> dict[str, State]:
    names = {fold(state.label): state for state in State}
    names |= {state.value.lower(): state for state in State}
    return names | {
        other: state for state, others in STATES.items() for other in others
    }


def state_named(words: str) -> State | None:
    return state_names().get(words)


def without_state(words: str) -> tuple[str, State | None]:
    """“boise id” and “boise idaho” are both the city of Boise in Idaho."""
    parts = words.split()
    for length in (3, 2, 1):
        state = state_named(" ".join(parts[-length:]))
        if state and len(parts) > length:
            return " ".join(parts[:-length]), state
    return words, None


def states_of(area: Area) -> set[str]:
    """Those in its name, “Cincinnati, OH-KY-IN”, and its primary one."""
    return {*area.name.rpartition(", ")[2].split("-"), area.state}
