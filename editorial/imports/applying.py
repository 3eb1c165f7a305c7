"""How proposals become content: planned, locked, compared, applied whole, written to the log.

Everything happens in one transaction. What a person corrected stays, also what somebody corrected
while the import ran: rows that would change are locked and read again before they are compared.
A second run does nothing.
"""

import datetime as dt
import hashlib
import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import DataError, IntegrityError, models, transaction
from django.utils import timezone

from editorial.changes.corrections import Corrections
from editorial.changes.locks import (
    LOCKED_AT_ONCE,
    again_after_deadlock,
    lock_order,
    locked,
)
from editorial.changes.recording import Recorder
from editorial.changes.values import (
    Values,
    as_json,
    changed_since,
    copy_columns,
    members_as_json,
    snapshot,
)
from editorial.choices import Action, ChangeKind, Decision, SetState
from editorial.facts import fact_groups
from editorial.imports.files import Fault, ImportFaults
from editorial.imports.proposals import Outcome, Proposal
from editorial.imports.registry import (
    LeftAlone,
    Planned,
    Registry,
    UnknownReference,
    plan,
)
from editorial.management.statistics import refresh_after
from editorial.models import Catalogue, Change, ChangeSet

NAMED_FAULTS = 50


def digest(path: Path) -> str:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError as error:
        raise ImportFaults(
            [Fault(path.name, None, "", f"cannot be read: {error.strerror}")]
        ) from error


def apply(
    proposals: Iterable[Proposal],
    *,
    importer: str,
    files: Iterable[Path] = (),
    dry_run: bool = False,
    read_at: dt.datetime | None = None,
    follow: Callable[[models.Model], Iterable[tuple[models.Model, Values]]]
    | None = None,
) -> Outcome:
    """Apply *proposals* in one transaction; raise `ImportFaults` and change nothing if any is bad.

    *read_at*: when the importer began to look at what is stored; now unless given.
    *follow*: brings up to date what hangs on a row that changed.

    The set of changes is saved beforehand: one that stays pending without an end tells of an
    import that was killed.
    """
    change_set = ChangeSet(
        kind=ChangeKind.IMPORT,
        importer=importer,
        files={path.name: digest(path) for path in files},
        made_at=read_at or timezone.now(),
    )
    if not dry_run:
        change_set.save()
    try:
        return apply_whole(list(proposals), change_set, dry_run, follow)
    except ImportFaults as error:
        if not dry_run:
            change_set.state = SetState.FAILED
            change_set.finished_at = timezone.now()
            change_set.why = "\n".join(map(str, error.faults[:NAMED_FAULTS]))
            change_set.save()
        raise


@again_after_deadlock
def apply_whole(
    proposals: list[Proposal],
    change_set: ChangeSet,
    dry_run: bool,
    follow: Callable | None = None,
) -> Outcome:
    with transaction.atomic():
        run = Run(Recorder(change_set))
        run.plan(proposals)
        run.lock()
        run.write()
        if follow:
            run.bring_up_to_date(follow)
        if dry_run:
            transaction.set_rollback(True)
        else:
            run.finish()
    return run.outcome


def forget_checks(planned: Planned, changed: Iterable[str]) -> None:
    """Nobody has compared a figure that is new here with its source."""
    row = planned.instance
    for group in fact_groups(type(row)):
        checked_on = group.checked_on
        if (
            checked_on
            and checked_on not in planned.values
            and group.figures & {*changed}
        ):
            setattr(row, checked_on, None)


