"""Taking back what a set of changes did, and putting an older value back, as far as it still holds.

What was edited since is left alone and listed. Values of one fact group stand or fall together: a
price that went back without its source would be told with another's. An undo is a set like any
other, so it can be undone itself.
"""

import json
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.db import IntegrityError, models, transaction
from django.db.models import ProtectedError, RestrictedError
from django.utils import timezone

from editorial.changes.corrections import BY_PEOPLE, Corrections
from editorial.changes.hanging import hanging_on
from editorial.changes.locks import (
    LOCKED_AT_ONCE,
    again_after_deadlock,
    lock_order,
    locked,
)
from editorial.changes.recording import Recorder, edit_by
from editorial.changes.values import all_as_json, members_as_json, snapshot
from editorial.choices import Action, ChangeKind
from editorial.facts import stand_together
from editorial.models import Catalogue, Change, ChangeSet

SINGLE = (Action.CHANGE, Action.ARCHIVE)
May = Callable[[Change, models.Model | None], bool]
"""Whether somebody may take back a change of a row; None: the row is gone."""


class NotPutBack(Exception):
    """Why a value or a row stays as it is, in the words of the page."""


@dataclass(frozen=True)
class Left:
    """A change that was not taken back."""

    change: Change
    why: str


@dataclass
class Undone:
    """What came of an undo."""

    change_set: ChangeSet | None = None
    """None: nothing was taken back."""
    restored: list[Change] = field(default_factory=list)
    left: list[Left] = field(default_factory=list)
    rows: list[models.Model] = field(default_factory=list)
    """Those that have older values again, or exist again."""


def everybody(change: Change, row: models.Model | None) -> bool:
    return True


@again_after_deadlock
@transaction.atomic
def undo(
    change_set: ChangeSet,
    *,
    by: Any,
    only: Collection[int] | None = None,
    may: May = everybody,
) -> Undone:
    """Take back the changes of *change_set*, or those whose primary keys are in *only*.

    With a value goes the rest of its fact group, and what followed from it. *by*: the user.
    """
    changes = list(
        change_set.changes.accepted()
        .exclude(action=Action.RELEASE)
        .select_related("content_type")
        .order_by("-pk")
    )
    if only is not None:
        changes = chosen_with_their_group(changes, set(only))
    undone = Undone()
    recorder = Recorder(undo_by(by, f"Undo of {change_set}", undoes=change_set))
    rows = rows_of(changes)
    for unit in units(changes):
        row = rows.get((unit[0].content_type_id, unit[0].object_pk))
        if not all(may(change, row) for change in unit):
            undone.left += [Left(one, "You may not change this.") for one in unit]
            continue
        try:
            with transaction.atomic():
                restored = take_back(unit, row, recorder)
        except NotPutBack as reason:
            undone.left += [Left(one, str(reason)) for one in unit]
            continue
        undone.restored += unit
        if restored is not None:
            rows[unit[0].content_type_id, unit[0].object_pk] = restored
            undone.rows.append(restored)
    reopen(undone.restored, change_set, recorder)
    undone.change_set = recorder.save()
    if undone.change_set:
        Catalogue.objects.bump()
    return undone


def undo_by(user: Any, why: str, undoes: ChangeSet | None = None) -> ChangeSet:
    made = edit_by(user, why=why, undoes=undoes)
    made.kind = ChangeKind.UNDO
    return made


def chosen_with_their_group(changes: list[Change], only: set[int]) -> list[Change]:
    chosen = defaultdict(set)
    whole = set()
    for change in changes:
        if change.pk in only:
            key = change.content_type_id, change.object_pk
            if change.field:
                chosen[key].add(change.field)
            else:
                whole.add(change.pk)
    for (kind, pk), names in chosen.items():
        model = next(c for c in changes if c.content_type_id == kind).content_type
        chosen[kind, pk] = stand_together(model.model_class(), names)
    return [
        change
        for change in changes
        if change.pk in whole
        or change.field in chosen.get((change.content_type_id, change.object_pk), ())
    ]


def units(changes: Iterable[Change]) -> list[list[Change]]:
    """What stands or falls together, in the order of *changes*."""
    found: dict[tuple, list[Change]] = {}
    for change in changes:
        key: tuple = (change.pk,)
        if change.action in SINGLE:
            model = change.content_type.model_class()
            group = min(stand_together(model, [change.field]))
            key = (change.content_type_id, change.object_pk, group)
        found.setdefault(key, []).append(change)
    return list(found.values())


