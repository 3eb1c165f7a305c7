"""Programs side by side: what is compared, what is called best, what cannot be said."""

import pytest

from careers.choices import AccreditationStatus, AwardLevel, Field
from editorial.choices import Kind, Status
from schools.choices import PriceBasis, StudyMode
from schools.models import Program
from schools.pages.comparison.table import ComparisonCell, ComparisonRow, rank
from tests.factories import (
    make_accreditation,
    make_credential,
    make_field_outcome,
    make_program,
    make_rule,
    make_school,
)

pytestmark = pytest.mark.django_db


def address(*programs, **more) -> str:
    query = [f"p={program.ref}" for program in programs]
    query += [f"{name}={value}" for name, value in more.items()]
    return f"/schools/compare/?{'&'.join(query)}"


def compared(client, *programs, **more):
    return client.get(address(*programs, **more)).context["page"]


def rows(page) -> dict[str, ComparisonRow]:
    return {row.label: row for group in page.groups for row in group.rows}


def texts(row: ComparisonRow) -> list[str]:
    return [cell.text for cell in row.cells]


@pytest.fixture
def near() -> Program:
    school = make_school(
        name="Ohio Valley College",
        state="OH",
        net_price=7_000,
        completion_rate="0.41",
        undergraduates=900,
    )
    program = make_program(
        school=school,
        title="Records",
        price_resident=8_000,
        price_nonresident=15_000,
        months_high=24,
        awards_latest=5,
        awards_previous=4,
        awards_earlier=3,
        awards_year="2023-24",
        study_mode=StudyMode.CAMPUS,
    )
    make_accreditation(
        program=program,
        valid_until="2090-06-30",
        next_review="2090",
        evidence_url="https://example.org/directory",
    )
    return program


@pytest.fixture
def far() -> Program:
    school = make_school(name="Lone Star Institute", state="TX", net_price=9_500)
    return make_program(
        school=school,
        title="Coding",
        award_level=AwardLevel.CERT_1_2,
        field=Field.CODING_BILLING,
        cip_code="51.0713",
        price_resident=9_000,
        price_nonresident=9_000,
        months_low=9,
        months_high=12,
        awards_latest=40,
        awards_previous=0,
        awards_earlier=0,
        awards_year="2023-24",
    )


@pytest.fixture
def silent() -> Program:
    """Nothing is known of it but that it is offered."""
    return make_program(title="Informatics", school=make_school(name="Quiet School"))


def test_a_ref_names_a_program(near, far):
    found = Program.objects.by_refs([far.ref, "100000.nothing", near.ref])
    assert list(found.items()) == [(far.ref, far), (near.ref, near)]


def test_columns_keep_the_order_of_the_address(client, near, far):
    headings = compared(client, far, near).headings
    assert [heading.program for heading in headings] == [far, near]


def test_price_is_the_one_for_the_visitor_and_the_lowest_is_named(client, near, far):
    row = rows(compared(client, near, far, home="TX"))["Price for you"]
    assert texts(row) == ["$15,000", "$9,000"]
    assert [cell.best for cell in row.cells] == ["", "Lowest"]
    at_home = rows(compared(client, near, far, home="OH"))["Price for you"]
    assert [cell.best for cell in at_home.cells] == ["Lowest", ""]
    assert "Ohio residents" in at_home.cells[0].unit


def test_prices_of_two_states_are_not_ranked_without_a_home(client, near):
    texan = make_program(
        school=make_school(state="TX"), price_resident=100, price_nonresident=200
    )
    row = rows(compared(client, near, texan))["Price for residents"]
    assert "choose your home state" in row.hint
    assert not any(cell.best for cell in row.cells)


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (
            {"price_kind": Kind.ESTIMATED, "price_basis": PriceBasis.ANNUAL},
            "an estimate",
        ),
        ({"price_year": "2019-20"}, "different years"),
    ],
)
def test_unlike_prices_are_not_ranked(client, near, change, why):
    other = make_program(school=near.school, price_resident=100, **change)
    row = rows(compared(client, near, other, home="OH"))["Price for you"]
    assert why in row.hint
    assert not any(cell.best for cell in row.cells)


