"""Staff at work, under the headers of the real site."""

import pytest
from playwright.sync_api import Page, expect

from careers.models import Career
from editorial.choices import Status
from schools.models import Program
from tests.browser.accessibility import WCAG, WINDOW, violations
from tests.factories import make_career, make_program, make_school, make_source

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def sign_in(page: Page, name: str) -> None:
    page.goto("/admin/")
    page.get_by_label("Username").fill(name)
    page.get_by_label("Password").fill(name)
    page.get_by_role("button", name="Log in").click()
    expect(page.get_by_role("heading", name="What waits")).to_be_visible()


def test_editor_signs_in_on_a_phone(editor, page):
    sign_in(page, "editor")
    page.get_by_role("link", name="Programs", exact=True).click()
    page.get_by_role("textbox", name="Search").fill("coding")
    page.get_by_role("button", name="Search").click()
    expect(page.get_by_text("0 results")).to_be_visible()


def test_editor_enters_a_price_with_its_source(editor, desktop):
    program = make_program(school=make_school(name="Harbor College"))
    source = make_source(title="Harbor College price list")
    sign_in(desktop, "editor")
    desktop.goto(f"/admin/schools/program/{program.pk}/change/")
    desktop.get_by_label("Price resident").fill("5100")
    desktop.get_by_label("Price nonresident").fill("7200")
    desktop.get_by_label("Price year").fill("2025-26")
    desktop.get_by_label("Price as of").fill("2026-01-15")
    desktop.get_by_label("Price kind").select_option("published")
    desktop.get_by_role("button", name="Save", exact=True).first.click()
    expect(desktop.get_by_text("A price figure needs its source")).to_be_visible()
    expect(desktop.get_by_text("It will read")).to_be_visible()
    desktop.get_by_role("combobox", name="Price source").click()
    desktop.get_by_label("Search: Price source").fill("harbor")
    desktop.get_by_role("option", name="Harbor College price list").click()
    desktop.get_by_role("button", name="Add another Accreditation").click()
    desktop.locator("#id_accreditations-0-key").wait_for()
    desktop.get_by_role("button", name="Remove").click()
    desktop.get_by_role("button", name="Save", exact=True).first.click()
    expect(desktop.get_by_text("was changed successfully")).to_be_visible()
    program = Program.objects.get(pk=program.pk)
    assert (program.price_resident, program.price_source) == (5100, source)


def test_second_editor_sees_both_versions_and_saves_again(editor, page):
    program = make_program(title="Medical coding", study_mode="campus")
    sign_in(page, "editor")
    page.goto(f"/admin/schools/program/{program.pk}/change/")
    Program.objects.update(title="Coding and billing", study_mode="online")
    page.get_by_label("Title:", exact=True).fill("Medical coding and billing")
    page.get_by_role("button", name="Save", exact=True).first.click()
    row = page.get_by_role("row", name="Title")
    expect(row).to_contain_text("Coding and billing")
    expect(row).to_contain_text("Medical coding and billing")
    page.get_by_role("button", name="Save", exact=True).first.click()
    expect(page.get_by_text("was changed successfully")).to_be_visible()
    program.refresh_from_db()
    assert program.title == "Medical coding and billing"


@pytest.mark.parametrize("width", [360, 1280])
def test_desk_is_accessible(editor, open_context, width):
    program = make_program(price_resident=5000)
    career = make_career(status=Status.DRAFT)
    career.careeritems.create(section="duty", title="Reads records")
    page = open_context(viewport={"width": width, "height": 800}, **WINDOW).new_page()
    page.goto("/admin/login/")
    found = {"login": violations(page, WCAG)}
    sign_in(page, "editor")
    for path in (
        "",
        "waiting/old-program-price/",
        "editorial/changeset/",
        "schools/program/",
        "schools/program/?q=none&status__exact=draft",
        f"schools/program/{program.pk}/change/",
        f"schools/program/{program.pk}/history/",
        "schools/program/add/",
        f"careers/career/{career.pk}/change/",
    ):
        page.goto(f"/admin/{path}")
        found[path] = violations(page, WCAG)
    Career.objects.update(tagline="Reads what others wrote.")
    page.get_by_label("Tagline").fill("Reads and writes.")
    page.get_by_role("button", name="Save", exact=True).first.click()
    expect(page.get_by_role("heading", name="Changed while")).to_be_visible()
    found["changed meanwhile"] = violations(page, WCAG)
    assert {path: faults for path, faults in found.items() if faults} == {}
