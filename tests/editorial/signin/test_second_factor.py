"""A password alone opens nothing where a second factor is asked for."""

import re
import time

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.test import Client
from django_otp.oath import TOTP
from django_otp.plugins.otp_static.models import StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from editorial.signin.second_factor import RECOVERY_CODES

pytestmark = pytest.mark.django_db

PASSWORD = "correct-horse-battery-9"
LOGIN = "/admin/login/"


@pytest.fixture(autouse=True)
def asked_for(settings):
    settings.STAFF_SECOND_FACTOR = True


@pytest.fixture
def editor(editor):
    editor.set_password(PASSWORD)
    editor.save()
    return editor


def digits(device: TOTPDevice, *, ahead: int = 0) -> str:
    totp = TOTP(device.bin_key, device.step, device.t0, device.digits, device.drift)
    totp.time = time.time() + ahead * device.step
    return f"{totp.token():06d}"


def sign_in(client: Client, user, code: str = "", **more: str):
    given = {"username": user.username, "password": PASSWORD, "code": code, **more}
    return client.post(LOGIN, given)


def enrolled(client: Client, user) -> TOTPDevice:
    """Sign in by password and set an app up, as somebody does the first time."""
    sign_in(client, user)
    client.get("/admin/second-factor/")
    device = TOTPDevice.objects.get(user=user)
    response = client.post("/admin/second-factor/", {"code": digits(device)})
    assert "Keep these codes" in response.content.decode()
    # A code counts once; the test does not wait half a minute for the next.
    TOTPDevice.objects.update(last_t=-1)
    device.refresh_from_db()
    return device


def test_the_first_sign_in_leads_to_setting_it_up(client, editor):
    response = sign_in(client, editor, next="/admin/schools/program/")
    assert response["Location"] == "/admin/schools/program/"
    response = client.get("/admin/schools/program/", follow=True)
    assert response.redirect_chain[-1][0] == (
        "/admin/second-factor/?next=%2Fadmin%2Fschools%2Fprogram%2F"
    )
    page = response.content.decode()
    assert "<svg" in page
    assert 'style="' not in page[page.index("<svg") : page.index("</svg>")]
    device = TOTPDevice.objects.get(user=editor)
    assert not device.confirmed
    wrong = client.post("/admin/second-factor/", {"code": "000000"})
    assert "does not fit" in wrong.content.decode()
    TOTPDevice.objects.update(throttling_failure_count=0)
    given = {"code": digits(device), "next": "/admin/schools/program/"}
    page = client.post("/admin/second-factor/", given).content.decode()
    assert len(re.findall(r"<li><code>", page)) == RECOVERY_CODES
    assert 'href="/admin/schools/program/"' in page
    assert client.get("/admin/schools/program/").status_code == 200


def test_a_password_alone_sees_and_changes_nothing(client, editor):
    enrolled(client, editor)
    other = Client()
    assert "Give the code" in sign_in(other, editor).content.decode()
    assert other.get("/admin/").status_code == 302
    # Nor does it set up an app of its own.
    other.force_login(editor)
    for path in ("/admin/", "/admin/schools/program/", "/admin/account/"):
        assert other.get(path)["Location"].startswith(LOGIN)
    assert other.get("/admin/second-factor/")["Location"] == LOGIN
    assert other.post("/admin/schools/program/add/", {"title": "x"}).status_code == 302


def test_password_and_code_sign_in(client, editor):
    device = enrolled(client, editor)
    other = Client()
    assert "does not fit" in sign_in(other, editor, "123456").content.decode()
    TOTPDevice.objects.update(throttling_failure_count=0)
    assert sign_in(other, editor, digits(device)).status_code == 302
    assert other.get("/admin/").status_code == 200
    # A code that somebody looked at is worth nothing.
    assert "does not fit" in sign_in(Client(), editor, digits(device)).content.decode()


