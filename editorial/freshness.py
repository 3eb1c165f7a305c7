"""HTTP caching of public answers: they change with the catalogue, with the day, with our code."""

import hashlib
from collections.abc import Callable
from functools import cache, wraps
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.views.decorators.http import condition

from editorial.models import Catalogue

View = Callable[..., HttpResponse]

MAX_AGE = 300
"""Seconds for which a shared cache need not ask again."""


def fresh_with_catalogue(view: View) -> View:
    """Answer 304 while the catalogue is the same; let shared caches keep what succeeded."""

    @wraps(view)
    def answer(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if request.method not in {"GET", "HEAD"}:
            return view(request, *args, **kwargs)
        version = Catalogue.objects.version()
        etag = entity_tag(version, request.get_full_path())
        conditional = condition(etag_func=lambda *_args, **_kwargs: etag)(view)
        response = conditional(request, *args, **kwargs)
        response["X-Catalogue-Version"] = str(version)
        if response.status_code in {200, 304}:
            patch_cache_control(response, public=True, max_age=MAX_AGE)
        else:
            del response["ETag"]
            patch_cache_control(response, no_store=True)
        return response

    return answer


def entity_tag(version: int, address: str) -> str:
    """Eligibility and accreditation are judged on a day, so yesterday's answer is stale."""
    asked = hashlib.sha256(f"{release()} {address}".encode()).hexdigest()[:16]
    return f'"{version}-{timezone.localdate():%Y%m%d}-{asked}"'


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
