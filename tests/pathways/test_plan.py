"""Plans on a small catalogue: what is found, what it costs and takes, and that all forms agree."""

import csv
import io
from itertools import product

import pytest
from django.utils.http import urlencode

from careers.models import EligibilityRule
from editorial.models import Catalogue
from tests.factories import correct, make_accreditation, make_career

pytestmark = pytest.mark.django_db


def plan(client, **asked):
    response = client.get(f"/pathways/?{urlencode(asked)}")
    assert response.status_code == 200
    return response.context["plan"]


def titles(made) -> list[str]:
    return [route.title for route in made.routes]


def test_a_bachelor_who_wants_rhia(client, catalogue):
    """The certificate: 9,000 in Texas, 12 months of 45 hours at 10 a week."""
    made = plan(client, have="bachelor", goal="rhia", home="TX", hours=10, wage="45000")
    assert titles(made)[0] == "Post-degree certificate and RHIA"
    first = made.routes[0]
    assert (first.months, first.full_time, first.price) == (54, 12, 9_000)
    assert first.unknown == [
        "Birch University: no figure for books",
        "RHIA exam fee: not read at its issuer",
        "RHIA renewal, the first: not read at its issuer",
    ]
    # 48,000 in Texas: 48,000 - 3,580 - 3,672 = 40,748; 45,000 leaves 45,000 - 3,220 - 3,443.
    usual = first.paybacks[1]
    assert (usual.pay, usual.take_home_rise) == (48_000, 40_748 - 38_338)
    assert usual.months == 45
    assert first.paybacks[0].months is None
    assert first.premium_years == 3.0


def test_nobody_without_a_degree_is_sent_to_a_certificate_after_one(client, catalogue):
    made = plan(client, have="no-college", goal="rhia", home="OH", hours=45)
    assert titles(made) == [
        "Bachelor’s degree and RHIA",
        "Associate degree and RHIT, then bachelor’s degree and RHIA",
    ]
    long = made.routes[1]
    study, exam, then, last = long.steps
    assert (study.begins, study.ends, exam.month) == (0, 24, 24)
    # 57 % of 60 credits come along: 34 of 120, so 86/120 of 48 months are left.
    assert then.best.accepted == 34
    assert (then.best.full_time, last.month) == (35, 24 + 35)
    # 10,000 and books of two years, the RHIT exam, 60,000 x 86/120.
    assert long.price == 10_000 + 2_000 + 299 + 43_000


def test_a_member_pays_the_members_fee(client, catalogue):
    asked = {"have": "no-college", "goal": "rhit", "home": "OH"}
    others = plan(client, **asked).routes[0].price
    assert plan(client, **asked, exam="member").routes[0].price == others - 70


def test_an_exam_for_anybody_needs_no_program(client, catalogue):
    made = plan(client, goal="cpc")
    assert titles(made)[0] == "CPC exam, without a program"
    assert (made.routes[0].months, made.routes[0].price) == (0, 400)


def test_confirmed_programs_come_before_cheaper_ones(client, catalogue):
    make_accreditation(program=catalogue["post-bachelor"])
    Catalogue.objects.bump()
    options = plan(client, have="bachelor", goal="rhia").routes[0].steps[0].options
    assert options[0].is_confirmed


def test_a_rule_changed_on_the_desk_changes_the_routes(client, catalogue):
    asked = {"have": "bachelor", "goal": "rhia"}
    before = titles(plan(client, **asked))
    rule = EligibilityRule.objects.get(credential=catalogue["rhia"])
    rule.award_levels = ["bachelor"]
    rule.save()
    Catalogue.objects.bump()
    after = titles(plan(client, **asked))
    assert "Post-degree certificate and RHIA" in before
    assert after == [title for title in before if "certificate" not in title]


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"have": "rhia", "goal": "rhia"}, "You hold RHIA already"),
        ({"have": "rhit", "goal": "rhit"}, "You hold RHIT already"),
    ],
)
def test_what_one_holds_is_no_goal(client, catalogue, asked, said):
    made = plan(client, **asked)
    assert made.says.startswith(said)
    assert not made.routes


def test_a_career_is_planned_by_its_credential(client, catalogue):
    career = make_career(
        slug="coder", plural="coders", program_fields=["coding-billing"]
    )
    career.careercredentials.create(credential=catalogue["cpc"], note="Asked for.")
    bare = make_career(slug="clerk", plural="clerks")
    Catalogue.objects.bump()
    career.careercredentials.create(
        credential=catalogue["rhit"], note="Helps.", position=2
    )
    Catalogue.objects.bump()
    response = client.get("/pathways/?goal=career:coder&hours=9")
    assert response.context["plan"].goal == catalogue["cpc"]
    ((other, url),) = response.context["others"]
    assert other == catalogue["rhit"]
    assert client.get(f"/pathways/{url}").context["plan"].goal == other
    assert "hours=9" in url
    assert plan(client, goal="career:coder", have="coder").goal == catalogue["rhit"]
    assert "No credential that we list" in plan(client, goal=f"career:{bare.slug}").says


