"""What machines ask before they ask for pages, or instead; never touches a session."""

import datetime as dt

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, DatabaseError, connections
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from config.replica import REPLICA, reading
from config.unavailable import wait_as_usual
from editorial.models import Catalogue

PLAIN = "text/plain; charset=utf-8"
NAMES = {DEFAULT_DB_ALIAS: "primary", REPLICA: "replica"}
SECURITY_EXPIRES = dt.timedelta(days=180)
"""From the day it is asked: whoever reads an older copy should ask again."""


@require_safe
@never_cache
def alive(_request: HttpRequest) -> HttpResponse:
    """The process answers, whatever the database does."""
    return HttpResponse("alive\n", content_type=PLAIN)


@require_safe
@never_cache
def ready(_request: HttpRequest) -> HttpResponse:
    """A database answers too: public pages do with the replica while the primary is away."""
    versions = {
        alias: version_now(alias)
        for alias in (DEFAULT_DB_ALIAS, REPLICA)
        if alias in connections.databases
    }
    newest = max((v for v in versions.values() if v is not None), default=None)
    lines = [
        f"{NAMES[alias]}: {standing(version, newest)}\n"
        for alias, version in versions.items()
    ]
    if newest is None:
        headers = {"Retry-After": "5"}
        return HttpResponse(
            ["no database\n", *lines], status=503, content_type=PLAIN, headers=headers
        )
    return HttpResponse(["ready\n", *lines], content_type=PLAIN)


def version_now(alias: str) -> int | None:
    """Asked anew each time, unlike what pages go by."""
    try:
        with reading(alias):
            version = Catalogue.objects.version()
    except DatabaseError:
        return None
    # Public pages may not have asked the primary since it is back.
    wait_as_usual()
    return version


def standing(version: int | None, newest: int | None) -> str:
    if version is None:
        return "does not answer"
    return f"catalogue {version}{', behind' if version < newest else ''}"


@require_safe
def robots(_request: HttpRequest) -> HttpResponse:
    lines = [
        "User-agent: *",
        "Disallow: /admin/",
        f"Sitemap: {settings.SITE_URL}/sitemap.xml",
    ]
    return HttpResponse("\n".join([*lines, ""]), content_type=PLAIN)


@require_safe
def security(_request: HttpRequest) -> HttpResponse:
    """Where to report a hole, as RFC 9116 wants it told."""
    site = settings.SITE_URL
    contact = settings.SECURITY_CONTACT or site + reverse("editorial:report")
    lines = [
        f"Contact: {contact}",
        f"Expires: {timezone.now() + SECURITY_EXPIRES:%Y-%m-%dT00:00:00Z}",
        "Preferred-Languages: en",
        f"Canonical: {site}{reverse('security')}",
    ]
    return HttpResponse("\n".join([*lines, ""]), content_type=PLAIN)


@require_safe
def favicon(_request: HttpRequest) -> HttpResponse:
    """Browsers ask for it unasked; the icon's own name changes with its content."""
    return HttpResponseRedirect(static("img/favicon.svg"))


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's own gives the page no context, and the page names the site."""
    return render(request, "400.html", status=400)
