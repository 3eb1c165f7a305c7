"""Which addresses search engines are told of, and what feed readers are."""

import datetime as dt
from xml.etree import ElementTree

import pytest
from django.conf import settings
from django.test import Client
from django.urls import get_resolver, reverse

from editorial.choices import Status
from schools.finder.query import PAGE_SIZE
from schools.pages.states import state_url
from tests.factories import (
    make_career,
    make_credential,
    make_data_change,
    make_program,
    make_school,
)
from tests.pagehead import read_page
from tests.search_engines.addresses import LOCATION, path_of, sitemap_paths
from web.templatetags.heads import MOST_LETTERS

CHANGED = "{http://www.sitemaps.org/schemas/sitemap/0.9}lastmod"
ATOM = "{http://www.w3.org/2005/Atom}"

pytestmark = pytest.mark.django_db


def plain_paths() -> list[str]:
    """Addresses that take no argument, outside the desk and the API."""
    found = []
    for pattern in get_resolver().url_patterns:
        inner = getattr(pattern, "url_patterns", [pattern])
        if getattr(pattern, "app_name", "") in {"admin", "api"}:
            continue
        space = getattr(pattern, "namespace", "") or ""
        for one in inner:
            if not one.pattern.converters and one.name:
                found.append(reverse(f"{space}:{one.name}" if space else one.name))
    return found


def test_every_page_in_the_sitemap_is_one_of_a_kind(client, program):
    titles, descriptions = {}, {}
    for path in sitemap_paths(client):
        response = client.get(path)
        page = read_page(response)
        assert response.status_code == 200, path
        assert page.is_indexable, path
        assert page.canonical == [settings.SITE_URL + path]
        assert page.meta["og:url"] == settings.SITE_URL + path
        assert 0 < len(page.title) <= MOST_LETTERS, page.title
        assert page.title not in titles, (path, titles[page.title])
        description = page.meta["description"]
        assert description not in descriptions, (path, descriptions[description])
        titles[page.title] = descriptions[description] = path


def test_sitemap_holds_each_kind_of_page_once(client, program):
    paths = sitemap_paths(client)
    assert len(paths) == len(set(paths))
    ohio, texas = state_url("OH"), state_url("TX")
    assert {
        "/",
        ohio,
        texas,
        state_url("OH", "associate"),
        state_url("TX", "bachelor"),
        program.get_absolute_url(),
        program.school.get_absolute_url(),
    } <= set(paths)
    assert state_url("TX", "associate") not in paths
    assert state_url("CA") not in paths


def test_every_plain_page_is_in_the_sitemap_or_refuses_to_be_indexed(client, program):
    listed = set(sitemap_paths(client))
    html = {}
    for path in plain_paths():
        response = client.get(path)
        if response.status_code == 200 and "text/html" in response["Content-Type"]:
            refused = "noindex" in response.get("X-Robots-Tag", "")
            html[path] = read_page(response).is_indexable and not refused
    assert {path for path, indexable in html.items() if indexable} == {
        path for path in html if path in listed
    }


@pytest.mark.parametrize(
    "path",
    [
        "/schools/?state=OH",
        "/schools/?page=2",
        "/schools/map/?state=OH",
        "/schools/in/ohio/?page=2",
        "/schools/compare/",
        "/schools/shortlist/",
        "/search/?q=coder",
        "/careers/pay/?occupation=29-2072",
        "/careers/compare/?c=coder",
        "/credentials/?experience=0",
        "/report/",
        "/report/thanks/",
        "/no-such-page/",
    ],
)
def test_what_a_visitor_chose_is_not_indexed(client, program, path):
    page = read_page(client.get(path))
    assert not page.is_indexable
    assert page.canonical == []
    assert "og:url" not in page.meta


def test_campaign_parameters_share_one_address(client, program):
    path = program.get_absolute_url()
    page = read_page(client.get(path, {"utm_source": "mail", "home": "TX"}))
    assert page.is_indexable
    assert page.canonical == [settings.SITE_URL + path]


def test_school_without_programs_is_kept_out(client):
    school = make_school()
    assert not read_page(client.get(school.get_absolute_url())).is_indexable
    assert school.get_absolute_url() not in sitemap_paths(client)


