"""Fact groups: columns that share one source, one date and one kind.

A model takes a group's five columns by inheriting ``fact_group("price")`` and its promise by
listing ``sourced("price", "price_resident", ...)`` among its constraints.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from django.db import models
from django.db.models import Q

from editorial.changes.keys import always_unique
from editorial.choices import Kind

EVIDENCE = frozenset({"source", "others", "as_of", "kind", "checked_on", "confidence"})


def fact_group(name: str) -> type[models.Model]:
    """An abstract model with *name*_source, _others, _as_of, _kind and _checked_on."""
    fields = {
        f"{name}_source": models.ForeignKey(
            "editorial.Source",
            models.PROTECT,
            null=True,
            blank=True,
            related_name="+",
            help_text=f"Where the {name} figures come from. Needed once one is filled in.",
        ),
        f"{name}_others": models.CharField(
            "from other sources",
            max_length=200,
            blank=True,
            help_text="Where some of these figures come from elsewhere: which, and from where. "
            "The public reads it.",
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


@dataclass(frozen=True)
class FactGroup:
    """Columns that share one source: a part of a row, or a whole row that states figures."""

    columns: frozenset[str]
    figures: frozenset[str]
    """What the source vouches for; the others say how, when and where it was found."""
    source: str
    as_of: str
    """Blank: the row has no date of its own."""

    @property
    def checked_on(self) -> str:
        """The column of the day a person last compared them; blank: there is none."""
        return next((name for name in self.columns if name.endswith("checked_on")), "")


@cache
def fact_groups(model: type[models.Model]) -> tuple[FactGroup, ...]:
    groups = tuple(groups_in_row(model))
    return groups or tuple(row_as_group(model))


def groups_in_row(model: type[models.Model]) -> Iterator[FactGroup]:
    for constraint in model._meta.constraints:
        group, is_group, _ = constraint.name.partition("_has_source")
        if not is_group:
            continue
        prefix = group.partition("_")[2] + "_"
        own = {c.name for c in model._meta.concrete_fields if c.name.startswith(prefix)}
        concerned = constraint.condition.referenced_base_fields
        yield FactGroup(
            columns=frozenset(own | concerned),
            figures=frozenset(concerned) - {prefix + name for name in EVIDENCE},
            source=f"{prefix}source",
            as_of=f"{prefix}as_of",
        )


def row_as_group(model: type[models.Model]) -> Iterator[FactGroup]:
    """Of a statement, a wage, a rule: all that its one source says, but not what names the row."""
    names = {column.name for column in model._meta.concrete_fields}
    if "source" not in names or "status" in names:
        return
    unique = {name for constraint in always_unique(model) for name in constraint.fields}
    columns = [
        column
        for column in model._meta.concrete_fields
        if not column.primary_key and column.name not in unique
    ]
    yield FactGroup(
        columns=frozenset(column.name for column in columns),
        figures=frozenset(c.name for c in columns if is_figure(c)),
        source="source",
        as_of="as_of" if "as_of" in names else "",
    )


def is_figure(column: models.Field) -> bool:
    if column.is_relation or column.name in EVIDENCE:
        return False
    kinds = (models.IntegerField, models.DecimalField, models.DateField)
    return bool(column.choices) or isinstance(column, kinds)


def stand_together(model: type[models.Model], names: Iterable[str]) -> set[str]:
    """*names* and every column of the fact groups they belong to.

    Who corrects a price vouches for its source and date as well: none of them may later be
    replaced without the others.
    """
    chosen = set(names)
    for group in fact_groups(model):
        if group.columns & chosen:
            chosen |= group.columns
    return chosen
