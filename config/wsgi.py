"""The entry point for gunicorn."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.prod")
application = get_wsgi_application()

# Here, once Django is set up: the models behind it could not be imported before.
from schools.places import locate  # noqa: E402

# A third of a second, and half a million objects, that no visitor should wait for: the first
# search by distance would read the list, and every collection of garbage would look it through.
locate("10001")
gc.freeze()
# A page makes and drops thousands of objects, none of which is garbage in circles; looking for
# such every 700 took a thirtieth of the time.
gc.set_threshold(20_000, 20, 50)
