"""What somebody proposes: written down as a set that applies nothing, then decided field by field.

What is accepted is applied and written anew into the same set, so the log reads in the order in
which values changed; what is rejected stays as it was proposed.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from editorial.changes.locks import again_after_deadlock
from editorial.changes.recording import Recorder, edit_by, name_of
from editorial.changes.undoing import (
    Left,
    May,
    NotPutBack,
    chosen_with_their_group,
    insert_row,
    remove,
    rows_of,
    says,
    set_members,
    set_values,
    units,
)
from editorial.choices import Action, ChangeKind, Decision, SetState
from editorial.models import Catalogue, Change, ChangeSet


class ProposalRecorder(Recorder):
    """Collects what is proposed: nothing of it is decided, and no row has it yet."""

    is_proposal = True

    def add(self, row: models.Model, *args, **named) -> None:
        """Under the name that *row* has now, not the one that it would have."""
        stored = type(row)._base_manager.filter(pk=row.pk).first() if row.pk else None
        super().add(row, *args, **named | ({"name": str(stored)} if stored else {}))


class DecidingRecorder(Recorder):
    """Writes what was accepted into the set in which it was proposed."""

    def __init__(self, change_set: ChangeSet, by: Any) -> None:
        super().__init__(change_set)
        self.by = by

    @property
    def accepted(self) -> dict[str, Any]:
        return decided(Decision.ACCEPTED, self.by)


def decided(decision: Decision, by: Any) -> dict[str, Any]:
    return {
        "decision": decision,
        "decided_by": by,
        "decided_by_name": name_of(by),
        "decided_at": timezone.now(),
    }


def proposal_by(user: Any, **values: Any) -> ChangeSet:
    """The set of what *user* proposes; nothing is written yet."""
    made = edit_by(user, **values)
    made.kind, made.state = ChangeKind.PROPOSAL, SetState.PROPOSED
    made.finished_at = None
    return made


@dataclass
class Applied:
    """What came of accepting."""

    change_set: ChangeSet
    accepted: list[Change] = field(default_factory=list)
    left: list[Left] = field(default_factory=list)
    rows: list[models.Model] = field(default_factory=list)


@dataclass(frozen=True)
class ProposedValue:
    """A line of the review: what is there now beside what is proposed."""

    change: Change
    present: str
    is_changed_since: bool


def undecided(proposal: ChangeSet) -> list[Change]:
    found = proposal.changes.filter(decision="").select_related("content_type")
    return list(found.order_by("pk"))


def review(changes: list[Change]) -> Iterator[ProposedValue]:
    """*changes*, each with the value that its row has now."""
    rows = rows_now(changes)
    for change in changes:
        row = rows.get((change.content_type_id, change.object_pk))
        if change.action == Action.CREATE:
            yield ProposedValue(change, "", False)
        elif row is None:
            yield ProposedValue(change, "not there any more", True)
        elif change.action == Action.RELATE:
            now = members(row, change.field)
            yield ProposedValue(change, change.as_text(now), now != change.before)
        elif change.action == Action.DELETE:
            yield ProposedValue(change, "", False)
        else:
            same = says(row, change.field, change.before)
            now = change.before_text if same else words(row, change)
            yield ProposedValue(change, now, not same)


def rows_now(changes: list[Change]) -> dict[tuple[int, int | None], models.Model]:
    keys: dict = {}
    for change in changes:
        keys.setdefault(change.content_type, set()).add(change.object_pk)
    return {
        (kind.pk, row.pk): row
        for kind, pks in keys.items()
        for row in kind.model_class()._base_manager.filter(pk__in=pks - {None})
    }


def members(row: models.Model, name: str) -> list[list]:
    return sorted(
        (list(one.natural_key()) for one in getattr(row, name).all()), key=str
    )


def words(row: models.Model, change: Change) -> str:
    value = getattr(row, change.field)
    if isinstance(value, models.Model):
        value = list(value.natural_key())
    return change.as_text(value)


@again_after_deadlock
@transaction.atomic
def accept(
    proposal: ChangeSet, *, by: Any, may: May, only: Collection[int] | None = None
) -> Applied:
    """Apply what is undecided of *proposal*, or those whose primary keys are in *only*.

    With a figure goes the rest of its fact group. *by*: whoever decides, not who proposed it.
    """
    proposal = ChangeSet.objects.select_for_update().get(pk=proposal.pk)
    changes = undecided(proposal)
    if only is not None:
        changes = chosen_with_their_group(changes, set(only))
    applied, recorder = Applied(proposal), DecidingRecorder(proposal, by)
    rows = rows_of(changes)
    for unit in units(changes):
        row = rows.get((unit[0].content_type_id, unit[0].object_pk))
        if not all(may(change, row) for change in unit):
            applied.left += [Left(one, "A second person decides it.") for one in unit]
            continue
        try:
            with transaction.atomic():
                after = apply(unit, row, recorder)
        except NotPutBack as reason:
            applied.left += [Left(one, str(reason)) for one in unit]
            continue
        applied.accepted += unit
        applied.rows += [after] if after is not None else []
    Change.objects.filter(pk__in=[one.pk for one in applied.accepted]).delete()
    recorder.save()
    close(proposal)
    if applied.accepted:
        Catalogue.objects.bump()
    return applied


def apply(
    unit: list[Change], row: models.Model | None, recorder: Recorder
) -> models.Model | None:
    """Answer the row as it is afterwards; raises `NotPutBack`."""
    change = unit[0]
    if change.action == Action.CREATE:
        return insert_row(change, None, change.proposed, recorder)
    if row is None:
        raise NotPutBack("It is not there any more.")
    if change.action == Action.DELETE:
        remove(row, change.before, recorder)
        return None
    if change.action == Action.RELATE:
        set_members(row, change.field, change.proposed, recorder)
        return row
    set_values(row, {one.field: one.proposed for one in unit}, recorder)
    return row


@transaction.atomic
def reject(proposal: ChangeSet, *, by: Any, only: Collection[int] | None = None) -> int:
    """Leave everything undecided, or those in *only*, as it is for good."""
    proposal = ChangeSet.objects.select_for_update().get(pk=proposal.pk)
    changes = undecided(proposal)
    if only is not None:
        changes = chosen_with_their_group(changes, set(only))
    keys = [change.pk for change in changes]
    number = Change.objects.filter(pk__in=keys).update(**decided(Decision.REJECTED, by))
    close(proposal)
    return number


def close(proposal: ChangeSet) -> None:
    """Once nothing is undecided, a set of which something was accepted is one like any other."""
    if proposal.changes.filter(decision="").exists():
        return
    is_accepted = proposal.changes.accepted().exists()
    proposal.state = SetState.ACCEPTED if is_accepted else SetState.REJECTED
    proposal.finished_at = timezone.now()
    proposal.save(update_fields=["state", "finished_at"])
