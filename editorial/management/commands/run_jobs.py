"""Works on what waits until it is told to end; may be killed, and may run several times."""

import datetime as dt
import logging
import os
import signal
import threading

from django.core.management.base import BaseCommand
from django.db import DatabaseError, close_old_connections
from django.utils import timezone

from editorial.changes.scheduling import run_due
from editorial.imports.uploads.jobs import LEASE, new_worker, run_one

NICENESS = 10

logger = logging.getLogger(__name__)


class Command(BaseCommand):
    help = "Read and accept uploads, publish at set times; runs until it is stopped."

    def add_arguments(self, parser) -> None:
        parser.add_argument(
            "--once", action="store_true", help="End as soon as nothing waits."
        )
        parser.add_argument(
            "--every",
            type=float,
            default=2,
            metavar="SECONDS",
            help="How often to look.",
        )
        parser.add_argument(
            "--lease",
            type=float,
            default=LEASE.total_seconds(),
            metavar="SECONDS",
            help="After how long without a heartbeat another worker takes over.",
        )

    def handle(self, *, once: bool, every: float, lease: float, **options) -> None:
        stopped = threading.Event()
        if threading.current_thread() is threading.main_thread():
            # What is begun is finished first.
            signal.signal(signal.SIGTERM, lambda *_: stopped.set())
            # Visitors are served first where both want a core.
            os.nice(NICENESS)
        worker = new_worker()
        while not stopped.is_set():
            close_old_connections()
            try:
                run_due(timezone.now())
                found = run_one(worker, dt.timedelta(seconds=lease))
            except DatabaseError:
                logger.exception("The database failed; tried again")
                found = False
            if not found:
                if once:
                    return
                stopped.wait(every)
