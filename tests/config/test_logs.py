"""Log lines are JSON, name their request and hold nothing that a visitor typed."""

import json
import logging

from config.logs import JsonLines, request_id


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
