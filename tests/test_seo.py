"""What search engines, feed readers and shared links are told."""

import datetime as dt
import re
import struct
from xml.etree import ElementTree

import pytest
from django.conf import settings
from django.template import Context, Template
from django.test import Client
from django.urls import get_resolver, reverse

from careers.choices import AreaKind, AwardLevel, Section, State
from careers.models import CareerItem
from editorial.choices import Kind, Status
from schools.finder.query import PAGE_SIZE
from schools.pages.states import state_url
from schools.pages.titles import program_title, school_title
from tests.factories import (
    make_area,
    make_career,
    make_credential,
    make_data_change,
    make_occupation,
    make_organization,
    make_pay,
    make_program,
    make_school,
)
from tests.pagehead import read_page
from web.templatetags.heads import MOST_LETTERS, json_ld, titled

LOCATION = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"
CHANGED = "{http://www.sitemaps.org/schemas/sitemap/0.9}lastmod"
ATOM = "{http://www.w3.org/2005/Atom}"
NEEDED = {
    "BreadcrumbList": {"itemListElement"},
    "CollegeOrUniversity": {"name", "url", "address"},
    "EducationalOccupationalCredential": {"name", "url"},
    "EducationalOccupationalProgram": {"name", "url", "provider"},
    "FAQPage": {"mainEntity"},
    "Occupation": {"name", "description", "occupationLocation"},
    "WebSite": {"name", "url", "potentialAction"},
}

pytestmark = pytest.mark.django_db


@pytest.fixture
def program():
    """A little of everything that has a page, and the program of it."""
    occupation = make_occupation()
    nation = make_area(kind=AreaKind.NATION, name="United States")
    make_pay(occupation=occupation, area=nation, annual_p10=37_000, annual_p90=81_000)
    career = make_career(name="Coder", occupation=occupation)
    CareerItem.objects.create(
        career=career,
        section=Section.QUESTION,
        title="Is it hard?",
        body="It **can** be.",
    )
    make_career(name="Biller", summary="Sends each claim and follows it to the end.")
    make_credential(abbr="CCA")
    make_data_change()
    school = make_school(name="Elm College", website="https://elm.example.edu")
    make_school(name="School without any program")
    make_program(award_level=AwardLevel.BACHELOR, school=make_school(state=State.TX))
    return make_program(school=school, price_resident=4_000, months_high=24)


def locations(client, path="/sitemap.xml") -> list[str]:
    root = ElementTree.fromstring(client.get(path).content)
    return [node.text for node in root.iter(LOCATION)]


def path_of(address: str) -> str:
    assert address.startswith(f"{settings.SITE_URL}/")
    return address.removeprefix(settings.SITE_URL)


def sitemap_paths(client) -> list[str]:
    sections = map(path_of, locations(client))
    return [path_of(page) for path in sections for page in locations(client, path)]


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


def test_data_has_what_search_engines_need(client, program):
    seen = set()
    for path in sitemap_paths(client):
        for data in read_page(client.get(path)).data:
            assert data["@context"] == "https://schema.org"
            assert NEEDED[data["@type"]] <= data.keys(), (path, data)
            assert None not in data.values()
            assert "" not in data.values()
            seen.add(data["@type"])
    assert seen == set(NEEDED)


def test_trail_is_told_as_it_is_shown(client, program):
    page = read_page(client.get(program.get_absolute_url()))
    steps = page.typed("BreadcrumbList")["itemListElement"]
    assert [step["name"] for step in steps] == [
        "Home",
        "Schools",
        "Ohio",
        "Elm College",
        program.title,
    ]
    assert [step["position"] for step in steps] == [1, 2, 3, 4, 5]
    assert steps[2]["item"] == settings.SITE_URL + state_url("OH")
    assert "item" not in steps[-1]


def data_of(client, program) -> dict:
    page = read_page(client.get(program.get_absolute_url()))
    return page.typed("EducationalOccupationalProgram")


