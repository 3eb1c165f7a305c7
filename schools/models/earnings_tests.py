"""What the federal earnings test would say of a school's programs, as a model has it."""

from django.core.validators import RegexValidator
from django.db import models

from careers.choices import AwardLevel
from editorial.models import Source
from editorial.models.limits import at_most_counted, at_most_dollars, within_limits
from schools.models.programs import Program
from schools.models.querysets import EarningsTestQuerySet
from schools.models.schools import CIP4_CODE, SIX_DIGITS

LEVELS = {
    AwardLevel.CERT_UNDER_1: "Undergrad Certificate",
    AwardLevel.CERT_1_2: "Undergrad Certificate",
    AwardLevel.CERT_2_4: "Undergrad Certificate",
    AwardLevel.ASSOCIATE: "Associate",
    AwardLevel.BACHELOR: "Bachelor",
    AwardLevel.POSTBACC: "Post-Bacc Certificate",
    AwardLevel.MASTER: "Master's",
    AwardLevel.POST_MASTER: "Graduate Certificate",
    AwardLevel.DOCTORATE: "Doctoral",
}
"""The names that the Department's file has for levels."""


class EarningsTest(models.Model):
    """One row of the model: all programs of a four-digit field and level under one OPE ID.

    No determination: the rule itself looks at six digits, and at two of three years to come. No row
    means nothing, for most groups are too small to be measured.
    """

    opeid6 = models.CharField(
        "OPE ID",
        max_length=6,
        validators=[RegexValidator(SIX_DIGITS, "Six digits, zeros included.")],
    )
    cip4_code = models.CharField(
        "four-digit CIP",
        max_length=5,
        validators=[RegexValidator(CIP4_CODE, "Four digits with a point: 51.07.")],
    )
    credential_level = models.CharField(
        max_length=40,
        choices=[(name, name) for name in dict.fromkeys(LEVELS.values())],
    )
    earnings = models.PositiveIntegerField(
        null=True,
        blank=True,
        help_text="Median dollars, four years after completing; blank: withheld.",
        validators=[at_most_dollars],
    )
    counted = models.PositiveIntegerField(
        null=True,
        blank=True,
        help_text="Graduates whose earnings were counted.",
        validators=[at_most_counted],
    )
    benchmark = models.PositiveIntegerField(
        null=True,
        blank=True,
        help_text="Dollars that they are held against.",
        validators=[at_most_dollars],
    )
    benchmark_name = models.CharField(
        max_length=80, blank=True, help_text="As the file names it."
    )
    fails = models.BooleanField(
        null=True,
        blank=True,
        help_text="Whether the model says that it fails; unknown: not measured.",
    )
    release = models.CharField(max_length=20)
    source = models.ForeignKey(Source, models.PROTECT, related_name="+")

    objects = EarningsTestQuerySet.as_manager()

    class Meta:
        ordering = ["opeid6", "cip4_code", "credential_level"]
        constraints = [
            models.UniqueConstraint(
                fields=["opeid6", "cip4_code", "credential_level"],
                name="earnings_test_once",
            ),
            within_limits(
                "earnings_test",
                dollars=["earnings", "benchmark"],
                counts=["counted"],
                patterns={"opeid6": SIX_DIGITS, "cip4_code": CIP4_CODE},
            ),
        ]

    def __str__(self) -> str:
        return f"{self.opeid6}, {self.cip4_code}, {self.credential_level}"

    def natural_key(self) -> tuple[str, str, str]:
        return self.opeid6, self.cip4_code, self.credential_level

    natural_key.dependencies = ["editorial.source"]


def earnings_test_key(program: Program) -> tuple[str, str, str]:
    """Of the row that would speak of *program*."""
    level = LEVELS[AwardLevel(program.award_level)]
    return program.school.opeid6, program.cip_code[:5], level
