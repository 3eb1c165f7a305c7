"""Addresses of the finder, of programs, schools and states."""

from django.urls import path
from django.views.decorators.http import require_safe

from schools.exports import views as export_views
from schools.exports.feeds import DataChangeFeed
from schools.finder.views import finder
from schools.pages import views
from web.rate_limits import EXPORTS, SEARCHES

app_name = "schools"
urlpatterns = [
    path("", views.home, name="home"),
    path("search/", SEARCHES(views.site_wide), name="search"),
    path("data/", export_views.data, name="data"),
    path("feeds/changes.atom", require_safe(DataChangeFeed()), name="changes"),
    path("data/pay/<slug:soc_code>.csv", EXPORTS(export_views.pay_csv), name="pay-csv"),
    path("schools/export.csv", EXPORTS(export_views.export_csv), name="export-csv"),
    path("schools/export.json", EXPORTS(export_views.export_json), name="export-json"),
    path("schools/", finder, name="finder"),
    path("schools/count.json", views.count, name="count"),
    path("schools/compare/", views.compare, name="compare"),
    path("schools/shortlist/", views.shortlist, name="shortlist"),
    path(
        "schools/shortlist.csv",
        EXPORTS(export_views.shortlist_csv),
        name="shortlist-csv",
    ),
    path("schools/map/", views.map_of_states, name="map"),
    path("schools/where/", views.programs_by_state, name="programs-by-state"),
    path("schools/in/<slug:state>/", views.state, name="state"),
    path("schools/in/<slug:state>/<slug:level>/", views.state, name="state-level"),
    path("schools/<slug:school>/", views.school, name="school"),
    path("schools/<slug:school>/<slug:program>/", views.program, name="program"),
]
