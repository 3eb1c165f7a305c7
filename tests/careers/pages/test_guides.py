"""Guides: their pages, where they stand besides, and the ten that are published."""

import json
import re
from urllib.parse import parse_qs, urlsplit

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError

from editorial.choices import Status
from schools.finder.query import ProgramFilter
from tests.factories import make_career, make_credential, make_guide, make_source

PUBLISHED = [
    entry["fields"]
    for entry in json.loads(
        (settings.BASE_DIR / "fixtures" / "guides.json").read_text("utf-8")
    )
]


@pytest.fixture
def guide(db):
    made = make_guide(
        slug="online",
        title="Online or on campus?",
        body="Both do. <script>alert(1)</script>\n\n## Who does well\n\nYou [may](/careers/).",
        searches="Online programs | mode=online\n\nRHIT, cheap | credential=rhit&sort=price",
    )
    made.careers.add(make_career(slug="coder", name="Medical coder"))
    made.careers.add(make_career(name="Hidden job", status=Status.DRAFT))
    made.credentials.add(make_credential(slug="rhit", abbr="RHIT"))
    made.sources.add(make_source(title="The survey"))
    return made


def page(client, url: str) -> str:
    response = client.get(url)
    assert response.status_code == 200
    return response.content.decode()


def test_a_guide_shows_its_sections_and_leads_on(client, guide):
    html = page(client, "/guides/online/")
    assert "<h1>Online or on campus?</h1>" in html
    assert '<h2 id="part-1">Who does well</h2>' in html
    assert "<script>alert" not in html
    assert 'href="/schools/?mode=online"' in html
    assert 'href="/schools/?credential=rhit&amp;sort=price"' in html
    assert 'href="/careers/coder/"' in html
    assert 'href="/credentials/rhit/"' in html
    assert "The survey" in html
    assert "Hidden job" not in html
    assert '"@type": "Article"' in html or '"@type":"Article"' in html


@pytest.mark.parametrize(
    "url",
    [
        "/guides/",
        "/careers/coder/",
        "/credentials/rhit/",
        "/search/?q=campus",
        "/feeds/guides.atom",
        "/sitemap-guides.xml",
    ],
)
def test_a_guide_is_found_where_it_belongs_once_it_is_published(client, guide, url):
    assert "/guides/online/" in page(client, url)
    type(guide).objects.update(status=Status.DRAFT)
    assert "/guides/online/" not in page(client, url)
    assert client.get("/guides/online/").status_code == 404


def test_every_page_leads_to_the_guides(client, guide):
    assert 'href="/guides/"' in page(client, "/about/")


def test_an_empty_result_offers_the_guides(client, guide):
    assert 'href="/guides/"' in page(client, "/schools/?state=OH&price_max=1")


@pytest.mark.parametrize(
    "searches",
    ["credential=rhit", "Words alone", "A | b", "Words | javascript:alert(1)"],
)
def test_a_search_that_cannot_be_read_is_refused(db, searches):
    guide = make_guide()
    guide.searches = searches
    with pytest.raises(ValidationError, match="is not words, a bar and a search"):
        guide.full_clean()


@pytest.mark.parametrize("fields", PUBLISHED, ids=lambda fields: fields["slug"])
def test_a_published_guide_keeps_to_the_rules_of_the_house(fields):
    text = fields["body"]
    assert 500 <= len(text.split()) <= 900
    assert "!" not in text
    assert fields["sources"]
    assert fields["summary"]
    assert fields["checked_on"]
    for line in fields["searches"].splitlines():
        query = parse_qs(line.partition(" | ")[2], strict_parsing=True)
        assert query.keys() <= ProgramFilter.base_filters.keys()
    slugs = {each["slug"] for each in PUBLISHED}
    for path in re.findall(r"\]\((/[^)]*)\)", text):
        if path.startswith("/guides/"):
            assert urlsplit(path).path.split("/")[2] in slugs
