"""What changed in the published data, for feed readers."""

import datetime as dt

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed

from editorial.models import DataChange
from web.downloads import public_url
from web.templatetags.prose import render

MOST_ENTRIES = 50


class DataChangeFeed(Feed):
    """Every address is whole, so that none is made from the host that was asked."""

    feed_type = Atom1Feed
    title = f"Data changes, {settings.SITE_NAME}"
    subtitle = "What changed in the published figures, and for whom it matters."

    def link(self) -> str:
        return public_url(reverse("schools:data"))

    def feed_url(self) -> str:
        return public_url(reverse("schools:changes"))

    def items(self) -> QuerySet:
        return DataChange.objects.all()[:MOST_ENTRIES]

    def item_title(self, change: DataChange) -> str:
        return change.title

    def item_description(self, change: DataChange) -> str:
        return render(change.body)

    def item_link(self, change: DataChange) -> str:
        return f"{self.link()}#{change.anchor}"

    def item_pubdate(self, change: DataChange) -> dt.datetime:
        midnight = dt.datetime.combine(change.made_on, dt.time.min)
        return timezone.make_aware(midnight)

    item_updateddate = item_pubdate
