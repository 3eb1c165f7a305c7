"""What gunicorn runs for the site."""

import os

os.environ["DJANGO_SETTINGS_MODULE"] = "bench.site.settings"

from config.wsgi import application  # noqa: F401
