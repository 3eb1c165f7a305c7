"""What visitors report."""

from django.db import models


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
    settled_on = models.DateField(
        null=True, blank=True, help_text="The day it was dealt with; blank: open."
    )
    outcome = models.TextField(blank=True, help_text="What was done about it.")

    class Meta:
        ordering = ["settled_on", "-sent_at"]

    def __str__(self) -> str:
        return f"{self.page}: {self.wrong[:60]}"
