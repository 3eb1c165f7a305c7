"""Choosing, comparing and keeping programs with nothing but a keyboard on a small screen."""

import csv
import io
import re

import pytest
from playwright.sync_api import Locator, Page, expect

from editorial.models import Catalogue
from tests.browser.accessibility import WCAG, WINDOW, violations
from tests.browser.conftest import PHONE
from tests.factories import (
    make_accreditation,
    make_credential,
    make_program,
    make_rule,
    make_school,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

FARTHEST = 150


@pytest.fixture
def programs(live_server) -> list:
    """Four programs in Ohio that differ in price, one of them accredited."""
    credential = make_credential(slug="rhit", abbr="RHIT")
    make_rule(credential=credential, accreditor="CAHIIM")
    made = [
        make_program(
            title="Records",
            school=make_school(name=f"{name} College", state="OH"),
            price_resident=price,
            price_nonresident=price * 2,
            months_high=24,
            awards_latest=price // 100,
        )
        for name, price in (("Alder", 4000), ("Birch", 9000), ("Cedar", 30_000))
    ]
    made.append(make_program(title="Quiet", school=make_school(name="Dale College")))
    make_accreditation(program=made[0])
    Catalogue.objects.bump()
    return made


def reach(page: Page, target: Locator, step: str = "Tab") -> None:
    """Press *step* until *target* has the focus."""
    for _ in range(FARTHEST):
        if target.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press(step)
    raise AssertionError(f"{target} cannot be reached with {step}.")


def press(page: Page, target: Locator, key: str = "Enter") -> None:
    reach(page, target)
    page.keyboard.press(key)


def box(page: Page, school: str) -> Locator:
    return page.get_by_role("checkbox", name=re.compile(f"Compare.*{school}"))


def columns(page: Page) -> list[str]:
    return page.locator(".compare thead .compare__name").all_inner_texts()


def compare_three(page: Page) -> None:
    page.goto("/")
    press(page, page.locator(".hero__more > summary"))
    reach(page, page.get_by_label("Your home state"))
    page.keyboard.type("Ohio")
    reach(page, page.get_by_role("button", name=re.compile("^Search")), "Shift+Tab")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/schools/\?.*home=OH"))
    schools = ("Birch College", "Cedar College")
    for school in schools:
        press(page, box(page, school), "Space")
        expect(box(page, school)).to_be_checked()
    press(page, page.get_by_role("button", name=re.compile("^Compare")))
    page.wait_for_url(re.compile("/schools/compare/"))
    assert sorted(columns(page)) == ["Birch College", "Cedar College"]

    press(page, page.get_by_role("link", name="Find another program"))
    page.wait_for_url(re.compile(r"/schools/\?p="))
    expect(box(page, "Birch College")).to_be_checked()
    press(page, box(page, "Alder College"), "Space")
    press(page, page.get_by_role("button", name=re.compile("^Compare")))
    expect(page.get_by_role("heading", level=1)).to_have_text("3 programs side by side")
    assert sorted(columns(page)) == ["Alder College", *schools]
    row = page.get_by_role("row", name=re.compile("^Price for you"))
    expect(row).to_contain_text(re.compile(r"\$4,000.*Lowest", re.DOTALL))

    page.get_by_role("row", name=re.compile("^Completion rate")).evaluate(
        "row => row.scrollIntoView({block: 'center'})"
    )
    expect(page.locator(".compare__name").first).to_be_in_viewport()
    page.get_by_role("link", name="Show only what differs").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text(re.compile("alike (is|are) left out"))).to_be_visible()


def test_three_programs_are_compared_with_the_keyboard(programs, page):
    compare_three(page)


def test_three_programs_are_compared_without_scripts(programs, without_scripts):
    compare_three(without_scripts)


@pytest.mark.parametrize("count", [2, 3, 4])
def test_every_column_and_its_name_are_in_sight_on_a_phone(programs, page, count):
    page.goto(f"/schools/compare/?{'&'.join(f'p={p.ref}' for p in programs[:count])}")
    row = page.get_by_role("row", name=re.compile("^Months, full time"))
    row.evaluate("row => row.scrollIntoView({block: 'center'})")
    names = [name.bounding_box() for name in page.locator(".compare__name").all()]
    cells = [cell.bounding_box() for cell in row.locator("td").all()]
    label = row.locator("th").bounding_box()
    assert len(names) == len(cells) == count
    for name, cell in zip(names, cells, strict=True):
        assert 0 <= name["y"] < 60
        assert name["x"] == pytest.approx(cell["x"], abs=2)
        assert cell["x"] >= 0
        assert cell["x"] + cell["width"] <= PHONE["width"]
        assert label["y"] + label["height"] <= cell["y"] + 1
    frame = page.get_by_role("region", name="Comparison")
    assert frame.evaluate(
        "f => f.scrollWidth <= f.clientWidth && f.scrollHeight <= f.clientHeight"
    )
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]


