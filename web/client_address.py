"""Where a request comes from, told through the proxies in front of us."""

from django.conf import settings
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str:
    """The visitor's address.

    Each proxy appends the address it was asked by to X-Forwarded-For, so only the last
    ``NUM_PROXIES`` entries are our own proxies' word; anything before may be made up.
    """
    peer = request.META.get("REMOTE_ADDR", "")
    if not settings.NUM_PROXIES:
        return peer
    named = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
    told = [part.strip() for part in named if part.strip()]
    return told[-min(settings.NUM_PROXIES, len(told))] if told else peer
