"""Profiles and credentials for search engines."""

from django.db.models import QuerySet

from careers.models import Career, Credential, Guide
from web.sitemaps import PublishedSitemap, change_dates


class CareerSitemap(PublishedSitemap):
    def dated(self) -> QuerySet:
        return (
            Career.objects.published()
            .order_by("pk")
            .only("slug", *change_dates(Career))
        )


class CredentialSitemap(PublishedSitemap):
    def dated(self) -> QuerySet:
        return (
            Credential.objects.published()
            .order_by("pk")
            .only("slug", *change_dates(Credential))
        )


class GuideSitemap(PublishedSitemap):
    def dated(self) -> QuerySet:
        return (
            Guide.objects.published().order_by("pk").only("slug", *change_dates(Guide))
        )