class Run:
    """One attempt at applying proposals."""

    def __init__(self, recorder: Recorder) -> None:
        self.recorder = recorder
        self.outcome = Outcome()
        self.faults: list[Fault] = []
        self.planned: list[Planned] = []
        self.written: list[models.Model] = []
        """Rows that were made or changed."""
        self.corrections: dict[type[models.Model], Corrections] = {}

    def plan(self, proposals: list[Proposal]) -> None:
        registry = Registry()
        registry.ask(proposals)
        for proposal in proposals:
            try:
                self.planned.append(plan(proposal, registry))
            except LeftAlone as error:
                self.outcome.keep(proposal.name, str(error))
            except UnknownReference as error:
                self.fault(proposal, "", str(error))
            except ValidationError as error:
                self.fault(proposal, "", " ".join(error.messages))

    def fault(self, proposal: Proposal, column: str, message: str) -> None:
        self.faults.append(Fault(proposal.file, proposal.row, column, message))

    def lock(self) -> None:
        """Lock the rows that would change and read them again, with what people decided."""
        rows: dict[type[models.Model], dict[int, list[models.Model]]] = defaultdict(
            lambda: defaultdict(list)
        )
        for planned in self.planned:
            row = planned.instance
            if row.pk is not None and (differing(planned) or regrouped(planned)):
                rows[type(row)][row.pk].append(row)
        for model in sorted(rows, key=lock_order):
            keys = sorted(rows[model])
            for start in range(0, len(keys), LOCKED_AT_ONCE):
                part = model._default_manager.filter(
                    pk__in=keys[start : start + LOCKED_AT_ONCE]
                )
                for newer in locked(part):
                    for row in rows[model].pop(newer.pk):
                        copy_columns(row, newer)
            self.corrections[model] = Corrections.of(model, keys)
            self.note_followed(model, keys)
        self.drop_deleted({model: set(left) for model, left in rows.items()})

    def note_followed(self, model: type[models.Model], keys: list[int]) -> None:
        """What followed from an edit made meanwhile stays too: the importer reckoned without it."""
        since = self.recorder.change_set.made_at
        followed = Change.objects.filter(
            content_type=ContentType.objects.get_for_model(model),
            is_derived=True,
            change_set__kind=ChangeKind.EDIT,
            change_set__made_at__gte=since,
        )
        wanted = set(keys)
        for pk, name in followed.values_list("object_pk", "field"):
            if pk in wanted:
                self.corrections[model].set_by_people[pk].add(name)

    def drop_deleted(self, gone: dict[type[models.Model], set[int]]) -> None:
        """Leave out what somebody deleted since it was read."""
        left = []
        for planned in self.planned:
            if planned.instance.pk in gone.get(type(planned.instance), ()):
                self.outcome.keep(planned.proposal.name, "deleted meanwhile")
            else:
                left.append(planned)
        self.planned = left

    def write(self) -> None:
        for planned in self.planned:
            # What it points at could not be saved, and that fault is known already.
            if any(needed.pk is None for needed in planned.needs):
                continue
            try:
                self.write_one(planned)
            except (IntegrityError, DataError) as error:
                # The transaction is broken here, so nothing after this row can be tried.
                fault = refusal(error, planned.proposal)
                raise ImportFaults([*self.faults, fault]) from error
        if self.faults:
            raise ImportFaults(self.faults)

    def write_one(self, planned: Planned) -> None:
        """Save what differs, or note the faults that validation finds."""
        row, outcome = planned.instance, self.outcome
        is_new = row.pk is None
        before = snapshot(row)
        corrected = self.corrected(row) - planned.proposal.overrules
        for name in list(planned.values) if is_new else differing(planned):
            if name in corrected:
                self.keep(planned, name)
            else:
                setattr(row, name, planned.values[name])
        changed = changed_since(row, before)
        if not is_new:
            forget_checks(planned, changed)
        if (is_new or changed) and not self.is_clean(planned):
            return
        if is_new:
            row.save()
        elif changed := changed_since(row, before):
            row.save(update_fields=changed)
            for name in changed:
                outcome.differences.append(
                    f"{row}: {name}: {before[name]!r} -> {getattr(row, name)!r}"[:300]
                )
            self.recorder.changed(row, before)
        members = self.set_members(planned, is_new, corrected)
        label = str(planned.proposal.model._meta.verbose_name_plural)
        outcome.by_model[label] = outcome.by_model.get(label, 0) + 1
        if is_new:
            self.recorder.created(row, planned.many)
            outcome.created += 1
            self.written.append(row)
        elif changed or members:
            outcome.changed += 1
            self.written.append(row)
        else:
            outcome.unchanged += 1

    def bring_up_to_date(self, follow: Callable) -> None:
        """What hangs on the rows that changed, logged as derived from them."""
        for row in self.written:
            for other, before in follow(row):
                self.recorder.changed(other, before, chosen=())
                self.outcome.followed += 1

    def corrected(self, row: models.Model) -> set[str]:
        known = self.corrections.get(type(row))
        return known.fields(row.pk) if known else set()

    def keep(self, planned: Planned, name: str) -> None:
        """Note that the file's value was not taken."""
        row, value = planned.instance, planned.values[name]
        column = row._meta.get_field(name)
        is_row = isinstance(value, models.Model)
        self.recorder.add(
            row,
            Action.CHANGE,
            name,
            as_json(column, getattr(row, column.attname)),
            list(value.natural_key()) if is_row else value,
            decision=Decision.KEPT,
        )
        self.outcome.keep(str(row), name)

    def is_clean(self, planned: Planned) -> bool:
        row = planned.instance
        relations = [f.name for f in row._meta.concrete_fields if f.is_relation]
        try:
            row.clean_fields(exclude=relations)
            row.clean()
        except ValidationError as error:
            for name, parts in error.update_error_dict({}).items():
                self.fault(
                    planned.proposal,
                    "" if name == "__all__" else name,
                    " ".join(text for part in parts for text in part.messages),
                )
            return False
        return True

    def set_members(
        self, planned: Planned, is_new: bool, corrected: set[str]
    ) -> list[str]:
        """Give each relation exactly its members; answer which changed."""
        row, changed = planned.instance, []
        for name in list(planned.many) if is_new else regrouped(planned):
            manager, wanted = getattr(row, name), planned.many[name]
            stored = [] if is_new else list(manager.all())
            if name in corrected:
                self.recorder.add(
                    row,
                    Action.RELATE,
                    name,
                    members_as_json(stored),
                    members_as_json(wanted),
                    decision=Decision.KEPT,
                )
                self.outcome.keep(str(row), name)
                continue
            manager.set(wanted)
            if not is_new:
                self.recorder.related(row, name, stored, wanted)
                self.outcome.differences.append(f"{row}: {name} changes"[:300])
                changed.append(name)
        return changed

    def finish(self) -> None:
        outcome, change_set = self.outcome, self.recorder.change_set
        change_set.created, change_set.changed = outcome.created, outcome.changed
        change_set.unchanged, change_set.kept = outcome.unchanged, outcome.kept
        change_set.state = SetState.ACCEPTED
        change_set.finished_at = timezone.now()
        change_set.save()
        self.recorder.save()
        if outcome.created or outcome.changed:
            Catalogue.objects.bump()
            refresh_after(outcome.created + outcome.changed)


