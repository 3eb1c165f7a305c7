"""What gunicorn runs leaves nothing behind that a later visitor would wait for."""

import os
import subprocess
import sys

from django.conf import settings

ASK_ONCE = """
import gc
from wsgiref.util import setup_testing_defaults

from django.core.handlers.wsgi import WSGIRequest

from config.wsgi import application

gc.disable()
environ = {"PATH_INFO": "/healthz", "HTTP_HOST": "localhost"}
setup_testing_defaults(environ)
response = application(environ, lambda status, headers: print(status))
assert b"".join(response)
response.close()
print(sum(type(one) is WSGIRequest for one in gc.get_objects()))
"""


def test_an_answer_takes_its_request_along():
    done = subprocess.run(
        [sys.executable, "-c", ASK_ONCE],
        cwd=settings.BASE_DIR,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings.test"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.split("\n")[:2] == ["200 OK", "0"], done.stderr