def test_a_recovery_code_is_good_once(client, editor):
    enrolled(client, editor)
    code = StaticToken.objects.first().token
    assert sign_in(Client(), editor, code).status_code == 302
    again = sign_in(Client(), editor, code)
    assert "does not fit" in again.content.decode()
    assert StaticToken.objects.count() == RECOVERY_CODES - 1
    page = client.post("/admin/account/", {"codes": "1"}).content.decode()
    assert len(re.findall(r"<li><code>", page)) == RECOVERY_CODES
    assert StaticToken.objects.count() == RECOVERY_CODES


def test_guessing_codes_is_slowed_down(client, editor):
    device = enrolled(client, editor)
    for _ in range(3):
        sign_in(Client(), editor, "123456")
    # The right one has to wait as well.
    assert "does not fit" in sign_in(Client(), editor, digits(device)).content.decode()


def test_a_lost_second_factor_is_taken_away_and_set_up_anew(client, editor, capsys):
    enrolled(client, editor)
    call_command("forget_second_factor", editor.username)
    assert "2" in capsys.readouterr().out
    other = Client()
    assert sign_in(other, editor).status_code == 302
    page = other.get("/admin/", follow=True)
    assert page.redirect_chain[-1][0].startswith("/admin/second-factor/")
    with pytest.raises(CommandError):
        call_command("forget_second_factor", "nobody")


def test_secrets_are_nobodys_to_read(client, admin_user):
    enrolled(client, admin_user_with_password(admin_user))
    for path in ("otp_totp/totpdevice/", "otp_static/staticdevice/"):
        assert client.get(f"/admin/{path}").status_code == 404


def admin_user_with_password(user):
    user.set_password(PASSWORD)
    user.save()
    return user


def test_where_nobody_asks_for_it_a_password_will_do(client, editor, settings):
    settings.STAFF_SECOND_FACTOR = False
    assert sign_in(client, editor).status_code == 302
    assert client.get("/admin/").status_code == 200
    # Whoever has set one up is asked all the same.
    enrolled(client, editor)
    assert "Give the code" in sign_in(Client(), editor).content.decode()


def test_sessions_are_listed_and_ended_by_their_owner(client, editor, admin_user):
    device = enrolled(client, editor)
    phone = Client(headers={"User-Agent": "Mozilla/5.0 (iPhone) Safari/605"})
    assert sign_in(phone, editor, digits(device)).status_code == 302
    response = client.get("/admin/account/")
    (theirs,) = [one for one in response.context["sessions"] if not one.is_this]
    assert theirs.browser == "Safari on iPhone"
    page = response.content.decode()
    assert phone.session.session_key not in page
    assert phone.get("/admin/").status_code == 200
    client.post("/admin/account/", {"end": theirs.ref})
    assert phone.get("/admin/").status_code == 302
    assert client.get("/admin/").status_code == 200
    # Not those of others.
    stranger = Client()
    stranger.force_login(admin_user)
    key = stranger.session.session_key
    client.post("/admin/account/", {"end_others": "1"})
    assert stranger.session.exists(key)


def test_an_account_is_deactivated_and_never_deleted(client, editor, admin_user):
    enrolled(client, admin_user_with_password(admin_user))
    url = "/admin/auth/user/"
    assert client.get(f"{url}{editor.pk}/delete/").status_code == 403
    assert "delete_selected" not in client.get(url).content.decode()
    chosen = {"_selected_action": [editor.pk, admin_user.pk]}
    client.post(url, chosen | {"action": "deactivate"})
    editor.refresh_from_db()
    admin_user.refresh_from_db()
    assert (editor.is_active, admin_user.is_active) == (False, True)
    assert sign_in(Client(), editor).status_code == 200
    other = Client()
    enrolled_too = User.objects.create_superuser("second", password=PASSWORD)
    enrolled(other, enrolled_too)
    client.post(
        url, {"_selected_action": [enrolled_too.pk], "action": "forget_second_factor"}
    )
    assert not TOTPDevice.objects.filter(user=enrolled_too).exists()
    assert LogEntry.objects.filter(change_message__contains="Second factor").exists()
