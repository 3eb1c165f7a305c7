"""Schools, programs, accreditation and the finder."""

from django.apps import AppConfig

from editorial.publishing import before_publication


class SchoolsConfig(AppConfig):
    name = "schools"

    def ready(self) -> None:
        from schools.index import keep_ahead

        before_publication(keep_ahead)
