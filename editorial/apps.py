"""How any content is sourced, reviewed, changed and published."""

from django.apps import AppConfig
from django.contrib.admin import apps


class EditorialConfig(AppConfig):
    name = "editorial"


class DeskConfig(apps.AdminConfig):
    """Django's admin with a first page of its own."""

    default = False
    default_site = "config.admin_site.DeskSite"
