"""Schools, programs, accreditation and the finder."""

from django.apps import AppConfig

from editorial.publishing import at_publication


class SchoolsConfig(AppConfig):
    name = "schools"

    def ready(self) -> None:
        from schools.finder.index.current import build_for_publication

        at_publication(build_for_publication)

        from schools.importers.uploads import add_importers

        add_importers()
