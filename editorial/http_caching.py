"""HTTP caching of public answers: they change with the catalogue, with the day, with our code."""

import hashlib
from collections.abc import Callable, Iterable
from functools import cache, wraps
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import (
    get_conditional_response,
    patch_cache_control,
    patch_vary_headers,
)

from editorial.models import Catalogue

View = Callable[..., HttpResponse]

MAX_AGE = 300
"""Seconds for which a shared cache need not ask again."""
SHARED_MAX_AGE = 10
"""The same for pages, which people look at right after an edit."""
ATTEMPTS = 5


class CatalogueMoved(Exception):
    """The catalogue changed while an answer was made from it; it has to be made anew."""


def fresh_while(*vary_on: str, **ages: int) -> Callable[[View], View]:
    """Answer 304 while the catalogue is the same; let caches keep what succeeded.

    *vary_on*: request headers that the answer hangs on beside its address. *ages*: for how many
    seconds caches need not ask again, as `patch_cache_control` takes them.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def answer(request: HttpRequest, *args, **kwargs) -> HttpResponse:
            if request.method not in {"GET", "HEAD"}:
                return view(request, *args, **kwargs)
            for attempts_left in reversed(range(ATTEMPTS)):
                # Views that ask for the index need not look the catalogue up again.
                request.catalogue = version, stamp = Catalogue.objects.mark()
                etag = entity_tag(version, f"{stamp} {asked(request, vary_on)}")
                try:
                    response = unless_known(etag, view, request, *args, **kwargs)
                    break
                except CatalogueMoved:
                    if not attempts_left:
                        raise
            response["X-Catalogue-Version"] = str(version)
            if vary_on:
                patch_vary_headers(response, vary_on)
            if response.status_code in {200, 304}:
                response["ETag"] = etag
                patch_cache_control(response, public=True, **ages)
            else:
                patch_cache_control(response, no_store=True)
            return response

        return answer

    return decorate


fresh_with_catalogue = fresh_while(max_age=MAX_AGE)
"""Answer 304 while the catalogue is the same; let every cache keep what succeeded."""

public_page = fresh_while(max_age=0, s_maxage=SHARED_MAX_AGE)
"""Answer 304 while the catalogue is the same; caches on the way keep the page for a moment.

Browsers ask each time, so whoever follows a correction sees it. The page must depend on nothing
but its address: no cookie, nobody's name, no token.
"""

public_page_and_part = fresh_while(
    "HX-Request", "HX-History-Restore-Request", max_age=0, s_maxage=SHARED_MAX_AGE
)
"""As `public_page`, for a view that sends htmx a part of the page."""


def unless_known(
    etag: str, view: View, request: HttpRequest, *args, **kwargs
) -> HttpResponse:
    """What *view* answers; 304 alone to whoever has it already."""
    # A tag is given to what was there; “*” claims nothing of the kind, so the view decides first.
    if request.headers.get("If-None-Match", "").strip() != "*":
        known = get_conditional_response(request, etag=etag)
        if known is not None:
            return known
    response = view(request, *args, **kwargs)
    return get_conditional_response(request, etag=etag, response=response)


def asked(request: HttpRequest, vary_on: Iterable[str]) -> str:
    """The address, and the headers that the answer hangs on."""
    headers = (f"{name}: {request.headers.get(name, '')}" for name in vary_on)
    return "\n".join([request.get_full_path(), *headers])


def entity_tag(version: int, asked: str) -> str:
    """Eligibility and accreditation are judged on a day, so yesterday's answer is stale."""
    sum_of = hashlib.sha256(f"{release()} {asked}".encode()).hexdigest()[:16]
    return f'"{version}-{timezone.localdate():%Y%m%d}-{sum_of}"'


@cache
def release() -> str:
    """A sum over our own code and templates: the same on every machine that runs them."""
    folders = [Path(app.path) for app in apps.get_app_configs()]
    ours = [folder for folder in folders if folder.parent == settings.BASE_DIR]
    found = hashlib.sha256()
    for folder in (
        *ours,
        settings.BASE_DIR / "templates",
        settings.BASE_DIR / "static",
    ):
        for path in sorted(folder.rglob("*.*")):
            if path.is_file() and path.suffix != ".pyc":
                found.update(path.read_bytes())
    return found.hexdigest()
