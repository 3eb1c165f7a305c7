"""A copy comes back row by row, in either database, or not at all."""

import gzip
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from io import StringIO
from uuid import uuid4

import psycopg
import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection
from django.utils import timezone

from editorial.management import copies
from editorial.models import Report
from schools.models import Program
from tests.factories import correct, make_career, make_pay, make_program, make_upload

pytestmark = pytest.mark.django_db

POSTGRES = os.environ.get(
    "TEST_DATABASE_URL", "postgres://postgres@127.0.0.1:5432/site"
)


@pytest.fixture
def catalogue() -> Program:
    """Rows with each kind of value: figures, days, moments, bytes, lists, other letters."""
    program = make_program(title="Salud “pública” – 健康", price_resident=5000)
    correct(program, price_resident=5100)
    make_pay()
    make_career()
    make_upload()
    User.objects.create_user("vera", password="long enough to keep")
    Report.objects.create(page="/", wrong="A line\nand “quotes”, \\ and \t tab")
    Session.objects.create(
        session_key="a", session_data="b", expire_date=timezone.now()
    )
    return program


@pytest.fixture
def copy(catalogue, tmp_path):
    file = tmp_path / "site.copy"
    call_command("backup", file, stdout=StringIO())
    return file


def test_every_row_comes_back_as_it_was(copy, catalogue):
    was = copies.sums()
    assert was["schools_program"].rows == was["editorial_upload"].rows == 1
    Program.objects.update(title="Spoilt")
    Report.objects.all().delete()
    make_program()
    assert set(copies.differences(was)) >= {"schools_program", "editorial_report"}
    copies.load(copies.checked(copy))
    assert copies.sums() == was
    assert Program.objects.get() == catalogue
    # Numbers go on after those that came with the copy.
    assert make_program().pk > catalogue.pk


def test_a_copy_signs_nobody_in_and_nobody_else_reads_it(copy):
    assert b"django_session" not in gzip.decompress(copy.read_bytes())
    assert copy.stat().st_mode & 0o777 == 0o600
    assert list(copy.parent.iterdir()) == [copy]
    copies.load(copies.checked(copy))
    assert not Session.objects.exists()


def altered(text: str) -> bytes:
    return gzip.compress(text.encode())


@pytest.mark.parametrize(
    ("harm", "words"),
    [
        (lambda raw, text: raw[: len(raw) // 2], "ended before|cut off"),
        (lambda raw, text: b"", "no copy"),
        (lambda raw, text: b"PK" + raw, "gzipped"),
        (lambda raw, text: altered("a list of schools\n"), "no copy"),
        (lambda raw, text: altered(text[: text.rindex("\n{")] + "\n"), "cut off"),
        (lambda raw, text: altered(text + "more\n"), "added to"),
        (
            lambda raw, text: altered(text.replace("5100", "5200")),
            "altered: .*schools_program",
        ),
        (
            lambda raw, text: altered(
                "".join(
                    line
                    for line in text.splitlines(keepends=True)
                    if "quotes" not in line
                )
            ),
            "altered: editorial_report",
        ),
        (lambda raw, text: raw[:-8] + bytes(8), "CRC"),
    ],
)
def test_a_cut_or_altered_copy_changes_nothing(copy, harm, words):
    raw = copy.read_bytes()
    copy.write_bytes(harm(raw, gzip.decompress(raw).decode()))
    was = copies.sums()
    for options in ({}, {"replace": True}, {"verify": True}):
        with pytest.raises(CommandError, match=words):
            call_command("restore", copy, **options, stdout=StringIO())
    assert copies.sums() == was


def test_a_copy_of_another_release_is_refused(copy, monkeypatch):
    copy_read = copies.checked(copy)
    monkeypatch.setattr(copies, "applied", lambda: [["schools", "0001_initial"]])
    with pytest.raises(copies.Unfit, match="another release"):
        copies.load(copy_read)


def test_content_is_replaced_only_when_told(copy):
    with pytest.raises(CommandError, match="--replace"):
        call_command("restore", copy)


def test_verifying_names_tables_that_differ_and_writes_nothing(copy):
    out = StringIO()
    call_command("restore", copy, verify=True, stdout=out)
    assert "The database has the same rows" in out.getvalue()
    Report.objects.create(page="/", wrong="Another")
    with pytest.raises(CommandError, match="in 1 tables: editorial_report"):
        call_command("restore", copy, verify=True, stdout=out)
    assert Report.objects.count() == 2


def test_an_older_copy_is_not_written_over(copy):
    was = copy.read_bytes()
    with pytest.raises(CommandError, match="there already"):
        call_command("backup", copy)
    assert copy.read_bytes() == was


def test_a_backup_that_fails_leaves_no_file(tmp_path, monkeypatch):
    def full(_model):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(copies, "lines", full)
    with pytest.raises(CommandError, match="No space left"):
        call_command("backup", tmp_path / "site.copy")
    assert list(tmp_path.iterdir()) == []


@pytest.fixture
def other_database(tmp_path):
    """The address of an empty database of the other kind."""
    if connection.vendor == "postgresql":
        yield f"sqlite:///{tmp_path / 'moved.sqlite3'}"
        return
    server = POSTGRES.rpartition("/")[0]
    name = f"test_moved_{uuid4().hex[:12]}"
    try:
        connected = psycopg.connect(
            f"{server}/postgres", autocommit=True, connect_timeout=3
        )
    except psycopg.OperationalError as error:
        if os.environ.get("REQUIRE_ALL") == "true":
            raise
        pytest.skip(f"no PostgreSQL answers: {error}")
    with connected:
        connected.execute(f'CREATE DATABASE "{name}"')
        yield f"{server}/{name}"
        connected.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def test_a_site_moves_to_the_other_database(copy, other_database):
    done = subprocess.run(
        [sys.executable, "manage.py", "restore", str(copy)],
        cwd=settings.BASE_DIR,
        env={
            **os.environ,
            "DATABASE_URL": other_database,
            "DJANGO_SETTINGS_MODULE": "config.settings.test",
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "each compared" in done.stdout
    if connection.vendor == "postgresql":
        moved = sqlite3.connect(other_database.removeprefix("sqlite:///"))
    else:
        moved = psycopg.connect(other_database)
    with closing(moved):
        rows = moved.execute("SELECT title, price_resident FROM schools_program")
        assert rows.fetchall() == [("Salud “pública” – 健康", 5100)]
