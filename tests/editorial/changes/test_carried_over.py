"""Older logs become sets of changes, and what they protected stays protected."""

import json

import pytest
from django.contrib.admin.models import ADDITION, CHANGE, LogEntry
from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from careers.models import Career, CareerItem, Organization
from editorial.changes.corrections import Corrections
from editorial.models import Change, ChangeSet
from tests.factories import make_career, make_organization, make_program

pytestmark = pytest.mark.django_db(transaction=True)

BEFORE = [
    ("editorial", "0006_change_sets"),
    ("careers", "0010_refused_pages"),
    ("schools", "0005_synonyms"),
]


@pytest.fixture
def migrate():
    """Go back to before the logs were carried over; `migrate()` goes forward again."""
    executor = MigrationExecutor(connection)
    latest = executor.loader.graph.leaf_nodes()

    def migrate(targets=latest):
        executor = MigrationExecutor(connection)
        executor.migrate(targets)
        return executor.loader.project_state(targets).apps

    yield migrate
    migrate()


def log(user: User, row, flag: int, message) -> None:
    LogEntry.objects.create(
        user=user,
        content_type=ContentType.objects.get_for_model(type(row)),
        object_id=row.pk,
        object_repr=str(row),
        action_flag=flag,
        change_message=message if isinstance(message, str) else json.dumps(message),
    )


def test_logs_and_corrections_carry_over(migrate):
    user = User.objects.create_user("ann", first_name="Ann", last_name="Example")
    career, untouched = make_career(), make_career()
    duty = CareerItem.objects.create(career=career, section="duty", title="Reads")
    organization, released = make_organization(), make_organization()
    changed = [{"changed": {"fields": ["Tagline"]}}]
    pieces = [
        {"changed": {"name": "career item", "object": "Reads", "fields": ["Title"]}}
    ]
    log(user, untouched, ADDITION, "Published.")
    log(user, career, CHANGE, changed)
    log(user, career, CHANGE, pieces)
    log(user, released, CHANGE, [{"changed": {"fields": ["Name"]}}])
    log(user, make_program(), CHANGE, [{"changed": {"fields": ["A label of old"]}}])
    old = migrate(BEFORE)
    old.get_model("editorial", "ImportBatch").objects.create(
        importer="oews",
        files={"a.csv": "sum"},
        started_at=timezone.now(),
        finished_at=timezone.now(),
        created=3,
    )
    old.get_model("editorial", "ImportBatch").objects.create(
        importer="onet", started_at=timezone.now()
    )
    old.get_model("careers", "Organization").objects.filter(pk=organization.pk).update(
        corrected_fields=["name", "url"]
    )
    migrate()
    ended, cut = ChangeSet.objects.filter(kind="import").order_by("pk")
    assert (ended.importer, ended.state, ended.created) == ("oews", "accepted", 3)
    assert ended.files == {"a.csv": "sum"}
    assert (cut.importer, cut.state) == ("onet", "interrupted")
    entry = Change.objects.get(field="tagline")
    assert entry.change_set.made_by_name == "Ann Example (ann)"
    assert entry.decided_by == user
    assert Corrections.of(Career).fields(career.pk) >= {"tagline"}
    assert Corrections.of(Career).fields(untouched.pk) == {"status"}
    assert "title" in Corrections.of(CareerItem).fields(duty.pk)
    corrected = Corrections.of(Organization)
    assert corrected.fields(organization.pk) == {"name", "url"}
    assert corrected.fields(released.pk) == set()
    user.delete()
    assert Change.objects.get(field="tagline").decided_by_name == "Ann Example (ann)"


def test_an_empty_database_carries_nothing_over(migrate):
    migrate(BEFORE)
    migrate()
    assert not ChangeSet.objects.exists()
