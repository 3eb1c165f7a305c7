import json
from collections import Counter
from operator import itemgetter
from urllib.parse import quote

import pytest
from django.conf import settings
from django.urls import reverse

from careers.choices import AreaKind, Education
from careers.models import AssessmentWeight
from editorial.choices import Status
from tests.factories import (
    make_area,
    make_assessment_option,
    make_assessment_question,
    make_career,
    make_pay,
)
from tests.webform import form_data

URL = "/careers/assessment/"
FIXTURES = settings.BASE_DIR / "fixtures"
ROWS = json.loads((FIXTURES / "assessment.json").read_text("utf-8"))
CAREERS = json.loads((FIXTURES / "careers.json").read_text("utf-8"))


def weigh(option, career, points: int, reason: str = "Because.") -> AssessmentWeight:
    return AssessmentWeight.objects.create(
        option=option, career=career, points=points, reason=reason
    )


@pytest.fixture
def coder(db):
    return make_career(
        name="Coder",
        months_to_enter_low=6,
        months_to_enter_high=9,
        program_fields=["coding-billing"],
    )


@pytest.fixture
def manager(db):
    return make_career(
        name="Manager",
        entry_education=Education.BACHELOR,
        months_to_enter_low=48,
        months_to_enter_high=60,
    )


@pytest.fixture
def alone(coder, manager):
    """The answer “alone” to the question “company”: for the coder, against the manager."""
    question = make_assessment_question(slug="company", text="Do you like company?")
    option = make_assessment_option(question=question, value="alone")
    weigh(option, coder, 2, "You work alone.")
    weigh(option, manager, -3, "You are never alone.")
    return option


def ranking(response) -> list[tuple[str, int]]:
    return [(m.career.name, m.points) for m in response.context["matches"]]


def test_an_answer_ranks_careers_and_says_why(client, alone):
    response = client.get(f"{URL}?company=alone")
    assert ranking(response) == [("Coder", 2), ("Manager", -3)]
    best, worst = response.context["matches"]
    assert [reason.text for reason in best.raised] == ["You work alone."]
    assert [reason.text for reason in worst.lowered] == ["You are never alone."]
    html = response.content.decode()
    assert "Closest to your answers: Coder" in html
    assert "You are never alone." in html


def test_questions_alone_rank_nothing(client, alone):
    response = client.get(URL)
    assert response.context["matches"] == []
    assert "Do you like company?" in response.content.decode()


def test_the_same_address_gives_the_same_result(client, alone):
    address = f"{URL}?company=alone&state=OH"
    first, second = client.get(address), client.get(address)
    assert ranking(first) == ranking(second)
    assert first.content == second.content
    assert not first.cookies


def test_editing_a_weight_at_the_desk_changes_the_result(client, editor, alone):
    make_assessment_question()
    client.force_login(editor)
    desk = reverse("admin:careers_assessmentoption_change", args=[alone.pk])
    data = form_data(client, desk)
    name = next(
        name
        for name, value in data.items()
        if name.startswith("weights-") and name.endswith("-points") and value == ["-3"]
    )
    data[name] = ["3"]
    assert client.post(desk, data).status_code == 302
    client.logout()
    response = client.get(f"{URL}?company=alone")
    assert ranking(response) == [("Manager", 3), ("Coder", 2)]


def test_equal_points_are_settled_by_time_to_enter_then_by_name(client, coder, manager):
    make_career(name="Alpha", months_to_enter_low=48, months_to_enter_high=50)
    make_career(name="Unknown time")
    make_assessment_option(question=make_assessment_question(slug="any"), value="yes")
    response = client.get(f"{URL}?any=yes")
    assert [name for name, _ in ranking(response)] == [
        "Coder",
        "Alpha",
        "Manager",
        "Unknown time",
    ]
    assert "With equal points" in response.content.decode()


