"""What is set for a time happens then, once, and its history says so."""

import datetime as dt

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.utils import timezone

from careers.models import Career
from editorial.changes.scheduling import run_due
from editorial.choices import Status
from editorial.management.commands import run_jobs
from editorial.models import Catalogue, Change, PublishingTime
from tests.editorial.changes.conftest import page_of
from tests.factories import make_career, make_publishing_time

pytestmark = pytest.mark.django_db
TOMORROW = timezone.now() + dt.timedelta(days=1)


def set_time(client, row, **values):
    url = client.get(page_of(row)).context["time_url"]
    local = timezone.localtime(TOMORROW)
    posted = {
        "to": Status.PUBLISHED,
        "at": local.strftime("%Y-%m-%dT%H:%M"),
        "set": "1",
    }
    return client.post(url, posted | values)


def test_a_draft_is_published_and_withdrawn_at_the_times_set(
    client, editor, monkeypatch
):
    career = make_career(status=Status.DRAFT)
    client.force_login(editor)
    assert set_time(client, career).status_code == 302
    assert run_due(timezone.now()) == 0
    version = Catalogue.objects.version()
    assert run_due(TOMORROW + dt.timedelta(minutes=1)) == 1
    career.refresh_from_db()
    assert (career.status, Catalogue.objects.version()) == (
        Status.PUBLISHED,
        version + 1,
    )
    change = Change.objects.get(field="status")
    assert (change.change_set.made_by, change.decided_by) == (editor, editor)
    assert run_due(TOMORROW + dt.timedelta(days=1)) == 0
    make_publishing_time(row=career, to=Status.DRAFT, at=timezone.now())
    # It would end the transaction of this test.
    monkeypatch.setattr(run_jobs, "close_old_connections", lambda: None)
    call_command("run_jobs", "--once")
    career.refresh_from_db()
    assert career.status == Status.DRAFT


def test_what_lacks_something_is_not_published_at_its_time(client):
    career = make_career(status=Status.DRAFT, tagline="")
    make_publishing_time(row=career, at=timezone.now())
    run_due(timezone.now())
    career.refresh_from_db()
    assert career.status == Status.DRAFT
    assert "tagline" in PublishingTime.objects.get().outcome


@pytest.mark.parametrize(
    "wrong",
    [
        {"at": "2020-01-01T10:00"},
        # An hour that clocks leave out, and one that they show twice.
        {"at": "2032-03-14T02:30"},
        {"at": "2032-11-07T01:30"},
        {"at": "2031-02-29T10:00"},
        {"at": "soon"},
        {"at": ""},
        {"to": "archived"},
    ],
)
def test_a_time_that_makes_no_sense_is_refused_with_a_word(client, editor, wrong):
    client.force_login(editor)
    response = set_time(client, make_career(status=Status.DRAFT), **wrong)
    assert response.status_code == 200
    assert response.context["form"].errors
    assert not PublishingTime.objects.exists()


def test_a_writer_sets_no_time(client, writer):
    career = make_career(status=Status.DRAFT)
    client.force_login(writer)
    assert "Set a time" not in client.get(page_of(career)).content.decode()
    kind = ContentType.objects.get_for_model(Career).pk
    url = f"/admin/editorial/publishingtime/set/{kind}/{career.pk}/"
    assert client.post(url, {}).status_code == 403


@pytest.mark.parametrize("where", ["0/0", "1/1", "999999/1", f"1/{2**63}", "{kind}/0"])
def test_nothing_else_has_a_time(client, editor, where):
    client.force_login(editor)
    kind = ContentType.objects.get_for_model(Career).pk
    address = f"/admin/editorial/publishingtime/set/{where.format(kind=kind)}/"
    assert client.get(address).status_code == 404


def test_a_time_is_set_anew_and_cancelled(client, editor):
    career = make_career(status=Status.DRAFT)
    client.force_login(editor)
    set_time(client, career)
    later = timezone.localtime(TOMORROW + dt.timedelta(days=1))
    set_time(client, career, at=later.strftime("%Y-%m-%dT%H:%M"))
    planned = PublishingTime.objects.get()
    assert timezone.localdate(planned.at) == later.date()
    url = client.get(page_of(career)).context["time_url"]
    assert "Cancel" in client.get(url).content.decode()
    client.post(url, {"cancel": planned.pk})
    assert not PublishingTime.objects.exists()
