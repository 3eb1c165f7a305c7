"""Writing down what a save, an action or a file did, as one set."""

from collections.abc import Iterable
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import timezone

from editorial.changes.corrections import is_made_by_a_person
from editorial.changes.keys import identity_of, key_fields, key_text
from editorial.changes.values import (
    Values,
    all_as_json,
    as_json,
    changed_since,
    members_as_json,
)
from editorial.choices import Action, ChangeKind, Decision, SetState, Status
from editorial.models import Change, ChangeSet, ImportKey

BATCH = 500


def edit_by(user: Any, **values: Any) -> ChangeSet:
    """The set of what *user* saves directly; nothing is written yet."""
    now = timezone.now()
    return ChangeSet(
        kind=ChangeKind.EDIT,
        state=SetState.ACCEPTED,
        made_by=user,
        made_by_name=name_of(user),
        made_at=now,
        finished_at=now,
        **values,
    )


def name_of(user: Any) -> str:
    """What the log calls somebody once the account is gone."""
    full = user.get_full_name()
    return f"{full} ({user.get_username()})" if full else user.get_username()


class Recorder:
    """Collects the changes of one set; `save` writes them all at once.

    Call it inside the transaction of the change, after the rows are saved.
    """

    is_proposal = False
    """Whether no row has these values yet."""

    def __init__(self, change_set: ChangeSet) -> None:
        self.change_set = change_set
        self.changes: list[Change] = []

    @property
    def accepted(self) -> dict[str, Any]:
        made = self.change_set
        return {
            "decision": Decision.ACCEPTED,
            "decided_by": made.made_by,
            "decided_by_name": made.made_by_name,
            "decided_at": made.made_at,
        }

    @property
    def remembers_keys(self) -> bool:
        """Whether files go on knowing a row by the key that it loses here."""
        return self.change_set.kind != ChangeKind.IMPORT and not self.is_proposal

    def add(
        self,
        row: models.Model,
        action: Action,
        field: str = "",
        before: Any = None,
        proposed: Any = None,
        *,
        name: str = "",
        decision: Decision = Decision.ACCEPTED,
        is_derived: bool = False,
    ) -> None:
        self.changes.append(
            Change(
                content_type=ContentType.objects.get_for_model(type(row)),
                object_pk=row.pk,
                object_name=name or str(row),
                action=action,
                field=field,
                before=before,
                proposed=proposed,
                is_derived=is_derived,
                **({} if self.is_proposal else self.accepted | {"decision": decision}),
            )
        )

    def created(self, row: models.Model, many: dict[str, Iterable] | None = None):
        """*many*: the members of its relations to many, by name."""
        related = {name: members_as_json(rows) for name, rows in (many or {}).items()}
        self.add(row, Action.CREATE, proposed=all_as_json(row) | related)

    def changed(
        self, row: models.Model, before: Values, chosen: Iterable[str] | None = None
    ) -> list[str]:
        """What differs from the snapshot *before*; answer the names of those columns.

        What is not among the *chosen* fields followed from the rest.
        """
        names = changed_since(row, before)
        name = str(row) if names else ""
        for field in names:
            column = row._meta.get_field(field)
            value = getattr(row, column.attname)
            is_archived = field == "status" and value == Status.ARCHIVED
            self.add(
                row,
                Action.ARCHIVE if is_archived else Action.CHANGE,
                field,
                as_json(column, before[field]),
                as_json(column, value, row),
                name=name,
                is_derived=chosen is not None and field not in chosen,
            )
        if self.remembers_keys and {*key_fields(type(row))}.intersection(names):
            remember_key(row, before, row.pk)
        return names

    def related(
        self,
        row: models.Model,
        field: str,
        before: Iterable[models.Model],
        proposed: Iterable[models.Model],
    ) -> None:
        old, new = members_as_json(before), members_as_json(proposed)
        if old != new:
            self.add(row, Action.RELATE, field, old, new)

    def deleted(self, row: models.Model, before: Values, pk: int) -> None:
        """*before* and *pk*: its columns and its primary key while it was there.

        Called before the row goes, it tells the members of its relations to many as well.
        """
        many = {
            relation.name: members_as_json(getattr(row, relation.name).all())
            for relation in row._meta.many_to_many
            if row.pk is not None
        }
        self.add(row, Action.DELETE, before=all_as_json(row, before) | many)
        self.changes[-1].object_pk = pk
        if self.remembers_keys and key_fields(type(row)):
            remember_key(row, before, pk)

    def released(self, row: models.Model) -> None:
        self.add(row, Action.RELEASE)

    def opened(self, removal: Change) -> None:
        """What *removal* tells of, a row or one field, an import may have its way with again."""
        self.changes.append(
            Change(
                content_type=removal.content_type,
                object_pk=removal.object_pk,
                object_name=removal.object_name,
                action=Action.RELEASE,
                field=removal.field,
                **self.accepted,
            )
        )

    def save(self) -> ChangeSet | None:
        """Write the set with the changes collected since; nothing where nothing changed."""
        if self.change_set.pk is None:
            if not self.changes:
                return None
            self.change_set.save()
        for change in self.changes:
            change.change_set = self.change_set
        Change.objects.bulk_create(self.changes, batch_size=BATCH)
        self.changes = []
        return self.change_set


def remember_key(row: models.Model, before: Values, pk: int) -> None:
    """Files go on knowing *row* by the key that it had *before*, unless by an older one.

    What a person made never came from a file.
    """
    model = type(row)
    if is_made_by_a_person(model, pk):
        return
    values = {model._meta.get_field(name).attname: v for name, v in before.items()}
    ImportKey.objects.get_or_create(
        content_type=ContentType.objects.get_for_model(model),
        object_pk=pk,
        defaults={"key": key_text(identity_of(model, values))},
    )
