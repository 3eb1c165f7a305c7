"""Addresses of the pages about the site itself."""

from django.urls import path

from editorial.pages import views
from editorial.pages.preview import preview

app_name = "editorial"
urlpatterns = [
    path("about/", views.about, name="about"),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("styleguide/", views.styleguide, name="styleguide"),
    path("preview/<str:token>/", preview, name="preview"),
    path("report/", views.report, name="report"),
    path("report/thanks/", views.thanks, name="thanks"),
]
