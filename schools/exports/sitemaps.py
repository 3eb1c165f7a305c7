"""Schools, programs and the pages of states for search engines."""

import numpy as np
from django.db.models import Model, Prefetch, QuerySet
from django.utils import timezone

from careers.choices import State
from schools.finder.index.current import current_index
from schools.finder.query import Query
from schools.finder.result import search
from schools.models import Program, School
from schools.models.bands import Level
from schools.pages.states import state_url
from web.sitemaps import PublishedSitemap, SitemapSection, change_dates

CHUNK = 10_000
"""Keys named in one query; SQLite takes 32,766."""


class ListedRows:
    """The rows of *keys* in that order, read by the page.

    Keys come from the index and each table is asked alone: joined in the database, where a load has
    left it without statistics, schools and programs take half a minute.
    """

    def __init__(self, rows: QuerySet, keys: np.ndarray) -> None:
        self.rows = rows
        self.keys = np.sort(keys)

    def __len__(self) -> int:
        return len(self.keys)

    def __getitem__(self, page: slice) -> list[Model]:
        keys = [int(key) for key in self.keys[page]]
        found = {}
        for start in range(0, len(keys), CHUNK):
            found |= self.rows.in_bulk(keys[start : start + CHUNK])
        # What was hidden since the index was read is left out.
        return [found[key] for key in keys if key in found]


class SchoolSitemap(PublishedSitemap):
    """Schools whose page has a program to show."""

    def items(self) -> ListedRows:
        index = current_index(timezone.localdate())
        rows = self.dated().only("slug", *change_dates(School))
        return ListedRows(rows, index.schools.pk[np.unique(index.school)])

    def dated(self) -> QuerySet:
        return School.objects.teaching()


class ProgramSitemap(PublishedSitemap):
    def items(self) -> ListedRows:
        columns = "slug", "school_id", *change_dates(Program)
        schools = Prefetch("school", School.objects.only("slug"))
        rows = self.dated().only(*columns).prefetch_related(schools)
        return ListedRows(rows, current_index(timezone.localdate()).pk)

    def dated(self) -> QuerySet:
        return Program.objects.published()


class StateSitemap(SitemapSection):
    """Pages of a state, and of a state's programs of one level, that have any program."""

    def items(self) -> list[tuple[str, str]]:
        index = current_index(timezone.localdate())
        pages = []
        for level in ("", *Level.values):
            choices = {"level": frozenset({level})} if level else {}
            counts = search(index, Query(choices=choices)).by_state
            pages += [(state, level) for state in State.values if counts.get(state)]
        return pages

    def location(self, page: tuple[str, str]) -> str:
        return state_url(*page)
