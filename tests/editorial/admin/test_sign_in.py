"""Guessing passwords gets nobody anywhere, and locks nobody else out."""

import pytest
from django.test import override_settings

pytestmark = pytest.mark.django_db
ADDRESS = "/admin/login/?next=/admin/"


def attempt(client, name: str, password: str, address: str = "10.0.0.1"):
    return client.post(
        ADDRESS, {"username": name, "password": password}, REMOTE_ADDR=address
    )


def test_the_sixth_guess_is_refused_even_if_right(client, editor):
    for _ in range(5):
        attempt(client, "editor", "wrong")
    response = attempt(client, "editor", "editor")
    assert response.status_code == 429
    assert "Too many attempts" in response.content.decode()
    assert "_auth_user_id" not in client.session


def test_a_flood_from_elsewhere_locks_nobody_out(client, editor):
    for _ in range(8):
        attempt(client, "editor", "wrong", address="10.6.6.6")
    assert attempt(client, "editor", "editor").status_code == 302


def test_unknown_names_hear_the_same(client, editor):
    known = attempt(client, "editor", "wrong").content.decode()
    unknown = attempt(client, "nobody", "wrong").content.decode()
    for words in ("Please enter the correct username and password",):
        assert words in known
        assert words in unknown


def test_a_made_up_address_does_not_help(client, editor):
    with override_settings(NUM_PROXIES=1):
        for number in range(5):
            client.post(
                ADDRESS,
                {"username": "editor", "password": "wrong"},
                HTTP_X_FORWARDED_FOR=f"1.2.3.{number}, 10.0.0.9",
            )
        response = client.post(
            ADDRESS,
            {"username": "editor", "password": "editor"},
            HTTP_X_FORWARDED_FOR="9.9.9.9, 10.0.0.9",
        )
    assert response.status_code == 429
