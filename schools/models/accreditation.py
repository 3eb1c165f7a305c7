"""Who accredited a program, when, and how we know."""

import datetime as dt
from collections.abc import Iterable

from django.db import models
from django.db.models import F, Q

from careers.choices import (
    TAKES_AWAY,
    WORDS_OF_THE_ACCREDITOR,
    AccreditationStatus,
    Accreditor,
)
from editorial.choices import Kind
from editorial.models import Source
from schools.choices import (
    Evidence,
)
from schools.models.programs import Program
from schools.models.querysets import (
    AccreditationQuerySet,
)


class Accreditation(models.Model):
    """One statement about a program's standing with an accreditor; history is kept."""

    program = models.ForeignKey(Program, models.CASCADE, related_name="accreditations")
    accreditor = models.CharField(
        max_length=10, choices=Accreditor, default=Accreditor.CAHIIM
    )
    key = models.SlugField(
        max_length=60,
        help_text="Tells statements about one program apart, for example “directory-2026”.",
    )
    accreditation_status = models.CharField(max_length=12, choices=AccreditationStatus)
    evidence = models.PositiveSmallIntegerField(choices=Evidence)
    evidence_url = models.URLField(max_length=500, blank=True)
    valid_from = models.DateField(
        null=True, blank=True, help_text="First day it holds; blank: not stated."
    )
    valid_until = models.DateField(
        null=True, blank=True, help_text="Last day it holds; blank: open."
    )
    next_review = models.CharField(
        max_length=20,
        blank=True,
        help_text="Year or cycle of the next review, as stated; not an end date.",
    )
    note = models.TextField(blank=True, help_text="For staff; not shown.")
    source = models.ForeignKey(Source, models.PROTECT, related_name="+")
    as_of = models.DateField(help_text="The day the statement speaks for.")
    kind = models.CharField(max_length=20, choices=Kind)
    checked_on = models.DateField(null=True, blank=True)

    objects = AccreditationQuerySet.as_manager()

    class Meta:
        ordering = ["program", "-evidence", "-as_of", "-pk"]
        permissions = [("review_accreditation", "Can review accreditation")]
        constraints = [
            models.UniqueConstraint(
                fields=["program", "accreditor", "key"], name="accreditation_key"
            ),
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True)
                | Q(valid_from__isnull=True)
                | Q(valid_until__gte=F("valid_from")),
                name="accreditation_dates_in_order",
                violation_error_message="Accreditation ends before it starts.",
            ),
            models.CheckConstraint(
                condition=~Q(accreditation_status__in=sorted(WORDS_OF_THE_ACCREDITOR))
                | Q(evidence__gte=Evidence.NAMED_BY_SCHOOL),
                name="accreditation_needs_evidence",
                violation_error_message="Accredited, candidate, on probation and withdrawn "
                "need a statement by the accreditor or by the school; anything weaker is "
                "“reported”, or “not confirmed”.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.accreditor}: {self.get_accreditation_status_display()}"

    def natural_key(self) -> tuple:
        return (*self.program.natural_key(), self.accreditor, self.key)

    natural_key.dependencies = ["schools.program", "editorial.source"]

    @property
    def short_status(self) -> str:
        """The status in a word or two, for a row of facts."""
        return {
            AccreditationStatus.CANDIDACY: "Candidate",
            AccreditationStatus.PROBATION: "Accredited, on probation",
            AccreditationStatus.WITHDRAWN: "Withdrawn",
            AccreditationStatus.REPORTED: "Reported, not confirmed",
            AccreditationStatus.UNCONFIRMED: "Not confirmed",
        }.get(self.accreditation_status, "Accredited")

    def holds(self, on: dt.date) -> bool:
        """Agree with `AccreditationQuerySet.in_force`; a test holds the two together."""
        return (self.valid_from is None or self.valid_from <= on) and (
            self.valid_until is None or on <= self.valid_until
        )


def current(
    statements: Iterable[Accreditation], accreditor: str, on: dt.date
) -> Accreditation | None:
    """The statement that counts on the day *on*: the best evidence, then the newest.

    What gives something is void once the accreditor has taken it away later.
    """
    candidates = [s for s in statements if s.accreditor == accreditor and s.holds(on)]
    taken = [s.as_of for s in candidates if s.accreditation_status in TAKES_AWAY]
    if taken:
        candidates = [
            s
            for s in candidates
            if s.accreditation_status in TAKES_AWAY or s.as_of >= max(taken)
        ]
    return max(candidates, key=lambda s: (s.evidence, s.as_of, s.pk), default=None)
