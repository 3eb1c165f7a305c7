"""The addresses that sitemaps give, as paths."""

from xml.etree import ElementTree

from django.conf import settings

LOCATION = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"


def locations(client, path="/sitemap.xml") -> list[str]:
    root = ElementTree.fromstring(client.get(path).content)
    return [node.text for node in root.iter(LOCATION)]


def path_of(address: str) -> str:
    assert address.startswith(f"{settings.SITE_URL}/")
    return address.removeprefix(settings.SITE_URL)


def sitemap_paths(client) -> list[str]:
    sections = map(path_of, locations(client))
    return [path_of(page) for path in sections for page in locations(client, path)]
