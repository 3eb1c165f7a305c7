"""Reads what the head and the data of a page say, as a search engine would."""

import json
from html.parser import HTMLParser


class PageReader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.title = ""
        self.meta: dict[str, str] = {}
        self.canonical: list[str] = []
        self.data: list[dict] = []
        self.open = ""
        self.drawings = 0

    def handle_starttag(self, tag: str, attributes: list) -> None:
        given = dict(attributes)
        self.drawings += tag == "svg"
        if tag == "meta":
            name = given.get("name") or given.get("property")
            self.meta[name] = given.get("content", "")
        elif tag == "link" and given.get("rel") == "canonical":
            self.canonical.append(given["href"])
        elif tag == "script" and given.get("type") == "application/ld+json":
            self.open = "data"
        elif tag == "title" and not self.drawings:
            self.open = "title"

    def handle_endtag(self, tag: str) -> None:
        self.drawings -= tag == "svg"
        if tag in {"script", "title"}:
            self.open = ""

    def handle_data(self, data: str) -> None:
        if self.open == "title":
            self.title += data
        elif self.open == "data":
            self.data.append(json.loads(data))

    @property
    def is_indexable(self) -> bool:
        return "noindex" not in self.meta.get("robots", "")

    def typed(self, name: str) -> dict:
        return next(data for data in self.data if data["@type"] == name)


def read_page(response) -> PageReader:
    reader = PageReader()
    reader.feed(response.content.decode())
    return reader
