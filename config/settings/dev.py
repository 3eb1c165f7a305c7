"""A developer's machine: nothing to set, nothing kept secret."""

from config import env
from config.settings.base import *

DEBUG = True
SECRET_KEY = "development-only"  # noqa: S105
ALLOWED_HOSTS = [
    "localhost",
    "127.0.0.1",
    "[::1]",
    *env.comma_separated("ALLOWED_HOSTS"),
]
