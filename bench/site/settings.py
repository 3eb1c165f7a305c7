"""The site in production settings, with a page of fixed bytes beside it and a count of queries."""

from config.settings.prod import *  # noqa: F403
from config.settings.prod import MIDDLEWARE

MIDDLEWARE = [*MIDDLEWARE, "bench.site.urls.count_queries"]
ROOT_URLCONF = "bench.site.urls"
