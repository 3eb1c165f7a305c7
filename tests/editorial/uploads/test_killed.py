"""A worker that is killed leaves all or nothing, no lock, and a word in the log.

Two kills belong to every run of the tests; KILLS=20 tries twenty, at 30, 60 and 90 percent.
"""

import datetime as dt
import hashlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator

import pytest
from django.conf import settings
from django.db import connection, connections, transaction
from django.utils import timezone

from editorial.choices import SetState, UploadState, Work
from editorial.imports.uploads import jobs
from editorial.imports.uploads.deciding import accept, choose
from editorial.imports.uploads.reading import read
from editorial.models import ChangeSet, Upload
from schools.importers.institutions import COLUMNS
from schools.models import School
from tests.schools.importers.conftest import SCHOOL, as_csv

KILLS = int(os.environ.get("KILLS", "2"))
PARTS = (0.6, 0.3, 0.9)
ROUNDS = [(at % 2, PARTS[at // 2 % 3]) for at in range(KILLS)]
ROWS = 250
PATIENCE = 60


@pytest.fixture
def address(transactional_db, tmp_path) -> Iterator[str]:
    """A database that another process can open, and its address."""
    old = connections["default"]
    given = old.settings_dict
    if connection.vendor == "postgresql":
        place = f"{given['USER']}@{given['HOST']}:{given['PORT']}"
        yield f"postgres://{place}/{given['NAME']}"
        return
    path = tmp_path / "killed.sqlite3"
    new = old.copy()
    new.settings_dict = given | {"NAME": str(path)}
    new.inc_thread_sharing()
    new.connect()
    old.ensure_connection()
    old.connection.backup(new.connection)
    connections["default"] = new
    yield f"sqlite:///{path}"
    new.close()
    connections["default"] = old


def worker(address: str) -> subprocess.Popen:
    return subprocess.Popen(
        [sys.executable, "manage.py", "run_jobs", "--once"],
        cwd=settings.BASE_DIR,
        env=os.environ
        | {"DATABASE_URL": address, "DJANGO_SETTINGS_MODULE": "config.settings.test"},
    )


def kill_at(process: subprocess.Popen, one: Upload, seconds: float) -> None:
    """Kill it so long after it took up the work."""
    patience = time.monotonic() + PATIENCE
    while not Upload.objects.values_list("worker", flat=True).get(pk=one.pk):
        assert time.monotonic() < patience
        assert process.poll() is None
        time.sleep(0.01)
    time.sleep(seconds)
    process.send_signal(signal.SIGKILL)
    process.wait(PATIENCE)


def duration(do: Callable[[], object]) -> float:
    """How long it takes, measured without keeping what it does."""
    with transaction.atomic():
        began = time.monotonic()
        do()
        took = time.monotonic() - began
        transaction.set_rollback(True)
    return took


@pytest.fixture
def one(address) -> Upload:
    rows = [
        SCHOOL | {"unitid": str(910000 + at), "name": f"College {at}"}
        for at in range(ROWS)
    ]
    text = as_csv(COLUMNS, rows).encode()
    return Upload.objects.create(
        name="institutions.csv",
        content=text,
        size=len(text),
        sha256=hashlib.sha256(text).hexdigest(),
        as_of=dt.date(2026, 11, 1),
        work=Work.READ,
    )


@pytest.mark.parametrize(("writes", "part"), ROUNDS)
def test_a_killed_worker_leaves_all_or_nothing(address, one, writes, part):
    if writes:
        read(one)
        with transaction.atomic():
            choose(one, one.differences.all())
            Upload.objects.update(work=Work.ACCEPT)
    do = (lambda: accept(one.pk)) if writes else (lambda: read(Upload.objects.get()))
    took = duration(do)
    kill_at(worker(address), one, part * took)
    left = Upload.objects.get()
    is_done = not left.work
    if writes:
        assert School.objects.count() == (ROWS if is_done else 0)
        assert one.differences.chosen().exists() != is_done
    else:
        assert one.differences.exists() == is_done
    # The others see that nobody is at it any more, and begin anew.
    past = timezone.now() - dt.timedelta(seconds=1)
    Upload.objects.exclude(work="").update(lease_until=past)
    assert jobs.run_one("another") != is_done
    left.refresh_from_db()
    assert (left.work, left.worker, left.lease_until) == ("", "", None)
    assert left.state == (UploadState.ACCEPTED if writes else UploadState.READY)
    assert School.objects.count() == (ROWS if writes else 0)
    assert one.differences.count() == ROWS + 3
    if writes and not is_done:
        states = list(ChangeSet.objects.order_by("pk").values_list("state", flat=True))
        assert states[-1] == SetState.ACCEPTED
        assert set(states[:-1]) <= {SetState.INTERRUPTED}


def test_an_upload_that_workers_die_of_waits_for_a_person(db):
    one = Upload.objects.create(
        name="a.csv", content=b"", size=0, sha256="", as_of=dt.date(2026, 1, 1),
        work=Work.READ,
    )  # fmt: skip
    for _ in range(jobs.MOST_ATTEMPTS):
        assert jobs.claim("worker") is not None
        # Its lease holds.
        assert jobs.claim("another") is None
        Upload.objects.update(lease_until=timezone.now() - dt.timedelta(seconds=1))
    assert jobs.claim("worker") is None
    one.refresh_from_db()
    assert (one.state, one.work) == (UploadState.INTERRUPTED, "")
    assert "Interrupted 3 times" in one.why


def test_who_was_taken_over_writes_nothing(db):
    text = as_csv(COLUMNS, [SCHOOL]).encode()
    one = Upload.objects.create(
        name="a.csv", content=text, size=1, sha256="", as_of=dt.date(2026, 1, 1),
        work=Work.READ,
    )  # fmt: skip
    slow = jobs.claim("slow")
    Upload.objects.update(worker="quick")
    jobs.perform(slow)
    one.refresh_from_db()
    assert (one.worker, one.work) == ("quick", Work.READ)
    assert not one.differences.exists()


def test_an_error_that_nobody_foresaw_is_told_and_logged(db, monkeypatch, caplog):
    def broken(*args):
        raise ZeroDivisionError("made up")

    monkeypatch.setattr(jobs, "read", broken)
    one = Upload.objects.create(
        name="a.csv", content=b"x", size=1, sha256="", as_of=dt.date(2026, 1, 1),
        work=Work.READ,
    )  # fmt: skip
    assert jobs.run_one("worker")
    one.refresh_from_db()
    assert (one.state, one.work) == (UploadState.FAILED, "")
    assert "the reason is in the log" in one.faults[0][3]
    assert "made up" in caplog.text
