"""What can be said besides: a month, a ZIP code, own figures; and answers that do not fit."""

import pytest
from django.test import Client
from django.utils import timezone

from careers.choices import AwardLevel
from editorial.models import Catalogue
from pathways.since import seen
from schools.models import Program
from tests.editorial.changes.conftest import page_of
from tests.factories import (
    make_earnings_test,
    make_field_outcome,
    make_program,
    make_school,
)
from tests.pathways.test_plan import plan, titles
from tests.webform import form_data

pytestmark = pytest.mark.django_db

TEXAN = {"have": "bachelor", "goal": "rhia", "home": "TX", "hours": 10}


def test_a_plan_has_months_of_the_calendar_from_its_start(client, catalogue):
    year = timezone.localdate().year + 1
    made = plan(client, **TEXAN, start=f"{year}-03")
    study, exam = made.routes[0].steps
    assert (study.first_month.year, study.first_month.month) == (year, 3)
    # 54 months: March to August, four years on.
    assert (study.last_month.year, study.last_month.month) == (year + 4, 8)
    assert (exam.on.year, exam.on.month) == (year + 4, 9)
    page = client.get("/pathways/", {**TEXAN, "start": f"{year}-03"}).content.decode()
    assert f"March {year} to August {year + 4}" in page


@pytest.mark.parametrize(
    "start", ["2001-01", "2099-01", "2027-13", "March", "2027", "2027-1", "٢٠٢٧-٠١"]
)
def test_a_month_that_is_none_is_told(client, catalogue, start):
    made = plan(client, **TEXAN, start=start)
    assert "Give a month" in str(made.form.errors["start"])
    assert made.routes


def test_a_zip_code_finds_what_is_near_and_its_state(client, catalogue):
    near = make_school(state="OH", latitude=39.76, longitude=-84.19)
    for price, school in ((9_000, near), (1_000, make_school(state="OH"))):
        make_program(
            school=school,
            title="Records",
            award_level=AwardLevel.ASSOCIATE,
            price_resident=price,
            months_high=24,
            awards_latest=9,
        )
    Catalogue.objects.bump()
    made = plan(client, goal="rhit", zip="45402")
    assert made.asked.home == "OH"
    assert "45402 is in Ohio" in made.notes[0]
    (study, _) = made.routes[0].steps
    assert [option.program.school for option in study.options] == [near]
    assert study.best.miles < 2
    assert "zip=45402&miles=50" in study.finder_url
    assert client.get(study.finder_url).context["finder"].total == study.total == 1


def test_an_old_price_is_called_old(client, catalogue):
    post = catalogue["post-bachelor"]
    begins = timezone.localdate().year + 1
    for year, is_old in ((begins - 1, False), (begins - 4, True)):
        post.price_year = f"{year}-{(year + 1) % 100:02}"
        post.save()
        Catalogue.objects.bump()
        route = plan(client, **TEXAN, start=f"{begins}-09").routes[0]
        told = [w for w in route.warnings if "academic years before" in w]
        assert bool(told) == is_old
        assert not told or f"is of {post.price_year}, 4 academic years" in told[0]


def test_the_nearest_stands_behind_the_best(client, catalogue):
    near = make_school(state="OH", latitude=39.76, longitude=-84.19)
    far = make_school(state="OH", latitude=39.96, longitude=-83.79)
    for number, (price, school) in enumerate(
        [(9_000, near), (5_000, far), (6_000, far), (7_000, far)]
    ):
        make_program(
            school=school,
            title=f"Records {number}",
            award_level=AwardLevel.ASSOCIATE,
            price_resident=price,
            awards_latest=9,
        )
    Catalogue.objects.bump()
    options = plan(client, goal="rhit", zip="45402").routes[0].steps[0].options
    assert [option.cost for option in options] == [5_000, 6_000, 7_000, 9_000]
    assert options[-1].program.school == near


@pytest.mark.parametrize(
    ("zip_code", "said"),
    [
        ("09001", "military address"),
        ("1", "five digits"),
        ("Dayton", "is not a ZIP code"),
    ],
)
def test_a_zip_code_that_is_none_is_told(client, catalogue, zip_code, said):
    made = plan(client, **TEXAN, zip=zip_code)
    assert said in str(made.form.errors["zip"])
    assert made.routes


def test_states_beside_come_before_the_rest_of_the_country(client, catalogue):
    indiana = make_program(
        school=make_school(state="IN"),
        award_level=AwardLevel.ASSOCIATE,
        price_resident=90_000,
        awards_latest=9,
    )
    Catalogue.objects.bump()
    study = plan(client, goal="rhit", home="IL").routes[0].steps[0]
    assert (
        study.note == "None in Illinois or online; these are in the states beside it."
    )
    assert [option.program for option in study.options] == [indiana]


def test_answers_that_do_not_fit_together_are_told(client, catalogue):
    made = plan(client, have="no-college", credits=30, goal="rhit")
    assert made.notes == (
        "You have no college and 30 credits: the credits are counted.",
    )
    made = plan(client, have="some-credits", credits=150, goal="rhia")
    assert made.notes[0].startswith("150 credits are more than a bachelor’s degree")
    made = plan(client, have="rhia", goal="rhit")
    assert made.notes[0].startswith("You hold RHIA and want RHIT")
    assert plan(client, have="rhit", goal="rhia").notes == ()
    assert plan(client, goal="rhit").notes == ()


