"""Production: refuses to start without its secrets; behind a proxy that speaks TLS."""

from django.core.exceptions import ImproperlyConfigured

from config import env
from config.logs import report_errors
from config.settings.base import *
from config.settings.base import (
    BASE_DIR,
    DATABASES,
    LOGGING,
    MIDDLEWARE,
    REST_FRAMEWORK,
    database,
)

DEBUG = False
SECRET_KEY = env.required("SECRET_KEY")
if len(SECRET_KEY) < 50:
    raise ImproperlyConfigured("SECRET_KEY must have at least 50 characters.")
if "replace-with" in SECRET_KEY or SECRET_KEY.startswith("django-insecure"):
    raise ImproperlyConfigured("SECRET_KEY is an example that anybody can read.")
ALLOWED_HOSTS = env.comma_separated("ALLOWED_HOSTS") or [env.required("ALLOWED_HOSTS")]
if "*" in ALLOWED_HOSTS:
    raise ImproperlyConfigured("ALLOWED_HOSTS must name the site's hosts, not “*”.")
SITE_URL = env.required("SITE_URL").rstrip("/")
CSRF_TRUSTED_ORIGINS = env.comma_separated("CSRF_TRUSTED_ORIGINS")


def served(url: str, *, patience: float) -> dict:
    """A database as a web process holds it; *patience*: seconds a request waits for it."""
    config = database(url)
    if config["ENGINE"].endswith("sqlite3"):
        # Opening the file and reading its tables anew takes longer than a page's queries.
        config["CONN_MAX_AGE"] = None
        return config
    config["OPTIONS"]["pool"] = {
        "min_size": 1,
        "max_size": env.integer("DATABASE_POOL_SIZE", default=4),
        "timeout": patience,
        # Longer, and the pool waits a minute between two tries once the database was away a while.
        "reconnect_timeout": 4,
    }
    if env.boolean("DATABASE_BEHIND_POOLER", default=False):
        # A pooler hands one connection to many: no settings at its start, no cursors that outlast
        # a transaction. `manage.py set_timeouts` gives the timeouts to the database itself.
        del config["OPTIONS"]["options"]
        config["DISABLE_SERVER_SIDE_CURSORS"] = True
        config["OPTIONS"]["prepare_threshold"] = None
    return config


# A visitor hears within two seconds that the database is away.
DATABASES["default"] = served(env.required("DATABASE_URL"), patience=2)
if replica := env.text("DATABASE_REPLICA_URL"):
    # Short: the primary answers instead.
    DATABASES["replica"] = served(replica, patience=0.3)
    DATABASES["replica"]["TEST"] = {"MIRROR": "default"}

STAFF_SECOND_FACTOR = env.boolean("STAFF_SECOND_FACTOR", default=True)

# The last so many addresses of X-Forwarded-For are the proxies' own word.
NUM_PROXIES = env.integer("NUM_PROXIES", default=1)
REST_FRAMEWORK["NUM_PROXIES"] = NUM_PROXIES

STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
STATIC_ROOT = env.text("STATIC_ROOT", default=str(BASE_DIR / "staticfiles"))

# False only for a trial of production settings on one machine without TLS.
TLS = env.boolean("TLS", default=True)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = TLS
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SESSION_COOKIE_SECURE = TLS
CSRF_COOKIE_SECURE = TLS
if TLS:
    # No other host of the domain can set them, and no plain page.
    SESSION_COOKIE_NAME = "__Host-sessionid"
    CSRF_COOKIE_NAME = "__Host-csrftoken"
SECURE_HSTS_SECONDS = 63072000 if TLS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = TLS
SECURE_HSTS_PRELOAD = TLS

LOGGING["formatters"]["line"] = {"()": "config.logs.JsonLines"}
# A forged Host is no fault of ours, and a traceback for each would drown those that are.
LOGGING["handlers"]["nowhere"] = {"class": "logging.NullHandler"}
LOGGING["loggers"] = {
    "django.security.DisallowedHost": {"handlers": ["nowhere"], "propagate": False}
}
if errors_to := env.text("ERROR_REPORTS_URL"):
    report_errors(errors_to)

if env.integer("METRICS_PORT", default=0):
    # By view, method and status; no address, nothing typed. deploy/gunicorn.conf.py serves them.
    MIDDLEWARE = [
        "django_prometheus.middleware.PrometheusBeforeMiddleware",
        *MIDDLEWARE,
        "django_prometheus.middleware.PrometheusAfterMiddleware",
    ]
