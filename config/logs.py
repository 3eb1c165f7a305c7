"""Log lines that machines read: one JSON object each, with the request they belong to.

Neither addresses of visitors nor what they typed is in them: paths are logged without their query.
"""

import json
import logging
import re
import uuid
from collections.abc import Callable
from contextvars import ContextVar
from datetime import UTC, datetime

from django.http import HttpRequest, HttpResponse

REQUEST_ID = re.compile(r"[\w.-]{8,64}", re.ASCII)
PERSONAL = [
    # What follows a path was typed, and a fault of the database quotes the row.
    (re.compile(r"(/[^\s?]*)\?\S+"), r"\1"),
    (re.compile(r"DETAIL:.*"), "DETAIL: left out"),
    (re.compile(r"[^\s<>()'\"]+@[^\s<>()'\"]+"), "(address)"),
    # Gunicorn names whoever sent something that is no request.
    (re.compile(r"ip=\S+"), "ip=(address)"),
]
request_id: ContextVar[str] = ContextVar("request_id", default="")


class JsonLines(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        told = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(),
            "level": record.levelname,
            "logger": record.name,
            "message": impersonal(record.getMessage()),
            "request_id": request_id.get(),
        }
        if record.exc_info:
            told["exception"] = impersonal(self.formatException(record.exc_info))
        return json.dumps({name: value for name, value in told.items() if value})


def impersonal(text: str) -> str:
    for pattern, instead in PERSONAL:
        text = pattern.sub(instead, text)
    return text


def report_errors(address: str) -> None:
    """Send faults to *address*, a Sentry DSN, with the path and nothing else of a request."""
    import sentry_sdk

    sentry_sdk.init(
        address,
        before_send=without_people,
        send_default_pii=False,
        include_local_variables=False,
        max_request_body_size="never",
        max_breadcrumbs=0,
        auto_session_tracking=False,
    )


def without_people(event: dict, _hint: dict) -> dict:
    event.pop("user", None)
    asked = event.pop("request", {})
    event["request"] = {
        "method": asked.get("method"),
        "url": impersonal(asked.get("url", "")),
    }
    event["tags"] = {"request_id": request_id.get()}
    for fault in event.get("exception", {}).get("values", ()):
        fault["value"] = impersonal(fault.get("value") or "")
    if entry := event.get("logentry"):
        event["logentry"] = {
            "message": impersonal(entry.get("formatted") or entry["message"])
        }
    return event


def request_ids(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable:
    """Take the proxy's name for a request, or give it one, and answer with it."""

    def middleware(request: HttpRequest) -> HttpResponse:
        given = request.headers.get("X-Request-ID", "")
        name = given if REQUEST_ID.fullmatch(given) else uuid.uuid4().hex
        token = request_id.set(name)
        try:
            response = get_response(request)
        finally:
            request_id.reset(token)
        response["X-Request-ID"] = name
        return response

    return middleware
