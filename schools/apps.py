"""Schools, programs, accreditation and the finder."""

from django.apps import AppConfig


class SchoolsConfig(AppConfig):
    name = "schools"
