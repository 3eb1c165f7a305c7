from django.urls import path
from django.views.decorators.http import require_safe

from careers.pages import views
from careers.pages.guides import GuideFeed

app_name = "careers"

urlpatterns = [
    path("careers/", views.careers, name="list"),
    path("careers/pay/", views.pay, name="pay"),
    path("careers/compare/", views.compare, name="compare"),
    path("careers/assessment/", views.assessment, name="assessment"),
    path("careers/<slug:slug>/", views.career, name="career"),
    path("credentials/", views.credentials, name="credentials"),
    path("credentials/accreditation/", views.accreditation, name="accreditation"),
    path("credentials/<slug:slug>/", views.credential, name="credential"),
    path("guides/", views.guides, name="guides"),
    path("guides/<slug:slug>/", views.guide, name="guide"),
    path("feeds/guides.atom", require_safe(GuideFeed()), name="guides-feed"),
    path("sources/", views.sources, name="sources"),
]
