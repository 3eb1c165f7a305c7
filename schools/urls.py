"""Addresses of the finder, of programs, schools and states."""

from django.urls import path
from django.views.decorators.http import require_safe

from schools import data_views, fragments, views
from schools.feeds import Changes

app_name = "schools"
urlpatterns = [
    path("", views.home, name="home"),
    path("search/", views.search, name="search"),
    path("data/", data_views.data, name="data"),
    path("feeds/changes.atom", require_safe(Changes()), name="changes"),
    path("data/pay/<slug:soc_code>.csv", data_views.pay_csv, name="pay-csv"),
    path("schools/export.csv", data_views.export_csv, name="export-csv"),
    path("schools/export.json", data_views.export_json, name="export-json"),
    path("schools/", views.finder, name="finder"),
    path("schools/compare/", views.compare, name="compare"),
    path("schools/shortlist/", views.shortlist, name="shortlist"),
    path("schools/shortlist.csv", views.shortlist_csv, name="shortlist-csv"),
    path("schools/map/", views.map_of_states, name="map"),
    path("schools/where/", fragments.where, name="where"),
    path("schools/in/<slug:state>/", views.state, name="state"),
    path("schools/in/<slug:state>/<slug:level>/", views.state, name="state-level"),
    path("schools/<slug:school>/", views.school, name="school"),
    path("schools/<slug:school>/<slug:program>/", views.program, name="program"),
]
