"""What search engines are told of: the pages that have no row behind them, and every section."""

from django.urls import reverse

from careers import sitemaps as careers
from schools.exports import sitemaps as schools
from web.sitemaps import Section


class Pages(Section):
    def items(self) -> list[str]:
        return [
            "schools:home",
            "careers:list",
            "careers:pay",
            "careers:compare",
            "careers:assessment",
            "careers:credentials",
            "careers:accreditation",
            "schools:finder",
            "schools:map",
            "schools:data",
            "careers:sources",
            "editorial:about",
            "editorial:accessibility",
        ]

    def location(self, name: str) -> str:
        return reverse(name)


SECTIONS = {
    "pages": Pages,
    "careers": careers.Careers,
    "credentials": careers.Credentials,
    "schools": schools.Schools,
    "programs": schools.Programs,
    "states": schools.States,
}
