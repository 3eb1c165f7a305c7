"""What staff decide about their own work: how often to look again, and what may wait."""

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone

from editorial.choices import Status

MOST_MONTHS = 120


class CheckInterval(models.Model):
    """After how many months figures of one kind want to be looked at again."""

    group = models.CharField(
        max_length=80,
        unique=True,
        help_text="As the list of what waits names it, for example “program price”.",
    )
    months = models.PositiveSmallIntegerField(
        validators=[MinValueValidator(1), MaxValueValidator(MOST_MONTHS)]
    )

    class Meta:
        ordering = ["group"]
        constraints = [
            models.CheckConstraint(
                condition=Q(months__gte=1, months__lte=MOST_MONTHS),
                name="check_interval_of_months",
            )
        ]

    def __str__(self) -> str:
        return f"{self.group}: {self.months} months"


class Snooze(models.Model):
    """A row of one list of what waits that comes back on a later day."""

    waiting = models.SlugField(max_length=80)
    content_type = models.ForeignKey(ContentType, models.CASCADE, related_name="+")
    object_pk = models.BigIntegerField()
    until = models.DateField()
    reason = models.CharField(max_length=300)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    made_by_name = models.CharField(max_length=160, blank=True)
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["until", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["waiting", "content_type", "object_pk"], name="snooze_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.waiting} until {self.until}: {self.reason}"


class PublishingTime(models.Model):
    """When a row is to be published or withdrawn, by `run_jobs`."""

    content_type = models.ForeignKey(
        ContentType, models.CASCADE, related_name="+", verbose_name="kind of content"
    )
    object_pk = models.BigIntegerField("its number")
    object_name = models.CharField("what", max_length=300, editable=False)
    to = models.CharField(
        "what shall happen",
        max_length=12,
        choices=[(Status.PUBLISHED, "Publish"), (Status.DRAFT, "Withdraw")],
    )
    at = models.DateTimeField("when", help_text="In the time of the site.")
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
    )
    made_by_name = models.CharField(max_length=160, editable=False)
    done_at = models.DateTimeField(null=True, editable=False)
    outcome = models.CharField(max_length=300, blank=True, editable=False)

    class Meta:
        ordering = ["done_at", "at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["content_type", "object_pk", "to"],
                condition=Q(done_at__isnull=True),
                name="publishing_time_once_open",
                violation_error_message="A time is set for this already: change that one.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_to_display()} {self.object_name}"
