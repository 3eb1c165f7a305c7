"""What production runs with, asked of production settings themselves."""

import json
import os
import re
import subprocess
import sys

import pytest
from django.conf import settings

ENVIRONMENT = {
    "PATH": os.environ["PATH"],
    "DJANGO_SETTINGS_MODULE": "config.settings.prod",
    "SECRET_KEY": "x" * 64,
    "ALLOWED_HOSTS": "example.org",
    "DATABASE_URL": "sqlite:///:memory:",
    "SITE_URL": "https://example.org",
}
ASK = """
import json
from wsgiref.util import setup_testing_defaults

from config.wsgi import application
from django.conf import settings
from django.core.handlers.wsgi import WSGIRequest
from web.client_address import client_address


def ask(path, **more):
    environ = {"PATH_INFO": path, "HTTP_HOST": "example.org", **more}
    setup_testing_defaults(environ)
    answers = []
    response = application(environ, lambda *answer: answers.append(answer))
    b"".join(response)
    response.close()
    status, headers = answers[0]
    return [int(status.split()[0]), dict(headers), client_address(WSGIRequest(environ))]


NAMES = NAMES_ASKED
print(json.dumps({
    "settings": {name: getattr(settings, name) for name in NAMES},
    "plain": ask("/robots.txt"),
    "proxied": ask(
        "/robots.txt",
        REMOTE_ADDR="10.0.0.1",
        HTTP_X_FORWARDED_PROTO="https",
        HTTP_X_FORWARDED_FOR="203.0.113.9, 198.51.100.7",
    ),
}, default=str))
"""
WAIT = """
import time


def timed():
    began = time.perf_counter()
    return ask("/data/")[0], time.perf_counter() - began


print(json.dumps([timed(), timed()]))
"""
EXAMPLE_KEY = re.search(
    r"^SECRET_KEY=(.+)$", (settings.BASE_DIR / ".env.example").read_text(), re.MULTILINE
)[1]
PINNED = {
    "ADMINS": [],
    "ALLOWED_HOSTS": ["example.org"],
    "AXES_COOLOFF_TIME": "0:15:00",
    "AXES_FAILURE_LIMIT": 5,
    "CSRF_COOKIE_SECURE": True,
    "CSRF_TRUSTED_ORIGINS": [],
    "DEBUG": False,
    "NUM_PROXIES": 1,
    "SECURE_HSTS_INCLUDE_SUBDOMAINS": True,
    "SECURE_HSTS_PRELOAD": True,
    "SECURE_HSTS_SECONDS": 63072000,
    "SECURE_PROXY_SSL_HEADER": ["HTTP_X_FORWARDED_PROTO", "https"],
    "SECURE_REDIRECT_EXEMPT": ["^healthz$", "^readyz$"],
    "SECURE_SSL_REDIRECT": True,
    "CSRF_COOKIE_NAME": "__Host-csrftoken",
    "SESSION_COOKIE_NAME": "__Host-sessionid",
    "SESSION_COOKIE_HTTPONLY": True,
    "SESSION_COOKIE_SAMESITE": "Lax",
    "SESSION_COOKIE_SECURE": True,
    "SITE_URL": "https://example.org",
    "USE_X_FORWARDED_HOST": False,
    "X_FRAME_OPTIONS": "DENY",
}


