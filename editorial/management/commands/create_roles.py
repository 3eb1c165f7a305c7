"""Gives staff accounts their roles; safe to run again after every upgrade."""

from collections.abc import Callable, Collection, Iterator
from typing import Any

from django.contrib import admin
from django.contrib.auth.models import Group, Permission
from django.core.management.base import BaseCommand
from django.db import transaction

from editorial.admin.editing import EditingAdmin

Rights = Callable[[Any], Collection[str]]
"""What a role may do on a page of the admin, or with the pieces on it."""


def publishing(page: Any) -> Collection[str]:
    """To publish and withdraw what others wrote, and read all the rest."""
    return ("view", "publish") if "publish" in page.editors_may else ("view",)


def reviewing(page: Any) -> Collection[str]:
    """To say who is accredited, and read all the rest."""
    return getattr(page, "reviewers_may", ("view",))


ROLES: dict[str, Rights] = {
    "Auditors": lambda page: ("view",),
    "Editors": lambda page: page.editors_may,
    "Publishers": publishing,
    "Reviewers": reviewing,
    "Writers": lambda page: page.writers_may,
}


def rights(of_page: Rights) -> Iterator[tuple[str, str]]:
    """App and codename of each right that the desks and their inlines give a role."""
    for desk in admin.site._registry.values():
        if not isinstance(desk, EditingAdmin):
            continue
        for page in (desk, *desk.inlines):
            options = page.model._meta
            for action in of_page(page):
                yield options.app_label, f"{action}_{options.model_name}"


class Command(BaseCommand):
    help = "Create the groups of staff, or give them their rights again."

    def add_arguments(self, parser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="Change nothing.")

    @transaction.atomic
    def handle(self, *, dry_run: bool, verbosity: int, **options) -> None:
        known = {
            (permission.content_type.app_label, permission.codename): permission
            for permission in Permission.objects.select_related("content_type")
        }
        for role, of_page in ROLES.items():
            # An unknown right raises here: better than a role that lacks it in silence.
            wanted = {known[right] for right in rights(of_page)}
            group, _ = Group.objects.get_or_create(name=role)
            if set(group.permissions.all()) == wanted:
                continue
            group.permissions.set(wanted)
            if verbosity:
                did = "Would set" if dry_run else "Set"
                self.stdout.write(f"{did} the rights of {role}: {len(wanted)}")
        if dry_run:
            transaction.set_rollback(True)
