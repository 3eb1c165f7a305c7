"""The questions that rank careers, and what each answer says for or against one."""

from django.db import models
from django.db.models import Q

from careers.choices import Education
from careers.models.careers import Career
from careers.models.querysets import AssessmentQuestionQuerySet
from editorial.models import Publishable
from editorial.models.limits import at_most_dollars, within_limits

MOST_POINTS = 3
STRENGTH = "From −3, speaks strongly against, to 3, speaks strongly for."


def points(name: str, *columns: str) -> models.CheckConstraint:
    """Keep *columns* within what one answer may count."""
    within = Q()
    for column in columns:
        within &= Q(**{f"{column}__range": (-MOST_POINTS, MOST_POINTS)})
    return models.CheckConstraint(
        condition=within,
        name=name,
        violation_error_message="Points go from −3 to 3.",
    )


class AssessmentQuestion(Publishable):
    """One question of the assessment; its answers stand in the address under its slug."""

    slug = models.SlugField(max_length=40, unique=True)
    position = models.PositiveSmallIntegerField(default=1)
    text = models.CharField(max_length=160)
    help = models.CharField(
        max_length=300, blank=True, help_text="What to think of; blank: nothing."
    )

    objects = AssessmentQuestionQuerySet.as_manager()

    class Meta:
        ordering = ["position", "slug"]
        permissions = [
            ("publish_assessmentquestion", "Can publish assessment questions")
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(slug="state"),
                name="assessment_question_is_not_state",
                violation_error_message="“state” asks for the visitor’s state already.",
            )
        ]

    def __str__(self) -> str:
        return self.text

    def natural_key(self) -> tuple[str]:
        return (self.slug,)


class AssessmentOptionQuerySet(models.QuerySet):
    def get_by_natural_key(self, question: str, value: str):
        return self.get(question__slug=question, value=value)


class AssessmentOption(models.Model):
    """One answer: weighed career by career, or measured against a figure of each."""

    question = models.ForeignKey(
        AssessmentQuestion, models.CASCADE, related_name="options"
    )
    value = models.SlugField(max_length=40, help_text="Stands in the address.")
    position = models.PositiveSmallIntegerField(default=1)
    label = models.CharField(max_length=120)
    most_schooling = models.CharField(
        max_length=12,
        choices=Education,
        blank=True,
        help_text="Measures each career's usual schooling to start; blank: does not.",
    )
    least_pay = models.PositiveIntegerField(
        null=True,
        blank=True,
        help_text="Dollars a year. Measures each career's national median; blank: does not.",
        validators=[at_most_dollars],
    )
    points_met = models.SmallIntegerField(
        default=2, help_text="For a career that passes the measure. " + STRENGTH
    )
    points_missed = models.SmallIntegerField(
        default=-3, help_text="For a career that fails the measure. " + STRENGTH
    )

    objects = AssessmentOptionQuerySet.as_manager()

    class Meta:
        ordering = ["question", "position"]
        constraints = [
            within_limits("assessment_option", dollars=["least_pay"]),
            models.UniqueConstraint(
                fields=["question", "value"], name="assessment_option_once"
            ),
            models.UniqueConstraint(
                fields=["question", "position"], name="assessment_option_position"
            ),
            models.CheckConstraint(
                condition=Q(most_schooling="") | Q(least_pay__isnull=True),
                name="assessment_option_measures_one_thing",
                violation_error_message="An answer measures schooling or pay, not both.",
            ),
            points("assessment_option_points", "points_met", "points_missed"),
        ]

    def __str__(self) -> str:
        return f"{self.question} {self.label}"

    def natural_key(self) -> tuple[str, str]:
        return (*self.question.natural_key(), self.value)

    natural_key.dependencies = ["careers.assessmentquestion"]


class AssessmentWeightQuerySet(models.QuerySet):
    def get_by_natural_key(self, question: str, value: str, career: str):
        return self.get(
            option__question__slug=question, option__value=value, career__slug=career
        )


class AssessmentWeight(models.Model):
    """What one answer says for or against one career, with the reason shown to the visitor."""

    option = models.ForeignKey(AssessmentOption, models.CASCADE, related_name="weights")
    career = models.ForeignKey(Career, models.CASCADE, related_name="+")
    points = models.SmallIntegerField(help_text=STRENGTH)
    reason = models.CharField(
        max_length=240,
        help_text="One sentence about this job, to somebody who chose this.",
    )

    objects = AssessmentWeightQuerySet.as_manager()

    class Meta:
        ordering = ["option", "-points", "career"]
        constraints = [
            models.UniqueConstraint(
                fields=["option", "career"], name="assessment_weight_once"
            ),
            points("assessment_weight_points", "points"),
        ]

    def __str__(self) -> str:
        return f"{self.option}: {self.career} {self.points:+}"

    def natural_key(self) -> tuple[str, str, str]:
        return (*self.option.natural_key(), *self.career.natural_key())

    natural_key.dependencies = ["careers.assessmentoption", "careers.career"]
