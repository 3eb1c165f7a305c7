"""Where something stands whose address was changed: asked once an address is not found.

The log of changes knows every slug that an object had, so its old addresses lead to it for ever.
An object that has the slug now is found before anybody asks here.
"""

from collections.abc import Iterable
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, QuerySet

from editorial.choices import Decision
from editorial.models import Change


def old_slugs(model: type[Model], slugs: Iterable[str]) -> dict[str, list[int]]:
    """By slug, the keys of the objects of *model* that had it, the last one first; two queries.

    One query where *slugs* are none.
    """
    wanted = dict.fromkeys(slugs)
    if not wanted:
        return {}
    changes = Change.objects.filter(
        content_type=ContentType.objects.get_for_model(model),
        field="slug",
        before__in=list(wanted),
        decision=Decision.ACCEPTED,
    )
    found: dict[str, list[int]] = {}
    for slug, pk in changes.order_by("-pk").values_list("before", "object_pk"):
        if pk not in found.setdefault(slug, []):
            found[slug].append(pk)
    return found


def moved(among: QuerySet, slug: str) -> Any | None:
    """Of *among*, the object that had *slug* last; None where none had it."""
    pks = old_slugs(among.model, [slug]).get(slug, [])
    found = among.in_bulk(pks) if pks else {}
    return next((found[pk] for pk in pks if pk in found), None)


def found_or_moved(among: QuerySet, slug: str) -> tuple[Any | None, bool]:
    """The object of that slug, or the one that had it; and whether it was the latter."""
    found = among.filter(slug=slug).first()
    if found is not None:
        return found, False
    return moved(among, slug), True
