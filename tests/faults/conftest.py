"""One site for all faults; each test leaves it whole."""

import os
import tempfile
from pathlib import Path

import pytest

from tests.faults.servers import Cluster

AWAY_SECONDS = float(os.environ.get("AWAY_SECONDS", "75"))
RATE = float(os.environ.get("RATE", "30"))


@pytest.fixture(scope="session")
def site():
    # Not a folder of pytest's, which closes it to others: PostgreSQL never runs as root.
    with tempfile.TemporaryDirectory(prefix="faults-") as folder:
        cluster = Cluster(Path(folder))
        try:
            cluster.start()
            yield cluster
        finally:
            cluster.stop()
