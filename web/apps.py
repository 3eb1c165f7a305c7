"""HTTP and HTML plumbing without a word about content."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "web"
