"""Pieces that pages of other apps load from here, since those apps ask nothing of schools."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from careers.choices import State
from editorial.public_pages import public_page
from schools.finder.index.current import Index
from schools.finder.phrases import link
from schools.finder.query import Include, ProgramFilter
from schools.finder.result import search
from schools.pages.views import index_for

MOST_PLACES = 8
SUBJECTS = ("credential", "career")


@dataclass(frozen=True)
class Place:
    label: str
    count: int
    url: str


@dataclass(frozen=True)
class Whereabouts:
    """Programs that lead to one credential or career; each number is that of its link's list."""

    total: int
    url: str
    states: int
    places: list[Place]
    """Those with most programs, most first."""
    unconfirmed: int
    """Programs that may open the exam, were their accreditation confirmed."""
    unconfirmed_url: str


@require_safe
@public_page
def where(request: HttpRequest) -> HttpResponse:
    found = whereabouts(index_for(request), request.GET)
    response = render(request, "schools/_where.html", {"found": found})
    response["X-Robots-Tag"] = "noindex"
    return response


def whereabouts(index: Index, params: QueryDict) -> Whereabouts | None:
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
        key=lambda place: (-place[2], place[0]),
    )
    places = [
        Place(label, count, finder + link(asked, state=code))
        for label, code, count in counts
        if count
    ]
    return Whereabouts(
        total=found.total,
        url=finder + link(asked),
        states=len(places),
        places=places[:MOST_PLACES],
        unconfirmed=found.cannot_tell_left_out,
        unconfirmed_url=finder + link(asked, include=Include.CANNOT_TELL),
    )
