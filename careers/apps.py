"""Career profiles, credentials with their eligibility rules, pay and outlook."""

from django.apps import AppConfig


class CareersConfig(AppConfig):
    name = "careers"

    def ready(self) -> None:
        from careers.importers.official.uploads import add_importers

        add_importers()
