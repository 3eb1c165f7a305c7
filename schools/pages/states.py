"""State pages: the search for one state (and level) with figures to introduce it."""

from dataclasses import dataclass
from urllib.parse import urlencode

import numpy as np
from django.urls import reverse
from django.utils.text import slugify

from careers.choices import State
from schools.choices import StudyMode
from schools.finder.asked import FinderRequest
from schools.finder.index.arrays import FEWEST_FOR_MEDIAN
from schools.finder.index.current import UNKNOWN
from schools.finder.page import FinderPage, finder_page
from schools.finder.result import SearchResult
from schools.models.bands import Level
from schools.pages.maps import StateMap, state_map

STATE_OF_SLUG = {slugify(label): State(value) for value, label in State.choices}
SLUG_OF_STATE = {state: slug for slug, state in STATE_OF_SLUG.items()}


def state_url(state: str, level: str = "") -> str:
    slug = SLUG_OF_STATE[State(state)]
    if level:
        return reverse("schools:state-level", args=[slug, level])
    return reverse("schools:state", args=[slug])


@dataclass(frozen=True)
class Facts:
    """Figures over the programs of one landing page; None where there is nothing to say."""

    programs: int
    schools: int
    confirmed: int
    online: int
    cheapest: int | None
    median_price: int | None
    priced: int
    graduates: int | None


def facts(found: SearchResult) -> Facts:
    index, rows = found.index, found.matching
    prices = index.resident[rows]
    prices = prices[prices != UNKNOWN]
    graduates = index.graduates[rows]
    graduates = graduates[graduates != UNKNOWN]
    online = index.column("mode", rows) == StudyMode.values.index(StudyMode.ONLINE)
    return Facts(
        programs=len(rows),
        schools=len(np.unique(index.school[rows])),
        confirmed=found.confirmed,
        online=int(online.sum()),
        cheapest=int(prices.min()) if len(prices) else None,
        median_price=int(np.median(prices))
        if len(prices) >= FEWEST_FOR_MEDIAN
        else None,
        priced=len(prices),
        graduates=int(graduates.sum()) if len(graduates) else None,
    )


def level_links(found: SearchResult, state: str) -> list[dict]:
    """One link per award level that the state has programs at."""
    counts = found.counts("level")
    return [
        {"label": label, "url": state_url(state, value), "count": counts[value]}
        for value, label in Level.choices
        if counts[value]
    ]


@dataclass(frozen=True)
class StatePage:
    """A state's programs (of one level), introduced by figures."""

    finder: FinderPage
    state: State
    level: Level | None
    facts: Facts
    levels: list[dict]
    """A link for each award level that the state has programs at: label, url, count."""
    map: StateMap | None

    @property
    def url(self) -> str:
        """Of the page with every level."""
        return state_url(self.state)

    @property
    def finder_url(self) -> str:
        """These programs in the finder, at the price for residents."""
        chosen = {"state": self.state.value}
        if self.level:
            chosen["level"] = self.level.value
        query = urlencode(chosen | {"home": self.state.value})
        return f"{reverse('schools:finder')}?{query}"


def state_page(
    asked: FinderRequest, found: SearchResult, state: State, level: str
) -> StatePage:
    return StatePage(
        finder=finder_page(asked, found),
        state=state,
        level=Level(level) if level else None,
        facts=facts(found),
        levels=level_links(found, state),
        map=state_map(found, state),
    )
