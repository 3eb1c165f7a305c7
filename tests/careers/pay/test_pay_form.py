"""The pay explorer asks in the visitor's words: our names of jobs, places as people type them."""

import pytest

from careers.choices import AreaKind
from tests.factories import make_area, make_career, make_occupation, make_pay

pytestmark = pytest.mark.django_db

URL = "/careers/pay/"


@pytest.fixture
def coder():
    """Counted together with another career of ours, paid in the nation, Idaho and Boise."""
    records = make_occupation(title="Medical Records Specialists", soc_code="29-2072")
    make_career(name="Records specialist", occupation=records, position=1)
    coder = make_career(
        name="Medical coder", slug="medical-coder", occupation=records, position=2
    )
    nation = make_area(kind=AreaKind.NATION, name="United States", slug="united-states")
    idaho = make_area(kind=AreaKind.STATE, name="Idaho", slug="idaho", state="ID")
    boise = make_area(name="Boise City, ID", state="ID", counties=["Ada County, ID"])
    for area, median in ((nation, 51_140), (idaho, 49_000), (boise, 55_970)):
        make_pay(occupation=records, area=area, annual_median=median)
    return coder


def choices(response) -> dict[str, str]:
    groups = response.context["form"].fields["occupation"].choices
    return dict(choice for _group, within in groups for choice in within)


def test_jobs_are_asked_for_by_our_names_with_the_surveys_beside(client, coder):
    make_occupation(title="File Clerks", soc_code="43-4071")
    found = choices(client.get(URL))
    assert (
        found["medical-coder"] == "Medical coder (survey: medical records specialists)"
    )
    assert found["43-4071"] == "File clerks"
    assert "29-2072" not in found


def test_a_job_asked_for_by_our_name_is_called_by_it(client, coder):
    response = client.get(f"{URL}?occupation=medical-coder&area=boise")
    assert response.context["lookup"].job == "Medical coder"
    html = response.content.decode()
    assert "Medical coder in Boise City, ID</h2>" in html
    assert "medical records specialists, SOC 29-2072" in html


def test_an_address_with_a_soc_code_still_answers(client, coder):
    response = client.get(f"{URL}?occupation=29-2072&area=idaho")
    assert not response.context["form"].errors
    assert response.context["lookup"].job == "Medical records specialists"
    # The list has our names only: the first that is counted in the group stands for it.
    first = response.context["careers"][0]
    assert first.name == "Records specialist"
    assert response.context["form"]["occupation"].value() == first.slug


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("boise", "Boise City, ID"),
        ("idaho", "Idaho"),
        ("83702", "83702"),
        ("", "United States"),
        ("   ", "United States"),
    ],
)
def test_a_typed_place_is_read_and_shown(client, coder, typed, shown):
    asked = {"occupation": "medical-coder", "area": typed}
    response = client.get(URL, asked, follow=True)
    assert not response.context["form"].errors
    assert response.context["form"]["area"].value() == shown


def test_a_zip_code_says_how_it_was_read(client, coder):
    response = client.get(f"{URL}?occupation=medical-coder&area=83702")
    assert response.context["lookup"].median.text == "$55,970"
    assert "83702 is in Ada County, ID." in response.content.decode()


def test_a_place_that_is_not_clear_offers_those_it_may_be(client, coder):
    for state in ("ME", "OR"):
        make_area(name=f"Portland, {state}", state=state, slug=f"portland-{state}")
    response = client.get(f"{URL}?occupation=medical-coder&area=portland&earn=50000")
    assert list(response.context["form"].errors) == ["area"]
    assert response.context["lookup"].median.text == "$51,140"
    html = response.content.decode()
    assert "this is the nation" in html
    for state in ("ME", "OR"):
        link = f"?occupation=medical-coder&amp;area=portland-{state}&amp;earn=50000"
        assert f'href="{link}"' in html


def test_every_area_is_offered_while_a_place_is_typed(client, coder):
    html = client.get(URL).content.decode()
    assert 'list="area-names"' in html
    assert '<option value="Boise City, ID">' in html


@pytest.mark.parametrize("typed", ["51k", "$51K", "51,000", " 51000.00 "])
def test_own_pay_is_read_as_people_write_it(client, coder, typed):
    assert client.get(URL, {"earn": typed}).context["lookup"].yearly == 51_000


@pytest.mark.parametrize("typed", ["k", "5kk", "1ek", "k5"])
def test_what_is_no_amount_is_said(client, coder, typed):
    response = client.get(URL, {"earn": typed})
    assert list(response.context["form"].errors) == ["earn"]


def test_links_to_other_places_keep_the_job(client, coder):
    html = client.get(f"{URL}?occupation=medical-coder").content.decode()
    assert "?occupation=medical-coder&amp;area=idaho" in html
    html = client.get(coder.get_absolute_url()).content.decode()
    assert "/careers/pay/?occupation=medical-coder&amp;area=idaho" in html


def test_fields_left_empty_do_not_stay_in_the_address(client, coder):
    response = client.get(f"{URL}?occupation=medical-coder&area=&earn=&per=year&sort=")
    assert response.status_code == 302
    assert response["Location"] == f"{URL}?occupation=medical-coder&per=year"
