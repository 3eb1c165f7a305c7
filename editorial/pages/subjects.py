"""What a page of the site is about: the row whose figures a visitor sees there.

Each app says how the row of its address is found, with `about`.
"""

from collections.abc import Callable

from django.db.models import Model
from django.urls import Resolver404, resolve

Find = Callable[..., Model | None]
FINDERS: dict[str, Find] = {}


def about(view_name: str) -> Callable[[Find], Find]:
    """A decorator: this finds the row that the page called *view_name* shows."""

    def register(find: Find) -> Find:
        FINDERS[view_name] = find
        return find

    return register


def subject_of(page: str) -> Model | None:
    """The row that the page at that address shows; None where it shows several or none."""
    try:
        match = resolve(page.partition("?")[0].partition("#")[0])
    except (Resolver404, ValueError):
        return None
    find = FINDERS.get(match.view_name)
    return find(**match.kwargs) if find else None