@pytest.mark.parametrize(
    ("amounts", "best"),
    [
        ([3, 1, 2], ["", "Lowest", ""]),
        ([1, 1, 2], ["Lowest, shared", "Lowest, shared", ""]),
        ([2, 2], ["", ""]),
        ([2, None], ["", ""]),
        ([None, None], ["", ""]),
        ([0, 5, None], ["Lowest", "", ""]),
    ],
)
def test_best_needs_two_known_and_different(amounts, best):
    row = rank(
        ComparisonRow("Any", [ComparisonCell(amount=amount) for amount in amounts]),
        "Lowest",
    )
    assert [cell.best for cell in row.cells] == best


def test_most_graduates_and_fewest_months_are_named(client, near, far):
    found = rows(compared(client, near, far))
    assert [cell.best for cell in found["In three years"].cells] == ["", "Most"]
    assert texts(found["2022-23"]) == ["4", "0"]
    assert [cell.best for cell in found["Months, full time"].cells] == ["", "Shortest"]
    assert texts(found["Months, full time"]) == ["24 months", "9–12 months"]


def test_graduates_are_not_ranked_where_a_year_is_missing(client, near):
    partial = make_program(awards_latest=50, awards_year="2023-24")
    row = rows(compared(client, near, partial))["In three years"]
    assert "not every year" in row.hint


def test_exams_say_verdict_and_reason(client, near, far):
    rhit = make_credential(slug="rhit", abbr="RHIT")
    make_rule(
        credential=rhit,
        award_levels=["associate"],
        fields=["health-information"],
        accreditor="CAHIIM",
        reason="AHIMA admits them.",
    )
    unconfirmed = make_program(title="Unsure")
    found = rows(compared(client, near, far, unconfirmed))
    cells = found["RHIT"].cells
    assert [(cell.outcome, cell.text) for cell in cells] == [
        ("yes", "Leads to it"),
        ("no", "Does not lead to it"),
        ("may", "May lead to it"),
    ]
    assert cells[0].note == "AHIMA admits them."
    assert "could not confirm" in cells[2].note
    assert found["RHIT"].marks


def test_a_condition_stands_beside_what_a_program_leads_to(client, near, silent):
    make_rule(credential=make_credential(slug="rhit", abbr="RHIT"), accreditor="CAHIIM")
    candidate = make_program()
    make_accreditation(
        program=candidate, accreditation_status=AccreditationStatus.CANDIDACY
    )
    cell = rows(compared(client, near, candidate))["RHIT"].cells[1]
    assert (cell.outcome, cell.text) == ("if", "May lead to it")
    assert cell.note == "if CAHIIM accredits the program before you graduate"


def test_exams_that_others_may_sit_share_a_row(client, near, far):
    for abbr, fields in (
        ("CCA", ["coding-billing"]),
        ("CCS", ["coding-billing"]),
        ("ZZZ", ["other"]),
    ):
        make_rule(
            credential=make_credential(slug=abbr.lower(), abbr=abbr), fields=fields
        )
    response = client.get(address(near, far))
    row = rows(response.context["page"])["Prepares for"]
    assert texts(row) == ["", "CCA and CCS"]
    assert row.cells[0].reason == "No exam that we know of"
    assert 'href="/credentials/ccs/"' in response.text
    assert "ZZZ" not in response.text


