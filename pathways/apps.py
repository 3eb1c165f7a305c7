"""The planner has no rows of its own: it reads rules, programs, prices and pay."""

from django.apps import AppConfig


class PathwaysConfig(AppConfig):
    name = "pathways"
