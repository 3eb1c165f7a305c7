"""Pages of states, schools and programs, and of those a visitor chose."""

from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from careers.choices import State
from editorial.changes.old_addresses import found_or_moved
from editorial.choices import Status
from editorial.pages.caching import public_page
from editorial.pages.preview import shows
from editorial.pages.subjects import about
from schools.finder.asked import finder_request
from schools.finder.index.building import build
from schools.finder.page import FEW, finder_page
from schools.finder.query import ProgramFilter
from schools.finder.result import search
from schools.finder.views import index_for
from schools.finder.ways import read_next
from schools.models import Program, School
from schools.models.bands import Level
from schools.pages.closed import closed_school
from schools.pages.comparison.page import comparison
from schools.pages.front import front_page
from schools.pages.maps import state_tiles
from schools.pages.program import program_page
from schools.pages.programs_by_state import count_by_state
from schools.pages.school import school_page
from schools.pages.shortlist import shortlist_page
from schools.pages.site_search.page import site_search
from schools.pages.states import STATE_OF_SLUG, state_page
from web.short_addresses import without_empty_fields, without_fields

without_search = without_fields({*ProgramFilter.base_filters, "view"} - {"home"})
"""A list of programs is a form that can carry its search on; to compare them needs none of it."""


@require_safe
@public_page
def home(request: HttpRequest) -> HttpResponse:
    front = front_page(index_for(request))
    context = {"front": front, "structured": front.structured}
    return render(request, "home.html", context)


@require_safe
@public_page
def count(request: HttpRequest) -> JsonResponse:
    """How many programs a search finds, for the button of the front page; null for a faulty one."""
    index = index_for(request)
    asked = finder_request(index, request.GET)
    total = None if asked.filterset.form.errors else search(index, asked.query).total
    response = JsonResponse({"total": total})
    response["X-Robots-Tag"] = "noindex"
    return response


@require_safe
@without_empty_fields
def site_wide(request: HttpRequest) -> HttpResponse:
    context = site_search(request.GET, day=timezone.localdate())
    return render(request, "schools/search.html", context)


@require_safe
@without_empty_fields
@public_page
def map_of_states(request: HttpRequest) -> HttpResponse:
    """The same search as the finder's, counted by state."""
    index = index_for(request)
    asked = finder_request(index, request.GET)
    found = search(index, asked.query)
    context = {
        "finder": finder_page(asked, found, with_cards=False),
        "tiles": state_tiles(asked.kept, found),
    }
    return render(request, "schools/map.html", context)


@require_safe
@without_empty_fields
@public_page
def state(request: HttpRequest, state: str, level: str = "") -> HttpResponse:
    code = STATE_OF_SLUG.get(state)
    if code is None or (level and level not in Level.values):
        raise Http404("No such state or award level.")
    index = index_for(request)
    in_path = {"state": str(code)} | ({"level": level} if level else {})
    asked = finder_request(index, request.GET, in_path=in_path)
    found = search(index, asked.query)
    page = state_page(asked, found, code, level)
    context = {
        "page": page,
        "finder": page.finder,
        "guides": read_next(found) if found.total <= FEW else [],
    }
    return render(request, "schools/state.html", context)


@require_safe
@without_empty_fields
@public_page
def school(request: HttpRequest, school: str) -> HttpResponse:
    schools = School.objects.published().with_sources()
    found, is_moved = found_or_moved(schools, school)
    if found is None:
        raise Http404("No such school.")
    if is_moved:
        return redirect(found, permanent=True)
    if found.is_closed:
        return gone(request, found)
    return show_school(request, found)


@shows(School)
def show_school(request: HttpRequest, found: School) -> HttpResponse:
    asked = ProgramFilter(request.GET, credentials=(), careers=())
    page = school_page(found, index_for(request), asked)
    context = {"page": page, "structured": page.structured}
    return render(request, "schools/school.html", context)


def gone(
    request: HttpRequest, school: School, program: Program | None = None
) -> HttpResponse:
    """What became of a school that has closed, and programs nearby."""
    page = closed_school(school, program, index_for(request))
    return render(request, "schools/closed.html", {"page": page}, status=410)


def moved_program(programs: QuerySet, school: str, program: str) -> Program:
    """The program whose address, or whose school's, was changed."""
    of, _ = found_or_moved(School.objects.published(), school)
    if of is None:
        raise Http404("No such school.")
    found, _ = found_or_moved(programs.filter(school=of), program)
    if found is None:
        raise Http404("No such program.")
    return found


@require_safe
@without_empty_fields
@public_page
def program(request: HttpRequest, school: str, program: str) -> HttpResponse:
    programs = Program.objects.public().for_page().select_related("school__merged_into")
    found = programs.filter(school__slug=school, slug=program).first()
    if found is None:
        return redirect(moved_program(programs, school, program), permanent=True)
    if found.school.is_closed:
        return gone(request, found.school, found)
    index = index_for(request)
    if found.pk not in index.row_of:
        return redirect(found.school)
    query = ProgramFilter(request.GET, credentials=(), careers=()).query
    page = program_page(found, index, query.home)
    context = {"page": page, "structured": page.structured}
    return render(request, "schools/program.html", context)


@shows(Program)
def show_program(request: HttpRequest, found: Program) -> HttpResponse:
    """Its page is made of the index, which has no draft: one is built in which it is published.

    The transaction that publishes it is rolled back, so nobody else ever sees it.
    """
    with transaction.atomic():
        Program.objects.filter(pk=found.pk).update(status=Status.PUBLISHED)
        School.objects.filter(pk=found.school_id).update(status=Status.PUBLISHED)
        index = build(0, timezone.localdate())
        shown = Program.objects.for_page().get(pk=found.pk)
        if shown.pk in index.row_of:
            page = program_page(shown, index, "")
            response = render(request, "schools/program.html", {"page": page})
        else:
            response = gone(request, shown.school, shown)
        transaction.set_rollback(True)
        return response


@about("schools:program")
def program_at(school: str, program: str) -> Program | None:
    return Program.objects.public().filter(school__slug=school, slug=program).first()


@about("schools:school")
def school_at(school: str) -> School | None:
    return School.objects.published().filter(slug=school).first()


@require_safe
@without_search
@without_empty_fields
@public_page
def compare(request: HttpRequest) -> HttpResponse:
    """Up to four programs side by side."""
    page = comparison(request.GET, index_for(request))
    return render(request, "schools/compare.html", {"page": page})


@require_safe
@without_search
@without_empty_fields
@public_page
def shortlist(request: HttpRequest) -> HttpResponse:
    """Programs to keep: the address is the list."""
    index = index_for(request)
    context = {"page": shortlist_page(request.GET, index), "states": State.choices}
    return render(request, "schools/shortlist.html", context)


@require_safe
@public_page
def programs_by_state(request: HttpRequest) -> HttpResponse:
    """A fragment for pages of other apps."""
    found = count_by_state(index_for(request), request.GET)
    response = render(request, "schools/_programs_by_state.html", {"found": found})
    response["X-Robots-Tag"] = "noindex"
    return response
