"""What people decided about rows, read from the log: imports and seeds leave it alone."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator

from django.contrib.contenttypes.models import ContentType
from django.db import models

from editorial.choices import Action, ChangeKind
from editorial.facts import stand_together
from editorial.models import Change

BY_PEOPLE = (
    ChangeKind.EDIT,
    ChangeKind.PROPOSAL,
    ChangeKind.REPORT,
    ChangeKind.UNDO,
)
MOST_KEYS = 500
"""SQLite takes 32,766 values in a statement at the most, and a list that long is slow on both."""


class Corrections:
    """Of one model: the fields that a person set, and the rows that a person removed.

    A later decision for the value of an import, and opening a row to imports, end a correction.
    """

    def __init__(self, model: type[models.Model]) -> None:
        self.model = model
        self.set_by_people: dict[int, set[str]] = defaultdict(set)
        self.removed: set[int] = set()

    @classmethod
    def of(
        cls,
        model: type[models.Model],
        keys: Collection[int] | None = None,
        until: int | None = None,
    ) -> "Corrections":
        """Of the rows with these primary keys; of all rows without.

        *until*: as they stood before the change of that primary key.
        """
        found = cls(model)
        changes = Change.objects.accepted().filter(
            content_type=ContentType.objects.get_for_model(model), is_derived=False
        )
        if until is not None:
            changes = changes.filter(pk__lt=until)
        if keys is not None and len(keys) <= MOST_KEYS:
            changes = changes.filter(object_pk__in=keys)
        by_people = list(
            rows_of(changes.filter(change_set__kind__in=BY_PEOPLE), by_person=True)
        )
        concerned = {pk for _, pk, *_ in by_people}
        others = changes.filter(change_set__kind=ChangeKind.IMPORT)
        if len(concerned) <= MOST_KEYS:
            others = others.filter(object_pk__in=concerned)
        superseding = [
            row
            for row in (rows_of(others, by_person=False) if concerned else ())
            if row[1] in concerned
        ]
        for _, pk, action, field, by_person in sorted([*by_people, *superseding]):
            found.read(pk, action, field, by_person)
        return found

    def read(self, pk: int, action: str, field: str, by_person: bool) -> None:
        fields = self.set_by_people[pk]
        named = {field} if field else set(names_of(self.model))
        if action == Action.DELETE:
            fields.clear()
            self.removed -= {pk}
            self.removed |= {pk} if by_person else set()
        elif action == Action.RELEASE:
            fields -= stand_together(self.model, named)
            self.removed -= {pk}
        elif by_person:
            fields |= named
            self.removed -= {pk}
        else:
            fields -= stand_together(self.model, named)

    def fields(self, pk: int | None) -> set[str]:
        """Fields of that row that stay: what a person set, with the rest of its fact group."""
        if pk is None or not (found := self.set_by_people.get(pk)):
            return set()
        return stand_together(self.model, found)


def rows_of(changes: models.QuerySet, *, by_person: bool) -> Iterator[tuple]:
    rows = changes.order_by("pk").values_list("pk", "object_pk", "action", "field")
    return ((*row, by_person) for row in rows if row[1] is not None)


def names_of(model: type[models.Model]) -> Iterable[str]:
    options = model._meta
    return (field.name for field in (*options.concrete_fields, *options.many_to_many))


def is_made_by_a_person(model: type[models.Model], pk: int) -> bool:
    return (
        Change.objects.about(model, [pk])
        .accepted()
        .filter(action=Action.CREATE, change_set__kind__in=BY_PEOPLE)
        .exists()
    )
