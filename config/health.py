"""What a load balancer and a crawler ask before they ask for pages; never touches a session."""

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

PLAIN = "text/plain; charset=utf-8"


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
