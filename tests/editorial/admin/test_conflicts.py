"""Two people at one page: the second is told, sees both versions, and loses nothing."""

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client
from django.urls import reverse

from careers.models import Career
from schools.models import Accreditation, Program
from tests.factories import make_accreditation, make_career, make_program
from tests.webform import FormReader, form_data

pytestmark = pytest.mark.django_db

TOLD = "this was changed after you opened it"


def desk_of(row) -> str:
    options = row._meta
    name = f"admin:{options.app_label}_{options.model_name}_change"
    return reverse(name, args=[row.pk])


def form_on(response) -> dict[str, list[str]]:
    reader = FormReader()
    reader.feed(response.content.decode())
    return reader.data


@pytest.fixture
def ann(editor) -> Client:
    client = Client()
    client.force_login(editor)
    return client


@pytest.fixture
def ben(editor) -> Client:
    user = User.objects.create_user("ben", password="ben", is_staff=True)
    user.groups.add(Group.objects.get(name="Editors"))
    client = Client()
    client.force_login(user)
    return client


def test_second_editor_is_told_what_the_first_saved(ann, ben):
    career = make_career(tagline="Codes charts.")
    url = desk_of(career)
    anns, bens = form_data(ann, url), form_data(ben, url)
    assert ann.post(url, anns | {"tagline": "Finds codes."}).status_code == 302
    response = ben.post(url, bens | {"tagline": "Reads charts."})
    assert response.status_code == 200
    page = response.content.decode()
    assert TOLD in page
    assert "<td>Finds codes.</td>" in page
    assert "<td>Reads charts.</td>" in page
    assert "editor" in page[page.index("Newest in its history") :]
    assert form_on(response)["tagline"] == ["Reads charts."]
    career.refresh_from_db()
    assert career.tagline == "Finds codes."


def test_saving_again_puts_the_second_version_in_place(ann, ben):
    career = make_career()
    url = desk_of(career)
    bens = form_data(ben, url)
    ann.post(url, form_data(ann, url) | {"tagline": "Finds codes."})
    told = ben.post(url, bens | {"tagline": "Reads charts."})
    assert ben.post(url, form_on(told)).status_code == 302
    career.refresh_from_db()
    assert career.tagline == "Reads charts."


def test_nobody_is_told_of_their_own_saves(ann):
    career = make_career()
    url = desk_of(career)
    for tagline in ("Finds codes.", "Reads charts."):
        posted = form_data(ann, url) | {"tagline": tagline}
        assert ann.post(url, posted).status_code == 302
    # A page that was opened and not changed is as it was.
    assert ann.post(url, form_data(ann, url)).status_code == 302


def test_a_complaint_does_not_hide_what_was_saved_meanwhile(ann, ben):
    career = make_career(tagline="Codes charts.")
    url = desk_of(career)
    wrong = ben.post(url, form_data(ben, url) | {"tagline": ""})
    assert TOLD not in wrong.content.decode()
    ann.post(url, form_data(ann, url) | {"tagline": "Finds codes."})
    response = ben.post(url, form_on(wrong) | {"tagline": "Reads charts."})
    assert TOLD in response.content.decode()


def test_what_an_import_changed_is_told_too(ann):
    program = make_program(title="Medical coding")
    url = desk_of(program)
    posted = form_data(ann, url) | {"title": "Coding"}
    Program.objects.filter(pk=program.pk).update(title="Medical billing")
    page = ann.post(url, posted).content.decode()
    assert TOLD in page
    assert "<td>Medical billing</td>" in page
    assert "a command changed it" in page


def test_a_piece_of_the_page_counts_as_the_page(ann):
    program = make_program()
    statement = make_accreditation(program=program, note="")
    url = desk_of(program)
    posted = form_data(ann, url) | {"accreditations-0-note": "Seen on their page."}
    Accreditation.objects.filter(pk=statement.pk).update(note="Letter of 2026.")
    page = ann.post(url, posted).content.decode()
    assert TOLD in page
    assert "Accreditation 1: Note" in page
    assert "<td>Letter of 2026.</td>" in page
    assert "<td>Seen on their page.</td>" in page
    statement.refresh_from_db()
    assert statement.note == "Letter of 2026."


@pytest.mark.parametrize("done", ["added", "deleted"])
def test_pieces_that_came_or_went_are_noticed(ann, done):
    program = make_program()
    statement = make_accreditation(program=program)
    url = desk_of(program)
    posted = form_data(ann, url)
    if done == "added":
        make_accreditation(program=program, key="another")
    else:
        statement.delete()
    response = ann.post(url, posted)
    assert response.status_code == 200
    assert TOLD in response.content.decode()


def test_choices_and_references_are_shown_in_words(ann):
    program = make_program(study_mode="campus")
    other = make_program(title="Elsewhere").school
    url = desk_of(program)
    posted = form_data(ann, url) | {"study_mode": "hybrid"}
    Program.objects.filter(pk=program.pk).update(study_mode="online", school=other)
    page = ann.post(url, posted).content.decode()
    assert "<td>Online</td>" in page
    assert f"<td>{other}</td>" in page


def test_a_form_that_names_no_edition_saves_nothing(ann):
    career = make_career(tagline="Codes charts.")
    url = desk_of(career)
    posted = form_data(ann, url) | {"tagline": "Finds codes."}
    del posted["_edition"]
    assert TOLD in ann.post(url, posted).content.decode()
    assert Career.objects.get(pk=career.pk).tagline == "Codes charts."


def test_a_page_deleted_meanwhile_is_said_to_be_gone(ann):
    career = make_career()
    url = desk_of(career)
    posted = form_data(ann, url)
    career.delete()
    response = ann.post(url, posted, follow=True)
    assert "Perhaps it was deleted?" in response.content.decode()
