"""Addresses of the planner."""

from django.urls import path

from pathways import views

app_name = "pathways"
urlpatterns = [
    path("pathways/", views.plan, name="plan"),
    path("pathways/plan.csv", views.plan_csv, name="plan-csv"),
    path("pathways/plan.json", views.plan_json, name="plan-json"),
]
