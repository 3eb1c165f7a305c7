"""The test suite: quick passwords, plain static names, a quiet log."""

from config.settings.base import *
from config.settings.base import LOGGING, REST_FRAMEWORK

DEBUG = False
SECRET_KEY = "tests-only"  # noqa: S105
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
WHITENOISE_AUTOREFRESH = True
LOGGING["root"]["level"] = "ERROR"
REST_FRAMEWORK["DEFAULT_THROTTLE_RATES"] = {"anon": None}
# Tests roll back and begin again, so no index may outlive one.
INDEX_DIR = None
RATE_LIMITS = False
# Most tests of the desk are of one person; those of two turn it on.
SECOND_PERSON = False
