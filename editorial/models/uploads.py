"""Files that staff bring in: the file, what it would change, and what was decided about it."""

from typing import Any, Self

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils import timezone

from editorial.choices import (
    Action,
    ChangeTopic,
    Decision,
    DifferenceGroup,
    MatchDecision,
    UploadState,
    Work,
)
from editorial.models.changes import Change


class UploadQuerySet(models.QuerySet):
    def waiting(self) -> Self:
        """Those with work that nobody is at: never begun, or begun by somebody who died."""
        free = models.Q(lease_until=None) | models.Q(lease_until__lt=timezone.now())
        return self.exclude(work="").filter(free).order_by("pk")

    def light(self) -> Self:
        """Without the file itself, which pages do not need."""
        return self.defer("content")


class Upload(models.Model):
    """One file as it came, with its sum, and how far it is.

    The file lies in the database: it is backed up with what came of it, no path leads to it, and
    every machine that works on it has it.
    """

    name = models.CharField("file", max_length=200)
    sha256 = models.CharField("SHA-256", max_length=64)
    size = models.PositiveIntegerField(help_text="Bytes.")
    content = models.BinaryField()
    importer = models.CharField(
        max_length=60, blank=True, help_text="Blank: not recognised yet."
    )
    as_of = models.DateField(
        "fetched on", help_text="The day the file was fetched where it came from."
    )
    skips_faulty_rows = models.BooleanField(
        default=False, help_text="Somebody decided to go on without the failing rows."
    )
    state = models.CharField(
        max_length=12, choices=UploadState, default=UploadState.PENDING
    )
    why = models.TextField(blank=True, help_text="Why it failed or was interrupted.")
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    made_by_name = models.CharField("uploaded by", max_length=160, blank=True)
    made_at = models.DateTimeField("uploaded", default=timezone.now)
    work = models.CharField(max_length=8, choices=Work, blank=True)
    work_for = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text="Who asked for the work.",
    )
    worker = models.CharField(
        max_length=40, blank=True, help_text="Who is at it; its lease must be its own."
    )
    lease_until = models.DateTimeField(null=True, blank=True)
    heartbeat_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    done = models.PositiveIntegerField(default=0, help_text="Rows looked at so far.")
    total = models.PositiveIntegerField(default=0, help_text="Rows in the file.")
    unchanged = models.PositiveIntegerField(
        default=0, help_text="Rows that say what the site says."
    )
    faults = models.JSONField(
        default=list, blank=True, help_text="File, row, column and what is wrong."
    )
    notes = models.TextField(blank=True, help_text="What the reader left out, and why.")

    objects = UploadQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(worker="", lease_until__isnull=True)
                | (~models.Q(worker="") & models.Q(lease_until__isnull=False)),
                name="upload_lease_has_worker",
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_waiting(self) -> bool:
        return bool(self.work)

    @property
    def is_open(self) -> bool:
        """Whether there is something to decide."""
        return not self.work and self.state in (UploadState.READY, UploadState.PARTLY)

    @property
    def is_abandoned(self) -> bool:
        """Whether whoever was at it has not been heard of for too long."""
        return self.lease_until is not None and self.lease_until < timezone.now()

    @property
    def percent(self) -> int:
        return min(100, 100 * self.done // self.total) if self.total else 0


class ProposedChangeQuerySet(models.QuerySet):
    def undecided(self) -> Self:
        return self.filter(decision="", is_chosen=False)

    def chosen(self) -> Self:
        """Accepted by somebody and not written yet."""
        return self.filter(decision="", is_chosen=True)

    def untouched_by_people(self) -> Self:
        return self.exclude(group=DifferenceGroup.CONFLICTING)


class ProposedChange(models.Model):
    """What a file says otherwise than the site: one field, or a whole new row.

    Values are JSON as in the log of changes; *key* holds the columns that the file knows the row
    by. Once accepted, the log has a `Change` of it.
    """

    upload = models.ForeignKey(Upload, models.CASCADE, related_name="differences")
    group = models.CharField(max_length=12, choices=DifferenceGroup)
    topic = models.CharField(max_length=14, choices=ChangeTopic, blank=True)
    file = models.CharField(max_length=200, blank=True)
    row = models.PositiveIntegerField(null=True, blank=True)
    content_type = models.ForeignKey(ContentType, models.CASCADE, related_name="+")
    object_pk = models.BigIntegerField(null=True, blank=True)
    object_name = models.TextField()
    key = models.JSONField(encoder=DjangoJSONEncoder)
    action = models.CharField(max_length=8, choices=Action)
    field = models.CharField(max_length=60, blank=True)
    before = models.JSONField(null=True, encoder=DjangoJSONEncoder)
    proposed = models.JSONField(null=True, encoder=DjangoJSONEncoder)
    known_since = models.DateField(
        null=True, blank=True, help_text="The day the present value speaks for."
    )
    is_chosen = models.BooleanField(default=False)
    decision = models.CharField(max_length=8, choices=Decision, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    decided_at = models.DateTimeField(null=True, blank=True)

    objects = ProposedChangeQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        indexes = [
            models.Index(
                fields=["upload", "decision", "group"], name="difference_to_decide"
            )
        ]

    def __str__(self) -> str:
        return f"{self.object_name}: {self.field or self.get_action_display()}"

    def as_change(self) -> Change:
        """The same as a row of the log, unsaved, for its words."""
        return Change(
            content_type=self.content_type,
            object_pk=self.object_pk,
            object_name=self.object_name,
            action=self.action,
            field=self.field,
            before=self.before,
            proposed=self.proposed,
        )

    @property
    def is_new(self) -> bool:
        return self.action == Action.CREATE

    @property
    def field_label(self) -> str:
        return self.as_change().field_label

    @property
    def proposed_parts(self) -> list[str]:
        """What a new row would hold, value by value."""
        return self.as_change().parts_of(self.proposed)

    @property
    def before_text(self) -> str:
        return self.as_change().before_text

    @property
    def proposed_text(self) -> str:
        return self.as_change().proposed_text


class RowMatch(models.Model):
    """Which of our rows a row of a file means, where it says so in words only.

    What a person decided is remembered by *identity* for the next file.
    """

    upload = models.ForeignKey(Upload, models.CASCADE, related_name="matches")
    row = models.PositiveIntegerField()
    identity = models.CharField(
        max_length=500, db_index=True, help_text="What the row says of itself, folded."
    )
    words = models.JSONField(help_text="The cells of the row that name it.")
    candidates = models.JSONField(
        default=list, help_text="Rows it may mean, with a confidence and why."
    )
    object_pk = models.BigIntegerField(null=True, blank=True)
    confidence = models.PositiveSmallIntegerField(
        default=0, help_text="0 to 100; 100: named exactly, or by a person."
    )
    decision = models.CharField(
        max_length=8, choices=MatchDecision, blank=True, help_text="Blank: not tried."
    )
    decided_by_name = models.CharField(
        max_length=160, blank=True, help_text="Blank: by its exact name."
    )
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["row"]
        constraints = [
            models.UniqueConstraint(
                fields=["upload", "row"], name="row_match_once_a_row"
            )
        ]

    def __str__(self) -> str:
        return f"Row {self.row}: {self.identity}"

    @property
    def chosen(self) -> dict[str, Any] | None:
        return next((c for c in self.candidates if c["pk"] == self.object_pk), None)
