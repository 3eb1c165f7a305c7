"""How the web processes run; `gunicorn --config deploy/gunicorn.conf.py config.wsgi`."""

import os

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
