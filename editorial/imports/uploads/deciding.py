"""Accepting and rejecting what a file would change, and taking an upload back.

What is accepted goes through the code of the import commands: planned, locked, compared with what
is stored now, written in one transaction, logged as one set of changes. All of it or nothing.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.utils import timezone

from editorial.changes.keys import key_fields
from editorial.changes.locks import again_after_deadlock
from editorial.changes.recording import Recorder, name_of
from editorial.changes.undoing import Left, undo
from editorial.choices import (
    Action,
    ChangeKind,
    Decision,
    DifferenceGroup,
    SetState,
    UploadState,
)
from editorial.facts import stand_together
from editorial.imports.applying import NAMED_FAULTS, Run
from editorial.imports.files import ImportFaults
from editorial.imports.proposals import Proposal, Ref
from editorial.imports.seeding import key_size
from editorial.imports.uploads.comparing import plain
from editorial.imports.uploads.importers import Importer, importer_called
from editorial.models import Change, ChangeSet, ProposedChange, Upload

CHANGED_SINCE = "was changed since the file was read: read the file again"
NAMED_LEFT = 8
BATCH = 500
Rows = list[models.Model]


@dataclass
class Accepted:
    change_set: ChangeSet
    count: int = 0
    rows: Rows = field(default_factory=list)


def choose(upload: Upload, wanted: models.QuerySet) -> int:
    """Mark *wanted* as accepted, with all that stands or falls with it; answer how many."""
    keys = set(with_their_group(upload, wanted))
    keys |= needed_by(upload, keys)
    return mark(keys, is_chosen=True)


def reject(upload: Upload, wanted: models.QuerySet, *, by: Any) -> int:
    keys = set(with_their_group(upload, wanted))
    return mark(
        keys, decision=Decision.REJECTED, decided_by=by, decided_at=timezone.now()
    )


def mark(keys: Iterable[int], **values: Any) -> int:
    found = sorted(keys)
    return sum(
        ProposedChange.objects.undecided()
        .filter(pk__in=found[start : start + BATCH])
        .update(**values)
        for start in range(0, len(found), BATCH)
    )


def with_their_group(upload: Upload, wanted: models.QuerySet) -> Iterator[int]:
    """Primary keys of *wanted*, and of the lines of the same row that share their source.

    A figure accepted without its source would be told with another's.
    """
    chosen = defaultdict(set)
    for pk, kind, row, name in wanted.values_list(
        "pk", "content_type", "object_pk", "field"
    ):
        yield pk
        if name and row is not None:
            chosen[kind, row].add(name)
    models_by_kind = ContentType.objects.in_bulk({kind for kind, _ in chosen})
    for (kind, row), names in chosen.items():
        model = models_by_kind[kind].model_class()
        chosen[kind, row] = stand_together(model, names)
    for pk, kind, row, name in upload.differences.undecided().values_list(
        "pk", "content_type", "object_pk", "field"
    ):
        if name in chosen.get((kind, row), ()):
            yield pk


def needed_by(upload: Upload, keys: set[int]) -> set[int]:
    """New rows that the chosen differences refer to: a program's school, a figure's source."""
    creations = upload.differences.undecided().filter(action=Action.CREATE)
    if keys.issuperset(creations.values_list("pk", flat=True)):
        return set()
    new = {(one.content_type_id, natural_key_text(one)): one for one in creations}
    found: set[int] = set()
    left = list(in_parts(keys))
    while left:
        one = left.pop()
        for model, key in references(one):
            kind = ContentType.objects.get_for_model(model)
            needed = new.get((kind.pk, str(key)))
            if needed is not None and needed.pk not in keys | found:
                found.add(needed.pk)
                left.append(needed)
    return found


def in_parts(keys: Iterable[int]) -> Iterator[ProposedChange]:
    ordered = sorted(keys)
    for start in range(0, len(ordered), BATCH):
        yield from ProposedChange.objects.filter(pk__in=ordered[start : start + BATCH])


def natural_key_text(one: ProposedChange) -> str:
    model = one.content_type.model_class()
    flat: list[Any] = []
    for name in key_fields(model):
        value = (one.proposed or {}).get(name, one.key.get(name))
        flat += value if isinstance(value, list) else [value]
    return str(flat)


def references(one: ProposedChange) -> Iterator[tuple[type[models.Model], list]]:
    model = one.content_type.model_class()
    values = dict(one.key)
    values |= one.proposed if one.is_new else {one.field: one.proposed}
    for name, value in values.items():
        column = model._meta.get_field(name)
        if not column.is_relation or not value:
            continue
        for key in value if column.many_to_many else [value]:
            yield column.related_model, key


@again_after_deadlock
def accept(upload_pk: int, *, why: str = "") -> Accepted | None:
    """Write what is chosen; raises `ImportFaults`, and then nothing of it is written.

    The set is saved beforehand: one that stays pending without an end tells that it was killed.
    """
    upload = Upload.objects.light().get(pk=upload_pk)
    chosen = upload.differences.chosen()
    first = chosen.select_related("decided_by").first()
    if first is None:
        return None
    by = first.decided_by or upload.work_for
    change_set = ChangeSet.objects.create(
        kind=ChangeKind.IMPORT,
        importer=upload.importer,
        made_by=by,
        made_by_name=name_of(by) if by else "",
        upload=upload,
        files={upload.name: upload.sha256},
        why=why,
    )
    try:
        return accept_whole(upload_pk, change_set)
    except ImportFaults as error:
        with transaction.atomic():
            chosen.update(is_chosen=False)
            change_set.state = SetState.FAILED
            change_set.finished_at = timezone.now()
            change_set.why = "\n".join(map(str, error.faults[:NAMED_FAULTS]))
            change_set.save()
            upload.why = f"Not accepted. {change_set.why}"
            let_go(upload)
        raise


@transaction.atomic
def accept_whole(upload_pk: int, change_set: ChangeSet) -> Accepted:
    # The lock says that somebody is at it, for as long as this process lives.
    upload = Upload.objects.light().select_for_update().get(pk=upload_pk)
    importer = importer_called(upload.importer)
    chosen = list(upload.differences.chosen().select_related("content_type"))
    run = AcceptedRun(Recorder(change_set), chosen)
    count = len(chosen)
    run.plan(list(proposals_of(chosen)))
    # Ten thousand of them take 60 MB.
    del chosen
    run.lock()
    run.check_values()
    run.write()
    rows = [planned.instance for planned in run.planned]
    followed = list(reckoned_anew(importer, rows))
    for row, before in followed:
        run.recorder.changed(row, before, chosen=())
    if importer:
        change_set.why = change_set.why or importer.summary(rows)
    run.finish()
    now = timezone.now()
    upload.differences.chosen().update(
        decision=Decision.ACCEPTED, is_chosen=False, decided_at=now
    )
    is_all = not upload.differences.filter(decision="").exists()
    upload.state = UploadState.ACCEPTED if is_all else UploadState.PARTLY
    upload.why = ""
    let_go(upload)
    return Accepted(change_set, count, rows)


def let_go(upload: Upload) -> None:
    upload.work = upload.worker = ""
    upload.lease_until = None
    upload.attempts = 0
    fields = ["state", "why", "work", "worker", "lease_until", "attempts"]
    upload.save(update_fields=fields)


def reckoned_anew(importer: Importer | None, rows: Rows) -> Iterator[tuple]:
    for row in rows if importer else ():
        yield from importer.follow(row)


class AcceptedRun(Run):
    """Applies what was chosen, if what is stored is still what the review showed."""

    def __init__(self, recorder: Recorder, chosen: list[ProposedChange]) -> None:
        super().__init__(recorder)
        self.expected = {
            (one.content_type_id, one.object_pk, one.field): one.before
            for one in chosen
            if one.field and one.action != Action.RELATE
        }

    def check_values(self) -> None:
        for planned in self.planned:
            row = planned.instance
            if row.pk is None:
                continue
            kind = ContentType.objects.get_for_model(type(row)).pk
            for name in planned.values:
                column = row._meta.get_field(name)
                if column.is_relation:
                    continue
                before = self.expected.get((kind, row.pk, name))
                if plain(getattr(row, column.attname)) != before:
                    self.fault(planned.proposal, name, f"{row}: {CHANGED_SINCE}")
        if self.faults:
            raise ImportFaults(self.faults)


def proposals_of(chosen: list[ProposedChange]) -> Iterator[Proposal]:
    """What importers would have said, had the file said nothing but this."""
    rows: dict[tuple, list[ProposedChange]] = defaultdict(list)
    for one in chosen:
        rows[one.content_type_id, str(one.key)].append(one)
    for lines in rows.values():
        yield proposal_of(lines)


def proposal_of(lines: list[ProposedChange]) -> Proposal:
    first = lines[0]
    model = first.content_type.model_class()
    key = {name: given(model, name, value) for name, value in first.key.items()}
    said: dict[str, Any] = (
        dict(first.proposed)
        if first.is_new
        else {one.field: one.proposed for one in lines}
    )
    values, many = {}, {}
    for name, value in said.items():
        if model._meta.get_field(name).many_to_many:
            related = model._meta.get_field(name).related_model
            many[name] = [ref_of(related, one) for one in value]
        elif name not in key:
            values[name] = given(model, name, value)
    return Proposal(
        model,
        key,
        values,
        many,
        initial=values if first.is_new else {},
        file=first.file,
        row=first.row,
        overrules=frozenset(
            o.field for o in lines if o.group == DifferenceGroup.CONFLICTING
        ),
    )


def given(model: type[models.Model], name: str, value: Any) -> Any:
    column = model._meta.get_field(name)
    if column.is_relation:
        return None if value is None else ref_of(column.related_model, value)
    return column.to_python(value)


def ref_of(model: type[models.Model], flat: list) -> Ref:
    """The row with that natural key, as proposals name it."""
    parts, rest = [], list(flat)
    for name in key_fields(model):
        related = model._meta.get_field(name).related_model
        size = key_size(related) if related else 1
        mine, rest = rest[:size], rest[size:]
        parts.append(ref_of(related, mine) if related else mine[0])
    return Ref.to(model, *parts)


@dataclass
class TakenBack:
    restored: int = 0
    left: list[Left] = field(default_factory=list)


@transaction.atomic
def take_back(upload_pk: int) -> TakenBack:
    """Undo all that was accepted, the newest first, or nothing; what was edited since stays."""
    upload = Upload.objects.light().select_for_update().get(pk=upload_pk)
    importer = importer_called(upload.importer)
    found = TakenBack()
    for made in upload.change_sets.filter(state=SetState.ACCEPTED).order_by("-pk"):
        if is_undone(made):
            continue
        undone = undo(made, by=upload.work_for)
        if undone.change_set:
            recorder = Recorder(undone.change_set)
            for row, before in reckoned_anew(importer, undone.rows):
                recorder.changed(row, before, chosen=())
            # Taking an acceptance back says nothing about the row: it may be proposed again.
            for change in undone.restored:
                if change.action == Action.CREATE:
                    recorder.opened(change)
            recorder.save()
        found.restored += len(undone.restored)
        found.left += undone.left
    if not found.left:
        upload.state = UploadState.UNDONE
    upload.why = said_of(found)
    let_go(upload)
    return found


def said_of(found: TakenBack) -> str:
    """What stayed, and why; blank where nothing did."""
    if not found.left:
        return ""
    named = "; ".join(f"{one.change}: {one.why}" for one in found.left[:NAMED_LEFT])
    more = len(found.left) - NAMED_LEFT
    named += f"; and {more} more" if more > 0 else ""
    return f"Undone: {found.restored}. Left alone: {len(found.left)}. {named}"


def is_undone(made: ChangeSet) -> bool:
    """Whether all of it was taken back already."""
    back = Change.objects.filter(change_set__undoes=made).accepted().count()
    return back >= made.changes.accepted().count()
