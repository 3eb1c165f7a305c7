"""An editor brings the accreditor's list in, decides, and takes it back. Every row is made up."""

import pytest
from playwright.sync_api import Page, expect

from schools.models import Accreditation
from tests.browser.accessibility import WCAG, WINDOW, violations
from tests.factories import make_program, make_school

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LIST = "\n".join(
    "\t".join(row)
    for row in (
        ("Institution", "City", "State", "Degree Level", "Program", "Status"),
        ("Harbor College", "Springfield", "OH", "Associate", "HIM", "Accredited"),
        ("Ridge Collage", "Dayton", "OH", "Associate", "HIM", "Accredited"),
    )
)


def sign_in(page: Page) -> None:
    page.goto("/admin/login/?next=/admin/editorial/upload/")
    page.get_by_label("Username").fill("editor")
    page.get_by_label("Password").fill("editor")
    page.get_by_role("button", name="Log in").click()


def overflow(page: Page) -> int:
    return page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )


@pytest.mark.parametrize("width", [360, 1280])
def test_a_list_from_upload_to_confirmed_programs_and_back(editor, open_context, width):
    make_program(
        school=make_school(name="Harbor College", city="Springfield", state="OH")
    )
    make_program(school=make_school(name="Ridge College", city="Dayton", state="OH"))
    page = open_context(viewport={"width": width, "height": 800}, **WINDOW).new_page()
    sign_in(page)
    page.get_by_role("link", name="Upload a file").click()
    found = {"new": violations(page, WCAG)}
    page.get_by_label("Or rows from a web page").fill(LIST)
    page.get_by_role("button", name="Upload and compare").click()
    expect(page.get_by_text("1 matched by their exact name")).to_be_visible()
    found["review"] = violations(page, WCAG)
    assert overflow(page) == 0
    page.get_by_label("Ridge College, Dayton, OH").check()
    page.get_by_role("button", name="Keep these decisions").click()
    page.get_by_role("button", name="that touch nothing a person wrote").click()
    expect(
        page.get_by_text("Accreditation confirmed for 2 programs.").first
    ).to_be_visible()
    page.goto("/schools/?accreditation=accredited")
    expect(page.get_by_role("heading", level=1)).to_contain_text("2 ")
    page.go_back()
    found["accepted"] = violations(page, WCAG)
    page.get_by_role("button", name="Undo all that was accepted").click()
    expect(page.get_by_text("Undone").first).to_be_visible()
    assert not Accreditation.objects.exists()
    assert {name: faults for name, faults in found.items() if faults} == {}
