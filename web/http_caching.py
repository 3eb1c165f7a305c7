"""HTTP caching of public answers: they change with what they show, with the day, with our code."""

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

View = Callable[..., HttpResponse]
State = Callable[[HttpRequest], str]
"""Names the state of what an answer is made from: two that differ never have one name."""


def cached_while(
    state: State, *, vary_on: Iterable[str] = (), **ages: int
) -> Callable[[View], View]:
    """Answer 304 while *state* stays the same; let caches keep what succeeded, and nothing else.

    *vary_on*: request headers that the answer hangs on beside its address. *ages*: for how many
    seconds caches need not ask again, as `patch_cache_control` takes them.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def answer(request: HttpRequest, *args, **kwargs) -> HttpResponse:
            if request.method not in {"GET", "HEAD"}:
                return view(request, *args, **kwargs)
            etag = entity_tag(state(request), asked(request, vary_on))
            response = unless_known(etag, view, request, *args, **kwargs)
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


def entity_tag(state: str, asked: str) -> str:
    """Answers may speak of the day they are given on, so yesterday's is stale."""
    parts = f"{release()} {state} {timezone.localdate()} {asked}"
    return f'"{hashlib.sha256(parts.encode()).hexdigest()[:32]}"'


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
