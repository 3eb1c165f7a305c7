"""What machines ask before they ask for pages, or instead; never touches a session."""

import datetime as dt

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

PLAIN = "text/plain; charset=utf-8"
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
    """The database answers too."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        headers = {"Retry-After": "5"}
        return HttpResponse(
            "no database\n", status=503, content_type=PLAIN, headers=headers
        )
    return HttpResponse("ready\n", content_type=PLAIN)


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
