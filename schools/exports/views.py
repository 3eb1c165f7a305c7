"""Taking data away: exports of a search, downloads, the dictionary."""

from collections.abc import Callable, Iterable, Mapping

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from careers.models import Occupation
from careers.pay.export_columns import PAY_COLUMNS, pay_lines
from editorial.pages.caching import fresh_with_catalogue
from schools.exports.data_page import data_page
from schools.exports.programs import (
    csv_response,
    in_order,
    json_response,
    matching,
    read_search,
)
from schools.finder.index.current import current_index
from schools.finder.result import SearchResult, search
from schools.finder.selection import MOST_READ, select
from schools.finder.views import index_for
from schools.models import Program
from web.downloads import csv_of, download, public_url

PLAIN = "text/plain; charset=utf-8"


def refuse(errors: Mapping[str, Iterable[str]]) -> HttpResponse:
    """A file cannot carry messages, so whatever is wrong with the address is answered with 400."""
    lines = [f"{name}: {' '.join(found)}\n" for name, found in errors.items()]
    return HttpResponse("".join(lines), status=400, content_type=PLAIN)


def export(
    request: HttpRequest, respond: Callable[[SearchResult], HttpResponse]
) -> HttpResponse:
    """Every program that answers the search."""
    index = current_index(timezone.localdate())
    filterset = read_search(index, request.GET)
    if errors := filterset.form.errors:
        return refuse(errors)
    return respond(search(index, filterset.query))


@require_safe
@fresh_with_catalogue
def export_csv(request: HttpRequest) -> HttpResponse:
    return export(request, lambda found: csv_response(matching(found), "programs.csv"))


@require_safe
@fresh_with_catalogue
def export_json(request: HttpRequest) -> HttpResponse:
    def respond(found: SearchResult) -> HttpResponse:
        head = {
            "count": found.total,
            "sort": found.sort.value,
            "catalogue_version": found.index.version,
            "judged_on": found.index.day,
            "search": public_url(request.get_full_path()),
        }
        return json_response(head, matching(found), "programs.json")

    return export(request, respond)


@require_safe
@fresh_with_catalogue
def pay_csv(_request: HttpRequest, soc_code: str) -> HttpResponse:
    occupation = get_object_or_404(Occupation, soc_code=soc_code)
    rows = csv_of(PAY_COLUMNS, pay_lines(occupation))
    return download(rows, "text/csv", f"pay-{soc_code}.csv")


@require_safe
def data(request: HttpRequest) -> HttpResponse:
    return render(request, "schools/data.html", data_page())


@require_safe
@fresh_with_catalogue
def shortlist_csv(request: HttpRequest) -> HttpResponse:
    """Every program that the address names: more than the page shows, and none in silence."""
    index = index_for(request)
    programs = Program.objects.listed().select_related("school")
    chosen = select(request.GET, programs, index, most=MOST_READ)
    if chosen.refusals:
        return refuse(chosen.refusals)
    pks = [program.pk for program in chosen.programs]
    return csv_response(in_order(index, pks, home=chosen.home), "shortlist.csv")
