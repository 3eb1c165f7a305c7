"""Titles, and what a shared link shows."""

import re
import struct

import pytest
from django.conf import settings
from django.template import Context, Template

from careers.choices import AwardLevel
from schools.pages.titles import program_title, school_title
from tests.factories import (
    make_program,
    make_school,
)
from tests.pagehead import read_page
from tests.search_engines.addresses import path_of, sitemap_paths
from web.templatetags.heads import MOST_LETTERS, titled

LONG_TITLE = "Health Information and Medical Records Administration"
LONG_NAME = "Southeastern Example Institute of Technology and the Health Sciences-"

pytestmark = pytest.mark.django_db


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
    for path in ("/schools/?q=zebra+%26+yak&q_as_text=1", "/search/?q=zebra+%26+yak"):
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