@pytest.mark.parametrize(
    ("most", "points"),
    [
        (Education.HIGH_SCHOOL, {"Coder": -3, "Manager": -3}),
        (Education.CERTIFICATE, {"Coder": 2, "Manager": -3}),
        (Education.MASTER, {"Coder": 2, "Manager": 2}),
    ],
)
def test_schooling_is_compared_with_the_profile(client, coder, manager, most, points):
    question = make_assessment_question(slug="schooling")
    make_assessment_option(question=question, value="x", most_schooling=most)
    response = client.get(f"{URL}?schooling=x")
    assert dict(ranking(response)) == points
    assert "The usual schooling to start is" in response.content.decode()


def test_pay_is_compared_with_the_national_median(client, coder, manager):
    nation = make_area(kind=AreaKind.NATION, name="United States")
    make_pay(occupation=coder.occupation, area=nation, annual_median=51_140)
    question = make_assessment_question(slug="pay")
    make_assessment_option(
        question=question, value="x", least_pay=51_140, points_met=3, points_missed=-1
    )
    response = client.get(f"{URL}?pay=x")
    assert ranking(response) == [("Coder", 3), ("Manager", 0)]
    best, unknown = response.context["matches"]
    assert "May 2025: $51,140 a year, which reaches your $51,140" in best.raised[0].text
    assert best.raised[0].mark.number == 1
    assert unknown.neither[0].text == "Pay was not weighed. Not in this release."
    question.options.update(least_pay=51_141)
    missed = client.get(f"{URL}?pay=x").context["matches"]
    assert {m.career.name: m.points for m in missed} == {"Coder": -1, "Manager": 0}


def test_open_questions_are_allowed_and_said(client, alone):
    make_assessment_question(slug="later", text="Still open?", position=9_999)
    html = client.get(f"{URL}?company=alone").content.decode()
    assert "You answered 1 of 2 questions" in html
    assert 'href="#q-later"' in html
    html = client.get(f"{URL}?state=OH").content.decode()
    assert "No question is answered yet" in html


@pytest.mark.parametrize(
    ("query", "address"),
    [
        ("company=&later=&state=", URL),
        ("company=alone&later=&state=", f"{URL}?company=alone"),
        ("company=&state=OH", f"{URL}?state=OH"),
    ],
)
def test_open_questions_do_not_stay_in_the_address(client, alone, query, address):
    response = client.get(f"{URL}?{query}")
    assert (response.status_code, response["Location"]) == (302, address)
    assert client.get(address).status_code == 200


def test_the_result_stands_before_its_method(client, alone):
    html = client.get(f"{URL}?company=alone").content.decode()
    places = [
        html.index(words)
        for words in (
            "Closest to your answers",
            'class="cards matches"',
            "Each answer gives a job up to three points",
            'class="asked"',
        )
    ]
    assert places == sorted(places)


def test_the_comparison_of_the_first_is_that_of_the_state(
    client, alone, coder, manager
):
    make_area(kind=AreaKind.STATE, name="Ohio", slug="ohio", state="OH")
    html = client.get(f"{URL}?company=alone&state=OH").content.decode()
    assert f"c={coder.slug}&amp;c={manager.slug}&amp;area=ohio" in html


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("company=nonsense", "company"),
        ("company=%00", "company"),
        ("company=" + "x" * 10_000, "company"),
        ("company=-1", "company"),
        ("company=" + "9" * 400, "company"),
        ("company=" + quote("алоне"), "company"),
        ("company=alone&company=other", "company"),
        ("state=ZZ", "state"),
        ("state=Ohio", "state"),
        ("state=%00", "state"),
        ("state=OH&state=IA", "state"),
    ],
)
def test_nonsense_is_answered_beside_its_question(client, alone, query, field):
    response = client.get(f"{URL}?{query}")
    assert response.status_code == 200
    form = response.context["form"]
    assert list(form.errors) == [field]
    html = response.content.decode()
    assert html.count(form.errors[field][0]) == 2
    assert f'href="#q-{field}"' in html
    assert "x" * 100 not in html


def test_an_unknown_answer_leaves_the_others_standing(client, alone):
    make_assessment_question(slug="later")
    response = client.get(f"{URL}?company=alone&later=nonsense")
    assert ranking(response) == [("Coder", 2), ("Manager", -3)]


