"""Pages about the site itself: what it is, and how to tell us that a figure is wrong."""

import re

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from editorial.pages.forms import ReportForm
from editorial.pages.subjects import subject_of
from web.rate_limits import REPORTS

TOO_MANY = (
    f"{REPORTS.most} reports within an hour came from your address, and we take no more. "
    "What you typed stands below: please send it again in an hour."
)
REFERENCE = re.compile(r"R-[0-9]{5,12}")


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    return render(request, "editorial/about.html")


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "editorial/accessibility.html")


@never_cache
@require_safe
def styleguide(request: HttpRequest) -> HttpResponse:
    """Every part of the look in its states; for developers and staff only."""
    if not (settings.DEBUG or request.user.is_staff):
        raise Http404
    return render(request, "styleguide.html")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest) -> HttpResponse:
    """Take a visitor's report into the queue that staff work through."""
    if request.method != "POST":
        page = request.GET.get("page", "")[:200]
        figure = request.GET.get("figure", "")
        form = ReportForm(initial={"page": page, "figure": figure})
        context = {"form": form, "about": subject_of(page)}
        return render(request, "editorial/report.html", context)
    form = ReportForm(request.POST)
    if form.is_valid():
        if form.is_by_a_machine:
            return redirect("editorial:thanks")
        if REPORTS.count(request) >= REPORTS.most:
            form.add_error("wrong", TOO_MANY)
            page = render(request, "editorial/report.html", {"form": form})
            return REPORTS.refuse(page)
        sent = form.save()
        return redirect(f"{reverse('editorial:thanks')}?reference={sent.reference}")
    return render(request, "editorial/report.html", {"form": form}, status=400)


@require_safe
def thanks(request: HttpRequest) -> HttpResponse:
    """Names the report as it was numbered, and nothing that an address might make up."""
    given = REFERENCE.fullmatch(request.GET.get("reference", ""))
    reference = given.group() if given else ""
    return render(request, "editorial/thanks.html", {"reference": reference})
