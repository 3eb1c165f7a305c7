"""What has changed since a plan was made, read from the log of changes."""

from dataclasses import dataclass

from django.contrib.contenttypes.models import ContentType
from django.db.models import Max, Model, Q

from careers.models import Pay
from editorial.choices import Action
from editorial.models import Change
from pathways.parts import Plan

MOST = 12


@dataclass(frozen=True)
class Since:
    """A figure of the plan that was changed after the plan was made."""

    what: str
    field: str
    before: str
    now: str


def newest_change() -> int:
    """The state of the data that an address names; 0 before anything changed. One query."""
    return Change.objects.accepted().aggregate(newest=Max("pk"))["newest"] or 0


def changed_since(plan: Plan, data: int) -> list[Since]:
    """Figures of the plan's programs, schools, exams and pay changed after the change *data*.

    Each once, from what it was then to what it is now; the newest first. One query.
    """
    rows = rows_of(plan)
    wanted = Q()
    for model, keys in rows.items():
        kind = ContentType.objects.get_for_model(model)
        wanted |= Q(content_type=kind, object_pk__in=keys)
    if not wanted:
        return []
    changes = (
        Change.objects.accepted()
        .filter(wanted, pk__gt=data, action=Action.CHANGE)
        .exclude(field="")
        .select_related("content_type")
        .order_by("pk")
    )
    first, last = {}, {}
    for change in changes:
        key = change.content_type_id, change.object_pk, change.field
        first.setdefault(key, change)
        last[key] = change
    found = [
        Since(
            last[key].object_name,
            last[key].field_label,
            first[key].before_text,
            last[key].proposed_text,
        )
        for key in reversed(last)
        if first[key].before != last[key].proposed
    ]
    return found[:MOST]


def rows_of(plan: Plan) -> dict[type[Model], set[int]]:
    """Every row whose figures the plan shows, by model."""
    rows: dict[type[Model], set[int]] = {}

    def add(row: Model) -> None:
        rows.setdefault(type(row), set()).add(row.pk)

    for route in plan.routes:
        for step in route.steps:
            if not step.is_study:
                add(step.credential)
                continue
            for option in step.options:
                add(option.program)
                add(option.program.school)
                for statement in option.program.accreditations.all():
                    add(statement)
    if plan.pay is not None:
        rows.setdefault(Pay, set()).add(plan.pay.pk)
    return rows
