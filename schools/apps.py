"""Schools, programs, accreditation and the finder."""

from django.apps import AppConfig

from editorial.publishing import after_publication, before_publication


class SchoolsConfig(AppConfig):
    name = "schools"

    def ready(self) -> None:
        from schools.index import catch_up, keep_ahead

        before_publication(keep_ahead)
        after_publication(catch_up)