def test_nothing_near_is_said_and_the_nearest_shown(client, catalogue):
    study = plan(client, goal="rhit", home="WY").routes[0].steps[0]
    assert study.note == "None in Wyoming or online; these are elsewhere."
    assert study.options
    none = plan(client, goal="rhit", home="WY", max_price="1").routes[0]
    assert (none.price, none.months) == (None, None)
    assert none.steps[0].note == "None under these limits."
    page = client.get("/pathways/?goal=rhit&home=WY&max_price=1").content.decode()
    assert page.count("<i>no program fits</i>") == 2


def test_links_lead_to_the_same_programs_in_the_finder(client, catalogue):
    for route in plan(client, have="bachelor", goal="rhia", home="TX").routes:
        for step in route.steps:
            if step.is_study:
                assert client.get(step.finder_url).context["finder"].total == step.total


BAD = [
    "",
    "x",
    "-1",
    "0",
    "9" * 400,
    "1e5",
    "\x00",
    "½",
    "٣",
    "<b>",
    "career:",
    "career:x",
]
NAMES = [
    "have",
    "goal",
    "home",
    "hours",
    "wage",
    "credits",
    "mode",
    "max_price",
    "share",
]


@pytest.mark.parametrize("name", [*NAMES, "exam", "data"])
def test_odd_answers_are_told_beside_their_field(client, catalogue, name):
    for value in BAD:
        asked = {"have": "bachelor", "goal": "rhia", name: value}
        assert client.get("/pathways/", asked, follow=True).status_code == 200, value
    for path in ("/pathways/plan.csv", "/pathways/plan.json"):
        assert client.get(path, asked).status_code == 200
    page = client.get("/pathways/", {"goal": "rhia", "hours": "200", "wage": "-5"})
    errors = page.context["plan"].form.errors
    assert set(errors) == {"hours", "wage"}
    assert "Give dollars from 0" in page.content.decode()
    assert "Give a whole number from 1 to 60." in page.content.decode()
    assert page.context["plan"].routes


def test_more_hours_and_more_credits_never_make_it_worse(client, catalogue):
    for have, goal in product(
        ("no-college", "associate", "bachelor"), ("rhit", "rhia")
    ):
        months, prices = [], []
        for hours in (5, 10, 20, 45):
            made = plan(client, have=have, goal=goal, hours=hours)
            months.append({route.title: route.months for route in made.routes})
        for credits in (0, 30, 90):
            made = plan(client, have=have, goal=goal, credits=credits)
            prices.append({route.title: route.price for route in made.routes})
        for found in (months, prices):
            for title in found[0]:
                line = [one[title] for one in found if title in one]
                assert line == sorted(line, reverse=True), (have, goal, title)


def test_page_csv_and_json_say_the_same(client, catalogue):
    query = "have=no-college&goal=rhia&home=OH&hours=12&wage=15"
    made = client.get(f"/pathways/?{query}")
    rows = client.get(f"/pathways/plan.json?{query}").json()["figures"]
    text = client.get(f"/pathways/plan.csv?{query}").content.decode("utf-8-sig")
    table = list(csv.DictReader(io.StringIO(text)))
    assert [row["what"] for row in table] == [row["what"] for row in rows]
    for ours, theirs in zip(rows, table, strict=True):
        assert str("" if ours["value"] is None else ours["value"]) == theirs["value"]
    page = made.content.decode()
    for number, route in enumerate(made.context["plan"].routes, start=1):
        told = {
            row["what"]: row["value"]
            for row in rows
            if row["route"] == number and not row["step"]
        }
        assert told["months at my pace"] == route.months
        assert told["price of all that is known"] == route.price
        assert f"{route.price:,}" in page
    shown = {
        row["value"] for row in rows if row["what"] == "price for me" and row["value"]
    }
    assert shown
    assert all(f"{value:,}" in page for value in shown)


def test_an_address_kept_says_what_changed(client, catalogue):
    asked = "have=bachelor&goal=rhia&home=TX&hours=10"
    kept = client.get(f"/pathways/?{asked}").context["address"]
    assert "No figure of this plan has changed" in client.get(kept).content.decode()
    correct(catalogue["post-bachelor"], price_resident=9_500)
    Catalogue.objects.bump()
    page = client.get(kept)
    (one,) = page.context["changed"]
    assert (one.before, one.now) == ("$9,000", "$9,500")
    assert (
        "1 figure of this plan has changed since you kept it" in page.content.decode()
    )


@pytest.mark.parametrize(
    "asked",
    ["", "have=bachelor&goal=rhia&home=TX", "goal=cpc", "goal=rhia&data=0&seen=1.2"],
)
def test_a_plan_costs_few_queries(
    client, catalogue, asked, django_assert_max_num_queries
):
    client.get(f"/pathways/?{asked}")
    with django_assert_max_num_queries(12):
        client.get(f"/pathways/?{asked}&hours=9")
