"""What every environment shares; dev, test and prod change a handful of values."""

import datetime as dt
from pathlib import Path

import dj_database_url
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from config import env

BASE_DIR = Path(__file__).resolve().parents[2]

SITE_NAME = "Health Information Careers"
SITE_URL = env.text("SITE_URL", default="http://127.0.0.1:8000").rstrip("/")

# Where to report a hole in security: “mailto:” or “https:”; the page for reports when unset.
SECURITY_CONTACT = env.text("SECURITY_CONTACT")

INSTALLED_APPS = [
    "editorial.apps.DeskConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.sitemaps",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "axes",
    "django_otp",
    "django_otp.plugins.otp_static",
    "django_otp.plugins.otp_totp",
    "django_filters",
    "django_htmx",
    "rest_framework",
    "drf_spectacular",
    "web",
    "editorial",
    "careers",
    "schools",
    "pathways",
]

MIDDLEWARE = [
    "config.logs.request_ids",
    "config.middleware.isolation_headers",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # Pages shrink to a fifth; Django pads them so that their size betrays no token.
    "django.middleware.gzip.GZipMiddleware",
    "config.middleware.api_faults",
    "csp.middleware.CSPMiddleware",
    "config.middleware.machine_checks",
    "config.middleware.known_methods",
    "web.rate_limits.bounded_processor_time",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "axes.middleware.AxesMiddleware",
    "config.middleware.DatabaseUnavailableMiddleware",
    # Last, for it asks the view itself.
    "config.replica.ReplicaMiddleware",
]

AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
# By user and address together: a flood from elsewhere cannot lock a person out.
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = dt.timedelta(minutes=15)
AXES_RESET_ON_SUCCESS = True
AXES_CLIENT_IP_CALLABLE = "web.client_address.client_address"
# Whether staff sign in with a code besides their password; production says yes.
STAFF_SECOND_FACTOR = env.boolean("STAFF_SECOND_FACTOR", default=False)
OTP_TOTP_ISSUER = SITE_NAME
AXES_LOCKOUT_TEMPLATE = "admin/locked.html"
AXES_VERBOSE = False

# How many proxies stand in front; each appends to X-Forwarded-For.
NUM_PROXIES = 0

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "config.context.site",
            ],
            "builtins": [
                "web.templatetags.figures",
                "web.templatetags.heads",
            ],
        },
    }
]


def database(url: str) -> dict:
    """Settings of one database; SQLite gets the pragmas a web process needs."""
    config = dj_database_url.parse(url)
    match config["ENGINE"]:
        case "django.db.backends.sqlite3":
            config["OPTIONS"] = {
                "transaction_mode": "IMMEDIATE",
                "timeout": 5,
                "init_command": (
                    "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;"
                    "PRAGMA foreign_keys=ON; PRAGMA cache_size=-32000;"
                ),
            }
        case "django.db.backends.postgresql":
            config["CONN_HEALTH_CHECKS"] = True
            config.setdefault("OPTIONS", {}).update(
                {
                    "options": "-c statement_timeout=15000 -c lock_timeout=5000"
                    " -c idle_in_transaction_session_timeout=60000"
                }
            )
        case engine:
            raise ImproperlyConfigured(
                f"DATABASE_URL names {engine}; this project runs on SQLite and PostgreSQL."
            )
    return config


DATABASES = {
    "default": database(
        env.text("DATABASE_URL", default=f"sqlite:///{BASE_DIR / 'db.sqlite3'}")
    )
}
DATABASE_ROUTERS = ["config.replica.ReplicaRouter"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]

LANGUAGE_CODE = "en-us"
TIME_ZONE = "America/New_York"
USE_I18N = False
USE_TZ = True

STATIC_URL = "static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = BASE_DIR / "staticfiles"
FIXTURE_DIRS = [BASE_DIR / "fixtures"]