def run(code: str, **environment: str) -> subprocess.CompletedProcess:
    return subprocess.run(
        [sys.executable, "-c", code],
        cwd=settings.BASE_DIR,
        env={**ENVIRONMENT, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def production() -> dict:
    names = sorted({*PINNED, "REST_FRAMEWORK", "STORAGES", "DATABASES", "MIDDLEWARE"})
    done = run(ASK.replace("NAMES_ASKED", repr(names)))
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_production_sets_what_it_must(production):
    found = production["settings"]
    assert {name: found[name] for name in PINNED} == PINNED
    framework = found["REST_FRAMEWORK"]
    assert framework["NUM_PROXIES"] == 1
    assert framework["DEFAULT_THROTTLE_RATES"] == {"anon": "120/min"}
    assert framework["DEFAULT_RENDERER_CLASSES"] == [
        "rest_framework.renderers.JSONRenderer"
    ]
    assert "Manifest" in found["STORAGES"]["staticfiles"]["BACKEND"]
    assert found["DATABASES"]["default"]["CONN_MAX_AGE"] is None


def test_plain_http_is_sent_to_tls(production):
    status, headers, _ = production["plain"]
    assert (status, headers["Location"]) == (301, "https://example.org/robots.txt")


def test_the_proxy_is_believed_and_the_visitor_is_not(production):
    """Two entries of X-Forwarded-For: the last is the proxy's own, the first made up."""
    status, headers, address = production["proxied"]
    assert (status, address) == (200, "198.51.100.7")
    assert headers["Strict-Transport-Security"] == (
        "max-age=63072000; includeSubDomains; preload"
    )


@pytest.mark.parametrize(
    "name", ["SECRET_KEY", "ALLOWED_HOSTS", "DATABASE_URL", "SITE_URL"]
)
def test_production_does_not_start_without(name):
    done = run("from config.settings import prod", **{name: ""})
    assert done.returncode == 1
    assert f"Set {name} in the environment." in done.stderr


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("SECRET_KEY", EXAMPLE_KEY, "an example that anybody can read"),
        (
            "SECRET_KEY",
            "django-insecure-" + "x" * 60,
            "an example that anybody can read",
        ),
        ("ALLOWED_HOSTS", "*", "must name the site's hosts"),
        ("ALLOWED_HOSTS", "example.org,*", "must name the site's hosts"),
    ],
)
def test_production_does_not_start_with_what_everybody_knows(name, value, said):
    done = run("from config.settings import prod", **{name: value})
    assert done.returncode == 1
    assert said in done.stderr


def test_a_pooler_gets_no_settings_at_the_start_of_a_connection():
    ask = "from config.settings import prod; print(prod.DATABASES['default'])"
    url = "postgres://site@127.0.0.1:1/site"
    plain = run(ask, DATABASE_URL=url).stdout
    assert "statement_timeout" in plain
    assert "'reconnect_timeout': 4" in plain
    pooled = run(ask, DATABASE_URL=url, DATABASE_BEHIND_POOLER="true").stdout
    assert "statement_timeout" not in pooled
    assert "'DISABLE_SERVER_SIDE_CURSORS': True" in pooled


def test_one_visitor_waits_for_a_lost_database_and_the_next_ones_hardly():
    code = ASK.split("NAMES =")[0] + WAIT
    # Nobody listens on the first port.
    done = run(code, DATABASE_URL="postgres://site@127.0.0.1:1/site", TLS="false")
    assert done.returncode == 0, done.stderr
    (first, waited), (second, hardly) = json.loads(done.stdout)
    assert (first, second) == (503, 503)
    assert 1.5 < waited < 3
    assert hardly < 0.8


def test_a_replica_is_waited_for_shortly():
    ask = "from config.settings import prod; print(prod.DATABASES['replica'])"
    url = "postgres://site@127.0.0.1:1/site"
    found = run(ask, DATABASE_URL=url, DATABASE_REPLICA_URL=f"{url}2").stdout
    assert "'NAME': 'site2'" in found
    assert "'timeout': 0.3" in found


@pytest.mark.parametrize(
    ("address", "active"), [("", False), ("https://k@127.0.0.1/1", True)]
)
def test_faults_are_reported_only_where_an_address_is_set(address, active):
    ask = "from config.settings import prod; import sentry_sdk; print(sentry_sdk.is_initialized())"
    done = run(ask, ERROR_REPORTS_URL=address)
    assert done.stdout.strip() == str(active), done.stderr


def test_production_does_not_start_with_a_short_key():
    done = run("from config.settings import prod", SECRET_KEY="too-short")
    assert "at least 50 characters" in done.stderr
    assert done.returncode == 1


@pytest.mark.parametrize(
    ("given", "site"),
    [
        ([], "http://127.0.0.1:8000"),
        (["PORT=9000"], "http://127.0.0.1:9000"),
        (["PORT=9000", "HOST=localhost"], "http://localhost:9000"),
    ],
)
def test_links_of_a_local_site_lead_to_its_port(given, site):
    done = subprocess.run(
        ["make", "--dry-run", "run", *given],
        cwd=settings.BASE_DIR,
        env={"PATH": os.environ["PATH"]},
        capture_output=True,
        text=True,
        check=True,
    )
    line = next(line for line in done.stdout.splitlines() if "runserver" in line)
    assignment = line.split()[0]
    shown = subprocess.run(
        ["sh", "-c", f"{assignment}; echo $SITE_URL"],
        env={},
        capture_output=True,
        text=True,
        check=True,
    )
    assert shown.stdout.strip() == site
