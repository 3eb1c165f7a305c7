"""What anybody may see, cached for as long as the published catalogue is the same."""

from collections.abc import Iterable
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.template.loader import get_template

from editorial.models import Catalogue
from web.http_caching import View, cached_while

MAX_AGE = 300
"""Seconds for which caches need not ask again for an export or an answer of the API."""
SHARED_MAX_AGE = 10
"""The same for pages, which people look at right after an edit; browsers ask each time."""
ATTEMPTS = 2
RETRY_AFTER_SECONDS = "1"


class CatalogueMoved(Exception):
    """The catalogue changed while an answer was made from it; it is made anew, once."""


def state_of_catalogue(request: HttpRequest) -> str:
    version, stamp = request.catalogue
    return f"{version}-{stamp}"


def cached_with_catalogue(*, vary_on: Iterable[str] = (), **ages: int):
    """A decorator: 304 while the catalogue is the same, *ages* and *vary_on* as `cached_while`.

    The view finds version and stamp of the catalogue in `request.catalogue`.
    """

    def decorate(view: View) -> View:
        cached = cached_while(state_of_catalogue, vary_on=vary_on, **ages)(view)

        @wraps(view)
        def answer(request: HttpRequest, *args, **kwargs) -> HttpResponse:
            for _ in range(ATTEMPTS):
                request.catalogue = Catalogue.objects.mark()
                try:
                    response = cached(request, *args, **kwargs)
                except CatalogueMoved:
                    continue
                response["X-Catalogue-Version"] = str(request.catalogue[0])
                return response
            return try_again()

        return answer

    return decorate


def try_again() -> HttpResponse:
    """For whoever asked while one edit after the other was published."""
    response = HttpResponse(get_template("503.html").render(), status=503)
    response["Retry-After"] = RETRY_AFTER_SECONDS
    response["Cache-Control"] = "no-store"
    return response


fresh_with_catalogue = cached_with_catalogue(max_age=MAX_AGE)
"""For exports: every cache may keep what succeeded."""

public_page = cached_with_catalogue(max_age=0, s_maxage=SHARED_MAX_AGE)
"""For a page that depends on nothing but its address: no cookie, nobody's name, no token.

Browsers ask each time, so whoever follows a correction sees it; caches on the way keep it briefly.
"""

public_page_and_part = cached_with_catalogue(
    vary_on=["HX-Request", "HX-History-Restore-Request"],
    max_age=0,
    s_maxage=SHARED_MAX_AGE,
)
"""As `public_page`, for a view that sends htmx a part of the page."""
