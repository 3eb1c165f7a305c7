"""One include() per app."""

from django.contrib import admin
from django.urls import include, path

from config import health

urlpatterns = [
    path("admin/", admin.site.urls),
    path("api/v1/", include("config.api_urls")),
    path("healthz", health.alive, name="healthz"),
    path("readyz", health.ready, name="readyz"),
    path("robots.txt", health.robots, name="robots"),
    path("", include("editorial.urls")),
    path("", include("careers.urls")),
    path("", include("schools.urls")),
]
