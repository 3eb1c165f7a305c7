"""Log lines are JSON, name their request and hold nothing that a visitor typed."""

import json
import logging
import re
import sys

import pytest

from config.logs import JsonLines, request_id, without_people


def line(message: str, *args, **more) -> dict:
    record = logging.LogRecord("site", logging.ERROR, "x.py", 1, message, args, None)
    vars(record).update(more)
    return json.loads(JsonLines().format(record))


def test_a_line_is_an_object_on_one_line():
    told = line("Two\nlines: %s", "here")
    assert told["message"] == "Two\nlines: here"
    assert (told["level"], told["logger"]) == ("ERROR", "site")
    assert "request_id" not in told


def test_a_line_names_its_request():
    token = request_id.set("abc12345")
    assert line("x")["request_id"] == "abc12345"
    request_id.reset(token)


@pytest.mark.parametrize(
    "text",
    [
        "Error handling request /search/?q=Harbor",
        "Invalid request from ip=203.0.113.9: no method",
        "Not sent to Harbor@example.org",
        "duplicate key value\nDETAIL:  Key (name)=(Harbor) already exists.",
    ],
)
def test_nobody_is_named(text):
    told = line("%s", text)["message"]
    assert not {"Harbor", "203.0.113.9"} & set(re.split(r"[^\w.]", told))
    assert told.split()[0] == text.split()[0]
    try:
        raise ValueError(text)
    except ValueError:
        told = line("Fault", exc_info=sys.exc_info())
    assert "Harbor" not in told["exception"]
    assert "203.0.113.9" not in told["exception"]


def test_a_reported_fault_says_where_and_not_who():
    event = {
        "user": {"ip_address": "203.0.113.9"},
        "request": {
            "method": "POST",
            "url": "https://example.org/report/?q=Harbor",
            "query_string": "q=Harbor",
            "headers": {"Cookie": "Harbor"},
            "data": {"email": "Harbor"},
        },
        "exception": {"values": [{"type": "E", "value": "DETAIL: (Harbor)"}]},
        "logentry": {"message": "Fault at %s", "formatted": "Fault at /?q=Harbor"},
    }
    told = json.dumps(without_people(event, {}))
    assert "Harbor" not in told
    assert "203.0.113.9" not in told
    assert "https://example.org/report/" in told


def test_a_request_has_a_name(client):
    given = client.get("/healthz", HTTP_X_REQUEST_ID="from-the-proxy-1")
    assert given["X-Request-ID"] == "from-the-proxy-1"
    for forged in ("", "a", 'x"y' * 9, "x" * 65):
        named = client.get("/healthz", HTTP_X_REQUEST_ID=forged)["X-Request-ID"]
        assert named != forged
        assert len(named) == 32
    assert not request_id.get()


def test_machines_may_ask_under_any_host(client, db):
    for path in ("/healthz", "/readyz"):
        assert client.get(path, HTTP_HOST="10.0.0.7").status_code == 200
    assert client.get("/", HTTP_HOST="10.0.0.7").status_code == 400
    assert client.post("/healthz").status_code == 405
