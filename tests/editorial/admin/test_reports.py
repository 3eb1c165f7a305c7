"""A visitor's report reaches the row it is about, and the change that answers it."""

import pytest
from django.core.cache import cache

from editorial.choices import ChangeKind
from editorial.models import Change, ChangeSet, Report
from schools.models import Program
from tests.editorial.changes.conftest import page_of
from tests.factories import make_program, make_source
from tests.webform import form_data

pytestmark = pytest.mark.django_db
WRONG = {"wrong": "It costs less.", "right": "$4,800", "email": ""}


@pytest.fixture(autouse=True)
def fresh_limit():
    cache.clear()


def link_of(client, program: Program, figure: str) -> str:
    """Where the page of *program* leads a visitor who doubts its *figure*."""
    page = client.get(program.get_absolute_url()).content.decode()
    start = page.index("/report/?page=")
    links = page[start:].split('href="')
    return next(
        link.partition('"')[0].replace("&amp;", "&")
        for link in [page[start:].partition('"')[0], *links]
        if f"figure={figure}" in link
    )


def reported(client, program: Program, figure: str = "price") -> Report:
    sent = form_data(client, link_of(client, program, figure)) | WRONG
    response = client.post("/report/", sent)
    assert response.status_code == 302
    report = Report.objects.get()
    assert report.reference in client.get(response.url).content.decode()
    return report


def test_a_report_from_a_figure_names_page_row_and_figure(client):
    program = make_program(price_resident=5000)
    page = client.get(link_of(client, program, "price"))
    assert str(program) in page.content.decode()
    report = reported(client, program)
    assert report.is_about(program)
    assert (report.page, report.figure) == (program.get_absolute_url(), "price")
    assert report.object_name == str(program)


def test_an_editor_answers_a_report_and_the_change_settles_it(client, editor):
    program = make_program(price_resident=5000, price_nonresident=5000)
    report = reported(client, program)
    client.force_login(editor)
    assert str(program) in client.get("/admin/waiting/reports/").content.decode()
    accept = client.get(page_of(report)).context["accept_url"]
    assert (
        f'href="?report={report.pk}"' in client.get(page_of(program)).content.decode()
    )
    page = client.get(accept)
    present = {one.field_id: one.value for one in page.context["present"]}
    assert present["price_resident"] == "5000"
    assert "It costs less." in page.content.decode()
    posted = form_data(client, accept) | {"price_resident": "4800"}
    refused = client.post(accept, posted)
    assert "price_source" in refused.context["adminform"].form.errors
    posted |= {"price_source": make_source().pk, "price_as_of": "2026-09-01"}
    assert client.post(accept, posted).status_code == 302
    report.refresh_from_db()
    program.refresh_from_db()
    made = ChangeSet.objects.get()
    assert program.price_resident == 4800
    assert made.kind == ChangeKind.REPORT
    assert report.reference in made.why
    assert (report.change_set, bool(report.settled_on)) == (made, True)
    assert "settled by" in client.get(page_of(report)).content.decode().lower()
    assert not client.get("/admin/waiting/reports/").context["rows"]


def test_a_save_that_changes_nothing_leaves_the_report_open(client, editor):
    program = make_program(price_resident=5000)
    report = reported(client, program)
    client.force_login(editor)
    accept = client.get(page_of(report)).context["accept_url"]
    client.post(accept, form_data(client, accept))
    report.refresh_from_db()
    assert (report.settled_on, Change.objects.count()) == (None, 0)


@pytest.mark.parametrize("given", ["x", "9" * 30, "0", ""])
def test_a_made_up_report_is_none(client, editor, given):
    program = make_program()
    client.force_login(editor)
    page = client.get(f"{page_of(program)}?report={given}")
    assert (page.status_code, page.context["report"]) == (200, None)


@pytest.mark.parametrize(
    "page", ["/schools/", "/nowhere/", "//", "\\", "http://[", "x"]
)
def test_a_report_about_no_single_row_is_taken_all_the_same(client, editor, page):
    client.post("/report/", {"page": page, **WRONG})
    report = Report.objects.get()
    assert report.content_type is None
    client.force_login(editor)
    assert "accept_url" not in client.get(page_of(report)).context


def test_a_report_is_found_by_its_number(client, editor):
    report = Report.objects.create(page="/", wrong="Wrong.")
    Report.objects.create(page="/", wrong="Another.")
    client.force_login(editor)
    found = client.get(f"/admin/editorial/report/?q={report.reference}")
    assert [row.pk for row in found.context["cl"].result_list] == [report.pk]


def test_thanks_name_no_number_that_was_not_given(client):
    page = client.get("/report/thanks/?reference=<b>R-1").content.decode()
    assert "Its number" not in page
