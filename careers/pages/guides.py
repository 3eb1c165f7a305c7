"""Guides: the page of one, and the feed of all."""

import datetime as dt

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed

from careers.models import Guide
from careers.pages import structured
from web.downloads import public_url

MOST_ENTRIES = 50
MOST_OTHERS = 4


def guide_page(guide: Guide) -> dict:
    """The template's context; *guide* with what `GuideQuerySet.for_page` loads."""
    others = Guide.objects.published().for_lists().exclude(pk=guide.pk)
    return {
        "guide": guide,
        "careers": [one for one in guide.careers.all() if one.is_published],
        "credentials": [one for one in guide.credentials.all() if one.is_published],
        "others": others[:MOST_OTHERS],
        "structured": [structured.article(guide)],
    }


class GuideFeed(Feed):
    """Every address is whole, so that none is made from the host that was asked."""

    feed_type = Atom1Feed
    title = f"Guides, {settings.SITE_NAME}"
    subtitle = "What people ask before they choose a career or a program, answered."

    def link(self) -> str:
        return public_url(reverse("careers:guides"))

    def feed_url(self) -> str:
        return public_url(reverse("careers:guides-feed"))

    def items(self) -> QuerySet:
        newest = Guide.objects.published().order_by("-published_on", "position")
        return newest.for_lists()[:MOST_ENTRIES]

    def item_title(self, guide: Guide) -> str:
        return guide.title

    def item_description(self, guide: Guide) -> str:
        return guide.summary

    def item_link(self, guide: Guide) -> str:
        return public_url(guide.get_absolute_url())

    def item_pubdate(self, guide: Guide) -> dt.datetime | None:
        return midnight(guide.published_on)

    def item_updateddate(self, guide: Guide) -> dt.datetime | None:
        return midnight(guide.checked_on or guide.published_on)


def midnight(day: dt.date | None) -> dt.datetime | None:
    return day and timezone.make_aware(dt.datetime.combine(day, dt.time.min))
