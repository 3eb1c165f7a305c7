"""What a visitor hears while a database does not answer, and how long one waits to hear it."""

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.template.loader import get_template

from web.unsaved import Unsaved

RETRY_AFTER_SECONDS = "30"
NOT_SAVED = (
    "The site's records are busy or away just now, so this form may not have been saved. "
    "Please wait a few seconds before you save again."
)
KNOWN_AWAY_SECONDS = 0.2
"""For a connection, once somebody waited in vain: or the few threads would all stand and wait."""

_patience: dict[object, float] = {}


def unavailable(request: HttpRequest) -> HttpResponse:
    """A form comes back with what was typed, and a button to send it again."""
    if request.method == "POST" and (unsaved := Unsaved.of(request)):
        response = unsaved.page(
            request,
            "unsaved.html",
            status=503,
            title="Please save again",
            said=NOT_SAVED,
        )
    else:
        response = HttpResponse(get_template("503.html").render(), status=503)
    response["Retry-After"] = RETRY_AFTER_SECONDS
    response["Cache-Control"] = "no-store"
    return response


def wait_less() -> None:
    """Have the next requests wait shortly only, until one is served."""
    pool = getattr(connection, "pool", None)
    if pool is not None and pool.timeout > KNOWN_AWAY_SECONDS:
        _patience[pool] = pool.timeout
        pool.timeout = KNOWN_AWAY_SECONDS


def wait_as_usual() -> None:
    if _patience and connection.connection is not None:
        pool = connection.pool
        pool.timeout = _patience.pop(pool, pool.timeout)
