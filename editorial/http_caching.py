"""HTTP caching of public answers: they change with the catalogue, with the day, with our code."""

import hashlib
from collections.abc import Callable
from functools import cache, wraps
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_cache_control

from editorial.models import Catalogue

View = Callable[..., HttpResponse]

MAX_AGE = 300
"""Seconds for which a shared cache need not ask again."""
SHARED_MAX_AGE = 10
"""The same for pages, which people look at right after an edit."""
ATTEMPTS = 5


class CatalogueMoved(Exception):
    """The catalogue changed while an answer was made from it; it has to be made anew."""


def fresh_with_catalogue(view: View) -> View:
    """Answer 304 while the catalogue is the same; let every cache keep what succeeded."""
    return kept_fresh(view, max_age=MAX_AGE)


def public_page(view: View) -> View:
    """Answer 304 while the catalogue is the same; caches on the way keep the page for a moment.

    Browsers ask each time, so whoever follows a correction sees it. The page must depend on
    nothing but its address: no cookie, nobody's name, no token.
    """
    return kept_fresh(view, max_age=0, s_maxage=SHARED_MAX_AGE)


def kept_fresh(view: View, **ages: int) -> View:
    @wraps(view)
    def answer(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if request.method not in {"GET", "HEAD"}:
            return view(request, *args, **kwargs)
        for attempts_left in reversed(range(ATTEMPTS)):
            # Views that ask for the index need not look the catalogue up again.
            request.catalogue = version, stamp = Catalogue.objects.mark()
            etag = entity_tag(version, f"{stamp} {asked(request)}")
            try:
                response = unless_known(etag, view, request, *args, **kwargs)
                break
            except CatalogueMoved:
                if not attempts_left:
                    raise
        response["X-Catalogue-Version"] = str(version)
        if response.status_code in {200, 304}:
            response["ETag"] = etag
            patch_cache_control(response, public=True, **ages)
        else:
            patch_cache_control(response, no_store=True)
        return response

    return answer


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


def asked(request: HttpRequest) -> str:
    """The address, and whether a script asks for a part of the page."""
    return f"{request.get_full_path()} {request.headers.get('HX-Request', '')}"


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
