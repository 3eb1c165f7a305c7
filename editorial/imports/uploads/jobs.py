"""Work on uploads that outlasts a request: claimed with a lease, kept up by a heartbeat.

Whoever is killed leaves a lease behind that runs out; the next worker begins anew. Reading writes
nothing before its end, and accepting holds the upload's row locked in one transaction, so nothing
half done is ever seen.
"""

import datetime as dt
import logging
import uuid

from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from editorial.choices import SetState, UploadState, Work
from editorial.imports.files import Fault, ImportFaults
from editorial.imports.uploads.deciding import (
    Accepted,
    TakenBack,
    accept,
    take_back,
)
from editorial.imports.uploads.reading import TakenOver, finish, read, told
from editorial.models import Upload

logger = logging.getLogger(__name__)

LEASE = dt.timedelta(seconds=60)
MOST_ATTEMPTS = 3
"""So often a worker may die of an upload before a person has to look at it."""
SMALL_FILE = 200_000
"""Bytes that a request reads itself: about 700 schools, under two seconds."""
FEW_LINES = 500
"""Differences that a request writes itself: two milliseconds each."""
FEW_CHANGES = 400
"""Changes that a request takes back itself: seven milliseconds each for a row that was made."""


def new_worker() -> str:
    return uuid.uuid4().hex


def claim(worker: str, lease: dt.timedelta = LEASE) -> Upload | None:
    """The oldest upload that waits, for *worker* alone; None where none does."""
    # Asked without a lock first: on SQLite a transaction stops everybody else's writing.
    if not Upload.objects.waiting().exists():
        return None
    with transaction.atomic():
        rows = Upload.objects.light().waiting()
        if connection.features.has_select_for_update_skip_locked:
            rows = rows.select_for_update(skip_locked=True)
        upload = rows.first()
        if upload is None:
            return None
        if upload.worker and interrupted(upload):
            return None
        take(upload, worker, lease)
    return upload


def take(upload: Upload, worker: str, lease: dt.timedelta = LEASE) -> None:
    now = timezone.now()
    upload.worker = worker
    upload.lease_until = now + lease
    upload.heartbeat_at = now
    upload.attempts += 1
    upload.done = 0
    if upload.work == Work.READ:
        upload.state = UploadState.PARSING
    upload.save(
        update_fields=[
            *("worker", "lease_until", "heartbeat_at", "attempts", "done", "state"),
            "why",
        ]
    )


def interrupted(upload: Upload) -> bool:
    """Note that a worker died of it; answer whether that happened too often."""
    now = timezone.now()
    upload.change_sets.filter(state=SetState.PENDING).update(
        state=SetState.INTERRUPTED, finished_at=now
    )
    logger.warning("Upload %s was interrupted, attempt %s", upload.pk, upload.attempts)
    upload.why = (
        f"Interrupted {upload.attempts} time{'s' if upload.attempts > 1 else ''}, "
        f"last heard of at {timezone.localtime(upload.heartbeat_at):%H:%M}."
    )
    if upload.attempts < MOST_ATTEMPTS:
        return False
    upload.state = UploadState.INTERRUPTED
    finish(upload)
    return True


def perform(upload: Upload, lease: dt.timedelta = LEASE) -> Accepted | TakenBack | None:
    """Do what the claimed *upload* waits for; whatever is wrong with it is written on it."""
    worker = upload.worker

    def beat(done: int, total: int) -> None:
        now = timezone.now()
        mine = Upload.objects.filter(pk=upload.pk, worker=worker)
        if not mine.update(
            heartbeat_at=now, lease_until=now + lease, done=done, total=total
        ):
            raise TakenOver(upload.pk)

    try:
        if upload.work == Work.ACCEPT:
            return accept(upload.pk)
        if upload.work == Work.UNDO:
            return take_back(upload.pk)
        read(upload, beat)
    except ImportFaults as error:
        logger.info("Upload %s not accepted: %s", upload.pk, error)
    except TakenOver:
        logger.warning("Upload %s was taken over by another worker", upload.pk)
    except DatabaseError:
        raise
    except Exception:
        # A file that no check foresaw: staff get a word, and we the traceback.
        logger.exception("Upload %s cannot be read", upload.pk)
        fault = Fault(upload.name, None, "", "cannot be read; the reason is in the log")
        upload.refresh_from_db(fields=["worker"])
        if upload.worker == worker:
            upload.state = UploadState.FAILED
            upload.faults = told([fault])
            upload.why = "1 fault"
            finish(upload)
    return None


def run_one(worker: str, lease: dt.timedelta = LEASE) -> bool:
    """Work on one upload, if one waits."""
    upload = claim(worker, lease)
    if upload is not None:
        perform(upload, lease)
    return upload is not None
