"""Thin HTTP over the finder's answers."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from careers.choices import State
from careers.pages.accreditation import DIRECTORY_URL
from editorial.marks import Marks
from editorial.public_pages import public_page, public_page_and_part
from schools.finder.bands import Level
from schools.finder.index.current import Index, current_index
from schools.finder.page import FinderPage, finder_page, state_tiles
from schools.finder.query import ProgramFilter
from schools.models import Program, School
from schools.pages.comparison.page import comparison
from schools.pages.front import front_page
from schools.pages.maps import pinned, state_map
from schools.pages.program import (
    ProgramPage,
    cite,
    cite_rows,
    outcome_for,
    pay_by_career,
)
from schools.pages.shortlist import shortlist_page
from schools.pages.similar import similar
from schools.pages.site_search import site_search
from schools.pages.states import (
    STATE_OF_SLUG,
    facts,
    level_links,
    place_url,
    state_url,
)
from schools.pages.structured import college, offering, website
from schools.pages.titles import award, program_title, school_title, where


def searched(
    request: HttpRequest, template: str, page: FinderPage, context: dict[str, Any]
) -> HttpResponse:
    response = render(request, template, {"finder": page, **context})
    page.result.let_go()
    return response


def index_for(request: HttpRequest) -> Index:
    """The index of what `public_page` found published, or else of what is published now."""
    return current_index(timezone.localdate(), getattr(request, "catalogue", None))


@require_safe
@public_page
def home(request: HttpRequest) -> HttpResponse:
    index = index_for(request)
    context = {"front": front_page(index), "structured": [website()]}
    return render(request, "home.html", context)


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    context = site_search(request.GET, day=timezone.localdate())
    return render(request, "schools/search.html", context)


@require_safe
@public_page_and_part
def finder(request: HttpRequest) -> HttpResponse:
    """Search programs; htmx asks for the results alone."""
    page = finder_page(index_for(request), request.GET)
    partial = request.htmx and not request.htmx.history_restore_request
    template = "schools/_finder.html" if partial else "schools/finder.html"
    return searched(request, template, page, {"partial": partial})


@require_safe
@public_page
def map_of_states(request: HttpRequest) -> HttpResponse:
    """The same search as the finder's, counted by state."""
    page = finder_page(index_for(request), request.GET)
    return searched(request, "schools/map.html", page, {"tiles": state_tiles(page)})


@require_safe
@public_page
def state(request: HttpRequest, state: str, level: str = "") -> HttpResponse:
    """A state's programs (of one level), introduced by figures."""
    code = STATE_OF_SLUG.get(state)
    if code is None or (level and level not in Level.values):
        raise Http404("No such state or award level.")
    index = index_for(request)
    forced = {"state": str(code)} | ({"level": level} if level else {})
    page = finder_page(index, request.GET, forced=forced)
    if not page.result.total and not request.GET:
        raise Http404("No programs there.")
    context = {
        "state": code,
        "level": Level(level) if level else None,
        "facts": facts(page.result),
        "levels": level_links(page.result, code),
        "map": state_map(page.result, code),
        "state_url": state_url(code),
    }
    return searched(request, "schools/state.html", page, context)


@require_safe
@public_page
def school(request: HttpRequest, school: str) -> HttpResponse:
    found = get_object_or_404(
        School.objects.published().select_related(
            "directory_source", "tuition_source", "outcomes_source"
        ),
        slug=school,
    )
    index = index_for(request)
    programs = list(
        found.programs.listed().for_table().order_by("award_level", "title")
    )
    marks = Marks()
    context = {
        "title": school_title(found),
        "place": where(found),
        "structured": [college(found)],
        "school": found,
        "programs": [
            {
                "program": program,
                "accreditation": index.accreditation(index.row_of[program.pk]),
            }
            for program in programs
            if program.pk in index.row_of
        ],
        "cited": cite_rows(marks, programs),
        "map": pinned(found.state, [(found, len(programs))]),
        "state_url": place_url(index, found.state),
        "directory": marks.of(
            found.directory_source, found.directory_kind, found.directory_as_of
        ),
        "tuition": marks.of(
            found.tuition_source, found.tuition_kind or "published", found.tuition_as_of
        ),
        "outcomes": marks.of(
            found.outcomes_source,
            found.outcomes_kind or "published",
            found.outcomes_as_of,
        ),
        "marks": marks,
    }
    return render(request, "schools/school.html", context)


@require_safe
@public_page
def program(request: HttpRequest, school: str, program: str) -> HttpResponse:
    found = get_object_or_404(
        Program.objects.listed()
        .select_related(
            "school",
            "school__outcomes_source",
            "offer_source",
            "price_source",
            "length_source",
            "awards_source",
        )
        .with_accreditations(),
        school__slug=school,
        slug=program,
    )
    index = index_for(request)
    day = index.day
    if found.pk not in index.row_of:
        return redirect(found.school)
    query = ProgramFilter(request.GET, credentials=(), careers=()).query
    outcome = outcome_for(
        found, list(found.school.field_outcomes.select_related("source"))
    )
    marks = Marks()
    page = ProgramPage(found, index, day, query.home, marks, outcome)
    context = {
        "title": program_title(found),
        "award": award(found),
        "place": where(found.school),
        "structured": [offering(found)],
        "page": page,
        "program": found,
        "school": found.school,
        "cited": cite(marks, found, page.statement, outcome),
        "careers": pay_by_career(page.careers, found.school.state, marks),
        "similar": similar(index, page.row, query.home),
        "marks": marks,
        "states": State.choices,
        "state_url": place_url(index, found.school.state),
        "directory_url": DIRECTORY_URL,
    }
    return render(request, "schools/program.html", context)


@require_safe
@public_page
def compare(request: HttpRequest) -> HttpResponse:
    """Up to four programs side by side."""
    index = index_for(request)
    context = {
        "page": comparison(request.GET, index),
        "states": State.choices,
        "directory_url": DIRECTORY_URL,
    }
    return render(request, "schools/compare.html", context)


@require_safe
@public_page
def shortlist(request: HttpRequest) -> HttpResponse:
    """Programs to keep: the address is the list."""
    index = index_for(request)
    context = {"page": shortlist_page(request.GET, index), "states": State.choices}
    return render(request, "schools/shortlist.html", context)
