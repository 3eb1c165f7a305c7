"""Addresses of version 1 of the public API."""

from django.urls import path
from drf_spectacular.views import SpectacularJSONAPIView, SpectacularYAMLAPIView

from careers import api as careers
from editorial.pages.caching import fresh_with_catalogue
from schools.exports import api as schools

app_name = "api"

urlpatterns = [
    path("", schools.index, name="index"),
    path("programs/", schools.programs, name="programs"),
    path("programs/<slug:unitid>/<slug:slug>/", schools.program, name="program"),
    path("schools/<slug:unitid>/", schools.school, name="school"),
    path("careers/", careers.careers, name="careers"),
    path("careers/<slug:slug>/", careers.career, name="career"),
    path("credentials/", careers.credentials, name="credentials"),
    path("credentials/<slug:slug>/", careers.credential, name="credential"),
    path("pay/", careers.pay, name="pay"),
    path(
        "openapi.json",
        fresh_with_catalogue(SpectacularJSONAPIView.as_view()),
        name="schema",
    ),
    path(
        "openapi.yaml",
        fresh_with_catalogue(SpectacularYAMLAPIView.as_view()),
        name="schema-yaml",
    ),
]
