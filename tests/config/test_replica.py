"""Two real databases: public pages read the replica as long as it answers and is not behind."""

import sqlite3
from contextlib import closing

import pytest
from django.core.cache import cache
from django.db import OperationalError, connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.test import Client

from config import replica
from config.replica import REPLICA
from editorial.models import Catalogue
from editorial.models.querysets import NEWEST_VERSION
from schools.finder.index.current import forget
from schools.models import Program
from tests.factories import make_program, make_school


@pytest.fixture
def copied(transactional_db, tmp_path, monkeypatch):
    """A program in both databases; afterwards they go ways of their own."""
    cache.clear()
    replica._away_until.clear()
    make_program(title="Coding", school=make_school(name="Harbor College"))
    Catalogue.objects.bump()
    settings = {**connections.databases["default"], "OPTIONS": {}}
    if connection.vendor == "sqlite":
        settings["NAME"] = str(tmp_path / "replica.sqlite3")
        with closing(sqlite3.connect(settings["NAME"])) as file:
            connection.connection.backup(file)
    else:
        original = connection.settings_dict["NAME"]
        name = settings["NAME"] = f"{original}_replica"
        connection.close()
        with connection._nodb_cursor() as cursor:
            cursor.execute(f"DROP DATABASE IF EXISTS {name}")
            cursor.execute(f"CREATE DATABASE {name} TEMPLATE {original}")
    connections.databases[REPLICA] = settings
    monkeypatch.setattr(BaseDatabaseWrapper, "ensure_connection", connect)
    yield
    connections[REPLICA].close()
    del connections[REPLICA], connections.databases[REPLICA]
    if connection.vendor == "postgresql":
        with connection._nodb_cursor() as cursor:
            cursor.execute(f"DROP DATABASE {name}")
    cache.clear()


def rename(alias: str, title: str) -> None:
    Program.objects.using(alias).update(title=title)
    # As a page of the same day: only its version says that it is another state.
    Catalogue.objects.using(alias).update(stamp=title)


def connect(database: BaseDatabaseWrapper) -> None:
    """As Django does it; its tests would keep to the databases known when they began."""
    if database.connection is None:
        with database.wrap_database_errors:
            database.connect()


PATHS = ["/schools/", "/api/v1/programs/", "/schools/export.csv"]


@pytest.fixture
def apart(copied):
    rename("default", "Here")
    rename(REPLICA, "There")


def title_in(path: str, client: Client | None = None) -> str:
    response = (client or Client()).get(path)
    assert response.status_code == 200
    text = response.getvalue().decode()
    (title,) = {word for word in ("Here", "There") if word in text}
    return title


def everywhere() -> set[str]:
    return set(map(title_in, PATHS))


def told() -> str:
    ready = Client().get("/readyz")
    assert ready.status_code == 200
    return ready.content.decode()


def refuse():
    raise OperationalError("away")


def break_off(alias: str) -> None:
    """Have *alias* lead where no database is."""
    connections[alias].close()
    del connections[alias]
    lost = dict(connections.databases[alias])
    if connection.vendor == "sqlite":
        lost["NAME"] = "/nowhere/at/all.sqlite3"
    else:
        lost["PORT"] = "1"
    connections.databases[alias] = lost


def test_each_reads_where_they_should(apart, admin_client):
    assert everywhere() == {"There"}
    # Whoever may have changed something sees it.
    assert title_in("/schools/", admin_client) == "Here"
    assert "Here" in admin_client.get("/admin/schools/program/").content.decode()
    # A restored primary counts on from an older catalogue.
    cache.set(NEWEST_VERSION, 99)
    assert everywhere() == {"There"}
    assert cache.get(NEWEST_VERSION) == 1
    Catalogue.objects.bump()
    assert everywhere() == {"Here"}
    assert "primary: catalogue 2\nreplica: catalogue 1, behind\n" in told()


def test_each_stands_in_for_the_other(apart):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(connection, "cursor", refuse)
        # It cannot be known whether the replica is behind; it is all there is.
        cache.set(NEWEST_VERSION, 99)
        assert everywhere() == {"There"}
        assert "primary: does not answer\nreplica: catalogue 1\n" in told()
    replica._away_until.clear()
    break_off(REPLICA)
    assert everywhere() == {"Here"}
    assert "primary: catalogue 1\nreplica: does not answer\n" in told()


def test_a_replica_that_breaks_off_in_the_middle_costs_no_answer(apart, monkeypatch):
    monkeypatch.setattr(connections[REPLICA], "chunked_cursor", refuse)
    forget()
    assert title_in("/schools/") == "Here"
