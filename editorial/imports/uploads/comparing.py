"""What planned proposals would change, a line for each field, grouped as staff decide it."""

import datetime as dt
import json
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from editorial.changes.corrections import Corrections
from editorial.changes.values import as_json, members_as_json, snapshot
from editorial.choices import Action, DifferenceGroup, Status
from editorial.facts import fact_groups
from editorial.imports.applying import Run, differing, regrouped
from editorial.imports.proposals import Ref
from editorial.imports.registry import Planned
from editorial.imports.uploads.importers import Importer
from editorial.models import ProposedChange
from editorial.models.changes import BLANK, text_of


class Comparison:
    """Collects the differences of one run, which writes nothing."""

    def __init__(self, run: Run, importer: Importer) -> None:
        self.run = run
        self.importer = importer
        self.differences: list[ProposedChange] = []
        self.unchanged = 0
        self.total = 0
        self.corrections: dict[type[models.Model], Corrections] = {}
        self.named: dict[tuple[type[models.Model], int], list] = {}

    def add(self, planned: Planned) -> None:
        row = planned.instance
        if row.pk is None:
            self.add_new(planned)
            return
        names, many = differing(planned), regrouped(planned)
        if not names and not many:
            self.unchanged += 1
            return
        before = snapshot(row)
        if not self.is_clean(planned, names):
            return
        common = self.common(planned)
        is_gone = planned.proposal.is_gone
        corrected = self.corrected(row)
        for name in names:
            column = row._meta.get_field(name)
            old = self.json_of(column, before[name])
            new = self.proposed(column, planned.values[name])
            is_archived = name == "status" and new == Status.ARCHIVED
            self.differences.append(
                ProposedChange(
                    **common,
                    field=name,
                    action=Action.ARCHIVE if is_archived else Action.CHANGE,
                    group=group_of(name in corrected, old, new, is_archived or is_gone),
                    topic=self.importer.topic(type(row), name),
                    before=old,
                    proposed=new,
                    known_since=known_since(row, before, name),
                )
            )
        for name in many:
            stored = members_as_json(getattr(row, name).all())
            wanted = members_as_json(planned.many[name])
            self.differences.append(
                ProposedChange(
                    **common,
                    field=name,
                    action=Action.RELATE,
                    group=group_of(name in corrected, stored, wanted, False),
                    topic=self.importer.topic(type(row), name),
                    before=stored,
                    proposed=wanted,
                )
            )

    def add_new(self, planned: Planned) -> None:
        row = planned.instance
        for name, value in planned.values.items():
            setattr(row, name, value)
        if not self.run.is_clean(planned):
            return
        given = {*planned.values, *planned.proposal.initial, *planned.proposal.key}
        proposed = {
            name: self.proposed(row._meta.get_field(name), getattr(row, name))
            for name in given
        } | {name: members_as_json(rows) for name, rows in planned.many.items()}
        self.differences.append(
            ProposedChange(
                **self.common(planned),
                action=Action.CREATE,
                group=(
                    DifferenceGroup.GONE
                    if planned.proposal.is_gone
                    else DifferenceGroup.NEW
                ),
                topic=self.importer.topic(type(row), ""),
                proposed=proposed,
            )
        )

    def is_clean(self, planned: Planned, names: list[str]) -> bool:
        """Whether the row could be saved with the file's values; it has its own again after."""
        row = planned.instance
        before = {name: getattr(row, name) for name in names}
        for name in names:
            setattr(row, name, planned.values[name])
        try:
            return self.run.is_clean(planned)
        finally:
            for name, value in before.items():
                setattr(row, name, value)

    def common(self, planned: Planned) -> dict[str, Any]:
        proposal, row = planned.proposal, planned.instance
        return {
            "content_type": ContentType.objects.get_for_model(type(row)),
            "object_pk": row.pk,
            "object_name": str(row),
            "file": proposal.file,
            "row": proposal.row,
            "key": {
                name: plain(flat(value)) if isinstance(value, Ref) else plain(value)
                for name, value in proposal.key.items()
            },
        }

    def corrected(self, row: models.Model) -> set[str]:
        model = type(row)
        if model not in self.corrections:
            self.corrections[model] = Corrections.of(model)
        return self.corrections[model].fields(row.pk)

    def proposed(self, column: models.Field, value: Any) -> Any:
        if isinstance(value, models.Model):
            return list(value.natural_key())
        return value if column.is_relation else plain(column.to_python(value))

    def json_of(self, column: models.Field, value: Any) -> Any:
        """As the log has it; another row is asked for its name once."""
        if value is None or not column.is_relation:
            return plain(value)
        key = column.related_model, value
        if key not in self.named:
            self.named[key] = as_json(column, value)
        return self.named[key]


def plain(value: Any) -> Any:
    """*value* as it comes back from JSON."""
    return json.loads(json.dumps(value, cls=DjangoJSONEncoder))


def flat(ref: Ref) -> list:
    """The natural key that *ref* names a row by."""
    parts = [flat(part) if isinstance(part, Ref) else [part] for part in ref.key]
    return [value for part in parts for value in part]


def group_of(is_corrected: bool, old: Any, new: Any, is_gone: bool) -> DifferenceGroup:
    if is_corrected:
        return DifferenceGroup.CONFLICTING
    if is_gone or (text_of(new, {}) == BLANK and text_of(old, {}) != BLANK):
        return DifferenceGroup.GONE
    return DifferenceGroup.CHANGED


def known_since(row: models.Model, before: dict, name: str) -> dt.date | None:
    for group in fact_groups(type(row)):
        if name in group.columns and group.as_of:
            return before[group.as_of]
    return None
