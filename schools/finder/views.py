"""The finder over HTTP."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from editorial.pages.caching import public_page_and_part
from schools.finder.asked import finder_request
from schools.finder.index.current import Index, current_index
from schools.finder.page import FEW, finder_page
from schools.finder.result import search
from schools.finder.ways import read_next
from web.short_addresses import without_empty_fields


def index_for(request: HttpRequest) -> Index:
    """The index of what `public_page` found published, or else of what is published now."""
    return current_index(timezone.localdate(), getattr(request, "catalogue", None))


@require_safe
@without_empty_fields
@public_page_and_part
def finder(request: HttpRequest) -> HttpResponse:
    """Search programs; htmx asks for the results alone."""
    index = index_for(request)
    asked = finder_request(index, request.GET)
    found = search(index, asked.query)
    context = {
        "finder": finder_page(asked, found),
        "partial": request.htmx and not request.htmx.history_restore_request,
        "guides": read_next(found) if found.total <= FEW else [],
    }
    template = "schools/_finder.html" if context["partial"] else "schools/finder.html"
    return render(request, template, context)
