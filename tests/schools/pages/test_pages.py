"""The pages of a program, a school, a state, the map and the front."""

import datetime as dt

import pytest

from careers.choices import AccreditationStatus, AreaKind, AwardLevel
from editorial.choices import Status
from editorial.models import Catalogue
from schools.choices import Evidence
from tests.factories import (
    make_accreditation,
    make_area,
    make_career,
    make_credential,
    make_field_outcome,
    make_occupation,
    make_pay,
    make_program,
    make_rule,
    make_school,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def program():
    school = make_school(
        name="Ohio Valley College",
        slug="ohio-valley",
        state="OH",
        latitude="39.1",
        longitude="-84.5",
    )
    return make_program(
        school=school,
        title="Records",
        slug="records",
        award_level=AwardLevel.ASSOCIATE,
        price_resident=8_000,
        price_nonresident=15_000,
        months_high=24,
        awards_latest=5,
        awards_previous=0,
        awards_year="2023-24",
    )


def text(response) -> str:
    return " ".join(response.content.decode().split())


def test_program_page_gives_both_prices_and_the_visitors_first(client, program):
    page = client.get("/schools/ohio-valley/records/?home=TX")
    assert page.context["page"].price.amount == 15_000
    assert "non-residents of Ohio" in text(page)
    assert "$8,000" in text(page)


def test_missing_figures_say_why_and_are_never_zero(client):
    bare = make_program(school=make_school(slug="s"), slug="p")
    body = text(client.get(bare.get_absolute_url()))
    assert "School has not published a price" in body
    assert "School has not published a length" in body
    assert "The school has not reported awards" in body
    assert "$0" not in body


def test_awards_of_three_years_tell_zero_from_not_reported(client, program):
    years = client.get("/schools/ohio-valley/records/").context["page"].years
    assert years == [
        {"year": "2023-24", "count": 5},
        {"year": "2022-23", "count": 0},
        {"year": "2021-22", "count": None},
    ]


@pytest.mark.parametrize(
    ("status", "evidence", "words"),
    [
        (AccreditationStatus.ACCREDITED, Evidence.DIRECTORY, "CAHIIM: Accredited"),
        (AccreditationStatus.REPORTED, Evidence.OLDER, "Reported, not confirmed"),
        (AccreditationStatus.CANDIDACY, Evidence.SCHOOL, "Candidate"),
        (None, None, "not the same as not accredited"),
    ],
)
def test_accreditation_is_said_with_its_evidence(
    client, program, status, evidence, words
):
    if status:
        make_accreditation(
            program=program, accreditation_status=status, evidence=evidence
        )
    body = text(client.get("/schools/ohio-valley/records/"))
    assert words in body
    assert "https://www.cahiim.org/programs/program-directory" in body


def test_better_evidence_wins_and_history_is_kept(client, program):
    make_accreditation(program=program, evidence=Evidence.SCHOOL)
    make_accreditation(
        program=program,
        accreditation_status=AccreditationStatus.WITHDRAWN,
        evidence=Evidence.DIRECTORY,
    )
    page = client.get("/schools/ohio-valley/records/").context["page"]
    assert page.statement.accreditation_status == AccreditationStatus.WITHDRAWN
    assert len(page.accreditations) == 2


def test_accreditation_ends_with_its_last_day(program):
    past = make_accreditation(program=program, valid_until=dt.date(2020, 1, 1))
    open_ended = make_accreditation(program=program)
    statements = type(past).objects.in_force(dt.date(2026, 1, 1))
    assert list(statements) == [open_ended]
    for statement in (past, open_ended):
        for day in (dt.date(2019, 1, 1), dt.date(2020, 1, 1), dt.date(2020, 1, 2)):
            queryset = type(past).objects.in_force(day)
            assert statement.holds(day) == queryset.filter(pk=statement.pk).exists()


def test_changing_a_rule_changes_facet_card_and_page(client, program):
    rule = make_rule(
        credential=make_credential(slug="cca", abbr="CCA"),
        fields=["health-information"],
        is_verified=True,
    )
    address = program.get_absolute_url()
    prepares = 'Prepares for <a href="/credentials/cca/">CCA</a>'
    assert prepares in text(client.get(address))
    assert client.get("/schools/?credential=cca").context["finder"].total == 1
    rule.fields = ["coding-billing"]
    rule.save()
    Catalogue.objects.bump()
    assert prepares not in text(client.get(address))
    assert client.get("/schools/?credential=cca").context["finder"].total == 0


def test_what_a_program_leads_to_stands_before_what_it_prepares_for(client, program):
    make_rule(credential=make_credential(slug="rhit", abbr="RHIT"), accreditor="CAHIIM")
    make_rule(
        credential=make_credential(slug="cca", abbr="CCA"),
        fields=["health-information"],
    )
    make_rule(credential=make_credential(slug="any", abbr="ANY"))
    make_rule(
        credential=make_credential(slug="shut", abbr="SHUT"),
        fields=["health-information"],
        is_verified=False,
    )
    address = program.get_absolute_url()
    page = client.get(address).context["page"]
    assert [e.abbr for e in page.may_lead_to] == ["RHIT"]
    assert page.leads_to == []
    make_accreditation(program=program)
    Catalogue.objects.bump()
    page = client.get(address).context["page"]
    assert [e.abbr for e in page.leads_to] == ["RHIT"]
    assert page.may_lead_to == []
    assert [e.abbr for e in page.prepares_for] == ["CCA", "SHUT"]
    assert [e.abbr for e in page.other_terms] == ["ANY", "CCA"]
    assert [e.abbr for e in page.rules_not_read] == ["SHUT"]
    body = text(client.get(address))
    assert body.index("Makes you eligible for RHIT") < body.index("Prepares for")
    assert "Makes you eligible for CCA" not in body


def test_earnings_carry_their_caveat(client, program):
    make_field_outcome(
        school=program.school,
        cip4_code="51.07",
        credential_level="Associate's Degree",
        earnings_1yr=31_000,
    )
    body = text(client.get(program.get_absolute_url()))
    assert "$31,000" in body
    assert "it also covers health-care management" in body
    assert "Withheld: too few graduates" in body


def test_figures_of_a_whole_institution_are_not_told_as_one_campuss(client, program):
    school = program.school
    make_field_outcome(
        school=school, credential_level="Associate's Degree", earnings_1yr=31_000
    )
    alone = client.get(program.get_absolute_url())
    assert alone.context["page"].campuses == 1
    assert f"graduates of {school.name}" in text(alone)
    for status in (Status.PUBLISHED, Status.PUBLISHED, Status.DRAFT):
        make_school(opeid6=school.opeid6, status=status)
    Catalogue.objects.bump()
    shared = client.get(program.get_absolute_url())
    assert shared.context["page"].campuses == 3
    assert "Not of this campus alone:" in text(shared)
    assert f"graduates of {school.name}" not in text(shared)


def test_schools_without_a_federal_number_are_not_taken_for_one(client, program):
    school = program.school
    make_field_outcome(
        school=school, credential_level="Associate's Degree", earnings_1yr=31_000
    )
    school.opeid6 = ""
    school.save()
    make_school(opeid6="")
    page = client.get(program.get_absolute_url()).context["page"]
    assert page.campuses == 1


def test_a_row_without_figures_is_withheld_and_no_row_is_none(client, program):
    assert "No figures are published" in text(client.get(program.get_absolute_url()))
    make_field_outcome(school=program.school, credential_level="Associate's Degree")
    Catalogue.objects.bump()
    body = text(client.get(program.get_absolute_url()))
    assert "College Scorecard withholds the figures" in body
    assert "No figures are published" not in body


def test_careers_carry_their_pay_in_the_state(client, program):
    occupation = make_occupation()
    make_career(
        name="Coder", program_fields=["health-information"], occupation=occupation
    )
    area = make_area(kind=AreaKind.STATE, state="OH")
    make_pay(occupation=occupation, area=area, annual_median=47_000)
    assert "$47,000" in text(client.get(program.get_absolute_url()))


def test_similar_programs_are_cheaper_or_near(client, program):
    near = make_school(name="Near", state="OH", latitude="39.2", longitude="-84.5")
    far = make_school(name="Far", state="TX", latitude="30.2", longitude="-97.7")
    make_program(school=near, title="Cheap", price_resident=5_000)
    make_program(school=far, title="Distant", price_resident=1_000)
    found = client.get(program.get_absolute_url()).context["page"].similar
    assert [(s.program.title, s.saves) for s in found] == [
        ("Cheap", 3_000),
        ("Distant", None),
    ]


def test_school_page_lists_its_programs(client, program):
    make_program(school=program.school, title="Hidden", status=Status.DRAFT)
    page = client.get("/schools/ohio-valley/")
    assert [entry.program.title for entry in page.context["page"].programs] == [
        "Records"
    ]


def test_school_page_cites_its_table_and_pins_the_school(client, program):
    page = client.get("/schools/ohio-valley/")
    assert {mark.source for mark in page.context["page"].table_marks} == {
        program.price_source,
        program.length_source,
        program.awards_source,
    }
    assert len(page.context["page"].map.pins) == 1
    assert "Springfield" in text(page)


@pytest.mark.parametrize(
    "address",
    [
        "/schools/nowhere/",
        "/schools/ohio-valley/nothing/",
        "/schools/in/atlantis/",
        "/schools/in/ohio/wizard/",
    ],
)
def test_unknown_addresses_are_not_found(client, program, address):
    response = client.get(address)
    assert response.status_code == 404
    assert "/schools/" in text(response)


def test_drafts_have_no_page(client, program):
    program.status = Status.DRAFT
    program.save()
    assert client.get(program.get_absolute_url()).status_code == 404
    program.school.status = Status.DRAFT
    program.school.save()
    assert client.get(program.school.get_absolute_url()).status_code == 404


def test_state_page_introduces_itself_with_figures(client, program):
    for price in (2_000, 4_000, 4_000, 4_000, 5_000, 7_000, 9_000, 9_000, 9_000):
        make_program(school=program.school, price_resident=price)
    page = client.get("/schools/in/ohio/")
    facts = page.context["page"].facts
    assert (facts.programs, facts.schools, facts.cheapest) == (10, 1, 2_000)
    assert facts.median_price == 6_000
    finder = client.get("/schools/?state=OH").context["finder"]
    assert page.context["finder"].total == finder.total


def test_a_state_without_programs_leads_on(client, program):
    response = client.get("/schools/in/kentucky/")
    assert response.status_code == 200
    [way, *_] = response.context["finder"].ways
    assert (way.label, way.count) == ("Look in 7 neighboring states, too", 1)
    assert client.get(way.url).context["finder"].total == 1
    html = text(response)
    assert "No program fits all of this" in html
    assert 'name="robots" content="noindex' in response.content.decode()


def test_state_and_level_page_holds_both(client, program):
    make_program(school=program.school, award_level=AwardLevel.MASTER)
    page = client.get("/schools/in/ohio/associate/")
    assert page.context["finder"].total == 1
    assert "Associate degree programs in Ohio" in text(page)


def test_every_pin_of_a_state_is_listed(client, program):
    make_program(school=make_school(name="Unplaced", state="OH"))
    drawn = client.get("/schools/in/ohio/").context["page"].map
    assert [pin.school.name for pin in drawn.pins] == ["Ohio Valley College"]
    assert [pin.school.name for pin in drawn.not_drawn] == ["Unplaced"]
    body = text(client.get("/schools/in/ohio/"))
    assert body.count("<circle") == len(drawn.pins)
    assert "not on the map, no coordinates" in body


def test_map_counts_are_the_finders(client, program):
    make_program(school=make_school(state="TX"), award_level=AwardLevel.MASTER)
    tiles = client.get("/schools/map/?level=associate").context["tiles"]
    counts = {item["tile"].code: item["tile"].count for item in tiles}
    assert (counts["OH"], counts["TX"]) == (1, 0)
    ohio = next(item for item in tiles if item["tile"].code == "OH")
    assert client.get(ohio["url"]).context["finder"].total == 1


def test_front_page_figures_are_live(client, program):
    front = client.get("/").context["front"]
    assert (front.programs, front.schools, front.confirmed) == (1, 1, 0)
    make_accreditation(program=program)
    Catalogue.objects.bump()
    assert client.get("/").context["front"].confirmed == 1


@pytest.mark.parametrize(
    ("query", "total"),
    [
        ("", 1),
        ("state=OH", 1),
        ("state=TX", 0),
        ("price_max=%2410,000", 1),
        ("zip=00000", None),
        ("price_max=cheap", None),
    ],
)
def test_the_front_page_asks_how_many_programs_fit(client, program, query, total):
    response = client.get(f"/schools/count.json?{query}")
    assert response.json() == {"total": total}
    assert response["X-Robots-Tag"] == "noindex"


def test_the_front_page_asks_for_place_budget_and_credential_first(client, program):
    html = client.get("/").content.decode()
    order = [
        html.index(f'name="{name}"') for name in ("zip", "price_max", "credential")
    ]
    assert order == sorted(order)
    assert (
        order[-1] < html.index("data-count>Search 1 program<") < html.index("Study in")
    )
