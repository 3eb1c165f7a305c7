"""What tests of every app may ask for."""

import pytest
from django.contrib.auth.models import Group, User
from django.core.management import call_command
from django.db import connection

from schools.finder.index.current import forget
from web.templatetags.once import pieces

# Sorts “apple” before “Banana”, as most servers do and SQLite does not.
USUAL_LOCALE = (
    "ENCODING 'UTF8' LOCALE_PROVIDER icu ICU_LOCALE 'en-US' TEMPLATE template0"
)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix) -> None:
    """Before the test database is made: PostgreSQL's gets a locale, whatever the server's is."""
    if connection.vendor == "postgresql":
        connection.creation.sql_table_creation_suffix = lambda: USUAL_LOCALE


@pytest.fixture
def editor(db) -> User:
    """Staff with every editorial right and no superuser's."""
    call_command("create_roles", verbosity=0)
    user = User.objects.create_user("editor", password="editor", is_staff=True)
    user.groups.add(Group.objects.get(name="Editors"))
    return user


@pytest.fixture
def writer(db) -> User:
    """Staff who write and correct, and may not publish."""
    call_command("create_roles", verbosity=0)
    user = User.objects.create_user("writer", password="writer", is_staff=True)
    user.groups.add(Group.objects.get(name="Writers"))
    return user


@pytest.fixture(autouse=True)
def fresh_index():
    """Rows made by another test are rolled back, so nothing made from them may stay."""
    forget()
    pieces.clear()
    yield
    forget()


@pytest.fixture
def auditor(db) -> User:
    """Staff who read everything and change nothing."""
    call_command("create_roles", verbosity=0)
    user = User.objects.create_user("auditor", password="auditor", is_staff=True)
    user.groups.add(Group.objects.get(name="Auditors"))
    return user
