"""The public API of programs and schools, on the same search as the finder's page."""

from dataclasses import asdict

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response

from editorial.pages.api import endpoint, refuse
from schools.exports.columns import PROGRAM_COLUMNS
from schools.exports.programs import matching, read_search
from schools.exports.serializers import (
    IndexSerializer,
    ProgramDetailSerializer,
    ProgramPageSerializer,
    SchoolSerializer,
    program_detail,
)
from schools.finder.index.current import current_index
from schools.finder.indexed_program import IndexedProgram
from schools.finder.phrases import facet_labels, is_corrected
from schools.finder.query import FACETS, Chosen, ProgramFilter, Whole
from schools.finder.result import SearchResult, search
from schools.finder.text.reader import SearchReading
from schools.models import Program, School
from web.downloads import public_url, record

VERSION = "1"
NAMES = ("programs", "careers", "credentials", "pay")


def parameter(name: str) -> OpenApiParameter:
    """One of the finder's parameters, as the schema describes it."""
    filter_ = ProgramFilter.base_filters[name]
    choices = filter_.extra.get("choices") or ()
    is_list = isinstance(filter_, Chosen)
    bounds = {
        word: filter_.extra[name]
        for word, name in (("minimum", "min_value"), ("maximum", "max_value"))
        if name in filter_.extra
    }
    return OpenApiParameter(
        name,
        {"type": "integer", **bounds} if isinstance(filter_, Whole) else str,
        description=filter_.label,
        enum=[value for value, _ in choices] or None,
        many=is_list,
        style="form" if is_list else None,
        explode=True if is_list else None,
    )


@endpoint("index", IndexSerializer, summary="What there is")
def index(request: Request) -> Response:
    """The addresses of this version of the API."""
    addresses = {name: public_url(reverse(f"api:{name}")) for name in NAMES}
    return Response(
        {
            "version": VERSION,
            "addresses": addresses,
            "schema": public_url(reverse("api:schema")),
            "documentation": public_url(reverse("schools:data")),
        }
    )


@endpoint(
    "programs_list",
    ProgramPageSerializer,
    summary="Search programs",
    parameters=[parameter(name) for name in ProgramFilter.base_filters],
)
def programs(request: Request) -> Response:
    """Programs that answer the search, twenty a page, with counts behind every option.

    The parameters, the order and the counts are those of the finder's page. Lists are given by
    repetition: `state=OH&state=KY`.
    """
    index = current_index(timezone.localdate())
    filterset = read_search(index, request.query_params)
    if filterset.form.errors:
        return refuse(filterset.form.errors)
    found = search(index, filterset.query)
    if filterset.query.page > found.pages:
        is_one = found.pages == 1
        last = "There is one page." if is_one else f"The last is {found.pages}."
        return refuse({"page": [last]})
    return Response(result_page(request, found, filterset.reading))


def result_page(
    request: Request, found: SearchResult, reading: SearchReading | None
) -> dict:
    """The page that was asked for, as `ProgramPageSerializer` describes it."""
    return {
        "count": found.total,
        "confirmed": found.confirmed,
        "page": found.page,
        "pages": found.pages,
        "next": page_url(request, found.page + 1, found),
        "previous": page_url(request, found.page - 1, found),
        "sort": found.sort.value,
        "read_as": read_as(reading),
        "searched_for": found.text.searched if is_corrected(found) else None,
        "radius": found.radius,
        "facets": facets(found),
        "results": [
            record(PROGRAM_COLUMNS, row) for row in matching(found, found.page_rows())
        ],
    }


def read_as(reading: SearchReading | None) -> dict | None:
    """What the words of `q` were read as, as `ReadAsSerializer` describes it."""
    if reading is None:
        return None
    return {
        "filters": [asdict(one) for one in reading.understood],
        "text": reading.text,
        "left_aside": [one.words for one in reading.set_aside],
        "not_known": [one.value for one in reading.unknown],
        "asks_zip": reading.asks_zip,
    }


def page_url(request: Request, number: int, found: SearchResult) -> str | None:
    if not 1 <= number <= found.pages:
        return None
    params = request.query_params.copy()
    params["page"] = number
    return public_url(f"{request.path}?{params.urlencode()}")


def facets(found: SearchResult) -> dict[str, list[dict]]:
    labels = facet_labels(found.index)
    return {
        name: [
            {
                "value": option.value,
                "label": option.label,
                "count": option.count,
                "confirmed": option.confirmed,
                "selected": option.selected,
            }
            for option in found.facet(name, labels[name])
        ]
        for name in FACETS
    }


@endpoint(
    "programs_get",
    ProgramDetailSerializer,
    summary="A program",
    parameters=[parameter("home")],
    can_be_missing=True,
)
def program(request: Request, unitid: str, slug: str) -> Response:
    """One program with every verdict on eligibility and every accreditation statement."""
    index = current_index(timezone.localdate())
    filterset = read_search(index, request.query_params)
    if filterset.form.errors:
        return refuse(filterset.form.errors)
    programs = Program.objects.public().for_export()
    found = get_object_or_404(programs, school__unitid=unitid, slug=slug)
    if found.school.is_closed:
        return gone(found.school)
    if found.pk not in index.row_of:
        raise Http404
    row = IndexedProgram(found, index, filterset.query.home)
    return Response(program_detail(row))


@endpoint("schools_get", SchoolSerializer, summary="A school", can_be_missing=True)
def school(request: Request, unitid: str) -> Response:
    """One school with its tuition, its outcomes and the programs it offers."""
    schools = School.objects.published().with_sources()
    found = get_object_or_404(schools, unitid=unitid)
    if found.is_closed:
        return gone(found)
    return Response(SchoolSerializer(found).data)


def gone(school: School) -> Response:
    """A school that has closed, and its programs."""
    closed = f"{school.name} closed on {school.closed_on.isoformat()}."
    return Response({"detail": closed}, status=status.HTTP_410_GONE)
