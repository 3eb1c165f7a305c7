"""Interviews: whose words they are, from which page, of which day."""

import pytest
from django.core.management import CommandError

from careers.models import CareerInterview
from editorial.models import Source
from tests.factories import make_career


@pytest.fixture
def careers(db):
    return [make_career(slug=slug) for slug in ("medical-coder", "cancer-registrar")]


def test_a_piece_says_its_kind_its_date_and_who_is_behind_it(careers, load):
    load("interviews")
    first, second = careers[0].careerinterviews.order_by("position")
    assert (first.question, second.answer) == ("Why?", "Thus.")
    assert (first.person, first.role) == ("A. Person", "coder at home")
    assert first.published_as == "account"
    source = first.source
    assert (source.publisher, source.release) == ("Example Daily", "23 January 2019")
    assert "own site" in source.note
    assert "opening of the page only" in source.note


def test_a_piece_without_a_date_has_no_release(careers, load):
    load("interviews")
    answer = careers[1].careerinterviews.first()
    assert (answer.published_as, answer.source.release) == ("interview", "")
    assert "opening" not in answer.source.note


def test_a_second_run_changes_nothing(careers, load):
    load("interviews")
    assert "0 created, 0 changed" in load("interviews")


def test_the_profile_says_what_it_sums_up(client, careers, load):
    load("interviews")
    html = client.get(careers[0].get_absolute_url()).content.decode()
    assert "From a published account by A. Person, coder at home" in html
    assert "Example Daily, 23 January 2019." in html
    html = client.get(careers[1].get_absolute_url()).content.decode()
    assert "From a published interview with A. Person" in html
    assert "Example Daily, undated." in html
    assert "The publisher employed the author." in html


def test_the_api_tells_it_too(client, careers, load):
    load("interviews")
    found = client.get("/api/v1/careers/medical-coder/").json()["interview"]
    assert [answer["question"] for answer in found] == ["Why?", "How?"]
    assert (found[0]["published_as"], found[0]["role"]) == ("account", "coder at home")
    evidence = found[0]["evidence"]
    assert evidence["source"].startswith("Example Daily")
    assert evidence["kind"] == "published"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (
            lambda content: content["meta"]["recommended"].update(x="nobody"),
            "meta.recommended.x: is not among the interviews",
        ),
        (
            lambda content: content["meta"].update(recommended={}),
            "meta.recommended: names no piece",
        ),
        (
            lambda content: content["interviews"][0]["source"].update(
                url="https://winenfood.com/x"
            ),
            "source.url: winenfood.com is not cited here",
        ),
        (
            lambda content: content["interviews"][0]["source"].update(date="spring"),
            "source.date: 'spring' is not a date",
        ),
        (
            lambda content: content["interviews"][0]["qa"][0].update(q="x" * 201),
            "question",
        ),
        (
            lambda content: content["meta"]["recommended"].update(unknown="zollin"),
            "no career unknown",
        ),
    ],
)
def test_a_bad_value_is_named(careers, load, edit, change, said):
    edit("interviews.json", change)
    with pytest.raises(CommandError) as refused:
        load("interviews")
    assert said in str(refused.value)
    assert not CareerInterview.objects.exists()
    assert not Source.objects.filter(url__contains="example.org/holyoak").exists()
