"""Schools, programs, accreditation and the finder."""

from django.apps import AppConfig
from django.core.signals import request_finished

from editorial.publishing import after_publication, before_publication


class SchoolsConfig(AppConfig):
    name = "schools"

    def ready(self) -> None:
        from schools.finder.index.current import catch_up, keep_ahead, lay_out_spare

        before_publication(keep_ahead)
        after_publication(catch_up)
        request_finished.connect(lay_out_spare)
