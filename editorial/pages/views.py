"""Pages about the site itself: what it is, and how to tell us that a figure is wrong."""

from django.conf import settings
from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from editorial.pages.forms import ReportForm
from web.client_address import client_address

REPORTS_AN_HOUR = 10


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
        form = ReportForm(
            initial={
                "page": request.GET.get("page", "")[:200],
                "figure": request.GET.get("figure", ""),
            }
        )
        return render(request, "editorial/report.html", {"form": form})
    form = ReportForm(request.POST)
    if form.is_valid():
        if not form.is_by_a_machine and is_within_limit(request):
            form.save()
        return redirect("editorial:thanks")
    return render(request, "editorial/report.html", {"form": form}, status=400)


@require_safe
def thanks(request: HttpRequest) -> HttpResponse:
    return render(request, "editorial/thanks.html")


def is_within_limit(request: HttpRequest) -> bool:
    """At most so many reports an hour from one address; the rest are dropped in silence."""
    key = f"reports:{client_address(request)}"
    cache.add(key, 0, timeout=3600)
    try:
        return cache.incr(key) <= REPORTS_AN_HOUR
    except ValueError:  # The key ran out between the two calls.
        return True
