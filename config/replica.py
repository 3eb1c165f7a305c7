"""Public pages read the replica, where there is one; what staff do and send reads the primary.

A replica that is away is left alone for a while. One that has not heard of the newest catalogue is
passed over for the primary, and is good enough only while that is away too.
"""

import logging
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.conf import settings
from django.core.cache import cache
from django.db import (
    DEFAULT_DB_ALIAS,
    Error,
    InterfaceError,
    OperationalError,
    connections,
)
from django.http import HttpRequest, HttpResponse

from config.unavailable import unavailable
from editorial.models import Catalogue
from editorial.models.querysets import NEWEST_VERSION

logger = logging.getLogger(__name__)

REPLICA = "replica"
AWAY_SECONDS = 5
"""How long a database that did not answer is not asked again, so that few visitors wait for it."""
CANCELLED = "57014"
"""PostgreSQL's word for a statement that took too long: the primary would take as long."""

_reading: ContextVar[str] = ContextVar("reading", default=DEFAULT_DB_ALIAS)
_away_until: dict[str, float] = {}


class ReplicaRouter:
    """Reads go where the request reads; writes and migrations to the primary."""

    def db_for_read(self, _model, **_hints) -> str:
        return _reading.get()

    def db_for_write(self, _model, **_hints) -> str:
        return DEFAULT_DB_ALIAS

    def allow_relation(self, _one, _other, **_hints) -> bool:
        return True

    def allow_migrate(self, db: str, _app_label: str, **_hints) -> bool:
        return db != REPLICA


@contextmanager
def reading(alias: str) -> Iterator[None]:
    token = _reading.set(alias)
    try:
        yield
    finally:
        _reading.reset(token)


def in_parts(alias: str, parts: Iterable) -> Iterator:
    """What is sent bit by bit is read bit by bit, after the view is done."""
    parts = iter(parts)
    while True:
        with reading(alias):
            try:
                part = next(parts)
            except StopIteration:
                return
        yield part


def version_of(alias: str) -> int | None:
    """Version of the catalogue there; None where the database does not answer."""
    if time.monotonic() < _away_until.get(alias, 0):
        return None
    try:
        with reading(alias):
            version = Catalogue.objects.version()
    except (OperationalError, InterfaceError) as error:
        is_away(alias, error)
        return None
    _away_until.pop(alias, None)
    return version


def is_away(alias: str, error: Exception) -> None:
    _away_until[alias] = time.monotonic() + AWAY_SECONDS
    logger.warning("The %s database does not answer: %s", alias, type(error).__name__)
    connections[alias].close()


def is_fit(version: int) -> bool:
    """Whether a replica with *version* of the catalogue may answer."""
    newest = cache.get(NEWEST_VERSION)
    if not isinstance(newest, int) or version >= newest:
        return True
    on_primary = version_of(DEFAULT_DB_ALIAS)
    if on_primary is None:
        return True
    if on_primary < newest:
        # A backup was restored, which counts on from an older one.
        cache.set(NEWEST_VERSION, on_primary)
    return version >= on_primary


def may_read_replica(request: HttpRequest) -> bool:
    """Nobody who may have just changed something: they would miss it."""
    return (
        REPLICA in connections.databases
        and request.method in {"GET", "HEAD"}
        and settings.SESSION_COOKIE_NAME not in request.COOKIES
        and not request.path_info.startswith("/admin/")
    )


class ReplicaMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable, args: tuple, kwargs: dict
    ) -> HttpResponse | None:
        """The replica's answer; None hands the request to the primary, before a byte was sent."""
        if not may_read_replica(request):
            return None
        version = version_of(REPLICA)
        if version is None or not is_fit(version):
            return None
        try:
            with reading(REPLICA):
                response = view(request, *args, **kwargs)
                if hasattr(response, "render"):
                    response = response.render()
        except Error as error:
            if getattr(error.__cause__, "sqlstate", None) == CANCELLED:
                return unavailable(request)
            # Anything else may come of a column that has not arrived: the primary knows.
            if isinstance(error, OperationalError | InterfaceError):
                is_away(REPLICA, error)
            return None
        if response.streaming:
            response.streaming_content = in_parts(REPLICA, response.streaming_content)
        return response
