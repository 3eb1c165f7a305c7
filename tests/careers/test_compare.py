import pytest

from careers.choices import AreaKind, Education, Link, Section
from careers.models import CareerItem, CareerLink
from tests.factories import make_area, make_career, make_pay

pytestmark = pytest.mark.django_db


def address(*slugs: str, extra: str = "") -> str:
    return "/careers/compare/?" + "&".join(f"c={slug}" for slug in slugs) + extra


def test_careers_stand_side_by_side_in_the_order_asked(client):
    first, second = make_career(name="Coder"), make_career(name="Biller")
    response = client.get(address(second.slug, first.slug))
    assert response.context["careers"] == [second, first]
    assert response.context["title"] == "Biller or coder"


def test_pay_is_that_of_the_nation(client):
    career = make_career()
    nation = make_area(kind=AreaKind.NATION, name="United States")
    make_pay(occupation=career.occupation, area=nation, annual_median=51_140)
    row = client.get(address(career.slug)).context["rows"][0]
    assert (row.label, row.cells[0].text) == ("Median pay", "$51,140")
    assert row.cells[0].mark.number == 1


def test_only_differences_leaves_out_rows_that_agree(client):
    same = {"remote": "Often", "entry_education": Education.CERTIFICATE}
    coder, biller = make_career(**same), make_career(**same)
    CareerItem.objects.create(career=coder, section=Section.DUTY, title="Codes")
    whole = client.get(address(coder.slug, biller.slug)).context
    found = client.get(address(coder.slug, biller.slug, extra="&only=differences"))
    assert [row.label for row in found.context["rows"]] == ["What you do"]
    assert found.context["hidden"] == len(whole["rows"]) - 1


def test_what_profiles_say_of_one_another_introduces_the_pair(client):
    coder, biller = make_career(), make_career()
    CareerLink.objects.create(
        career=coder, to=biller, kind=Link.RELATED, note="Bills what was coded."
    )
    response = client.get(address(coder.slug, biller.slug))
    assert "bills what was coded." in response.content.decode()


@pytest.mark.parametrize(
    ("query", "errors", "careers"),
    [
        ("", [], 0),
        ("c=", [], 0),
        ("c=nope", ["One career in the link is not known here."], 0),
        ("c=%00", ["One career in the link is not known here."], 0),
        ("c=a&c=b", ["2 careers in the link are not known here."], 0),
        ("c=" + "x" * 10_000, ["One career in the link is not known here."], 0),
        ("only=nonsense", [], 0),
    ],
)
def test_nonsense_is_answered_in_words(client, query, errors, careers):
    make_career()
    response = client.get(f"/careers/compare/?{query}")
    assert response.status_code == 200
    assert response.context["errors"] == errors
    assert len(response.context["careers"]) == careers


def test_a_fifth_career_is_left_out_and_said_so(client):
    slugs = [make_career().slug for _number in range(5)]
    response = client.get(address(*slugs, slugs[0]))
    assert len(response.context["careers"]) == 4
    assert "Up to 4 careers" in response.context["errors"][0]


@pytest.mark.parametrize("careers", [1, 4])
def test_comparing_costs_seven_queries_at_most(
    client, django_assert_max_num_queries, careers
):
    slugs = [make_career().slug for _number in range(careers)]
    with django_assert_max_num_queries(7):
        client.get(address(*slugs))
