"""What real people of the trade said in print."""

from django.db import models

from careers.choices import InterviewForm
from careers.models.careers import CareerPart
from editorial.models import Source


class CareerInterview(CareerPart):
    """A question with what a real person said, in our words from a published piece.

    When it was published is the release of its source, blank where the page shows no date; who
    publishes it, and whether that is the person's employer, stands in the source as well.
    """

    published_as = models.CharField(
        max_length=10, choices=InterviewForm, default=InterviewForm.INTERVIEW
    )
    question = models.CharField(max_length=200)
    answer = models.TextField(help_text="Our summary, not the person's sentences.")
    person = models.CharField(max_length=120)
    role = models.CharField(
        max_length=200,
        blank=True,
        help_text="The person's work then, as published, after the name.",
    )
    source = models.ForeignKey(Source, models.PROTECT, related_name="+")

    class Meta(CareerPart.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["career", "position"], name="career_interview_position"
            )
        ]

    def __str__(self) -> str:
        return self.question
