"""Only what something published cites is shown as a source of the site."""

import pytest

from careers.choices import Section
from careers.models import CareerItem
from editorial.choices import Status
from editorial.models import Source
from tests.factories import (
    make_accreditation,
    make_career,
    make_credential,
    make_pay,
    make_program,
    make_school,
    make_source,
)

pytestmark = pytest.mark.django_db


def shown(client) -> set[str]:
    return {source.slug for source in client.get("/sources/").context["sources"]}


def test_a_new_source_is_not_public_until_something_published_cites_it(client, writer):
    client.force_login(writer)
    fields = {
        "slug": "new",
        "publisher": "A Publisher",
        "title": "New",
        "url": "https://example.org/new",
        "licence": "CC",
        "retrieved_on": "2026-01-01",
        "note": "Call 555-0100 today",
    }
    client.post("/admin/editorial/source/add/", fields)
    source = Source.objects.get(slug="new")
    client.logout()
    for address in ("/sources/", "/data/"):
        assert "A Publisher" not in client.get(address).content.decode()
    credential = make_credential(
        minutes=90, exam_source=source, status=Status.DRAFT, abbr="NEW"
    )
    assert "new" not in shown(client)
    credential.status = Status.PUBLISHED
    credential.save()
    assert "new" in shown(client)
    assert "A Publisher" in client.get("/data/").content.decode()


def test_pieces_are_public_with_what_they_belong_to():
    draft, live = make_source(), make_source()
    for source, status in ((draft, Status.DRAFT), (live, Status.PUBLISHED)):
        career = make_career(status=status)
        CareerItem.objects.create(
            career=career, section=Section.DUTY, title="Code", source=source
        )
    read = make_source()
    make_career().sources.add(read)
    cited = Source.objects.cited()
    assert {live, read} <= {*cited}
    assert draft not in cited


def test_programs_of_a_hidden_school_cite_nothing_in_public():
    school = make_school(status=Status.DRAFT)
    price, statement = make_source(), make_source()
    program = make_program(school=school, price_resident=1, price_source=price)
    make_accreditation(program=program, source=statement)
    assert not {price, statement} & {*Source.objects.cited()}
    school.status = Status.PUBLISHED
    school.save()
    assert {price, statement} <= {*Source.objects.cited()}


def test_figures_without_a_state_of_publication_are_public():
    pay = make_pay()
    assert pay.source in Source.objects.cited()
