"""An editor at the desk, as a browser is one: python -m bench.editor ADDRESS NAME PASSWORD PATH.

PATH is that of a program's page. Two prices come in a line: the page is opened, the prices filled
in, the form sent and the list it leads to looked at. Answers, as JSON, the prices before and when
each step ended, in seconds of a clock that all processes share.
"""

import json
import sys
import time

import httpx
from lxml import html

FIELDS = ("price_resident", "price_nonresident")


class Editor:
    def __init__(self, address: str, name: str, password: str, path: str) -> None:
        self.path = path
        self.browser = httpx.Client(base_url=address, timeout=60)
        form = self.form("/admin/login/", "login-form")
        form.fields.update({"username": name, "password": password})
        self.send("/admin/login/", form)

    def form(self, path: str, name: str) -> html.FormElement:
        page = self.browser.get(path)
        page.raise_for_status()
        return html.document_fromstring(page.text).get_element_by_id(name)

    def send(self, path: str, form: html.FormElement, **extra: str) -> str:
        """Where the answer leads to; anything but a redirect is a complaint."""
        values: dict[str, list[str]] = {}
        for key, value in [*form.form_values(), *extra.items()]:
            values.setdefault(key, []).append(value)
        answer = self.browser.post(
            path, data=values, headers={"Referer": str(self.browser.base_url)}
        )
        if answer.status_code != 302:
            raise SystemExit(f"{answer.status_code} to {path}: {answer.text[:2000]}")
        return answer.headers["Location"]

    def edit(self, prices: list[str]) -> dict:
        """Give the program *prices*; say what it was, and when each step ended."""
        at = {"began": time.perf_counter()}
        form = self.form(self.path, "program_form")
        at["opened"] = time.perf_counter()
        was = [form.fields[field] for field in FIELDS]
        form.fields.update(zip(FIELDS, prices, strict=True))
        form.fields["_why"] = "The same source, read again."
        leads_to = self.send(self.path, form, _save="Save")
        at["saved"] = time.perf_counter()
        self.browser.get(leads_to).raise_for_status()
        at["listed"] = time.perf_counter()
        return {"was": was, "at": at}


if __name__ == "__main__":
    editor = Editor(*sys.argv[1:])
    for line in sys.stdin:
        print(json.dumps(editor.edit(line.split())), flush=True)