def test_drafts_are_not_in_the_sitemap(client):
    make_program(title="Hidden", status=Status.DRAFT)
    make_program(school=make_school(name="Hidden", status=Status.DRAFT))
    make_career(name="Hidden", status=Status.DRAFT)
    make_credential(abbr="HIDDEN", status=Status.DRAFT)
    assert not [path for path in sitemap_paths(client) if "hidden" in path]
    assert not [path for path in sitemap_paths(client) if "/in/" in path]


def test_sitemap_dates_are_the_newest_known(client):
    school = make_school(published_on=dt.date(2026, 1, 5))
    make_program(
        school=school,
        price_resident=4_000,
        published_on=dt.date(2026, 1, 5),
        price_checked_on=dt.date(2026, 3, 9),
    )
    make_career()
    entry = ElementTree.fromstring(client.get("/sitemap-programs.xml").content)[0]
    assert entry.find(CHANGED).text == "2026-03-09"
    entry = ElementTree.fromstring(client.get("/sitemap-careers.xml").content)[0]
    assert entry.find(CHANGED) is None
    sections = ElementTree.fromstring(client.get("/sitemap.xml").content)
    dates = {path_of(node.find(LOCATION).text): node.find(CHANGED) for node in sections}
    assert dates["/sitemap-programs.xml"].text == "2026-03-09"
    assert dates["/sitemap-schools.xml"].text == "2026-01-05"
    assert dates["/sitemap-careers.xml"] is None


def test_a_long_sitemap_is_read_in_parts(client, monkeypatch):
    monkeypatch.setattr("schools.exports.sitemaps.CHUNK", 2)
    listed = [make_program(title=f"Title {number}") for number in range(5)]
    make_program(status=Status.DRAFT)
    found = ElementTree.fromstring(client.get("/sitemap-programs.xml").content)
    addresses = [path_of(node.find(LOCATION).text) for node in found]
    assert addresses == [program.get_absolute_url() for program in listed]


@pytest.mark.parametrize("query", ["p=2", "p=x", "p=" + "9" * 400])
def test_sitemap_has_no_page_beyond_the_last(client, query):
    assert client.get(f"/sitemap-programs.xml?{query}").status_code == 404


def test_unknown_section_is_not_found(client):
    assert client.get("/sitemap-nothing.xml").status_code == 404


def test_no_answer_repeats_the_host_that_was_asked(program, settings):
    settings.ALLOWED_HOSTS = ["*"]
    client = Client(headers={"host": "elsewhere.example"})
    for _ in range(PAGE_SIZE):
        make_program(school=program.school)
    extra = ["/sitemap.xml", "/robots.txt", "/.well-known/security.txt"]
    extra += ["/feeds/changes.atom", "/api/v1/", "/no-such-page/"]
    extra += ["/api/v1/programs/", f"/api/v1/schools/{program.school.unitid}/"]
    extra += [f"/api/v1/programs/{program.school.unitid}/{program.slug}/"]
    extra += ["/sitemap-programs.xml", "/schools/?state=OH", "/schools/export.json"]
    for path in [*sitemap_paths(Client()), *extra]:
        response = client.get(path)
        assert b"elsewhere" not in response.getvalue(), path
        assert "elsewhere" not in str(response.headers), path


def test_public_pages_set_no_cookie(client, program):
    for path in [*sitemap_paths(client), "/schools/?state=OH", "/no-such-page/"]:
        assert not client.get(path).cookies, path


def test_robots_are_shown_the_sitemap(client):
    lines = client.get("/robots.txt").content.decode().splitlines()
    assert f"Sitemap: {settings.SITE_URL}/sitemap.xml" in lines


def test_feed_tells_what_changed_in_the_data(client):
    change = make_data_change(title="New prices", body="All of **2025-26**.")
    feed = ElementTree.fromstring(client.get("/feeds/changes.atom").content)
    (entry,) = feed.iter(f"{ATOM}entry")
    link = entry.find(f"{ATOM}link").get("href")
    assert entry.find(f"{ATOM}title").text == "New prices"
    assert "<strong>2025-26</strong>" in entry.find(f"{ATOM}summary").text
    assert entry.find(f"{ATOM}published").text.startswith(str(change.made_on))
    assert path_of(link) == f"/data/#{change.anchor}"
    page = client.get("/data/").content.decode()
    assert f'id="{change.anchor}"' in page
    assert 'type="application/atom+xml"' in page
    addresses = [node.get("href") for node in feed.iter(f"{ATOM}link")]
    assert all(address.startswith(settings.SITE_URL) for address in addresses)
