"""What of schools and programs waits for somebody; see `editorial.admin.queue`."""

import datetime as dt

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from careers.choices import AccreditationStatus, Accreditor
from editorial.admin.queue import Waiting, add_stale, register
from schools.models import Accreditation, Program, School

REVIEW_WITHIN = 90
"""Days."""
FIRST_YEAR = 2000


def due_for_review(day: dt.date) -> QuerySet:
    """Statements whose next review, stated as a year or a cycle, begins in 90 days or is past."""
    until = (day + dt.timedelta(days=REVIEW_WITHIN)).year
    years = "|".join(map(str, range(FIRST_YEAR, until + 1)))
    return (
        Accreditation.objects.in_force(day)
        .filter(program__in=Program.objects.listed(day))
        .filter(next_review__regex=rf"^[^0-9]*({years})")
        .select_related("program__school")
        .order_by("next_review", "pk")
    )


def reported(day: dt.date) -> QuerySet:
    """Programs that somebody reports as accredited, which no statement confirms or denies."""
    counts = Accreditation.objects.deciding(Accreditor.CAHIIM, day)
    counts = counts.filter(program=OuterRef("pk")).reverse()
    return (
        Program.objects.listed(day)
        .annotate(standing=Subquery(counts.values("accreditation_status")[:1]))
        .filter(standing=AccreditationStatus.REPORTED)
        .select_related("school")
        .order_by("school__state", "school__name", "pk")
    )


def in_order(programs: QuerySet) -> QuerySet:
    return programs.select_related("school").order_by(
        "school__state", "school__name", "pk"
    )


def without_a_price(day: dt.date) -> QuerySet:
    return in_order(Program.objects.listed(day).active().filter(price_resident=None))


def never_checked(day: dt.date) -> QuerySet:
    """Programs none of whose figures a person compared with a source."""
    return in_order(
        Program.objects.listed(day).filter(
            ~Exists(
                Accreditation.objects.filter(
                    program=OuterRef("pk"), checked_on__isnull=False
                )
            ),
            offer_checked_on=None,
            price_checked_on=None,
            length_checked_on=None,
            awards_checked_on=None,
        )
    )


register(
    Waiting(
        "reviews",
        "Accreditation reviews due",
        f"The next review, as stated, begins within {REVIEW_WITHIN} days or is past.",
        due_for_review,
    ),
    Waiting(
        "reported",
        "Reported as accredited, not confirmed",
        "Somebody says so, and neither the accreditor’s list nor the school’s own page does.",
        reported,
    ),
    Waiting(
        "no-price",
        "Programs without a price",
        "Active programs for which no price is known.",
        without_a_price,
    ),
    Waiting(
        "never-checked",
        "Programs that nobody ever checked",
        "No person has compared any of their figures with its source.",
        never_checked,
    ),
)
for group, months in {"offer": 24, "price": 24, "length": 36, "awards": 36}.items():
    add_stale(Program, group, months, lambda day: in_order(Program.objects.listed(day)))
for group, months in {"directory": 36, "tuition": 24, "outcomes": 36}.items():
    add_stale(
        School,
        group,
        months,
        lambda day: School.objects.published().order_by("state", "name", "pk"),
    )