def test_program_gives_one_price_as_its_total(client):
    program = make_program(price_resident=4_000, months_high=24)
    data = data_of(client, program)
    (offer,) = data["offers"]
    assert offer["category"] == "Total Cost"
    assert offer["priceSpecification"]["price"] == 4_000
    assert "estimated" not in offer["priceSpecification"]["description"]
    assert data["timeToComplete"] == "P24M"
    assert data["provider"]["address"]["addressRegion"] == "OH"


def test_program_gives_both_prices_and_says_which_are_estimated(client):
    program = make_program(
        price_resident=4_000, price_nonresident=9_000, price_kind=Kind.ESTIMATED
    )
    offers = data_of(client, program)["offers"]
    assert [offer["category"] for offer in offers] == ["In-state", "Out-of-state"]
    for offer in offers:
        assert "estimated" in offer["priceSpecification"]["description"]


def test_program_leaves_out_what_nobody_knows(client):
    data = data_of(client, make_program())
    left_out = {"offers", "timeToComplete", "educationalProgramMode"}
    assert not left_out & data.keys()
    assert "sameAs" not in data["provider"]


def test_program_gives_no_length_for_a_range(client):
    program = make_program(months_low=3, months_high=9)
    assert "timeToComplete" not in data_of(client, program)


def test_occupation_gives_the_pay_that_is_published_as_an_amount(client):
    occupation = make_occupation()
    nation = make_area(kind=AreaKind.NATION, name="United States")
    make_pay(
        occupation=occupation,
        area=nation,
        annual_p10=37_000,
        annual_median=50_000,
        annual_p90=300_000,
    )
    career = make_career(occupation=occupation)
    page = read_page(client.get(career.get_absolute_url()))
    (salary,) = page.typed("Occupation")["estimatedSalary"]
    assert (salary["percentile10"], salary["median"]) == (37_000, 50_000)
    assert (salary["currency"], salary["duration"]) == ("USD", "P1Y")
    # Tables print “or more” for the highest pay, and nobody knows a percentile left blank.
    assert not {"percentile25", "percentile90"} & salary.keys()


def test_occupation_without_pay_claims_none(client):
    page = read_page(client.get(make_career().get_absolute_url()))
    assert "estimatedSalary" not in page.typed("Occupation")
    assert "FAQPage" not in {data["@type"] for data in page.data}


def test_questions_are_told_with_their_answers(client, program):
    path = next(path for path in sitemap_paths(client) if "/careers/coder" in path)
    (question,) = read_page(client.get(path)).typed("FAQPage")["mainEntity"]
    assert question["name"] == "Is it hard?"
    answer = question["acceptedAnswer"]["text"]
    assert answer == "<p>It <strong>can</strong> be.</p>"


def test_credential_leaves_out_what_the_page_doubts(client):
    issuer = make_organization(name="Association", url="https://association.example")
    values = {"issuer": issuer, "renewal_years": 2}
    sure = make_credential(**values)
    doubted = make_credential(**values, unverified="issuer\nrenewal.cycle_years")
    kind = "EducationalOccupationalCredential"
    told = read_page(client.get(sure.get_absolute_url())).typed(kind)
    assert told["recognizedBy"]["name"] == "Association"
    assert told["validFor"] == "P2Y"
    told = read_page(client.get(doubted.get_absolute_url())).typed(kind)
    assert not {"recognizedBy", "validFor"} & told.keys()


def test_data_cannot_end_its_element(client):
    name = "</script><script>alert(1)</script> & <!-- Co."
    school = make_school(name=name, slug="elm")
    program = make_program(school=school, title=name, slug="elm")
    for path in (school.get_absolute_url(), program.get_absolute_url()):
        response = client.get(path)
        assert b"<script>alert" not in response.content
        page = read_page(response)
        assert name in str(page.data[0])
        assert page.typed("BreadcrumbList")["itemListElement"][-1]["name"] == name


def test_no_data_makes_no_element():
    assert json_ld({}) == ""


def test_site_is_named_where_there_is_room():
    assert titled("Sources") == f"Sources · {settings.SITE_NAME}"
    assert titled("") == settings.SITE_NAME
    long = "A title that leaves no room for the name of the site"
    assert titled(long) == long
    named = f"{settings.SITE_NAME}: jobs"
    assert titled(named) == named


