"""A form that could not be saved comes back with what was typed, and can be saved from there."""

import pytest
from django.core.cache import cache
from django.db import OperationalError
from django.test import Client

from editorial.admin.editing import EditingAdmin
from editorial.models import Report
from editorial.pages.forms import ReportForm
from schools.models import Synonym
from tests.webform import FormReader, form_data

pytestmark = pytest.mark.django_db
ADDRESS = "/admin/schools/synonym/add/"
TYPED = 'with "care" & <love>'
SIGN_IN = {"username": "editor", "password": "editor"}


@pytest.fixture(autouse=True)
def no_limits():
    cache.clear()


@pytest.fixture
def desk(editor) -> Client:
    client = Client(enforce_csrf_checks=True)
    client.force_login(editor)
    return client


def typed(client: Client) -> dict:
    """The form as a browser sends it, token included."""
    values = {"words": "hims", "parameter": "unknown", "value": TYPED}
    found = form_data(client, ADDRESS)
    return {name: given[0] for name, given in found.items()} | values


def fields_of(response) -> dict:
    reader = FormReader()
    reader.feed(response.content.decode())
    return {name: given[0] for name, given in reader.data.items()}


def is_saved() -> bool:
    return Synonym.objects.filter(words="hims", value=TYPED).exists()


def fail(*_args, **_more):
    raise OperationalError("database is locked")


def test_a_save_that_meets_a_lock_is_sent_again_with_one_button(desk):
    with pytest.MonkeyPatch.context() as locked:
        locked.setattr(EditingAdmin, "save_model", fail)
        refused = desk.post(ADDRESS, typed(desk))
    assert (refused.status_code, refused["Retry-After"]) == (503, "30")
    assert "&quot;care&quot; &amp; &lt;love&gt;</dd>" in refused.content.decode()
    assert f'action="{ADDRESS}"' in refused.content.decode()
    assert not is_saved()
    assert desk.post(ADDRESS, fields_of(refused)).status_code == 302
    assert is_saved()


def test_a_save_after_the_session_ended_is_there_after_signing_in(desk):
    sent = typed(desk)
    desk.cookies.pop("sessionid")
    asked = desk.post(ADDRESS, sent)
    assert asked.status_code == 403
    assert "Nothing of what you typed is lost" in asked.content.decode()
    mistyped = desk.post(
        "/admin/login/", fields_of(asked) | SIGN_IN | {"password": "x"}
    )
    signed_in = desk.post("/admin/login/", fields_of(mistyped) | SIGN_IN)
    assert "What you had typed is not saved yet" in signed_in.content.decode()
    assert not is_saved()
    assert desk.post(ADDRESS, fields_of(signed_in)).status_code == 302
    assert is_saved()


def test_another_browser_cannot_open_it(desk, editor):
    sent = typed(desk)
    desk.cookies.pop("sessionid")
    sealed = fields_of(desk.post(ADDRESS, sent))["sealed"]
    response = Client().post("/admin/login/", SIGN_IN | {"sealed": sealed})
    assert response.status_code == 302


def test_a_form_of_before_another_sign_in_comes_back_and_a_foreign_one_does_not(desk):
    sent = typed(desk) | {"csrfmiddlewaretoken": "x" * 64}
    ours = desk.post(ADDRESS, sent, HTTP_ORIGIN="http://testserver")
    assert ours.status_code == 403
    for origin in ("http://evil.example", "null", ""):
        foreign = desk.post(ADDRESS, sent, HTTP_ORIGIN=origin)
        assert foreign.status_code == 403
        assert "love" not in foreign.content.decode()
    assert not is_saved()
    assert desk.post(ADDRESS, fields_of(ours)).status_code == 302
    assert is_saved()


def test_a_password_never_comes_back(client, monkeypatch):
    monkeypatch.setattr("django.contrib.auth.forms.authenticate", fail)
    response = client.post("/admin/login/", SIGN_IN | {"password": "correct horse"})
    assert response.status_code == 503
    assert "correct horse" not in response.content.decode()


def test_a_report_that_meets_a_lock_is_sent_again(client):
    sent = {"page": "/schools/", "wrong": TYPED}
    with pytest.MonkeyPatch.context() as locked:
        locked.setattr(ReportForm, "save", fail)
        refused = client.post("/report/", sent)
    assert refused.status_code == 503
    assert client.post("/report/", fields_of(refused)).status_code == 302
    assert Report.objects.get().wrong == TYPED
