"""What has changed since a plan was made, read from the log of changes."""

from dataclasses import dataclass

from django.contrib.contenttypes.models import ContentType
from django.db.models import Max, Model, Q

from careers.models import Pay
from editorial.choices import Action
from editorial.models import Change
from pathways.parts import Plan
from schools.models import Program
from web.templatetags.figures import money

MOST = 12
MOST_SEEN = 32
"""Programs that an address names; a plan shows four ways of at most two studies of four."""
LONGEST_KEY = 9
"""Digits; every database takes a number that short."""
DOLLARS = ("price_", "fee_", "renewal_fee_", "annual_")
"""How the names of fields in whole dollars begin."""
SAID = {
    "price_resident": "price for residents",
    "price_nonresident": "price for others",
    "price_in_district": "price in the district",
}
"""Fields whose label at the desk would tell a visitor little."""


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


def seen(plan: Plan) -> str:
    """The programs that the plan shows, as its address names them: “12.45”."""
    return ".".join(str(key) for key in sorted(rows_of(plan).get(Program, ())))


def read_seen(typed: str) -> set[int]:
    """The keys that an address names; what is none is passed over."""
    return {
        int(key)
        for key in typed.split(".")[:MOST_SEEN]
        if key.isascii() and key.isdecimal() and len(key) <= LONGEST_KEY
    }


def changed_since(plan: Plan, data: int, before: set[int]) -> list[Since]:
    """Figures of the plan's programs, schools, exams and pay changed after the change *data*.

    *before*: programs it showed then; the changed figure may be why it shows one no more. Each
    figure once, from what it was then to what it is now; the newest first. One query.
    """
    rows = rows_of(plan)
    if before:
        rows.setdefault(Program, set()).update(before)
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
            SAID.get(last[key].field, last[key].field_label),
            in_words(first[key].field, first[key].before, first[key].before_text),
            in_words(last[key].field, last[key].proposed, last[key].proposed_text),
        )
        for key in reversed(last)
        if first[key].before != last[key].proposed
    ]
    return found[:MOST]


def in_words(field: str, value: object, text: str) -> str:
    if value is None:
        return "not known"
    if isinstance(value, int) and field.startswith(DOLLARS):
        return money(value)
    return text


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
