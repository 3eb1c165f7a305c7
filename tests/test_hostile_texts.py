"""A text that tries to be code stays text, in whatever field it is typed."""

from html.parser import HTMLParser
from itertools import cycle

import pytest
from django.apps import apps
from django.db import models

from editorial.models import Catalogue
from tests.everything import publish
from tests.query_counts import QUERIES
from tests.search_engines.addresses import sitemap_paths
from tests.test_drafts_stay_inside import put_text

pytestmark = pytest.mark.django_db

CANARY = "canary"
MOST_ROWS = 40
"""Of a model; each of the texts is tried in many of them."""
HOSTILE = (
    f"<img src=x onerror={CANARY}(1)>",
    f'"><svg onload={CANARY}(2)>',
    f"</script><script>{CANARY}(3)</script>",
    f"[a](javascript:{CANARY}(4)) ![b](x\"onerror='{CANARY}(5))",
    f"{{{{ {CANARY} }}}}</textarea><b onclick={CANARY}(6)>",
)


class LiveCode(HTMLParser):
    """Handlers, scripts and addresses of a page that would run the canary."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self.script_type: str | None = None

    def handle_starttag(self, tag: str, attributes: list) -> None:
        for name, value in attributes:
            runs = name.startswith("on") or (value or "").strip().startswith(
                "javascript:"
            )
            if runs and CANARY in (value or ""):
                self.found.append(self.get_starttag_text()[:120])
        if tag == "script":
            self.script_type = dict(attributes).get("type", "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "script":
            self.script_type = None

    def handle_data(self, data: str) -> None:
        # Data for search engines is read and never run.
        if CANARY in data and self.script_type not in (None, "application/ld+json"):
            self.found.append(f"script: {data[:120]}")


def test_the_check_itself_sees_code():
    for text in (HOSTILE[0], HOSTILE[1], HOSTILE[2]):
        page = LiveCode()
        page.feed(f"<p>{text}</p>")
        assert page.found, text


def test_no_text_becomes_code(client, admin_client):
    publish(3)
    models_of_content: list[type[models.Model]] = [
        model
        for name in ("editorial", "careers", "schools")
        for model in apps.get_app_config(name).get_models()
    ]
    for model in models_of_content:
        rows = model.objects.order_by("pk")[:MOST_ROWS]
        for row, text in zip(rows, cycle(HOSTILE), strict=False):
            put_text(row, text)
    Catalogue.objects.bump()
    found = {}
    for url in [*QUERIES, *sitemap_paths(client)]:
        by = admin_client if url.startswith("/admin/") else client
        response = by.get(url)
        body = b"".join(response).decode()
        if "html" not in response["Content-Type"]:
            continue
        page = LiveCode()
        page.feed(body)
        if page.found:
            found[url] = page.found[:3]
    assert found == {}
