"""A writer, an editor and a visitor at their days' work, each story on a phone and on a desk."""

import pytest
from django.core.cache import cache
from playwright.sync_api import Page, expect

from careers.models import Career
from editorial.choices import ChangeKind, Status
from editorial.models import ChangeSet, Report
from schools.models import Program
from tests.browser.accessibility import WCAG, WINDOW, violations
from tests.browser.test_desk import sign_in
from tests.factories import make_career, make_program, make_school, make_source

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(params=[360, 1280])
def window(open_context, request):
    """Opens a window for somebody; each has cookies of their own."""
    cache.clear()
    size = {"width": request.param, "height": 800}

    def opened(name: str = "") -> Page:
        page = open_context(viewport=size, **WINDOW).new_page()
        if name:
            sign_in(page, name)
        return page

    return opened


def press(page: Page, button: str) -> None:
    page.get_by_role("button", name=button, exact=True).first.click()


def test_a_writer_drafts_and_an_editor_previews_and_publishes(writer, editor, window):
    career = make_career(status=Status.DRAFT, tagline="")
    wim = window("writer")
    wim.goto(f"/admin/careers/career/{career.pk}/change/")
    expect(wim.get_by_role("heading", name="Before it is published")).to_be_visible()
    assert violations(wim, WCAG) == []
    wim.get_by_label("Tagline").fill("Reads what others wrote.")
    press(wim, "Save and send to review")
    expect(wim.get_by_text("was changed successfully")).to_be_visible()
    ann = window("editor")
    ann.get_by_role("link", name="Careers in review", exact=True).click()
    ann.get_by_role("link", name=career.name).click()
    ann.get_by_role("link", name="Preview").click()
    expect(ann.get_by_text("A preview: in review")).to_be_visible()
    ann.go_back()
    press(ann, "Save and publish")
    expect(ann.get_by_text("was changed successfully")).to_be_visible()
    assert Career.objects.get(pk=career.pk).is_published


def test_a_visitor_reports_a_price_and_an_editor_accepts_it(editor, window):
    program = make_program(
        price_resident=5000, price_nonresident=5000, school=make_school(name="Harbor")
    )
    source = make_source(title="Harbor price list")
    visitor = window()
    visitor.goto(program.get_absolute_url())
    visitor.get_by_role("link", name="Is the price wrong?").click()
    expect(visitor.get_by_text(f"About: {program}")).to_be_visible()
    assert violations(visitor, WCAG) == []
    visitor.get_by_label("What is wrong").fill("It is 4,800 dollars.")
    press(visitor, "Send the report")
    expect(visitor.get_by_text("Its number is R-")).to_be_visible()
    assert violations(visitor, WCAG) == []
    ann = window("editor")
    ann.get_by_role("link", name="Reports of visitors", exact=True).click()
    ann.get_by_role("link", name="It is 4,800 dollars.").click()
    assert violations(ann, WCAG) == []
    ann.get_by_role("link", name="Accept: correct the page").click()
    expect(ann.get_by_role("row", name="Price resident")).to_contain_text("5000")
    assert violations(ann, WCAG) == []
    ann.get_by_label("Price resident").fill("4800")
    ann.get_by_label("Price as of").fill("2026-09-01")
    ann.get_by_role("combobox", name="Price source").click()
    ann.get_by_label("Search: Price source").fill("harbor")
    ann.get_by_role("option", name="Harbor price list").click()
    press(ann, "Save")
    expect(ann.get_by_role("heading", name="This changes the public")).to_be_visible()
    assert violations(ann, WCAG) == []
    press(ann, "Save")
    expect(ann.get_by_text("is settled by this change")).to_be_visible()
    program = Program.objects.get(pk=program.pk)
    assert (program.price_resident, program.price_source) == (4800, source)
    assert Report.objects.get().change_set.kind == ChangeKind.REPORT


def test_eight_programs_are_withdrawn_and_back_and_an_auditor_sees_it(
    editor, auditor, window
):
    school = make_school(name="Harbor")
    for _ in range(8):
        make_program(school=school)
    ann = window("editor")
    ann.goto("/admin/schools/program/")
    ann.locator("#action-toggle").check()
    ann.locator("select[name=action]").select_option("withdraw")
    ann.locator("button[name=index]").first.click()
    expect(ann.get_by_role("heading", name="Withdraw from the site: 8")).to_be_visible()
    assert Program.objects.published().count() == 8
    assert violations(ann, WCAG) == []
    press(ann, "Withdraw from the site: 8 programs")
    ann.get_by_role("link", name="Look at it or undo it").click()
    assert not Program.objects.published().exists()
    press(ann, "Undo all 8")
    expect(ann.get_by_text("Undone: 8")).to_be_visible()
    assert Program.objects.published().count() == 8
    audrey = window("auditor")
    audrey.get_by_role("link", name="Change sets", exact=True).first.click()
    rows = audrey.locator("#result_list tbody tr")
    expect(rows).to_have_count(2)
    expect(rows.filter(has_text="editor")).to_have_count(2)
    rows.last.get_by_role("link").first.click()
    expect(audrey.get_by_text("Published").first).to_be_visible()
    expect(audrey.get_by_role("button", name="Undo", exact=False)).to_have_count(0)
    assert violations(audrey, WCAG) == []


@pytest.mark.parametrize("window", [1280], indirect=True)
def test_a_writer_proposes_and_an_editor_accepts_a_field(writer, editor, window):
    program = make_program(title="Coding")
    wim = window("writer")
    wim.goto(f"/admin/schools/program/{program.pk}/change/")
    wim.get_by_role("link", name="Propose a change").click()
    assert violations(wim, WCAG) == []
    wim.get_by_label("Title:", exact=True).fill("Medical coding")
    press(wim, "Send the proposal")
    expect(wim.get_by_text("Proposed, and not shown yet")).to_be_visible()
    ann = window("editor")
    ann.get_by_role("link", name="Proposals to decide", exact=True).click()
    ann.get_by_role("link", name="Proposal, writer").click()
    assert violations(ann, WCAG) == []
    ann.get_by_role("checkbox").first.check()
    press(ann, "Accept what is ticked")
    expect(ann.get_by_text("Accepted: 1")).to_be_visible()
    assert Program.objects.get(pk=program.pk).title == "Medical coding"
    assert ChangeSet.objects.get().state == "accepted"