def differing(planned: Planned) -> list[str]:
    """Fields whose proposed value, as the database would give it back, is not the stored one."""
    row = planned.instance
    return [n for n, value in planned.values.items() if differs(row, n, value)]


def differs(row: models.Model, name: str, value: Any) -> bool:
    column = row._meta.get_field(name)
    stored = getattr(row, column.attname)
    if column.is_relation:
        return stored != (value.pk if value is not None else None)
    return stored != column.to_python(value)


def regrouped(planned: Planned) -> list[str]:
    """Relations to many whose members differ from the proposed ones."""
    return [
        name
        for name, members in planned.many.items()
        if set(getattr(planned.instance, name).values_list("pk", flat=True))
        != {member.pk for member in members}
    ]


def refusal(error: Exception, proposal: Proposal) -> Fault:
    """What the database said, in the words of the constraint where it has any."""
    said = str(error).partition("\n")[0]
    meta = proposal.model._meta
    message = f"the database refused it: {said}"
    for constraint in meta.constraints:
        if constraint.name in said:
            message = f"{constraint.get_violation_error_message()} ({constraint.name})"
    words = set(re.findall(r"\w+", str(error)))
    columns = [f.name for f in meta.concrete_fields if f.column in words]
    return Fault(
        proposal.file,
        proposal.row,
        ", ".join(columns),
        f"{proposal.name}: {message}",
    )
