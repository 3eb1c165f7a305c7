"""A writer hands a draft over, a colleague looks at it, an editor publishes it."""

import datetime as dt

import pytest
from django.core import signing
from django.urls import reverse
from django.utils import timezone

from editorial.choices import Status
from editorial.models import Change
from editorial.pages import preview
from editorial.pages.preview import preview_url
from tests.editorial.changes.conftest import page_of
from tests.factories import (
    make_career,
    make_credential,
    make_guide,
    make_program,
    make_school,
    make_source,
)
from tests.webform import FormReader, form_data

pytestmark = pytest.mark.django_db


def send(client, row, button: str):
    url = page_of(row)
    posted = form_data(client, url) | {"_why": "Ready.", button: "1"}
    posted.pop("_save", None)
    response = client.post(url, posted)
    row.refresh_from_db()
    return response


def test_a_draft_is_handed_over_and_published_from_its_form(client, writer, editor):
    career = make_career(status=Status.DRAFT)
    client.force_login(writer)
    page = client.get(page_of(career)).content.decode()
    assert "Save and send to review" in page
    assert "Save and publish" not in page
    assert send(client, career, "_to_review").status_code == 302
    assert career.status == Status.REVIEW
    change = Change.objects.get(field="status")
    assert (change.before, change.proposed, change.is_derived) == (
        "draft",
        "review",
        False,
    )
    assert change.change_set.why == "Ready."
    client.force_login(editor)
    assert "Careers in review" in client.get("/admin/").content.decode()
    assert send(client, career, "_publish").status_code == 302
    assert career.status == Status.PUBLISHED
    assert career.published_on == timezone.localdate()
    assert client.get(career.get_absolute_url()).status_code == 200


def test_what_is_archived_is_not_published_by_a_forged_button(client, editor):
    career = make_career(status=Status.ARCHIVED)
    client.force_login(editor)
    send(client, career, "_publish")
    assert career.status == Status.ARCHIVED


def test_a_writer_cannot_publish_by_a_forged_button(client, writer):
    career = make_career(status=Status.DRAFT)
    client.force_login(writer)
    send(client, career, "_publish")
    assert career.status == Status.DRAFT


@pytest.mark.parametrize(
    "make", [make_career, make_credential, make_guide, make_school, make_program]
)
def test_a_draft_is_shown_to_whoever_has_its_address(client, editor, make):
    row = make(status=Status.DRAFT)
    client.force_login(editor)
    url = preview_url(row)
    assert url.partition(":")[0] in client.get(page_of(row)).content.decode()
    client.logout()
    assert client.get(row.get_absolute_url()).status_code == 404
    shown = client.get(url)
    assert shown.status_code == 200
    assert shown["X-Robots-Tag"] == "noindex, nofollow"
    assert "no-store" in shown["Cache-Control"]
    assert "A preview: draft" in shown.content.decode()
    assert getattr(row, "title", str(row)) in shown.content.decode()


def test_a_preview_ends(client, monkeypatch):
    url = preview_url(make_career(status=Status.DRAFT))
    monkeypatch.setattr(preview, "LASTS", dt.timedelta(seconds=-1))
    ended = client.get(url)
    assert ended.status_code == 410
    assert "This preview has ended" in ended.content.decode()


def test_nobody_makes_up_an_address(client):
    career = make_career(status=Status.DRAFT)
    forged = signing.dumps(["careers.career", career.pk], salt="another")
    url = preview_url(career)
    for token in (forged, "x", url.rstrip("/").rpartition("/")[2][:-1] + "_"):
        address = reverse("editorial:preview", args=[token])
        assert client.get(address).status_code == 404
    career.delete()
    assert client.get(url).status_code == 404
    assert preview_url(make_source()) == ""


def test_a_preview_of_a_program_publishes_nothing(client):
    program = make_program(status=Status.DRAFT)
    assert client.get(preview_url(program)).status_code == 200
    program.refresh_from_db()
    assert program.status == Status.DRAFT
    assert client.get(program.get_absolute_url()).status_code == 404


def test_a_draft_needs_a_name_and_says_what_it_lacks(client, editor):
    career = make_career(status=Status.DRAFT)
    client.force_login(editor)
    url = page_of(career)
    blank = {"tagline": "", "summary": "", "overview": "", "plural": ""}
    assert client.post(url, form_data(client, url) | blank).status_code == 302
    page = client.get(url).content.decode()
    for name in blank:
        assert f'<a href="#id_{name}">' in page
    refused = client.post(url, form_data(client, url) | {"_publish": "1"})
    assert set(blank) <= set(refused.context["adminform"].form.errors)
    chosen = {"action": "publish", "_selected_action": [career.pk], "post": "yes"}
    listed = client.post(page_of(career, "changelist"), chosen, follow=True)
    assert "something is missing: 1" in listed.content.decode()
    career.refresh_from_db()
    assert (career.status, career.tagline) == (Status.DRAFT, "")
    assert client.get(preview_url(career)).status_code == 200
    nameless = client.post(url, form_data(client, url) | {"name": ""})
    assert "name" in nameless.context["adminform"].form.errors


def test_a_change_of_what_the_public_reads_first_is_shown_before_it_is_saved(
    client, editor
):
    program = make_program(title="Coding")
    client.force_login(editor)
    url = page_of(program)
    posted = form_data(client, url) | {"title": "Medical coding", "_ask": "1"}
    asked = client.post(url, posted)
    assert "This changes the public page" in asked.content.decode()
    [change] = asked.context["headline_changes"]
    assert (change.saved, change.sent) == ("Coding", "Medical coding")
    program.refresh_from_db()
    assert program.title == "Coding"
    reader = FormReader()
    reader.feed(asked.content.decode())
    assert client.post(url, reader.data).status_code == 302
    program.refresh_from_db()
    assert program.title == "Medical coding"
    quiet = form_data(client, url) | {"cip_title": "Coding", "_ask": "1"}
    assert client.post(url, quiet).status_code == 302
