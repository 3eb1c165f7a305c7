"""What each role may do on each page of the admin, cell by cell."""

from collections.abc import Iterator

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group, User
from django.core.management import call_command
from django.db import models
from django.test import Client
from django.urls import reverse

from editorial.admin.editing import EditingAdmin
from editorial.choices import Status
from tests.editorial.admin.rights import RIGHTS
from tests.editorial.admin.rows import make
from tests.webform import form_data

PAGES = {
    page.opts.label_lower: page
    for page in admin.site._registry.values()
    if isinstance(page, EditingAdmin)
}
ACTIONS = ("submit", "publish", "withdraw", "archive", "release", "make_current")


def address(page: EditingAdmin, name: str, *args) -> str:
    options = page.opts
    url = f"admin:{options.app_label}_{options.model_name}_{name}"
    return reverse(url, args=args)


def sign_in(role: str) -> Client:
    call_command("create_roles", verbosity=0)
    user = User.objects.create_user("somebody", is_staff=True)
    if role != "no role":
        user.groups.add(Group.objects.get(name=role))
    client = Client()
    client.force_login(user)
    return client


def states(page: EditingAdmin) -> Iterator[tuple[str, Status | None]]:
    """As the public reads the row, and before it does, where the two differ."""
    row = make(page.model)
    if hasattr(page.content_of(row), "status"):
        yield "public", Status.PUBLISHED
        yield "draft", Status.DRAFT
    else:
        yield "public", None


def row_in(page: EditingAdmin, status: Status | None) -> models.Model:
    row = make(page.model)
    if status is not None:
        content = page.content_of(row)
        type(content).objects.filter(pk=content.pk).update(status=status)
    return row


def columns(row: models.Model) -> dict | None:
    return type(row).objects.filter(pk=row.pk).values().first()


def may_change(client: Client, clerk: Client, page: EditingAdmin, row) -> bool:
    """Posts what an administrator's browser would, and hears whether it was taken."""
    url = address(page, "change", row.pk)
    posted = form_data(clerk, url)
    before = columns(row)
    answer = client.post(url, posted)
    assert answer.status_code in {302, 403}
    assert answer.status_code == 302 or columns(row) == before
    return answer.status_code == 302


def may_delete(client: Client, page: EditingAdmin, row: models.Model) -> bool:
    answer = client.post(address(page, "delete", row.pk), {"post": "yes"})
    gone = columns(row) is None
    assert answer.status_code == (302 if gone else 403)
    return gone


def may_delete_from_the_list(client: Client, page: EditingAdmin, row) -> bool:
    posted = {
        "action": "delete_selected",
        "_selected_action": [row.pk],
        "post": "yes",
    }
    client.post(address(page, "changelist"), posted)
    return columns(row) is None


def actions(client: Client, page: EditingAdmin, row: models.Model) -> Iterator[str]:
    """The actions that the list offers; one that it does not offer does nothing."""
    url = address(page, "changelist")
    listed = client.get(url)
    if listed.status_code != 200:
        return
    form = listed.context.get("action_form")
    offered = {name for name, _ in form.fields["action"].choices} if form else set()
    for action in ACTIONS:
        if action in offered:
            yield action
        else:
            before = columns(row)
            client.post(url, {"action": action, "_selected_action": [row.pk]})
            assert columns(row) == before


def cells(client: Client, clerk: Client, page: EditingAdmin) -> Iterator[str]:
    if client.get(address(page, "changelist")).status_code == 200:
        yield "list"
    if client.get(address(page, "add")).status_code == 200:
        yield "add"
    else:
        assert client.post(address(page, "add"), {}).status_code == 403
    for state, status in states(page):
        row = row_in(page, status)
        read = client.get(address(page, "change", row.pk)).status_code
        assert read in {200, 403}
        if read == 200:
            yield f"read-{state}"
        if may_change(client, clerk, page, row):
            yield f"change-{state}"
        if may_delete(client, page, row_in(page, status)):
            yield f"delete-{state}"
        if may_delete_from_the_list(client, page, row_in(page, status)):
            yield f"delete-{state}-from-the-list"
    yield from actions(client, page, make(page.model))


@pytest.mark.django_db
@pytest.mark.parametrize(
    "role", ["Writers", "Editors", "Reviewers", "Publishers", "Auditors"]
)
@pytest.mark.parametrize("name", PAGES)
def test_a_role_may_do_what_its_line_says(role, name, admin_client):
    found = list(cells(sign_in(role), admin_client, PAGES[name]))
    assert found == RIGHTS[name][role].split()


@pytest.mark.django_db
def test_staff_without_a_role_may_do_nothing(admin_client):
    client = sign_in("no role")
    for page in PAGES.values():
        assert list(cells(client, admin_client, page)) == []
