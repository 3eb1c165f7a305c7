"""How many programs lead to a credential or a career, state by state.

Pages of careers and credentials load it from here, since careers asks nothing of schools.
"""

from dataclasses import dataclass

from django.http import QueryDict
from django.urls import reverse

from careers.choices import State
from schools.finder.index.current import Index
from schools.finder.phrases import link
from schools.finder.query import ProgramFilter
from schools.finder.result import search

MOST_STATES = 8
SUBJECTS = ("credential", "career")


@dataclass(frozen=True)
class StateCount:
    label: str
    count: int
    url: str


@dataclass(frozen=True)
class ProgramsByState:
    """Programs that lead to one credential or career; each number is that of its link's list."""

    total: int
    confirmed: int | None
    """Of a credential that hangs on accreditation: how many lead there beyond doubt."""
    url: str
    confirmed_url: str
    states: int
    most: list[StateCount]
    """Those with most programs, most first."""


def count_by_state(index: Index, params: QueryDict) -> ProgramsByState | None:
    """None where *params* name no credential or career that is known here."""
    asked = QueryDict(mutable=True)
    for name in SUBJECTS:
        if params.get(name):
            asked[name] = params[name]
    # A career may study in fields that a search leaves out by itself.
    if "career" in asked and "field" in params:
        asked.setlist("field", params.getlist("field"))
    filterset = ProgramFilter(
        asked, credentials=index.rulebook.credentials, careers=index.careers
    )
    if not asked or filterset.form.errors:
        return None
    found = search(index, filterset.query)
    finder = reverse("schools:finder")
    counts = sorted(
        ((State(code).label, code, count) for code, count in found.by_state.items()),
        key=lambda state: (-state[2], state[0]),
    )
    states = [
        StateCount(label, count, finder + link(asked, state=code))
        for label, code, count in counts
        if count
    ]
    return ProgramsByState(
        total=found.total,
        confirmed=None if found.surely is None else found.confirmed,
        url=finder + link(asked),
        confirmed_url=finder + link(asked, confirmed="1"),
        states=len(states),
        most=states[:MOST_STATES],
    )
