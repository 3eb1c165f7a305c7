"""A writer proposes, an editor decides; two persons agree on accreditation and on rules."""

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client

from careers.choices import AccreditationStatus
from editorial.changes.corrections import Corrections
from editorial.choices import ChangeKind, SetState, Status
from editorial.models import Change, ChangeSet
from schools.choices import Evidence
from schools.models import Accreditation, Program
from tests.editorial.changes.conftest import page_of
from tests.factories import (
    make_accreditation,
    make_career,
    make_program,
    make_rule,
    make_source,
)
from tests.webform import form_data

pytestmark = pytest.mark.django_db
STATEMENT = {
    "accreditations-TOTAL_FORMS": "1",
    "accreditations-0-accreditor": "CAHIIM",
    "accreditations-0-key": "1",
    "accreditations-0-accreditation_status": AccreditationStatus.ACCREDITED,
    "accreditations-0-evidence": Evidence.DIRECTORY,
    "accreditations-0-as_of": "2026-09-01",
    "accreditations-0-kind": "published",
}


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def wim(writer) -> Client:
    return signed_in(writer)


@pytest.fixture
def ann(editor) -> Client:
    return signed_in(editor)


@pytest.fixture
def bea(editor) -> Client:
    """A second editor."""
    user = User.objects.create_user("bea", is_staff=True)
    user.groups.add(Group.objects.get(name="Editors"))
    return signed_in(user)


@pytest.fixture
def two_persons(settings):
    settings.SECOND_PERSON = True


def send(client: Client, row, query: str = "", **changed):
    url = page_of(row) + query
    response = client.post(url, form_data(client, url) | {"_why": "Read it."} | changed)
    assert response.status_code == 302, response.context["errors"]
    row.refresh_from_db()


def decide(client: Client, made: ChangeSet, button: str, *ticked: str):
    keys = list(made.changes.filter(field__in=ticked).values_list("pk", flat=True))
    url = page_of(made).replace("change/", "decide/")
    response = client.post(url, {button: "1", "change": keys})
    made.refresh_from_db()
    return response


def proposed_price(wim: Client) -> tuple[Program, ChangeSet]:
    program = make_program(price_resident=5000, price_nonresident=5000, title="Coding")
    source = make_source()
    send(
        wim,
        program,
        "?propose=1",
        price_resident="4800",
        price_source=str(source.pk),
        price_as_of="2026-09-01",
        title="Medical coding",
    )
    return program, ChangeSet.objects.get()


def test_a_writer_sends_a_proposal_and_nothing_of_it_is_saved(wim, writer):
    program, made = proposed_price(wim)
    assert (program.price_resident, program.title) == (5000, "Coding")
    assert (made.kind, made.state) == (ChangeKind.PROPOSAL, SetState.PROPOSED)
    assert (made.made_by, made.why, made.finished_at) == (writer, "Read it.", None)
    assert set(made.changes.values_list("decision", flat=True)) == {""}
    assert not Corrections.of(Program, [program.pk]).fields(program.pk)
    assert "?propose=1" in wim.get(page_of(program)).content.decode()


def test_without_proposing_a_writer_still_changes_nothing(wim):
    program = make_program(title="Coding")
    posted = form_data(wim, f"{page_of(program)}?propose=1") | {"title": "Other"}
    assert wim.post(page_of(program), posted).status_code == 403
    send(wim, program, "?propose=1", title="Other", status=Status.DRAFT)
    assert (program.title, program.status) == ("Coding", Status.PUBLISHED)


def test_an_editor_accepts_by_field_and_sees_what_changed_since(wim, ann, editor):
    program, made = proposed_price(wim)
    Program.objects.update(title="Coding and billing")
    assert "Proposals to decide" in ann.get("/admin/").content.decode()
    shown = {
        one.change.field: one for one in ann.get(page_of(made)).context["proposed"]
    }
    assert shown["title"].is_changed_since
    assert shown["title"].present == "Coding and billing"
    assert not shown["price_resident"].is_changed_since
    decide(ann, made, "accept", "price_resident")
    program.refresh_from_db()
    assert (program.price_resident, program.title) == (4800, "Coding and billing")
    assert program.price_as_of.isoformat() == "2026-09-01"
    assert made.state == SetState.PROPOSED
    change = made.changes.get(field="price_resident")
    assert (change.decided_by, change.before, change.proposed) == (editor, 5000, 4800)
    decide(ann, made, "reject_all")
    assert made.state == SetState.ACCEPTED
    assert made.changes.get(field="title").decision == "rejected"
    assert "price_resident" in Corrections.of(Program, [program.pk]).fields(program.pk)
    ann.post(page_of(made).replace("change/", "undo/"), {"all": "1"})
    program.refresh_from_db()
    assert program.price_resident == 5000


