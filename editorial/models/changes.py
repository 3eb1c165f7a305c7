"""Every change of content by anybody: what was done together, and value by value."""

from collections.abc import Iterable
from typing import Self

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.utils import timezone

from editorial.choices import Action, ChangeKind, Decision, SetState
from editorial.models.sources import Source


class ChangeSet(models.Model):
    """What one save, one action on a list or one run of an importer did.

    A set outlasts the account and the source that it names: both names are copied. Nothing is
    ever removed from the log, so rows that depend on it protect it.
    """

    kind = models.CharField(max_length=12, choices=ChangeKind)
    state = models.CharField(
        max_length=12,
        choices=SetState,
        default=SetState.PENDING,
        help_text="A set that stays pending without an end was interrupted: nothing of it "
        "was applied.",
    )
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text="Blank: a command, or an account that is gone.",
    )
    made_by_name = models.CharField(max_length=160, blank=True)
    made_at = models.DateTimeField(default=timezone.now, db_index=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    why = models.TextField(blank=True, help_text="In the words of whoever made it.")
    source = models.ForeignKey(
        Source, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    source_name = models.CharField(max_length=400, blank=True)
    importer = models.CharField(
        max_length=60, blank=True, help_text="Blank: not made by a command."
    )
    files = models.JSONField(
        default=dict, blank=True, help_text="File name to its SHA-256."
    )
    created = models.PositiveIntegerField(default=0, help_text="Rows made.")
    changed = models.PositiveIntegerField(default=0, help_text="Rows changed.")
    unchanged = models.PositiveIntegerField(
        default=0, help_text="Rows found as the files have them."
    )
    kept = models.PositiveIntegerField(
        default=0, help_text="Values left alone because a person had corrected them."
    )

    class Meta:
        ordering = ["-made_at", "-pk"]

    def __str__(self) -> str:
        who = self.importer or self.made_by_name or "somebody"
        return f"{self.get_kind_display()}, {who}, {self.made_at:%Y-%m-%d %H:%M}"


class ChangeQuerySet(models.QuerySet):
    def about(self, model: type[models.Model], keys: Iterable[int]) -> Self:
        """Changes of the rows of *model* with those primary keys, the oldest first."""
        kind = ContentType.objects.get_for_model(model)
        return self.filter(content_type=kind, object_pk__in=keys).order_by("pk")

    def accepted(self) -> Self:
        return self.filter(decision=Decision.ACCEPTED)


class Change(models.Model):
    """One field of one object, or the making or removing of one.

    *before* and *proposed* hold JSON: numbers, texts, lists, dates as text, and natural keys for
    other rows. Of a whole object (*field* blank) they hold all its values by field name; of an
    entry carried over from an older log they are blank, since that log did not know them.
    """

    change_set = models.ForeignKey(ChangeSet, models.PROTECT, related_name="changes")
    content_type = models.ForeignKey(ContentType, models.PROTECT, related_name="+")
    object_pk = models.BigIntegerField(
        null=True, help_text="Blank: the object is not made yet."
    )
    object_name = models.TextField(help_text="What it was called at the time.")
    action = models.CharField(max_length=8, choices=Action)
    field = models.CharField(max_length=60, blank=True, help_text="Blank: all of it.")
    before = models.JSONField(null=True, encoder=DjangoJSONEncoder)
    proposed = models.JSONField(null=True, encoder=DjangoJSONEncoder)
    is_derived = models.BooleanField(
        default=False, help_text="Followed from another change; nobody's own decision."
    )
    decision = models.CharField(
        max_length=8, choices=Decision, blank=True, help_text="Blank: to be decided."
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    decided_by_name = models.CharField(max_length=160, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)

    objects = ChangeQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["content_type", "object_pk"], name="change_of_object")
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(decision="", decided_at__isnull=True)
                | (~Q(decision="") & Q(decided_at__isnull=False)),
                name="change_decided_on_a_day",
            )
        ]

    def __str__(self) -> str:
        return f"{self.object_name}: {self.field or self.get_action_display()}"


class ImportKey(models.Model):
    """By which key files know a row that a person has since given another, or removed.

    Files go on naming the row as it was when it came in. Rows whose key nobody touched need none.
    """

    content_type = models.ForeignKey(ContentType, models.CASCADE, related_name="+")
    object_pk = models.BigIntegerField()
    key = models.CharField(
        max_length=700,
        help_text="The columns of its natural key, other rows by primary key, as JSON.",
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["content_type", "object_pk"], name="import_key_once_a_row"
            )
        ]

    def __str__(self) -> str:
        return f"{self.content_type} {self.object_pk}: {self.key}"