# The published content: files in load order, each with its models in load order.
FIXTURES = {
    "sources": ["editorial.Source"],
    "estimates": ["editorial.Source"],
    "organizations": ["careers.Organization"],
    "occupations": [
        "careers.Occupation",
        "careers.OccupationTitle",
        "careers.OccupationRating",
    ],
    "credentials": [
        "careers.Credential",
        "careers.CredentialSource",
        "careers.PassRate",
        "careers.EligibilityRule",
    ],
    "careers": [
        "careers.Career",
        "careers.CareerItem",
        "careers.CareerPath",
        "careers.CareerStep",
        "careers.EducationRoute",
        "careers.CareerCredential",
        "careers.CareerLink",
        "careers.CareerOrganization",
    ],
    "interviews": ["careers.CareerInterview"],
    "career_pairs": ["careers.CareerPair"],
    "guides": ["careers.Guide"],
    "assessment": [
        "careers.AssessmentQuestion",
        "careers.AssessmentOption",
        "careers.AssessmentWeight",
    ],
    "areas": ["careers.Area"],
    "pay": ["careers.PayRelease", "careers.Pay"],
    "industry_pay": ["careers.IndustryPay"],
    "outlook": ["careers.Outlook", "careers.EmployerShare"],
    "schools": ["schools.School"],
    "programs": ["schools.Program"],
    "accreditation": ["schools.Accreditation"],
    "field_outcomes": ["schools.FieldOutcome"],
    "synonyms": ["schools.Synonym"],
    "data_changes": ["editorial.DataChange"],
}
# Written by people; the others are exported from what the importers made.
AUTHORED_FIXTURES = {
    "assessment",
    "career_pairs",
    "careers",
    "data_changes",
    "estimates",
    "guides",
    "synonyms",
}

CSRF_FAILURE_VIEW = "web.unsaved.forged_or_old"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.AllowAny"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "UNAUTHENTICATED_USER": None,
    # A format is an address of its own here, so “?format=” is an unknown parameter like any other.
    "URL_FORMAT_OVERRIDE": None,
    "DEFAULT_THROTTLE_CLASSES": ["web.throttles.ForgivingThrottle"],
    "DEFAULT_THROTTLE_RATES": {"anon": "120/min"},
    # Without a proxy in front, nobody's word is taken for the address a request comes from.
    "NUM_PROXIES": 0,
}
SPECTACULAR_SETTINGS = {
    "TITLE": f"{SITE_NAME} API",
    "DESCRIPTION": "Read-only. The parameters are those of the school finder.",
    "VERSION": "1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "SERVERS": [{"url": SITE_URL}],
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "web.api_schema.whole_answers",
    ],
    "DEFAULT_GENERATOR_CLASS": "web.api_schema.OneByOne",
    # Its schemas are plain JSON Schema, so tests hold the answers to them.
    "OAS_VERSION": "3.1.0",
    # Names of lists that several columns share.
    "ENUM_NAME_OVERRIDES": {
        "AwardLevelEnum": "careers.choices.AwardLevel",
        "FieldEnum": "careers.choices.Field",
        "KindEnum": "editorial.choices.Kind",
        "LevelEnum": "schools.models.bands.Level",
        "SchoolLevelEnum": "schools.choices.SchoolLevel",
        "SectorEnum": "schools.choices.Sector",
        "StateEnum": "careers.choices.State",
    },
}

# Off in tests, which ask from one address thousands of times.
RATE_LIMITS = True

# Whether changes of accreditation and of rules that the public reads need two persons.
SECOND_PERSON = env.boolean("SECOND_PERSON", default=True)

CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
    if not (cache_url := env.text("CACHE_URL"))
    else {
        "BACKEND": "web.shared_cache.ForgivingRedisCache",
        "LOCATION": cache_url,
        # Seconds: a cache that is away must cost a page next to nothing.
        "OPTIONS": {"socket_connect_timeout": 0.05, "socket_timeout": 0.08},
    }
}

# Where processes of one machine share the index of the catalogue; none of it needs a backup.
INDEX_DIR: str | None = env.text("INDEX_DIR", default=str(BASE_DIR / "var" / "index"))

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {
        "handlers": ["stderr"],
        "level": env.text("LOG_LEVEL", default="INFO"),
    },
}
