from urllib.parse import quote

import pytest

from careers.choices import TitleKind
from careers.models import OccupationTitle
from editorial.choices import Status
from schools.pages.site_search.found import MOST_OF_A_KIND
from tests.factories import (
    make_career,
    make_credential,
    make_organization,
    make_school,
    make_source,
)

pytestmark = pytest.mark.django_db

URL = "/search/"


@pytest.fixture
def site():
    career = make_career(
        name="Medical coder", alternate_titles="Coding specialist\nInpatient coder"
    )
    OccupationTitle.objects.create(
        occupation=career.occupation,
        onet_code="29-2072.00",
        kind=TitleKind.ALTERNATE,
        title="Abstractor of Charts",
        source=make_source(),
    )
    make_career(name="Cancer registrar")
    make_credential(
        abbr="ODS-C",
        name="Oncology Data Specialist",
        former_names="CTR (Certified Tumor Registrar)",
        issuer=make_organization(name="Registrars Association", abbr="NCRA"),
    )
    make_credential(abbr="CCS", name="Certified Coding Specialist")
    make_credential(abbr="CCS-P", name="Certified Coding Specialist, Physician-based")
    make_school(name="Ohio State University", city="Columbus")
    make_school(name="Coder College", city="Dayton")
    make_school(name="Tumbleweed College", city="Akron", aliases="TWC")


def hits(response) -> list[tuple[str, str]]:
    found = response.context["found"]
    return [(hit.kind.value, hit.title) for hit in found.hits]


def search(client, query: str):
    return client.get(f"{URL}?q={quote(query)}")


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("medical coder", ("career", "Medical coder")),
        ("Medical Coders", ("career", "Medical coder")),
        ("coding specialist", ("career", "Medical coder")),
        ("abstractor charts", ("career", "Medical coder")),
        ("CTR", ("credential", "ODS-C")),
        ("certified tumor registrar", ("credential", "ODS-C")),
        ("ods-c", ("credential", "ODS-C")),
        ("odsc", ("credential", "ODS-C")),
        ("oncology", ("credential", "ODS-C")),
        ("ncra", ("credential", "ODS-C")),
        ("ncra oncology", ("credential", "ODS-C")),
        ("ccs", ("credential", "CCS")),
        ("ccsp", ("credential", "CCS-P")),
        ("columbus", ("school", "Ohio State University")),
        ("hawai\u02bbi", ("state", "Programs in Hawaii")),
        ("twc", ("school", "Tumbleweed College")),
        ("ohio state", ("school", "Ohio State University")),
        ("ohio", ("state", "Programs in Ohio")),
        ("accreditation", ("tool", "Accreditation explained")),
        ("salary", ("tool", "Pay explorer")),
    ],
)
def test_what_was_meant_comes_first(client, site, query, first):
    assert hits(search(client, query))[0] == first


def test_the_kind_and_the_reason_are_shown(client, site):
    html = search(client, "ctr").content.decode()
    assert '<span class="tag">Credential</span>' in html
    assert "Formerly CTR (Certified Tumor Registrar)" in html
    html = search(client, "inpatient coder").content.decode()
    assert "Also called Inpatient coder" in html
    html = search(client, "abstractor").content.decode()
    assert "is a title that O*NET lists under" in html


def test_equal_matches_are_in_the_order_of_kinds(client, site):
    assert hits(search(client, "coder"))[:2] == [
        ("school", "Coder College"),
        ("career", "Medical coder"),
    ]
    make_career(name="College")
    found = hits(search(client, "college"))
    assert found[0] == ("career", "College")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("medcal codder", "medical coder"),
        ("oncolgy", "oncology"),
        ("tumblewed", "tumbleweed"),
    ],
)
def test_a_misspelling_is_searched_as_the_nearest_words(client, site, typed, meant):
    response = search(client, typed)
    assert response.context["corrected_to"] == meant
    assert response.context["found"].total
    assert "searched for the nearest words" in response.content.decode()


def test_another_spelling_is_offered_where_little_is_found(client, site):
    make_school(name="Colerain Academy")
    response = search(client, "coler")
    assert hits(response) == [("school", "Colerain Academy")]
    assert response.context["did_you_mean"] == "coder"
    assert 'Did you mean <a href="/search/?q=coder">' in response.content.decode()


def test_nothing_found_says_what_each_word_finds(client, site):
    response = search(client, "coder akron")
    assert response.context["found"].total == 0
    assert response.context["by_word"] == [("coder", 2), ("akron", 1)]
    html = response.content.decode()
    assert 'href="?q=coder"' in html
    html = search(client, "zzzzzz").content.decode()
    assert "Nothing found" in html
    assert 'href="/careers/"' in html


def test_many_of_a_kind_are_counted_and_linked(client):
    for number in range(MOST_OF_A_KIND + 2):
        make_school(name=f"Harbor College {number}")
        make_credential(abbr=f"H{number}", name=f"Harbor Credential {number}")
    response = search(client, "harbor")
    found = response.context["found"]
    assert found.total == 2 * (MOST_OF_A_KIND + 2)
    assert {(more.count, more.url) for more in found.more} == {
        (2, "/credentials/"),
        (2, "/schools/?q=harbor"),
    }
    assert f'data-total="{found.total}"' in response.content.decode()


def test_drafts_are_not_found(client, site):
    make_career(name="Hidden career", status=Status.DRAFT)
    make_credential(abbr="HIDDEN", status=Status.DRAFT)
    make_school(name="Hidden College", status=Status.DRAFT)
    hidden = make_organization(abbr="HIDDEN", status=Status.DRAFT)
    make_credential(abbr="SEEN", issuer=hidden)
    response = search(client, "hidden")
    assert response.context["found"].total == 0


@pytest.mark.parametrize("query", ["", "q=", "q=%20%20", "q=%21%3F%2A", "x=1"])
def test_no_words_give_the_form_alone(client, query):
    response = client.get(f"{URL}?{query}", follow=True)
    assert response.status_code == 200
    assert response.context["found"] is None
    assert not response.context["form"].errors


@pytest.mark.parametrize(
    "query",
    [
        "q=%00",
        "q=coder%00",
        "q=" + "x" * 81,
        "q=" + "x" * 10_000,
        "q=" + "9" * 400,
        "q=coder&q=biller",
    ],
)
def test_nonsense_is_answered_beside_the_field(client, site, query):
    response = client.get(f"{URL}?{query}")
    assert response.status_code == 200
    [message] = response.context["form"].errors["q"]
    assert message in response.content.decode()
    assert response.context["found"] is None


@pytest.mark.parametrize(
    "query",
    ["%", "_", "\\", "'; --", "<b>coder</b>", "кодер", "😀", "-1", "a b c d e f g h"],
)
def test_odd_words_are_words(client, site, query):
    response = search(client, query)
    assert response.status_code == 200
    assert "<b>coder" not in response.content.decode()


def test_the_page_stays_out_of_search_engines_and_every_page_leads_to_it(client, site):
    assert "noindex" in search(client, "coder").content.decode()
    assert 'href="/search/"' in client.get("/careers/").content.decode()
