"""What every answer says about who may use it, what no address listens to, and a database away."""

import json
import logging
import re
from collections.abc import Callable
from http import HTTPStatus

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed

from config import health
from config.unavailable import unavailable, wait_as_usual, wait_less

logger = logging.getLogger(__name__)

GetResponse = Callable[[HttpRequest], HttpResponse]

METHODS = ("GET", "HEAD", "POST", "OPTIONS")
UNUSED_FEATURES = (
    "accelerometer",
    "browsing-topics",
    "camera",
    "display-capture",
    "geolocation",
    "gyroscope",
    "magnetometer",
    "microphone",
    "payment",
    "usb",
)


OPEN_DATA = re.compile(r"/api/|/data/pay/|/schools/(export|shortlist)\.")
"""Paths of the public API and of downloads."""
OPEN_DATA_HEADERS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "Content-Disposition, ETag, Retry-After, "
    "X-Catalogue-Version",
}
PREFLIGHT_HEADERS = {
    "Access-Control-Allow-Methods": "GET, HEAD, OPTIONS",
    "Access-Control-Allow-Headers": "If-None-Match",
    "Access-Control-Max-Age": "86400",
}


def isolation_headers(get_response: GetResponse) -> GetResponse:
    """Keep other sites from embedding our pages, and these from asking for devices.

    Open data may be read by scripts of any site, faults included: none of it hangs on a cookie.
    """
    policy = ", ".join(f"{feature}=()" for feature in UNUSED_FEATURES)

    def middleware(request: HttpRequest) -> HttpResponse:
        is_open = bool(OPEN_DATA.match(request.path_info))
        if is_open and "Access-Control-Request-Method" in request.headers:
            response = HttpResponse(status=204, headers=PREFLIGHT_HEADERS)
        else:
            response = get_response(request)
        if is_open:
            for name, value in OPEN_DATA_HEADERS.items():
                response[name] = value
        else:
            response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.headers.setdefault("Permissions-Policy", policy)
        return response

    return middleware


SAID = {
    404: "There is nothing at this address.",
    405: "The API is only read: GET, HEAD and OPTIONS.",
    429: "Too many requests from your address; Retry-After says when to ask again.",
    503: "The site's records do not answer just now; please try again later.",
}


def api_faults(get_response: GetResponse) -> GetResponse:
    """A program that asked for JSON gets JSON, whoever of us refused it."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if (
            request.path_info.startswith("/api/")
            and response.status_code >= HTTPStatus.BAD_REQUEST
            and "json" not in response.get("Content-Type", "")
        ):
            detail = SAID.get(response.status_code, response.reason_phrase)
            response.content = json.dumps({"detail": detail}).encode()
            response["Content-Type"] = "application/json"
            # That of the page in whose place it stands was counted already.
            response["Content-Length"] = str(len(response.content))
        return response

    return middleware


def machine_checks(get_response: GetResponse) -> GetResponse:
    """Answer whoever watches the process under any Host: it knows the machine by its address."""
    checks = {"/healthz": health.alive, "/readyz": health.ready}

    def middleware(request: HttpRequest) -> HttpResponse:
        check = checks.get(request.path_info)
        return check(request) if check else get_response(request)

    return middleware


def known_methods(get_response: GetResponse) -> GetResponse:
    """Refuse TRACE, PUT and whatever else no page, form or API of ours answers."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.method not in METHODS:
            return HttpResponseNotAllowed(METHODS)
        return get_response(request)

    return middleware


class DatabaseUnavailableMiddleware:
    """A plain 503 that says when to come back, instead of a fault of ours."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        wait_as_usual()
        return response

    def process_exception(
        self, request: HttpRequest, exception: Exception
    ) -> HttpResponse | None:
        if not isinstance(exception, OperationalError | InterfaceError):
            return None
        logger.error("Database does not answer: %s", exception)
        wait_less()
        return unavailable(request)