def rows_of(changes: Iterable[Change]) -> dict[tuple[int, int], models.Model]:
    """The rows that *changes* speak of and that are there, locked, by type and primary key."""
    keys = defaultdict(set)
    for change in changes:
        keys[change.content_type].add(change.object_pk)
    found = {}
    for kind in sorted(keys, key=lambda kind: lock_order(kind.model_class())):
        rows = kind.model_class()._base_manager
        wanted = sorted(pk for pk in keys[kind] if pk is not None)
        for start in range(0, len(wanted), LOCKED_AT_ONCE):
            part = rows.filter(pk__in=wanted[start : start + LOCKED_AT_ONCE])
            for row in locked(part):
                found[kind.pk, row.pk] = row
    return found


def take_back(
    unit: list[Change], row: models.Model | None, recorder: Recorder
) -> models.Model | None:
    """Answer the row as it is afterwards; raises `NotPutBack`."""
    change = unit[0]
    if change.action == Action.DELETE:
        if row is not None:
            raise NotPutBack("It is there again already.")
        return insert_row(change, change.object_pk, change.before, recorder)
    if row is None:
        raise NotPutBack("It is not there any more.")
    if change.action == Action.CREATE:
        remove(row, change.proposed, recorder)
        return None
    if change.action == Action.RELATE:
        if members_of(row, change.field) != change.proposed:
            raise NotPutBack("It was changed since.")
        set_members(row, change.field, change.before, recorder)
        return row
    for one in unit:
        if not says(row, one.field, one.proposed):
            raise NotPutBack(
                "It was changed since."
                if len(unit) == 1
                else f"{label_of(row, one.field)} was changed since."
            )
    # Several changes of one field in a set: the oldest says what it was before the set.
    set_values(row, {one.field: one.before for one in unit}, recorder)
    return row


@again_after_deadlock
@transaction.atomic
def put_back(change: Change, *, by: Any) -> Undone:
    """Give a row the value that *change* took from it, with its fact group as it was then.

    Whatever happened to the value since is overwritten. Raises `NotPutBack`.
    """
    model = change.content_type.model_class()
    row = locked(model._base_manager.filter(pk=change.object_pk)).first()
    if row is None:
        raise NotPutBack("It is not there any more.")
    day = timezone.localdate(change.change_set.made_at)
    recorder = Recorder(undo_by(by, f"Put back as it was before {day:%-d %B %Y}"))
    if change.action == Action.RELATE:
        set_members(row, change.field, change.before, recorder)
    elif change.action in SINGLE:
        together = stand_together(model, [change.field])
        since = Change.objects.about(model, [row.pk]).accepted()
        values = {}
        for later in since.filter(pk__gte=first_of(change), field__in=together):
            values.setdefault(later.field, later.before)
        set_values(row, values, recorder)
    else:
        raise NotPutBack("Only a value can be put back.")
    made = recorder.save()
    if made is None:
        raise NotPutBack("It is that already.")
    Catalogue.objects.bump()
    return Undone(made, [change], rows=[row])


def first_of(change: Change) -> int:
    """The first change of the same row in the same set, which changed its group together."""
    same = Change.objects.filter(
        change_set=change.change_set_id,
        content_type=change.content_type_id,
        object_pk=change.object_pk,
    )
    return same.order_by("pk").values_list("pk", flat=True)[0]


def set_values(row: models.Model, values: dict[str, Any], recorder: Recorder) -> None:
    before = snapshot(row)
    columns = {name: row._meta.get_field(name) for name in values}
    older = {name: from_json(columns[name], value) for name, value in values.items()}
    for name, value in older.items():
        setattr(row, columns[name].attname, value)
    try:
        store(row, "Something else depends on it as it is now.")
    except NotPutBack:
        # Other values of the same row may still go back.
        for name, column in columns.items():
            setattr(row, column.attname, before[name])
        raise
    recorder.changed(row, before)


def store(row: models.Model, taken: str, **how: bool) -> None:
    """Save *row*; raises `NotPutBack`, with *taken* where only the database knows why not."""
    try:
        row.validate_unique()
        row.validate_constraints()
        with transaction.atomic():
            row.save(**how)
    except ValidationError as error:
        raise NotPutBack(" ".join(error.messages)) from error
    except IntegrityError as error:
        raise NotPutBack(taken) from error