def test_accreditation_says_status_window_and_evidence(client, near, silent):
    candidate = make_program()
    make_accreditation(
        program=candidate, accreditation_status=AccreditationStatus.CANDIDACY
    )
    found = rows(compared(client, near, candidate, silent))
    assert texts(found["Status"]) == ["Accredited", "Candidate", ""]
    assert found["Status"].cells[2].reason.startswith("Not confirmed")
    assert texts(found["Holds"]) == ["Through 30 June 2090", "", ""]
    assert texts(found["Next review"]) == ["2090", "", ""]
    assert found["Evidence"].cells[0].url == "https://example.org/directory"


def test_earnings_carry_their_caveat(client, near, far):
    make_field_outcome(
        school=near.school,
        credential_level="Associate's Degree",
        earnings_1yr=40_000,
        median_debt=9_000,
    )
    page = compared(client, near, far)
    found = rows(page)
    row = found["Median earnings, 1 year after"]
    assert texts(row) == ["$40,000", ""]
    assert row.cells[1].reason.startswith("No figures are published")
    later = found["Median earnings, 4 years after"].cells[0]
    assert later.reason == "Withheld: too few graduates"
    group = next(group for group in page.groups if group.slug == "outcomes")
    assert "health-care management" in group.note


def test_figures_of_a_whole_institution_are_said_to_be_so(client, near, far):
    levels = ("Associate's Degree", "Undergraduate Certificate or Diploma")
    for program, level in zip((near, far), levels, strict=True):
        make_field_outcome(
            school=program.school, credential_level=level, earnings_1yr=40_000
        )
    make_school(opeid6=near.school.opeid6)
    cells = rows(compared(client, near, far))["Whose figures"].cells
    assert cells[0].note == "of the whole institution: 2 schools listed here"
    assert cells[1].note == ""


def test_every_unknown_cell_says_why(client, near, silent):
    page = compared(client, near, silent)
    for row in rows(page).values():
        for cell in row.cells:
            assert cell.is_known or cell.reason, row.label
    found = rows(page)
    assert found["Price for residents"].cells[1].reason == (
        "School has not published a price"
    )
    assert found["Study mode"].cells[1].reason == "School has not stated it"
    body = client.get(address(near, silent)).content.decode()
    assert "School has not published a length" in body
    assert "None" not in body


def test_figures_carry_source_marks_that_the_page_lists(client, near, far):
    page = compared(client, near, far)
    marks = [
        cell.mark
        for group in page.groups
        for row in group.rows
        for cell in row.cells
        if cell.mark
    ]
    assert {mark.number for mark in marks} <= set(range(1, len(page.sources) + 1))
    price = rows(page)["Price for residents"]
    assert [cell.mark.source for cell in price.cells] == [
        near.price_source,
        far.price_source,
    ]


def test_only_differences_leaves_out_rows_alike(client, near):
    twin = make_program(
        school=near.school,
        title="Twin",
        price_resident=8_000,
        price_nonresident=15_000,
        price_source=near.price_source,
        months_high=12,
    )
    whole = compared(client, near, twin)
    page = compared(client, near, twin, only="differences")
    assert "Price for residents" in rows(whole)
    assert "Price for residents" not in rows(page)
    assert "Months, full time" in rows(page)
    assert all(row.is_different for row in rows(page).values())
    assert len(rows(page)) + page.hidden == len(rows(whole))
    assert all(group.rows for group in page.groups)
    assert "only=differences" in page.headings[0].remove_url


def test_programs_of_one_school_are_told_apart(client, near):
    other = make_program(school=near.school, title="Privacy")
    assert [heading.title for heading in compared(client, near, other).headings] == [
        "Records",
        "Privacy",
    ]


def test_each_column_can_be_removed(client, near, far):
    page = compared(client, near, far, home="OH")
    assert page.headings[0].remove_url == f"/schools/compare/?p={far.ref}&home=OH"


@pytest.mark.parametrize("programs", [0, 1])
def test_fewer_than_two_say_how_to_choose(client, programs):
    chosen = [make_program() for _ in range(programs)]
    response = client.get(address(*chosen))
    assert response.status_code == 200
    assert response.context["page"].groups == []
    kept = f"/schools/?p={chosen[0].ref}" if chosen else "/schools/"
    assert f'<a class="btn" href="{kept}"' in response.content.decode()


