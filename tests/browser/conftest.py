"""A real Chromium against the live server."""

import os
import shutil
import threading
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PHONE = {"width": 360, "height": 740}
DESK = {"width": 1280, "height": 900}


def chrome() -> str:
    found = [shutil.which(os.environ.get(key, key)) for key in ("CHROME_PATH", *NAMES)]
    path = next(filter(None, found), None)
    assert path, "No browser: install one (apt install chromium) or set CHROME_PATH."
    return path


@pytest.fixture(scope="session")
def browser(live_server) -> Iterator[Browser]:
    # Playwright keeps an event loop in this thread, in which Django would refuse its ORM.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chrome(), args=FLAGS)
        yield browser
        browser.close()
        # The server takes the database away from threads that still close a connection.
        for thread in threading.enumerate():
            if "process_request_thread" in thread.name:
                thread.join(timeout=5)
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def open_context(browser: Browser, live_server) -> Iterator:
    """Open windows onto the live server; whatever the browser complains of fails the test."""
    complaints: list[str] = []
    contexts: list[BrowserContext] = []

    def opener(**options) -> BrowserContext:
        context = browser.new_context(base_url=live_server.url, **options)
        context.set_default_timeout(10_000)
        context.on(
            "console",
            lambda message: (
                complaints.append(message.text) if message.type == "error" else None
            ),
        )
        context.on("weberror", lambda error: complaints.append(str(error.error)))
        contexts.append(context)
        return context

    yield opener
    for context in contexts:
        context.close()
    assert not complaints, "\n".join(complaints)


@pytest.fixture
def page(open_context) -> Page:
    """A phone's screen."""
    return open_context(viewport=PHONE, has_touch=True).new_page()


@pytest.fixture
def desktop(open_context) -> Page:
    return open_context(viewport=DESK).new_page()


@pytest.fixture
def without_scripts(open_context) -> Page:
    return open_context(viewport=PHONE, java_script_enabled=False).new_page()
