"""One include() per app."""

from django.contrib import admin
from django.contrib.sitemaps.views import sitemap
from django.urls import include, path
from django.views.decorators.http import require_safe

from config import health
from config.sitemaps import SECTIONS
from web.sitemaps import index

handler400 = "config.health.bad_request"
urlpatterns = [
    path("admin/", admin.site.urls),
    path("api/v1/", include("config.api_urls")),
    path("healthz", health.alive, name="healthz"),
    path("readyz", health.ready, name="readyz"),
    path("robots.txt", health.robots, name="robots"),
    path(".well-known/security.txt", health.security, name="security"),
    path("favicon.ico", health.favicon, name="favicon"),
    path("sitemap.xml", index, {"sitemaps": SECTIONS}, name="sitemaps"),
    path(
        "sitemap-<slug:section>.xml",
        require_safe(sitemap),
        {"sitemaps": SECTIONS},
        name="sitemap",
    ),
    path("", include("editorial.urls")),
    path("", include("careers.urls")),
    path("", include("pathways.urls")),
    path("", include("schools.urls")),
]
