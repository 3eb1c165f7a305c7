"""Prometheus hears of all web processes on a port of its own, and of no visitor."""

import subprocess
import time
import urllib.request

import pytest
from django.conf import settings
from django.urls import Resolver404, resolve

from deploy import serve
from tests.deploy.test_deploy import ask, free_port


@pytest.fixture
def site(tmp_path):
    """Two web processes of the site itself, with an empty database."""
    port, metrics = free_port(), free_port()
    environment = serve.environment(tmp_path, port) | {
        "DATABASE_URL": f"sqlite:///{tmp_path / 'empty.sqlite3'}",
        "METRICS_PORT": str(metrics),
        "TMPDIR": str(tmp_path),
    }
    environment.pop("DATABASE_REPLICA_URL", None)
    command = serve.gunicorn_command(port)
    running = subprocess.Popen(command, cwd=settings.BASE_DIR, env=environment)
    try:
        for _ in range(600):
            try:
                ask(port, "/healthz")
                break
            except OSError:
                time.sleep(0.05)
        yield port, metrics
    finally:
        running.terminate()
        running.wait(40)


def test_counts_of_all_processes_come_from_a_port_of_their_own(site):
    port, metrics = site
    for _ in range(20):
        answer = ask(port, "/robots.txt?private-word", Host="127.0.0.1")
        assert answer.status == 200
    address = f"http://127.0.0.1:{metrics}/metrics"
    with urllib.request.urlopen(address) as found:
        text = found.read().decode()
    counted = [
        line
        for line in text.splitlines()
        if line.startswith("django_http_responses_total_by_status_view_method_total")
        and 'view="robots"' in line
    ]
    assert sum(float(line.rpartition(" ")[2]) for line in counted) == 20
    assert "private-word" not in text
    assert "127.0.0.1" not in text
    # Visitors find nothing of it.
    with pytest.raises(Resolver404):
        resolve("/metrics")