@pytest.mark.parametrize("whole", [True, False])
def test_a_title_is_escaped_once_with_and_without_the_name_of_the_site(whole):
    room = (
        "" if whole else ", as long as titles may be and some letters longer than that"
    )
    page = Template("{% line as own %}{{ title }}{% endline %}{{ own|titled }}")
    for rendered in (
        page.render(Context({"title": f"R&D's <b>{room}"})),
        Template("{{ title|titled }}").render(Context({"title": f"R&D's <b>{room}"})),
    ):
        name = f" · {settings.SITE_NAME}" if whole else ""
        assert rendered == f"R&amp;D&#x27;s &lt;b&gt;{room}{name}"


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}])
def test_what_was_typed_is_escaped_once_in_the_title_of_its_results(client, headers):
    for path in ("/schools/?q=zebra+%26+yak", "/search/?q=zebra+%26+yak"):
        title = re.search(
            "<title>(.*?)</title>", client.get(path, headers=headers).text
        )
        assert "zebra &amp; yak" in title[1]


def test_templates_leave_the_name_of_the_site_to_the_base():
    for path in (settings.BASE_DIR / "templates").rglob("*.html"):
        if path.parent.name == "admin" or path.name == "home.html":
            continue
        for line in path.read_text().splitlines():
            if "{% block title" in line:
                assert "SITE_NAME" not in line, path


def test_templates_name_attributes_as_html_allows():
    for path in (settings.BASE_DIR / "templates").rglob("*.html"):
        assert not re.search(r"\shx-[a-z-]+=", path.read_text()), path


LONG_TITLE = "Health Information and Medical Records Administration"
LONG_NAME = "Southeastern Example Institute of Technology and the Health Sciences-"


@pytest.mark.parametrize("level", AwardLevel.values)
def test_titles_of_programs_are_short_and_keep_campuses_apart(level):
    titles = set()
    for campus in ("Northampton", "Southampton"):
        school = make_school(name=LONG_NAME + campus, slug=f"campus-{campus.lower()}")
        titles.add(
            program_title(
                make_program(school=school, title=LONG_TITLE, award_level=level)
            )
        )
        assert len(school_title(school)) <= MOST_LETTERS
    assert len(titles) == 2
    assert max(map(len, titles)) <= MOST_LETTERS


def test_titles_keep_apart_two_programs_of_one_name():
    school = make_school(name="Elm College", slug="elm-college")
    plain, brief = (
        make_program(
            school=school,
            title="Medical Coding",
            slug=f"medical-coding-certificate-under-1{more}",
            award_level=AwardLevel.CERT_UNDER_1,
        )
        for more in ("", "-under-300-hours")
    )
    assert program_title(plain) == (
        "Medical Coding, certificate, under 1 year, Elm College, Springfield"
    )
    assert "under 300 hours" in program_title(brief)


def test_titles_keep_apart_two_schools_of_one_name_in_one_city():
    titles = set()
    for unitid, address in (("430245", "238 Drive, Suite 1"), ("482015", "6963 Loop")):
        school = make_school(
            name="Career Institute",
            unitid=unitid,
            address=address,
            slug=f"career-institute-{unitid}",
        )
        program = make_program(school=school, title="Medical Coding")
        titles |= {program_title(program), school_title(school)}
    assert len(titles) == 4


def test_shared_links_show_a_picture(client, program):
    pictures = set()
    for path in [*sitemap_paths(client), "/schools/compare/", "/no-such-page/"]:
        meta = read_page(client.get(path)).meta
        assert meta["twitter:card"] == "summary_large_image"
        assert meta["og:title"]
        assert meta["og:description"] == meta["description"]
        assert meta["og:type"] in {"website", "article"}
        pictures.add(path_of(meta["og:image"]).removeprefix("/static/"))
    assert len(pictures) == 8
    for picture in pictures:
        image = (settings.BASE_DIR / "static" / picture).read_bytes()
        assert struct.unpack(">II", image[16:24]) == (1200, 630)
        assert len(image) <= 60 * 1024


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
