"""The entry point for gunicorn."""

import gc
import os
from itertools import count

from django.core.signals import request_finished
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.prod")
application = get_wsgi_application()

# Here, once Django is set up: the models behind it could not be imported before.
from schools.places import locate  # noqa: E402

# A third of a second, and half a million objects, that no visitor should wait for: the first
# search by distance would read the list, and every collection of garbage would look it through.
locate("10001")
gc.freeze()

answers = count(1)


def collect_garbage(**_) -> None:
    """Take out what an answer leaves, once it is sent.

    Django's requests and contexts hold themselves, some 400 objects an answer. Left to Python,
    every fiftieth visitor waited 10 to 20 ms, three times the median, for all of theirs to go.
    """
    number = next(answers)
    gc.collect(2 if number % 2_000 == 0 else 1 if number % 50 == 0 else 0)


request_finished.connect(collect_garbage)
# For answers that make more objects than any page does, such as exports.
gc.set_threshold(20_000, 20, 50)
