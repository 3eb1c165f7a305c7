"""Career profiles, credentials with their eligibility rules, pay and outlook."""

from django.apps import AppConfig


class CareersConfig(AppConfig):
    name = "careers"
