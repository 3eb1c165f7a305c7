"""Every save, deletion and action is one set of changes, with values that can be read."""

import pytest
from django.contrib.auth.models import User

from careers.models import CareerItem
from editorial.changes.recording import name_of
from editorial.choices import Action, ChangeKind, Decision, SetState, Status
from editorial.models import Catalogue, Change, ChangeSet, Report
from tests.editorial.changes.conftest import page_of
from tests.factories import (
    make_accreditation,
    make_career,
    make_credential,
    make_occupation,
    make_program,
    make_school,
    make_source,
)
from tests.webform import form_data

pytestmark = pytest.mark.django_db


def test_a_save_is_one_accepted_set_with_old_and_new_values(save, editor):
    program = make_program(price_resident=5000)
    source = make_source(slug="price-list", title="Price list")
    save(
        program,
        price_resident="5100",
        price_source=source.pk,
        price_as_of="2026-01-15",
        _why="",
    )
    made = ChangeSet.objects.get()
    assert (made.kind, made.state) == (ChangeKind.EDIT, SetState.ACCEPTED)
    assert (made.made_by, made.made_by_name) == (editor, "editor")
    assert (made.source, made.source_name) == (source, source.citation)
    changes = {change.field: change for change in made.changes.all()}
    assert set(changes) == {"price_resident", "price_source", "price_as_of"}
    price = changes["price_resident"]
    assert (price.before, price.proposed) == (5000, 5100)
    assert (price.decision, price.decided_by) == (Decision.ACCEPTED, editor)
    assert price.object_name == str(program)
    assert changes["price_source"].proposed == ["price-list"]
    assert changes["price_as_of"].proposed == "2026-01-15"


def test_a_save_that_changes_nothing_is_not_recorded(save):
    save(make_program(price_resident=5000))
    assert not ChangeSet.objects.exists()


def test_pieces_and_relations_are_in_the_same_set(save):
    career = make_career()
    for position, title in enumerate(["Reads", "Codes"], start=1):
        CareerItem.objects.create(
            career=career, section="duty", position=position, title=title
        )
    source = make_source(slug="survey")
    save(
        career,
        **{
            "tagline": "Finds codes.",
            "sources": [source.pk],
            "careeritems-0-title": "Reads charts",
            "careeritems-1-DELETE": "on",
        },
    )
    made = ChangeSet.objects.get()
    told = {(c.object_name, c.action, c.field): c for c in made.changes.all()}
    assert set(told) == {
        (career.name, Action.CHANGE, "tagline"),
        (career.name, Action.RELATE, "sources"),
        ("What you do: Reads charts", Action.CHANGE, "title"),
        ("What you do: Codes", Action.DELETE, ""),
    }
    related = told[career.name, Action.RELATE, "sources"]
    assert (related.before, related.proposed) == ([], [["survey"]])
    removed = told["What you do: Codes", Action.DELETE, ""]
    assert removed.before["title"] == "Codes"
    assert removed.before["career"] == [career.slug]


def test_what_followed_from_a_save_is_nobodys_decision(save):
    school = make_school(
        tuition_fees_in_state=4000,
        tuition_fees_out_of_state=8000,
        tuition_year="2024-25",
    )
    program = make_program(school=school)
    save(school, tuition_fees_in_state="5000")
    made = ChangeSet.objects.get()
    derived = made.changes.filter(is_derived=True)
    assert {change.object_pk for change in derived} == {program.pk}
    assert derived.get(field="price_resident").proposed == 10_000
    assert not made.changes.get(field="tuition_fees_in_state").is_derived


def test_an_action_on_many_rows_is_one_set(act):
    careers = [make_career(status=Status.DRAFT) for _ in range(3)]
    act("publish", *careers)
    changes = ChangeSet.objects.get().changes.filter(field="status")
    assert {c.object_pk for c in changes} == {career.pk for career in careers}
    assert {(c.before, c.proposed) for c in changes} == {("draft", "published")}


def test_archiving_is_told_as_such_and_leaves_the_site(act):
    program = make_program()
    version = Catalogue.objects.version()
    act("archive", program)
    program.refresh_from_db()
    assert program.status == Status.ARCHIVED
    assert Change.objects.get(field="status").action == Action.ARCHIVE
    assert Catalogue.objects.version() > version


def test_a_new_object_and_a_deleted_one_are_recorded_whole(act, admin_client):
    source = make_source(slug="old")
    admin_client.post(
        "/admin/editorial/source/add/",
        {
            "slug": "new",
            "publisher": "P",
            "title": "T",
            "retrieved_on": "2026-01-02",
        },
    )
    made = Change.objects.get(action=Action.CREATE)
    assert made.proposed["slug"] == "new"
    assert made.proposed["retrieved_on"] == "2026-01-02"
    act("delete_selected", source, client=admin_client)
    assert Change.objects.get(action=Action.DELETE).before["slug"] == "old"


def test_a_deleted_account_keeps_its_history(save, editor):
    career = make_career()
    save(career, tagline="Finds codes.")
    editor.delete()
    made = ChangeSet.objects.get()
    assert (made.made_by, made.made_by_name) == (None, "editor")
    assert made.changes.get().decided_by_name == "editor"


def test_people_are_called_by_both_their_names():
    user = User(username="ann", first_name="Ann", last_name="Example")
    assert name_of(user) == "Ann Example (ann)"


@pytest.mark.parametrize("page", ["history", "delete"])
def test_the_log_cannot_be_changed_by_hand(admin_client, save, page):
    save(make_career(), tagline="Finds codes.")
    for row in (ChangeSet.objects.get(), Change.objects.get()):
        assert admin_client.post(page_of(row, "change"), {}).status_code == 403
        assert admin_client.post(page_of(row, "delete"), {}).status_code == 403
    assert Change.objects.exists()


def test_history_tells_old_and_new_and_a_post_to_it_is_no_fault(ann, save):
    program = make_accreditation(program=make_program(title="Coding")).program
    save(program, **{"title": "Medical coding", "accreditations-0-note": "By letter."})
    url = page_of(program, "history")
    for response in (ann.get(url), ann.post(url)):
        assert response.status_code == 200
        page = response.content.decode()
        assert "<td>Coding</td>" in page
        assert "<td>Medical coding</td>" in page
        assert "By letter." in page
        assert "editor" in page


def test_settling_a_report_leaves_the_catalogue_alone(ann):
    report = Report.objects.create(page="/", wrong="A price", right="Another")
    version = Catalogue.objects.version()
    url = page_of(report)
    posted = form_data(ann, url) | {"settled_on": "2026-11-20", "outcome": "Mended."}
    assert ann.post(url, posted).status_code == 302
    assert Catalogue.objects.version() == version
    assert Change.objects.filter(field="outcome").exists()


def test_a_page_withdrawn_in_its_form_leaves_the_site(save):
    career = make_career()
    version = Catalogue.objects.version()
    save(career, status=Status.DRAFT)
    assert Catalogue.objects.version() > version


def test_writers_delete_no_piece_of_a_published_page(client, writer):
    statement = make_accreditation()
    client.force_login(writer)
    url = page_of(statement, "delete")
    assert client.get(url).status_code == 403
    assert client.post(url, {"post": "yes"}).status_code == 403


def test_a_save_costs_at_most_five_queries_more(ann, django_assert_max_num_queries):
    """It cost 39 before sets of changes were written."""
    credential = make_credential(minutes=100)
    credential.occupations.set([make_occupation()])
    url = page_of(credential)
    posted = form_data(ann, url) | {"minutes": "120", "_why": "Misread."}
    with django_assert_max_num_queries(44):
        ann.post(url, posted)
