"""Sections of the sitemap: addresses under SITE_URL whatever host was asked, dates from columns."""

import datetime as dt
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.contrib.sitemaps.views import SitemapIndexItem, x_robots_tag
from django.db.models import Max, Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from web.downloads import public_url


class SitemapSection(Sitemap):
    @property
    def protocol(self) -> str:
        return urlsplit(settings.SITE_URL).scheme

    def get_domain(self, site: object = None) -> str:
        return urlsplit(settings.SITE_URL).netloc


class PublishedSitemap(SitemapSection):
    """Rows of one model; each changed last when it was published or checked."""

    def items(self) -> Any:
        return self.dated()

    def dated(self) -> QuerySet:
        """Rows whose newest date is that of the section."""
        raise NotImplementedError

    def lastmod(self, row: Model) -> dt.date | None:
        found = (getattr(row, name) for name in change_dates(type(row)))
        return max(filter(None, found), default=None)

    def get_latest_lastmod(self) -> dt.date | None:
        rows = self.dated()
        newest = rows.aggregate(*map(Max, change_dates(rows.model)))
        return max(filter(None, newest.values()), default=None)


def change_dates(model: type[Model]) -> list[str]:
    names = (field.name for field in model._meta.concrete_fields)
    return [
        name for name in names if name == "published_on" or name.endswith("checked_on")
    ]


@require_safe
@x_robots_tag
def index(
    request: HttpRequest, sitemaps: dict[str, type[SitemapSection]]
) -> HttpResponse:
    """Django's own index asks the request for its host; ours is known."""
    found = []
    for name, section in sitemaps.items():
        section = section()
        address = public_url(reverse("sitemap", args=[name]))
        changed = section.get_latest_lastmod()
        found.append(SitemapIndexItem(address, changed))
        found += [
            SitemapIndexItem(f"{address}?p={page}", changed)
            for page in range(2, section.paginator.num_pages + 1)
        ]
    return render(
        request,
        "sitemap_index.xml",
        {"sitemaps": found},
        content_type="application/xml",
    )
