"""Lists that people read are in the order they expect, whatever the database's own is.

SQLite sorts capitals before small letters; PostgreSQL sorts as its locale does.
"""

import pytest
from django.db import connection

from careers.choices import AreaKind, AwardLevel
from tests.factories import (
    make_area,
    make_occupation,
    make_pay,
    make_program,
    make_school,
    make_source,
)

pytestmark = pytest.mark.django_db

NAMES = ["apple growers", "Banana boards", "Élan", "cherry pickers", "Cherry-red"]
IN_ORDER = ["apple growers", "Banana boards", "cherry pickers", "Cherry-red", "Élan"]


@pytest.mark.skipif(
    connection.vendor != "postgresql", reason="SQLite has no locale to choose."
)
def test_postgresql_is_tried_with_a_locale_of_its_own_order():
    with connection.cursor() as cursor:
        cursor.execute("SELECT 'a' < 'B'")
        assert cursor.fetchone() == (True,)


def test_sources_are_listed_by_publisher_and_title(client):
    for name in NAMES:
        for title in ("Second", "first"):
            make_school(directory_source=make_source(publisher=name, title=title))
    listed = client.get("/sources/").context["sources"]
    assert [(source.publisher, source.title) for source in listed] == [
        (name, title) for name in IN_ORDER for title in ("first", "Second")
    ]


def test_the_data_page_lists_publishers_and_occupations(client):
    nation = make_area(kind=AreaKind.NATION)
    for name in NAMES:
        source = make_source(publisher=name, licence="Public domain")
        make_pay(occupation=make_occupation(title=name), area=nation, source=source)
    context = client.get("/data/").context
    assert [row["publisher"] for row in context["licences"]] == IN_ORDER
    assert [occupation.title for occupation in context["occupations"]] == IN_ORDER


def test_the_pay_explorer_offers_occupations_and_areas(client):
    for name in NAMES:
        area = make_area(name=name)
        make_pay(occupation=make_occupation(title=name), area=area)
    form = client.get("/careers/pay/").context["form"]
    jobs = dict(form.fields["occupation"].choices)["Other occupations of the survey"]
    assert [label for _, label in jobs] == [name.capitalize() for name in IN_ORDER]
    assert [area.name for area in form.areas.areas] == IN_ORDER


def test_a_school_lists_its_programs(client):
    school = make_school(slug="alder")
    for name in NAMES:
        make_program(school=school, title=name, award_level=AwardLevel.ASSOCIATE)
    page = client.get("/schools/alder/").context["page"]
    assert [row.program.title for row in page.programs] == IN_ORDER