def test_a_rejected_proposal_changes_nothing(wim, ann):
    program, made = proposed_price(wim)
    decide(ann, made, "reject_all")
    program.refresh_from_db()
    assert (program.price_resident, made.state) == (5000, SetState.REJECTED)
    assert not ann.get("/admin/waiting/proposals/").context["rows"]
    decide(ann, made, "accept_all")
    program.refresh_from_db()
    assert program.price_resident == 5000


def test_a_writer_accepts_no_proposal_and_takes_back_only_their_own(wim, client, db):
    _, made = proposed_price(wim)
    other = User.objects.create_user("vera", is_staff=True)
    other.groups.add(Group.objects.get(name="Writers"))
    client.force_login(other)
    for button in ("accept_all", "reject_all"):
        assert decide(client, made, button).status_code == 403
    assert decide(wim, made, "accept_all").status_code == 403
    assert decide(wim, made, "reject_all").status_code == 302
    assert made.state == SetState.REJECTED


def test_pieces_are_proposed_with_their_page(wim, ann):
    career = make_career()
    career.careeritems.create(section="duty", title="Reads records")
    gone = career.careeritems.create(section="duty", title="Rides", position=2)
    url = f"{page_of(career)}?propose=1"
    posted = form_data(wim, url)
    prefix = next(name for name in posted if name.endswith("-0-title"))[
        : -len("-0-title")
    ]
    send(
        wim,
        career,
        "?propose=1",
        **{f"{prefix}-0-title": "Reads all records", f"{prefix}-1-DELETE": "on"},
    )
    titles = [item.title for item in career.careeritems.order_by("pk")]
    assert titles == ["Reads records", "Rides"]
    made = ChangeSet.objects.get()
    assert ann.get(page_of(made)).status_code == 200
    decide(ann, made, "accept_all")
    assert [item.title for item in career.careeritems.all()] == ["Reads all records"]
    assert not career.careeritems.filter(pk=gone.pk).exists()


def test_a_statement_needs_a_second_person(ann, bea, two_persons):
    program = make_program(title="Coding")
    statement = STATEMENT | {"accreditations-0-source": str(make_source().pk)}
    send(ann, program, title="Medical coding", **statement)
    assert program.title == "Medical coding"
    assert not Accreditation.objects.exists()
    made = ChangeSet.objects.get(state=SetState.PROPOSED)
    assert decide(ann, made, "accept_all").status_code == 403
    decide(bea, made, "accept_all")
    accreditation = Accreditation.objects.get()
    assert accreditation.accreditation_status == AccreditationStatus.ACCREDITED
    assert accreditation.program == program
    assert made.state == SetState.ACCEPTED
    send(ann, accreditation, accreditation_status=AccreditationStatus.WITHDRAWN)
    assert accreditation.accreditation_status == AccreditationStatus.ACCREDITED
    send(ann, accreditation, note="Seen on their page.")
    assert accreditation.note == "Seen on their page."
    send(ann, program, **{"accreditations-0-DELETE": "on"})
    assert Accreditation.objects.exists()
    decide(bea, ChangeSet.objects.order_by("pk").last(), "accept_all")
    assert not Accreditation.objects.exists()


def test_a_new_statement_on_its_own_page_needs_a_second_person(ann, bea, two_persons):
    program = make_program()
    url = "/admin/schools/accreditation/add/"
    posted = form_data(ann, url) | {
        name.removeprefix("accreditations-0-"): value
        for name, value in STATEMENT.items()
    }
    posted |= {"program": program.pk, "source": make_source().pk}
    assert ann.post(url, posted).status_code == 302
    assert not Accreditation.objects.exists()
    decide(bea, ChangeSet.objects.get(), "accept_all")
    assert Accreditation.objects.get().program == program


def test_a_rule_needs_a_second_person(ann, bea, two_persons):
    rule = make_rule(reason="Graduates may sit.")
    before = rule.reason
    posted = form_data(ann, page_of(rule.credential))
    name = next(one for one in posted if one.endswith("-0-reason"))
    send(ann, rule.credential, **{name: "Everybody may sit."})
    rule.refresh_from_db()
    assert rule.reason == before
    decide(bea, ChangeSet.objects.get(), "accept_all")
    rule.refresh_from_db()
    assert rule.reason == "Everybody may sit."


def test_a_draft_needs_no_second_person(ann, two_persons):
    program = make_program(status=Status.DRAFT)
    statement = STATEMENT | {"accreditations-0-source": str(make_source().pk)}
    send(ann, program, **statement)
    assert Accreditation.objects.exists()
    assert not Change.objects.filter(decision="").exists()


def test_what_is_gone_cannot_be_accepted(wim, ann):
    program, made = proposed_price(wim)
    program.delete()
    page = ann.get(page_of(made))
    assert "not there any more" in page.content.decode()
    decide(ann, made, "accept_all")
    assert made.state == SetState.PROPOSED


def test_statements_of_others_are_left_alone(ann, two_persons):
    kept = make_accreditation()
    send(ann, kept.program, title="Another title")
    assert kept.program.title == "Another title"
    assert not ChangeSet.objects.filter(state=SetState.PROPOSED).exists()