def test_a_comparison_is_taken_away_as_link_file_and_paper(programs, open_context):
    page = open_context(
        viewport=PHONE, permissions=["clipboard-read", "clipboard-write"]
    ).new_page()
    page.add_init_script("window.print = () => { window.wasPrinted = true; }")
    query = "&".join(f"p={program.ref}" for program in programs[:3])
    page.goto(f"/schools/compare/?{query}&home=OH")
    page.get_by_role("button", name="Copy link").click()
    expect(page.get_by_text("Link copied")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.endswith(f"/schools/compare/?{query}&home=OH")
    page.get_by_role("button", name="Print").click()
    assert page.evaluate("window.wasPrinted")
    with page.expect_download() as download:
        page.get_by_role("link", name="Download as CSV").click()
    text = download.value.path().read_text(encoding="utf-8-sig")
    ids = [row["id"] for row in csv.DictReader(io.StringIO(text))]
    assert ids == [program.ref for program in programs[:3]]


def test_buttons_that_need_scripts_are_not_shown_without(programs, without_scripts):
    page = without_scripts
    page.goto(f"/schools/compare/?p={programs[0].ref}&p={programs[1].ref}")
    expect(page.get_by_role("link", name="Download as CSV")).to_be_visible()
    for name in ("Copy link", "Print"):
        expect(page.get_by_role("button", name=name)).to_have_count(0)


def test_shortlist_stays_in_the_browser(programs, page):
    page.goto("/schools/")
    name = re.compile("to shortlist.*Birch College|from shortlist.*Birch College")
    button = page.get_by_role("button", name=name)
    press(page, button)
    expect(button).to_have_text(re.compile("^Remove from shortlist"))
    expect(page.locator("[data-shortlist-status]")).to_have_text(
        "1 program on your shortlist"
    )
    page.goto(programs[0].get_absolute_url())
    press(page, page.get_by_role("button", name="Add to shortlist"))
    page.goto("/schools/shortlist/")
    press(page, page.get_by_role("link", name="Shortlist 2", exact=True))
    expect(page.get_by_role("heading", level=1)).to_contain_text("2 programs")
    page.get_by_role("link", name=re.compile("^Remove.*Birch College")).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("1 program")
    page.goto("/schools/")
    expect(page.get_by_role("link", name="Shortlist 1", exact=True)).to_be_visible()


def test_chosen_programs_join_the_shortlist(programs, page):
    page.goto(programs[0].get_absolute_url())
    page.get_by_role("button", name="Add to shortlist").click()
    page.goto("/schools/")
    box(page, "Cedar College").check()
    page.get_by_role("button", name="Add to shortlist", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("2 programs")


def test_a_shared_list_is_kept_only_on_request(programs, page):
    page.goto(f"/schools/shortlist/?p={programs[0].ref}&p={programs[1].ref}")
    keep = page.get_by_role("button", name="Keep this list in this browser")
    keep.click()
    expect(keep).to_be_hidden()
    page.goto("/schools/")
    expect(page.get_by_role("link", name="Shortlist 2", exact=True)).to_be_visible()


def test_shortlist_is_a_plain_form_without_scripts(programs, without_scripts):
    page = without_scripts
    page.goto("/schools/")
    expect(page.locator("[data-shortlist]").first).to_be_hidden()
    box(page, "Cedar College").check()
    press(page, page.get_by_role("button", name="Add to shortlist"))
    expect(page.get_by_role("heading", level=1)).to_contain_text("1 program")
    expect(page.get_by_role("link", name="Download as CSV")).to_be_visible()


@pytest.mark.parametrize("width", [360, 1280])
def test_comparison_and_shortlist_are_accessible(programs, open_context, width):
    page = open_context(viewport={"width": width, "height": 800}, **WINDOW).new_page()
    query = "&".join(f"p={program.ref}" for program in programs)
    faults = {}
    for path in (
        f"compare/?{query}&home=OH&p=unknown",
        "compare/",
        f"shortlist/?{query}",
        "shortlist/",
        f"?{query}",
        f"?{query}&view=table",
    ):
        page.goto(f"/schools/{path}")
        faults[path] = violations(page, WCAG)
    assert {path: found for path, found in faults.items() if found} == {}
