"""Addresses of the finder, of programs, schools and states."""

from django.urls import path

from schools import views

app_name = "schools"
urlpatterns = [
    path("", views.home, name="home"),
    path("schools/", views.finder, name="finder"),
    path("schools/map/", views.map_of_states, name="map"),
    path("schools/in/<slug:state>/", views.state, name="state"),
    path("schools/in/<slug:state>/<slug:level>/", views.state, name="state-level"),
    path("schools/<slug:school>/", views.school, name="school"),
    path("schools/<slug:school>/<slug:program>/", views.program, name="program"),
]
