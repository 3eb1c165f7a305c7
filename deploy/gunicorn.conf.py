"""How the web processes run; `gunicorn --config deploy/gunicorn.conf.py config.wsgi`."""

import os
import tempfile

bind = "127.0.0.1:8001"
workers = int(os.environ.get("WEB_CONCURRENCY", "3"))
threads = 4
# A worker that is stuck this long is replaced; a request that lasts this long is lost.
timeout = 30
graceful_timeout = 30
# Longer than nginx keeps its own, so that it never sends into one that is being closed.
keepalive = 75
max_requests = 5_000
max_requests_jitter = 500
# Signs of life go into memory: a busy disk must not look like a stuck worker.
worker_tmp_dir = "/dev/shm"
# Never `preload_app`: connections to the database must not be shared by a fork.
preload_app = False
control_socket_disable = True
# nginx writes the access log.
accesslog = None
errorlog = "-"
# As the site's own lines: objects without anybody's address.
logconfig_dict = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"()": "config.logs.JsonLines"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"level": "INFO", "handlers": ["stderr"]},
    "loggers": {
        "gunicorn.error": {"level": "INFO", "handlers": ["stderr"], "propagate": False}
    },
}

metrics_port = int(os.environ.get("METRICS_PORT") or 0)
if metrics_port:
    # Each process writes its own numbers there; read again on HUP, so named once.
    os.environ.setdefault(
        "PROMETHEUS_MULTIPROC_DIR", tempfile.mkdtemp(prefix="metrics-")
    )


def when_ready(_server) -> None:
    """Answer Prometheus for all workers, where no visitor can ask."""
    if metrics_port:
        from prometheus_client import CollectorRegistry, start_http_server
        from prometheus_client.multiprocess import MultiProcessCollector

        registry = CollectorRegistry()
        MultiProcessCollector(registry)
        start_http_server(metrics_port, addr="127.0.0.1", registry=registry)


def child_exit(_server, worker) -> None:
    if metrics_port:
        from prometheus_client.multiprocess import mark_process_dead

        mark_process_dead(worker.pid)
