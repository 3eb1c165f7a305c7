"""What counts on a program's accreditation, by each accreditor, and where it is said."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from careers.choices import AccreditationStatus, Verb
from editorial.choices import Status
from schools.choices import Evidence
from schools.finder.index.building import build
from schools.models import Accreditation, Program, current
from tests.factories import (
    evidence,
    make_accreditation,
    make_credential,
    make_program,
    make_rule,
    make_school,
)

pytestmark = pytest.mark.django_db

DAY = dt.date(2026, 11, 1)


def state(program, status, evidence, as_of, **given):
    return make_accreditation(
        program=program,
        accreditation_status=status,
        evidence=evidence,
        as_of=dt.date.fromisoformat(as_of),
        **given,
    )


def counting(program):
    """By Python for one program and by SQL for all: they agree."""
    statements = program.accreditations.all()
    mine = current(statements, "CAHIIM", DAY)
    others = Accreditation.objects.deciding("CAHIIM", DAY).filter(program=program)
    assert (mine and mine.pk) == (others.last() and others.last().pk)
    return mine and mine.accreditation_status


@pytest.mark.parametrize("later", ["withdrawn", "probation"])
def test_a_later_word_that_takes_away_wins_over_better_evidence(later):
    program = make_program()
    state(program, "accredited", Evidence.DIRECTORY, "2025-01-01")
    assert counting(program) == "accredited"
    state(program, later, Evidence.SCHOOL, "2026-01-01")
    assert counting(program) == later
    state(program, "accredited", Evidence.SCHOOL, "2026-06-01")
    assert counting(program) == "accredited"


def test_an_older_word_that_takes_away_does_not(client):
    program = make_program()
    state(program, "withdrawn", Evidence.SCHOOL, "2024-01-01")
    state(program, "accredited", Evidence.DIRECTORY, "2025-01-01")
    assert counting(program) == "accredited"


@pytest.mark.parametrize(
    "status", ["accredited", "probation", "candidacy", "withdrawn"]
)
def test_every_word_of_the_accreditor_needs_its_evidence(status):
    statement = state(make_program(), status, Evidence.DIRECTORY, "2026-01-01")
    statement.evidence = Evidence.GUIDE
    with pytest.raises(ValidationError, match="need a statement by the accreditor"):
        statement.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        statement.save()


def test_the_front_page_names_only_what_is_accredited_now(client):
    kept, lost, other = make_program(), make_program(), make_program()
    for program in (kept, lost):
        state(program, "accredited", Evidence.DIRECTORY, "2025-01-01")
    state(lost, "withdrawn", Evidence.DIRECTORY, "2026-01-01")
    state(other, "accredited", Evidence.DIRECTORY, "2026-01-01", accreditor="NCRA")
    assert list(Program.objects.newly_accredited(on=DAY)) == [kept]
    body = client.get("/").content.decode()
    assert kept.get_absolute_url() in body
    assert lost.get_absolute_url() not in body


def test_each_accreditor_decides_its_own_credential():
    rule = {"fields": ["health-information"], "award_levels": ["associate"]}
    for slug, accreditor in (("rhit", "CAHIIM"), ("ods-c", "NCRA")):
        credential = make_credential(slug=slug, abbr=slug.upper())
        make_rule(credential=credential, accreditor=accreditor, **rule)
    registry, records = make_program(), make_program()
    state(registry, "accredited", Evidence.DIRECTORY, "2026-01-01", accreditor="NCRA")
    state(records, "accredited", Evidence.DIRECTORY, "2026-01-01")
    index = build(0, DAY)
    told = {
        program: {e.credential: e.verb for e in index.answers(index.row_of[program.pk])}
        for program in (registry, records)
    }
    assert told[registry] == {"ods-c": Verb.LEADS_TO, "rhit": Verb.MAY_LEAD_TO}
    assert told[records] == {"ods-c": Verb.MAY_LEAD_TO, "rhit": Verb.LEADS_TO}


@pytest.mark.parametrize(
    ("status", "on_the_card", "facet"),
    [
        ("probation", "CAHIIM-accredited, on probation", "probation"),
        ("withdrawn", "CAHIIM accreditation withdrawn", "withdrawn"),
        ("candidacy", "CAHIIM candidate", "candidacy"),
    ],
)
def test_a_standing_is_said_wherever_the_program_is(client, status, on_the_card, facet):
    rhit = make_credential(slug="rhit", abbr="RHIT")
    make_rule(credential=rhit, accreditor="CAHIIM")
    program = make_program()
    state(program, status, Evidence.DIRECTORY, "2026-01-01")
    other = make_program(title="Another")
    asked = {"accreditation": facet}
    html = client.get("/schools/", asked).content.decode()
    assert 'data-total="1"' in html
    assert on_the_card in html
    assert "CAHIIM-accredited, confirmed" not in html
    label = AccreditationStatus(status).label
    assert label in client.get(program.get_absolute_url()).content.decode()
    table = client.get("/schools/", {**asked, "view": "table"}).content.decode()
    assert label in table
    row = client.get("/api/v1/programs/", asked).json()["results"][0]
    assert row["accreditation_status"] == status
    export = client.get("/schools/export.csv", asked)
    assert status in b"".join(export.streaming_content).decode()
    both = f"/schools/compare/?p={program.ref}&p={other.ref}"
    compared = client.get(both).content.decode()
    assert program.accreditations.get().short_status in compared


def test_a_credential_no_longer_offered_promises_nothing(client):
    make_rule(
        credential=make_credential(slug="old", abbr="OLD", offered="retired"),
        fields=["health-information"],
    )
    program = make_program()
    for address in (
        "/schools/",
        program.get_absolute_url(),
        "/schools/?credential=old",
    ):
        body = client.get(address).content.decode()
        assert "Prepares for OLD" not in body
        assert 'value="old"' not in body


@pytest.mark.parametrize(
    ("review", "is_said"),
    [
        ("2027-2028", True),
        ("2026", True),
        ("2031", False),
        ("", False),
        ("soon", False),
    ],
)
def test_a_review_within_the_course_of_study_says_what_to_ask(
    client, review, is_said, monkeypatch
):
    program = make_program(months_high=24)
    state(program, "accredited", Evidence.DIRECTORY, "2026-01-01", next_review=review)
    body = client.get(program.get_absolute_url()).content.decode()
    assert ("The next review may come while you study" in body) == is_said


@pytest.mark.parametrize(
    "hidden",
    [
        lambda: make_program(status=Status.DRAFT),
        lambda: make_program(school=make_school(status=Status.DRAFT)),
        lambda: make_program(
            school=make_school(closed_on=dt.date(2024, 10, 31), **evidence("closing"))
        ),
    ],
    ids=["a draft", "at a draft of a school", "at a closed school"],
)
def test_what_nobody_may_apply_to_is_not_confirmed_last(hidden):
    listed = make_program()
    for program in (listed, hidden()):
        state(program, "accredited", Evidence.DIRECTORY, "2026-10-01")
    assert list(Program.objects.newly_accredited(on=DAY)) == [listed]
