"""What search engines are told of: the pages that have no row behind them, and every section."""

from django.urls import reverse

from careers import sitemaps as careers
from schools.exports import sitemaps as schools
from web.sitemaps import SitemapSection


class PageSitemap(SitemapSection):
    def items(self) -> list[str]:
        return [
            "schools:home",
            "careers:list",
            "careers:pay",
            "careers:compare",
            "careers:assessment",
            "careers:credentials",
            "careers:accreditation",
            "careers:guides",
            "schools:finder",
            "schools:map",
            "pathways:plan",
            "schools:data",
            "careers:sources",
            "editorial:about",
            "editorial:accessibility",
        ]

    def location(self, name: str) -> str:
        return reverse(name)


SECTIONS = {
    "pages": PageSitemap,
    "careers": careers.CareerSitemap,
    "credentials": careers.CredentialSitemap,
    "guides": careers.GuideSitemap,
    "schools": schools.SchoolSitemap,
    "programs": schools.ProgramSitemap,
    "states": schools.StateSitemap,
}