def test_cheaper_programs_never_rank_lower(client, catalogue):
    school = make_school(state="OH")
    for number, price in enumerate((7_000, 3_000, 5_000, 12_000, None)):
        make_program(
            school=school,
            title=f"Records {number}",
            award_level=AwardLevel.ASSOCIATE,
            price_resident=price,
            months_high=24,
            awards_latest=9,
        )
    Catalogue.objects.bump()
    for credits in (0, 20, 60):
        study = plan(client, goal="rhit", home="OH", credits=credits).routes[0].steps[0]
        # The one that is confirmed first, then by what is left to pay.
        first, *others = study.options
        assert first.is_confirmed
        costs = [option.cost for option in others]
        assert costs == sorted(costs)
        assert costs[0] < first.cost


def test_earnings_and_debt_stand_beside_the_program(client, catalogue):
    make_field_outcome(
        school=catalogue["associate"].school,
        credential_level="Associate's Degree",
        earnings_1yr=41_000,
        median_debt=8_000,
    )
    response = client.get("/pathways/?goal=rhit&home=OH")
    page = " ".join(response.content.decode().split())
    assert "earned $41,000 a year after and owed $8,000 at the end" in page
    rows = client.get("/pathways/plan.json?goal=rhit&home=OH").json()["figures"]
    told = {row["what"]: row["value"] for row in rows}
    assert (told["earnings a year after"], told["debt at the end"]) == (41_000, 8_000)
    assert told["earnings four years after"] is None


def test_a_program_that_the_earnings_test_lets_fail_is_told_so(client, catalogue):
    school = catalogue["associate"].school
    page = client.get("/pathways/?goal=rhit&home=OH").content.decode()
    assert "We hold no figures of it yet" in page
    same = {"opeid6": school.opeid6, "cip4_code": "51.07"}
    make_earnings_test(**same, credential_level="Bachelor")
    passing = make_earnings_test(**same, fails=False, earnings=30_123)
    page = client.get("/pathways/?goal=rhit&home=OH").content.decode()
    assert "We hold no figures of it yet" not in page
    assert "fail the federal earnings test" not in page
    passing.fails = True
    passing.save()
    page = client.get("/pathways/?goal=rhit&home=OH").content.decode()
    assert "fail the federal earnings test" in page
    assert "$30,123 four years after" in page
    rows = client.get("/pathways/plan.json?goal=rhit&home=OH").json()["figures"]
    assert "fails" in [r["value"] for r in rows if r["what"] == "federal earnings test"]


def test_the_finder_leads_to_the_plan_of_what_was_asked(client, catalogue):
    page = client.get("/schools/?credential=rhit&home=OH").content.decode()
    assert 'href="/pathways/?goal=rhit&amp;home=OH"' in page
    assert "/pathways/?goal" not in client.get("/schools/?home=OH").content.decode()


def desk(editor) -> Client:
    client = Client()
    client.force_login(editor)
    return client


def test_a_price_corrected_on_the_desk_is_named_at_the_old_address(
    client, catalogue, editor
):
    kept = client.get("/pathways/", TEXAN).context["address"]
    url = page_of(catalogue["post-bachelor"])
    staff = desk(editor)
    changed = {"price_resident": "9100", "_why": "Misread on the same page."}
    assert staff.post(url, form_data(staff, url) | changed).status_code == 302
    page = client.get(kept)
    (one,) = page.context["changed"]
    assert (one.before, one.now) == ("$9,000", "$9,100")
    text = " ".join(page.content.decode().split())
    assert "price for residents was $9,000, is $9,100" in text


def test_a_price_that_drives_a_program_out_of_the_plan_is_named(
    client, catalogue, editor
):
    asked = TEXAN | {"max_price": 9_500}
    kept = client.get("/pathways/", asked).context["address"]
    url = page_of(catalogue["post-bachelor"])
    staff = desk(editor)
    changed = {"price_resident": "19000", "_why": "Misread on the same page."}
    assert staff.post(url, form_data(staff, url) | changed).status_code == 302
    page = client.get(kept)
    gone = str(catalogue["post-bachelor"].pk)
    assert gone not in seen(page.context["plan"]).split(".")
    (one,) = page.context["changed"]
    assert (one.before, one.now) == ("$9,000", "$19,000")


@pytest.mark.parametrize(
    "named", ["", ".", "x", "1.x.2", "9" * 40, "²", "-1", "1." * 4_000, "\x00"]
)
def test_an_address_that_names_no_programs_is_a_plan_all_the_same(
    client, catalogue, named
):
    response = client.get("/pathways/", TEXAN | {"data": "0", "seen": named})
    assert response.status_code in (200, 302)


def test_a_rule_changed_on_the_desk_changes_the_ways(client, catalogue, admin_client):
    assert "Post-degree certificate and RHIA" in titles(plan(client, **TEXAN))
    url = page_of(catalogue["rhia"])
    data = form_data(admin_client, url)
    (levels,) = (name for name in data if name.endswith("-0-award_levels"))
    changed = {levels: ["bachelor"], "_why": "Read again."}
    response = admin_client.post(url, data | changed)
    assert response.status_code == 302, response.context["errors"]
    assert titles(plan(client, **TEXAN)) == ["Bachelor’s degree and RHIA"]
    assert Program.objects.count() == 3
