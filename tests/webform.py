"""Reads a form out of a page, so that a test posts what a browser would."""

from html.parser import HTMLParser


class FormReader(HTMLParser):
    """Collects the successful controls of a page's forms, as HTML calls them."""

    def __init__(self) -> None:
        super().__init__()
        self.data: dict[str, list[str]] = {}
        self.select: dict | None = None
        self.textarea: str | None = None

    def handle_starttag(self, tag: str, attributes: list) -> None:
        given = dict(attributes)
        name = given.get("name")
        if tag == "select":
            self.select = given
        elif tag == "option" and self.select is not None and "selected" in given:
            self.add(self.select.get("name"), given.get("value", ""))
        elif tag == "textarea" and name:
            self.textarea = name
            self.add(name, "")
        elif tag == "input" and name:
            kind = given.get("type", "text")
            is_off = kind in {"checkbox", "radio"} and "checked" not in given
            if kind not in {"submit", "button", "file", "image"} and not is_off:
                ticked = "on" if kind in {"checkbox", "radio"} else ""
                self.add(name, given.get("value") or ticked)

    def handle_data(self, data: str) -> None:
        if self.textarea:
            self.data[self.textarea][-1] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "select":
            self.select = None
        elif tag == "textarea" and self.textarea:
            # A browser drops the newline that follows the opening tag.
            self.data[self.textarea][-1] = self.data[self.textarea][-1].removeprefix(
                "\r\n"
            )
            self.textarea = None

    def add(self, name: str | None, value: str) -> None:
        if name:
            self.data.setdefault(name, []).append(value)


def form_data(client, url: str) -> dict[str, list[str]]:
    """What a browser would post back from the form at *url*, unchanged."""
    response = client.get(url)
    assert response.status_code == 200
    reader = FormReader()
    reader.feed(response.content.decode())
    # Whoever tests what is saved does not want to be asked first.
    reader.data.pop("_ask", None)
    return reader.data
