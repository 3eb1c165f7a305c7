"""What gunicorn runs for the site."""

import os

from django.core.wsgi import get_wsgi_application

os.environ["DJANGO_SETTINGS_MODULE"] = "bench.site.settings"
application = get_wsgi_application()