def test_more_than_four_shows_the_first_four_and_says_so(client):
    programs = [make_program() for _ in range(6)]
    page = compared(client, *programs)
    assert [heading.program for heading in page.headings] == programs[:4]
    assert "the address names 6" in page.chosen.errors[0]
    assert page.shortlist_url.count("p=") == 6


def test_a_program_given_twice_counts_once(client, near, far):
    page = compared(client, near, far, near)
    assert [heading.program for heading in page.headings] == [near, far]
    assert "more than once" in page.chosen.errors[0]


@pytest.mark.parametrize(
    "value",
    [
        "nonsense",
        "-1",
        "9" * 400,
        "x" * 10_000,
        "%00",
        "100001.%00",
        "%ff%fe",
        "<script>alert(1)</script>",
        "100001.no-such-program",
        "100001.",
        ".",
        "٣.x",
    ],
)
def test_an_unknown_program_is_reported_and_the_others_stay(client, near, far, value):
    response = client.get(f"{address(near, far)}&p={value}")
    page = response.context["page"]
    assert response.status_code == 200
    assert [heading.program for heading in page.headings] == [near, far]
    assert page.chosen.errors == [
        "One program in the address is not known here: no longer listed, or the link "
        "was cut short."
    ]
    assert b"<script>alert" not in response.content


def test_nine_hundred_programs_cost_no_more_than_a_few(client):
    query = "&".join(f"p=100001.program-{number}" for number in range(900))
    response = client.get(f"/schools/compare/?{query}")
    assert response.status_code == 200
    assert len(response.context["page"].chosen.errors) == 2


@pytest.mark.parametrize("value", ["zz", "OH&home=TX", "%00", "9" * 400])
def test_a_wrong_home_state_is_reported(client, near, far, value):
    page = compared(client, near, far, home=value)
    assert page.chosen.errors[0].startswith("Your home state:")
    assert len(page.headings) == 2


def test_empty_parameters_ask_nothing(client):
    response = client.get("/schools/compare/?p=&home=&only=", follow=True)
    assert response.context["page"].chosen.errors == []


def test_drafts_are_invisible(client, near):
    draft = make_program(status=Status.DRAFT)
    behind = make_program(school=make_school(status=Status.DRAFT))
    page = compared(client, near, draft, behind)
    assert [heading.program for heading in page.headings] == [near]
    assert page.chosen.errors[0].startswith("2 programs in the address are not known")


def test_the_finder_keeps_what_was_chosen(client, near, far):
    url = f"/schools/?p={near.ref}&p={near.ref}&p=%3Cscript%3E&q=coding&home=OH"
    response = client.get(url)
    finder = response.context["finder"]
    assert [card.program for card in finder.cards] == [far]
    assert (finder.chosen, finder.chosen_elsewhere) == ([near.ref], [near.ref])
    assert finder.form.errors == {}
    assert all(f"p={near.ref}" in chip.url for chip in finder.chips)
    body = response.content.decode()
    hidden = f'<input type="hidden" name="p" value="{near.ref}">'
    assert body.count(hidden) == 2, "in the filters and in the list"
    assert finder.compare_url == f"/schools/compare/?p={near.ref}&home=OH"
    assert "%3Cscript" not in body


def test_what_was_chosen_is_ticked_where_it_is_listed(client, near, far):
    body = client.get(f"/schools/?p={near.ref}").content.decode()
    box = f'id="p_{near.ref}" name="p" value="{near.ref}"'
    assert f"{box} checked" in body
    table = client.get(f"/schools/?p={near.ref}&view=table").content.decode()
    assert f"{box} checked" in table
    assert f'id="p_{far.ref}" name="p" value="{far.ref}">' in table
