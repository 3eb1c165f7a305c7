"""The counts by state that pages of careers and credentials load from here."""

import re
from html import unescape
from urllib.parse import urlsplit

import pytest

from careers.choices import Field, State
from tests.factories import (
    make_career,
    make_credential,
    make_program,
    make_rule,
    make_school,
)

pytestmark = pytest.mark.django_db


def make_programs(state: str, count: int, **values) -> None:
    for _number in range(count):
        make_program(school=make_school(state=state), **values)


@pytest.fixture
def coders():
    """A career that coding programs lead to: nine states have some, Ohio most."""
    career = make_career(program_fields=[Field.CODING_BILLING])
    states = [State.OH, *[state for state in State if state != State.OH][:8]]
    for state in states:
        coding = {"field": Field.CODING_BILLING}
        make_programs(state, 3 if state == State.OH else 1, **coding)
    make_programs(State.OH, 2, field=Field.INFORMATICS)
    return career


def listed(client, url: str) -> int:
    html = client.get(url).content.decode()
    return int(re.search(r'data-total="(\d+)"', html)[1])


def test_states_with_most_programs_come_first_and_equal_their_lists(client, coders):
    response = client.get(f"/schools/where/?career={coders.slug}")
    found = response.context["found"]
    assert (found.total, found.states, len(found.most)) == (11, 9, 8)
    assert (found.most[0].label, found.most[0].count) == ("Ohio", 3)
    assert listed(client, found.url) == 11
    for state in found.most:
        assert listed(client, state.url) == state.count
    html = response.content.decode()
    assert 'data-total="11"' in html
    assert f'href="/schools/?career={coders.slug}&amp;state=OH"' in html


def test_credential_counts_what_makes_eligible_and_what_may(client):
    open_to_all = make_credential(abbr="CCA")
    make_rule(credential=open_to_all, fields=["coding-billing", "health-information"])
    bound = make_credential(abbr="RHIT")
    make_rule(credential=bound, accreditor="CAHIIM")
    make_programs(State.OH, 2)
    found = client.get(f"/schools/where/?credential={open_to_all.slug}").context
    assert (found["found"].total, found["found"].confirmed) == (2, None)
    response = client.get(f"/schools/where/?credential={bound.slug}")
    found = response.context["found"]
    assert (found.total, found.confirmed) == (2, 0)
    html = response.content.decode()
    assert "Each may lead there: accreditation is confirmed for none." in html


def test_a_fragment_stays_out_of_search_engines(client, coders):
    response = client.get(f"/schools/where/?career={coders.slug}")
    assert response["X-Robots-Tag"] == "noindex"
    assert "<html" not in response.content.decode()


@pytest.mark.parametrize(
    "query",
    [
        "",
        "career=",
        "career=nope",
        "credential=nope",
        "credential=%00",
        "career=" + "x" * 10_000,
        "state=OH&q=coding",
    ],
)
def test_nonsense_is_answered_in_words(client, coders, query):
    response = client.get(f"/schools/where/?{query}")
    assert response.status_code == 200
    assert response.context["found"] is None
    assert "is known here" in response.content.decode()


def test_other_filters_are_left_aside(client, coders):
    query = f"career={coders.slug}&state=OH&price_max=1&page=9"
    assert client.get(f"/schools/where/?{query}").context["found"].total == 11


def test_profile_and_credential_page_load_it_and_work_without(client, coders):
    credential = make_rule(accreditor="CAHIIM").credential
    for page, asked in (
        (coders.get_absolute_url(), f"career={coders.slug}"),
        (credential.get_absolute_url(), f"credential={credential.slug}"),
    ):
        response = client.get(page)
        html = response.content.decode()
        assert f'hx-get="/schools/where/?{asked}"' in html
        assert f'href="/schools/map/?{asked}"' in html
        assert f'href="/schools/?{asked}"' in html
        assert "htmx" in html
        policy = response["Content-Security-Policy"]
        assert "script-src 'self'" in policy
        assert "connect-src 'self'" in policy
        assert "unsafe" not in policy


@pytest.mark.parametrize(
    ("fields", "total"),
    [
        (["coding-billing"], 1),
        (["medical-office"], 1),
        (["coding-billing", "medical-office"], 2),
    ],
)
def test_a_profile_leads_to_every_program_of_its_career(client, fields, total):
    for field in ("coding-billing", "medical-office", "informatics"):
        make_program(field=field)
    career = make_career(program_fields=fields)
    html = client.get(career.get_absolute_url()).content.decode()
    links = {
        unescape(a) for a in re.findall(r'(?:href|hx-get)="([^"]*career=[^"]*)"', html)
    }
    assert {urlsplit(link).path for link in links} == {
        "/schools/",
        "/schools/map/",
        "/schools/where/",
    }
    for link in links:
        found = client.get(link).context
        page = found.get("finder")
        assert (page.total if page else found["found"].total) == total


def test_a_profile_without_programs_leads_nowhere_and_says_so(client):
    career = make_career(program_fields=[])
    html = client.get(career.get_absolute_url()).content.decode()
    assert "career=" not in html
    assert "none of them leads to this job" in html
