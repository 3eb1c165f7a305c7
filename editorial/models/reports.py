"""What visitors report."""

from typing import Self

from django.contrib.contenttypes.models import ContentType
from django.db import models

from editorial.models.changes import ChangeSet


class ReportedFigure(models.TextChoices):
    """The parts of a page that a visitor may say are wrong."""

    PRICE = "price", "Price"
    LENGTH = "length", "Length"
    ACCREDITATION = "accreditation", "Accreditation"
    EXAMS = "exams", "What it leads to"
    GRADUATES = "graduates", "Graduates"
    OUTCOMES = "outcomes", "Earnings and debt"
    PAY = "pay", "Pay"
    OUTLOOK = "outlook", "Outlook"
    EXAM = "exam", "Exam, fee or renewal"
    SCHOOL = "school", "Name, address or link of the school"
    OTHER = "other", "Something else"


GROUPS = {
    ReportedFigure.PRICE: "price",
    ReportedFigure.LENGTH: "length",
    ReportedFigure.GRADUATES: "awards",
    ReportedFigure.EXAM: "exam",
    ReportedFigure.SCHOOL: "directory",
}
"""Fact groups of the figures that lie in columns of the reported row itself."""


class ReportQuerySet(models.QuerySet):
    def open(self) -> Self:
        return self.filter(settled_on=None)

    def about(self, row: models.Model) -> Self:
        kind = ContentType.objects.get_for_model(type(row))
        return self.filter(content_type=kind, object_pk=row.pk)


class Report(models.Model):
    """What a visitor says is wrong, waiting for somebody to check it."""

    page = models.CharField(
        "page it is on", max_length=200, help_text="Its address, or what it is about."
    )
    figure = models.CharField(
        "which figure", max_length=20, choices=ReportedFigure, blank=True
    )
    wrong = models.TextField("what is wrong", max_length=2000)
    right = models.TextField(
        "what is right", max_length=1000, blank=True, help_text="If you know."
    )
    evidence = models.URLField(
        "where that can be read",
        max_length=500,
        blank=True,
        help_text="A web address, if there is one.",
    )
    email = models.EmailField(
        "your e-mail",
        blank=True,
        help_text="Only if you want an answer. We use it for nothing else.",
    )
    sent_at = models.DateTimeField(auto_now_add=True)
    content_type = models.ForeignKey(
        ContentType,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        help_text="What the page is about; blank: several rows, or none of ours.",
    )
    object_pk = models.BigIntegerField(null=True, blank=True, editable=False)
    object_name = models.CharField(max_length=300, blank=True, editable=False)
    change_set = models.ForeignKey(
        ChangeSet,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="reports",
        help_text="The change that settled it; blank: none was made.",
    )
    settled_on = models.DateField(
        null=True, blank=True, help_text="The day it was dealt with; blank: open."
    )
    outcome = models.TextField(blank=True, help_text="What was done about it.")

    objects = ReportQuerySet.as_manager()

    class Meta:
        ordering = ["settled_on", "-sent_at"]
        indexes = [
            models.Index(fields=["content_type", "object_pk"], name="report_of_object")
        ]

    def __str__(self) -> str:
        return f"{self.object_name or self.page}: {self.wrong[:60]}"

    @property
    def reference(self) -> str:
        """What the visitor was told, to name it by."""
        return f"R-{self.pk:05}"

    @property
    def group(self) -> str:
        """Prefix of the columns that hold what is said to be wrong; blank: not known."""
        return GROUPS.get(self.figure, "")

    def is_about(self, row: models.Model) -> bool:
        kind = ContentType.objects.get_for_model(type(row))
        return (self.content_type_id, self.object_pk) == (kind.pk, row.pk)
