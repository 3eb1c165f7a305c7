"""An editor at the admin, and what they save."""

from collections.abc import Callable

import pytest
from django.db.models import Model
from django.test import Client
from django.urls import reverse

from tests.webform import form_data


def page_of(row: Model, page: str = "change") -> str:
    options = row._meta
    name = f"admin:{options.app_label}_{options.model_name}_{page}"
    return reverse(name, args=[] if page == "changelist" else [row.pk])


@pytest.fixture
def ann(editor) -> Client:
    client = Client()
    client.force_login(editor)
    return client


@pytest.fixture
def save(ann) -> Callable[..., None]:
    """Change fields of the page of *row*, and read the row again."""

    def save(row: Model, **changed) -> None:
        url = page_of(row)
        posted = form_data(ann, url) | {"_why": "Misread."} | changed
        response = ann.post(url, posted)
        assert response.status_code == 302, response.context["errors"]
        row.refresh_from_db()

    return save


@pytest.fixture
def act(ann) -> Callable[..., None]:
    """Run an action on the list of which *rows* are ticked."""

    def act(action: str, *rows: Model, client: Client = ann) -> None:
        ticked = [row.pk for row in rows]
        posted = {"action": action, "_selected_action": ticked, "post": "yes"}
        assert client.post(page_of(rows[0], "changelist"), posted).status_code == 302

    return act