def set_members(
    row: models.Model, name: str, keys: Iterable[list], recorder: Recorder
) -> None:
    relation = getattr(row, name)
    before = list(relation.all())
    members = [row_of(relation.model, key) for key in keys]
    relation.set(members)
    recorder.related(row, name, before, members)


def members_of(row: models.Model, name: str) -> list[list]:
    return members_as_json(getattr(row, name).all())


def insert_row(
    change: Change, pk: int | None, said: dict[str, Any] | None, recorder: Recorder
) -> models.Model:
    """The row that *change* tells of, as it is *said*; one that was removed has its old *pk*."""
    model = change.content_type.model_class()
    values, many = {}, {}
    for name, value in (said or {}).items():
        column = model._meta.get_field(name)
        if column.many_to_many:
            many[name] = value
        else:
            values[column.attname] = from_json(column, value)
    if not values:
        raise NotPutBack("The log does not know what it held.")
    row = model(pk=pk, **values)
    store(row, "Something else has taken its place.", force_insert=True)
    members = {
        name: [row_of(getattr(row, name).model, key) for key in keys]
        for name, keys in many.items()
    }
    for name, rows in members.items():
        getattr(row, name).set(rows)
    recorder.created(row, members)
    return row


def remove(row: models.Model, known: dict[str, Any] | None, recorder: Recorder) -> None:
    """Take *row* away, if it still is as it is *known*."""
    if as_logged(row, known or {}) != (known or {}):
        raise NotPutBack("It was changed since.")
    try:
        others, changed = hanging_on([row])
        if others or changed:
            names = ", ".join(str(other) for other in [*others, *changed][:3])
            raise NotPutBack(f"Something hangs on it: {names}.")
    except (ProtectedError, RestrictedError) as error:
        raise NotPutBack("Something else refers to it.") from error
    recorder.deleted(row, snapshot(row), row.pk)
    row.delete()


def as_logged(row: models.Model, known: dict[str, Any]) -> dict[str, Any]:
    """What the log would say of *row* now, as far as it is *known* of then."""
    said = all_as_json(row)
    for relation in row._meta.many_to_many:
        if relation.name in known:
            said[relation.name] = members_of(row, relation.name)
    plain = json.loads(json.dumps(said, cls=DjangoJSONEncoder))
    return {name: plain[name] for name in known if name in plain}


def says(row: models.Model, name: str, value: Any) -> bool:
    """Whether the field *name* of *row* holds *value*, given as the log has it."""
    column = row._meta.get_field(name)
    try:
        return getattr(row, column.attname) == from_json(column, value)
    except NotPutBack:
        return False


def from_json(column: models.Field, value: Any) -> Any:
    """*value* of *column* as its attribute holds it; of another row its primary key."""
    if value is None:
        return None
    if not column.is_relation:
        return column.to_python(value)
    return row_of(column.related_model, value).pk


def row_of(model: type[models.Model], key: list) -> models.Model:
    try:
        return model._default_manager.get_by_natural_key(*key)
    except ObjectDoesNotExist as error:
        called = ", ".join(map(str, key))
        name = model._meta.verbose_name
        raise NotPutBack(f"The {name} {called} is not there any more.") from error


def label_of(row: models.Model, name: str) -> str:
    label = str(row._meta.get_field(name).verbose_name)
    return label[0].upper() + label[1:]


def reopen(restored: list[Change], change_set: ChangeSet, recorder: Recorder) -> None:
    """Open to imports again what nobody had corrected before a correction that is taken back."""
    if change_set.kind not in BY_PEOPLE:
        return
    by_model = defaultdict(set)
    for change in restored:
        if change.action in SINGLE or change.action == Action.DELETE:
            by_model[change.content_type].add(change.object_pk)
    first = min((change.pk for change in restored), default=0)
    for kind, keys in by_model.items():
        model = kind.model_class()
        earlier = Corrections.of(model, keys, until=first)
        for change in restored:
            if change.content_type_id != kind.pk:
                continue
            corrected = earlier.fields(change.object_pk)
            if (
                not corrected
                if change.action == Action.DELETE
                else change.action in SINGLE and change.field not in corrected
            ):
                recorder.opened(change)
