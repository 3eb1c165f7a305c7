"""Fact groups: columns that share one source, one date and one kind.

A model takes a group's four columns by inheriting ``fact_group("price")`` and its promise by
listing ``sourced("price", "price_resident", ...)`` among its constraints.
"""

from collections.abc import Iterable

from django.db import models
from django.db.models import Q

from editorial.choices import Kind


def fact_group(name: str) -> type[models.Model]:
    """An abstract model with *name*_source, _as_of, _kind and _checked_on."""
    fields = {
        f"{name}_source": models.ForeignKey(
            "editorial.Source",
            models.PROTECT,
            null=True,
            blank=True,
            related_name="+",
            help_text=f"Where the {name} figures come from. Needed once one is filled in.",
        ),
        f"{name}_as_of": models.DateField(
            null=True, blank=True, help_text="The day the figures speak for."
        ),
        f"{name}_kind": models.CharField(
            max_length=20,
            choices=Kind,
            blank=True,
            help_text="How the figures came to be.",
        ),
        f"{name}_checked_on": models.DateField(
            null=True,
            blank=True,
            help_text="The day a person last compared them with the source; blank: never.",
        ),
    }
    meta = type("Meta", (), {"abstract": True})
    class_name = f"{name.title().replace('_', '')}Facts"
    return type(
        class_name, (models.Model,), {"__module__": __name__, "Meta": meta, **fields}
    )


def sourced(model: str, group: str, *values: str) -> models.CheckConstraint:
    """Refuse any of *values* without the group's source, date and kind."""
    empty = Q()
    for value in values:
        empty &= Q(**{f"{value}__isnull": True})
    evidence = Q(
        **{f"{group}_source__isnull": False, f"{group}_as_of__isnull": False}
    ) & ~Q(**{f"{group}_kind": ""})
    return models.CheckConstraint(
        condition=empty | evidence,
        name=f"{model}_{group}_has_source",
        violation_error_message=(
            f"A {group} figure needs its source, its date and its kind."
        ),
    )


def stand_together(model: type[models.Model], names: Iterable[str]) -> set[str]:
    """*names* and every column of the fact groups they belong to.

    Who corrects a price vouches for its source and date as well: none of them may later be
    replaced without the others.
    """
    chosen = set(names)
    for constraint in model._meta.constraints:
        group, is_group, _ = constraint.name.partition("_has_source")
        if not is_group:
            continue
        prefix = group.partition("_")[2] + "_"
        columns = constraint.condition.referenced_base_fields | {
            column.name
            for column in model._meta.concrete_fields
            if column.name.startswith(prefix)
        }
        if columns & chosen:
            chosen |= columns
    return chosen