def test_what_nobody_asked_is_ignored(client, alone):
    assert not client.get(f"{URL}?utm_source=x&c=1").context["form"].errors


def test_drafts_stay_out(client, alone, manager):
    hidden = make_assessment_question(
        slug="hidden", text="Secret?", status=Status.DRAFT
    )
    make_assessment_option(question=hidden, value="yes")
    manager.status = Status.DRAFT
    manager.save()
    response = client.get(f"{URL}?company=alone&hidden=yes")
    assert ranking(response) == [("Coder", 2)]
    assert "Secret?" not in response.content.decode()


def test_short_profiles_are_not_ranked(client, alone):
    make_career(name="Clerk", is_short=True)
    assert len(client.get(f"{URL}?company=alone").context["matches"]) == 2


def test_links_lead_to_profile_pay_and_programs_of_the_state(client, alone, coder):
    make_area(kind=AreaKind.STATE, name="Ohio", slug="ohio", state="OH")
    html = client.get(f"{URL}?company=alone&state=OH").content.decode()
    assert f'href="{coder.get_absolute_url()}"' in html
    pay = f"/careers/pay/?occupation={coder.slug}"
    assert f'href="{pay}&amp;area=ohio"' in html
    assert f'href="/schools/?career={coder.slug}&amp;home=OH"' in html
    html = client.get(f"{URL}?company=alone").content.decode()
    assert f'href="{pay}"' in html
    assert f'href="/schools/?career={coder.slug}"' in html


def test_a_state_without_published_pay_is_said(client, alone):
    html = client.get(f"{URL}?company=alone&state=PW").content.decode()
    assert "No pay is published for Palau" in html
    assert "home=PW" in html


def test_only_the_page_without_answers_is_for_search_engines(client, alone):
    assert b"noindex" not in client.get(URL).content
    assert b"noindex" in client.get(f"{URL}?company=alone").content


def test_without_questions_the_page_says_so(client, db):
    assert b"No question is published" in client.get(URL).content


def rows(model: str) -> list[dict]:
    return [row["fields"] for row in ROWS if row["model"] == f"careers.{model}"]


def test_ten_questions_are_published_and_every_one_counts():
    questions = [fields["slug"] for fields in rows("assessmentquestion")]
    assert len(questions) == 10
    counting = {fields["option"][0] for fields in rows("assessmentweight")} | {
        fields["question"][0]
        for fields in rows("assessmentoption")
        if fields.get("most_schooling") or fields.get("least_pay")
    }
    assert counting == set(questions)


def test_weights_name_full_careers_and_give_each_a_reason_of_its_own():
    full = {
        row["fields"]["slug"]
        for row in CAREERS
        if row["model"] == "careers.career" and not row["fields"]["is_short"]
    }
    weights = rows("assessmentweight")
    assert {fields["career"][0] for fields in weights} == full
    reasons = [fields["reason"] for fields in weights]
    assert len(reasons) == len(set(reasons))
    assert all(reason.endswith(".") and "!" not in reason for reason in reasons)
    assert all(fields["points"] in {-3, -2, -1, 1, 2, 3} for fields in weights)


def best_answers(career: str) -> dict[str, str]:
    """The answer to each question that sets *career* furthest apart from the others."""
    lead = Counter()
    for fields in rows("assessmentweight"):
        is_own = fields["career"] == [career]
        lead[tuple(fields["option"])] += fields["points"] * (1 if is_own else -0.1)
    return {slug: value for (slug, value), _ in sorted(lead.items(), key=itemgetter(1))}


@pytest.mark.parametrize(
    "slug", sorted({fields["career"][0] for fields in rows("assessmentweight")})
)
def test_every_career_can_come_first(slug):
    answers = best_answers(slug)
    sums = Counter()
    for fields in rows("assessmentweight"):
        question, value = fields["option"]
        if answers.get(question) == value:
            sums[fields["career"][0]] += fields["points"]
    (first, most), (_second, next_most) = sums.most_common(2)
    assert (first, most > next_most) == (slug, True)
