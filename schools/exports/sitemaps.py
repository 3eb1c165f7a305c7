"""Schools, programs and the pages of states for search engines."""

from django.db.models import QuerySet
from django.utils import timezone

from careers.choices import State
from schools.finder.index.current import current_index
from schools.finder.query import Query
from schools.finder.result import search
from schools.models import Program, School
from schools.models.bands import Level
from schools.pages.states import state_url
from web.sitemaps import PublishedSitemap, SitemapSection, change_dates


class SchoolSitemap(PublishedSitemap):
    def items(self) -> QuerySet:
        return (
            School.objects.with_programs()
            .order_by("pk")
            .only("slug", *change_dates(School))
        )


class ProgramSitemap(PublishedSitemap):
    def items(self) -> QuerySet:
        return (
            Program.objects.listed()
            .select_related("school")
            .order_by("pk")
            .only("slug", "school__slug", *change_dates(Program))
        )


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
