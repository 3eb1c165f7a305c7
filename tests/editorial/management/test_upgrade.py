"""One command takes a machine to the release on its disk."""

from io import StringIO

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import OperationalError, connection
from django.db.migrations.recorder import MigrationRecorder

from editorial.management import statistics
from editorial.management.commands import upgrade
from editorial.management.commands.create_roles import ROLES
from editorial.models import Catalogue
from tests.factories import make_program

pytestmark = pytest.mark.django_db


def run(**options) -> str:
    out = StringIO()
    call_command("upgrade", stdout=out, **options)
    return out.getvalue()


@pytest.fixture
def machine(settings, tmp_path, db):
    """A production machine's own folders, still empty."""
    settings.STATIC_ROOT = tmp_path / "static"
    settings.STATICFILES_DIRS = [tmp_path / "own"]
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "mark.css").write_text("")
    make_program()
    Catalogue.objects.bump()
    settings.INDEX_DIR = str(tmp_path / "index")
    settings.SILENCED_SYSTEM_CHECKS = [
        *(f"security.W0{number:02}" for number in range(1, 23)),
    ]
    return tmp_path


def known_rows() -> int:
    """How many programs the planner believes to be there; 0 when nobody looked."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT reltuples FROM pg_class WHERE relname = 'schools_program'"
            )
        else:
            cursor.execute("SELECT name FROM sqlite_master WHERE name = 'sqlite_stat1'")
            if not cursor.fetchall():
                return 0
            cursor.execute(
                "SELECT max(stat + 0) FROM sqlite_stat1 WHERE tbl = 'schools_program'"
            )
        (rows,) = cursor.fetchone()
    return max(int(rows or 0), 0)


def test_a_machine_has_all_that_it_serves_with(machine):
    told = run()
    assert set(Group.objects.values_list("name", flat=True)) == set(ROLES)
    assert "There is content already" in told
    assert (machine / "static" / "mark.css").exists()
    assert any((machine / "index").iterdir())
    assert known_rows() == 1
    assert run() == told


def test_a_machine_of_a_replica_writes_nothing_to_the_database(
    machine, django_assert_max_num_queries
):
    with django_assert_max_num_queries(100) as asked:
        run(readonly=True, without_static=True)
    verbs = {query["sql"].split()[0].upper() for query in asked.captured_queries}
    assert verbs <= {"SELECT", "DECLARE", "CLOSE", "SAVEPOINT", "RELEASE", "PRAGMA"}
    assert not (machine / "static").exists()
    assert any((machine / "index").iterdir())


def test_a_machine_of_a_replica_waits_for_the_primary(machine):
    newest = MigrationRecorder.Migration.objects.filter(app="schools").latest("name")
    newest.delete()
    with pytest.raises(CommandError, match=f"lacks schools {newest.name}"):
        run(readonly=True)
    assert not (machine / "static").exists()


def test_doubtful_settings_stop_it_before_anything_is_done(machine, settings):
    settings.SILENCED_SYSTEM_CHECKS = []
    with pytest.raises(Exception, match="SECRET_KEY"):
        run()
    assert not Group.objects.exists()


def test_a_table_in_use_is_tried_again(monkeypatch):
    tries = []

    def migrate(*_names, **_options):
        tries.append(1)
        if len(tries) < 3:
            raise OperationalError("canceling statement due to lock timeout")

    monkeypatch.setattr(upgrade, "call_command", migrate)
    monkeypatch.setattr(upgrade, "PAUSE_SECONDS", 0)
    upgrade.migrate({})
    assert len(tries) == 3

    def fail(*_names, **_options):
        raise OperationalError("the disk is full")

    monkeypatch.setattr(upgrade, "call_command", fail)
    with pytest.raises(OperationalError, match="disk"):
        upgrade.migrate({})


def test_statistics_follow_only_a_large_load(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as few:
        statistics.refresh_after(statistics.MANY_ROWS - 1)
    with django_capture_on_commit_callbacks() as many:
        statistics.refresh_after(statistics.MANY_ROWS)
    assert (few, many) == ([], [statistics.refresh])
