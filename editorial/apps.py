"""How any content is sourced, reviewed, changed and published."""

from django.apps import AppConfig


class EditorialConfig(AppConfig):
    name = "editorial"
