"""Every change of content by anybody: what was done together, and value by value."""

from collections.abc import Iterable
from typing import Any, Self

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import FieldDoesNotExist
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
    undoes = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="undone_by",
        help_text="The set that this one takes back, all of it or a part.",
    )
    upload = models.ForeignKey(
        "editorial.Upload",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="change_sets",
        help_text="The file that staff brought in, of which this set accepted a part.",
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

    @property
    def has_value_before(self) -> bool:
        """Whether a value was replaced, which can be put back."""
        return bool(self.field) and self.action != Action.RELEASE

    @property
    def field_label(self) -> str:
        """What the forms call the field; its name where the model no longer has it."""
        model = self.content_type.model_class()
        if not self.field or model is None:
            return self.field
        try:
            return str(model._meta.get_field(self.field).verbose_name)
        except FieldDoesNotExist:
            return self.field

    @property
    def before_text(self) -> str:
        return self.as_text(self.before)

    @property
    def proposed_text(self) -> str:
        return self.as_text(self.proposed)

    def as_text(self, value: Any) -> str:
        """*value* in words: choices by their labels, other rows by their natural keys."""
        if self.field:
            return text_of(value, self.choices_of(self.field))
        if not isinstance(value, dict):
            return ""
        return "; ".join(self.parts_of(value))

    def parts_of(self, values: dict[str, Any]) -> list[str]:
        """All that is known of a row, but for what is blank, in words."""
        told = {
            name: text_of(part, self.choices_of(name)) for name, part in values.items()
        }
        return [f"{name}: {words}" for name, words in told.items() if words != BLANK]

    def choices_of(self, name: str) -> dict[Any, str]:
        model = self.content_type.model_class()
        try:
            column = model._meta.get_field(name) if model else None
        except FieldDoesNotExist:
            column = None
        return dict(getattr(column, "flatchoices", None) or ())


BLANK = "blank"


def text_of(value: Any, choices: dict[Any, str]) -> str:
    match value:
        case None | "" | []:
            return BLANK
        case bool():
            return "yes" if value else "no"
        case [[*_], *_]:
            return ", ".join(text_of(part, {}) for part in value)
        case list():
            return " · ".join(str(part) for part in value)
    return str(choices.get(value, value))


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
