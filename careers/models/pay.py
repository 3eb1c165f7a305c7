"""What jobs pay, by area and by industry, as surveys publish it."""

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q

from careers.choices import AreaKind, State
from careers.models.occupations import Occupation
from careers.models.querysets import (
    AreaQuerySet,
    IndustryPayQuerySet,
    PayQuerySet,
    PayReleaseQuerySet,
)
from editorial.choices import Kind
from editorial.models import Source
from editorial.models.limits import at_most_counted, at_most_dollars, within_limits

YEARLY = tuple(
    f"annual_{name}" for name in ("mean", "p10", "p25", "median", "p75", "p90")
)

RELEASE = (
    "^(January|February|March|April|May|June|July|August|September|October|November"
    r"|December) 20\d\d$"
)
release_name = RegexValidator(RELEASE, "Month and year in full, as “May 2025”.")


class PayRelease(models.Model):
    """One round of the wage survey. People decide which one pages speak of."""

    name = models.CharField(
        max_length=20,
        unique=True,
        validators=[release_name],
        help_text="The month the survey speaks for, for example “May 2025”.",
    )
    is_current = models.BooleanField(
        default=False,
        help_text="Whose figures stand for what is paid now; every other one is history.",
    )

    objects = PayReleaseQuerySet.as_manager()

    class Meta:
        ordering = ["-is_current", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["is_current"],
                condition=Q(is_current=True),
                name="pay_release_one_is_current",
                violation_error_message="Another release is current. Choose this one in the "
                "list and use “Make current”.",
            ),
            within_limits("pay_release", patterns={"name": RELEASE}),
        ]

    def __str__(self) -> str:
        return self.name

    def natural_key(self) -> tuple[str]:
        return (self.name,)


class Area(models.Model):
    """The nation, a state, or a metropolitan or nonmetropolitan area, as OEWS draws them."""

    code = models.CharField("OEWS area code", max_length=7, unique=True)
    kind = models.CharField(max_length=8, choices=AreaKind)
    name = models.CharField(max_length=120)
    slug = models.SlugField(max_length=120, unique=True)
    state = models.CharField(
        max_length=2,
        choices=State,
        blank=True,
        help_text="Of a metro: its primary state.",
    )
    cbsa_code = models.CharField("CBSA code", max_length=5, blank=True)

    counties = models.JSONField(
        default=list,
        blank=True,
        help_text="Those known to lie in it, as “Ada County, ID”. IPEDS says it of counties "
        "with a school; others may lie in it too.",
    )

    objects = AreaQuerySet.as_manager()

    class Meta:
        ordering = ["kind", "name"]

    def __str__(self) -> str:
        return self.name

    def natural_key(self) -> tuple[str]:
        return (self.code,)


class PayFigures(models.Model):
    """The columns OEWS publishes; blank means suppressed or not in the release, never zero."""

    employment = models.PositiveIntegerField(
        null=True, blank=True, validators=[at_most_counted]
    )
    employment_rse = models.DecimalField(
        "relative standard error of employment",
        max_digits=5,
        decimal_places=1,
        null=True,
        blank=True,
        help_text="Percent.",
    )
    per_1000 = models.DecimalField(
        "jobs per 1,000", max_digits=8, decimal_places=3, null=True, blank=True
    )
    location_quotient = models.DecimalField(
        max_digits=6, decimal_places=2, null=True, blank=True
    )
    hourly_mean = models.DecimalField(
        max_digits=7, decimal_places=2, null=True, blank=True
    )
    hourly_p10 = models.DecimalField(
        max_digits=7, decimal_places=2, null=True, blank=True
    )
    hourly_p25 = models.DecimalField(
        max_digits=7, decimal_places=2, null=True, blank=True
    )
    hourly_median = models.DecimalField(
        max_digits=7, decimal_places=2, null=True, blank=True
    )
    hourly_p75 = models.DecimalField(
        max_digits=7, decimal_places=2, null=True, blank=True
    )
    hourly_p90 = models.DecimalField(
        max_digits=7, decimal_places=2, null=True, blank=True
    )
    annual_mean = models.PositiveIntegerField(
        null=True, blank=True, validators=[at_most_dollars]
    )
    annual_p10 = models.PositiveIntegerField(
        null=True, blank=True, validators=[at_most_dollars]
    )
    annual_p25 = models.PositiveIntegerField(
        null=True, blank=True, validators=[at_most_dollars]
    )
    annual_median = models.PositiveIntegerField(
        null=True, blank=True, validators=[at_most_dollars]
    )
    annual_p75 = models.PositiveIntegerField(
        null=True, blank=True, validators=[at_most_dollars]
    )
    annual_p90 = models.PositiveIntegerField(
        null=True, blank=True, validators=[at_most_dollars]
    )
    suppressed_fields = models.CharField(
        max_length=300,
        blank=True,
        help_text="Columns BLS withheld, separated by semicolons.",
    )
    release = models.CharField(
        max_length=20,
        validators=[release_name],
        help_text="The name of one of the pay releases.",
    )
    kind = models.CharField(max_length=20, choices=Kind, default=Kind.PUBLISHED)
    source = models.ForeignKey(Source, models.PROTECT, related_name="+")

    class Meta:
        abstract = True


class Pay(PayFigures):
    """Wages and jobs of one occupation in one area and release."""

    occupation = models.ForeignKey(Occupation, models.CASCADE, related_name="pay")
    area = models.ForeignKey(Area, models.CASCADE, related_name="pay")

    objects = PayQuerySet.as_manager()

    class Meta:
        ordering = ["release", "occupation", "area"]
        verbose_name_plural = "pay"
        constraints = [
            within_limits(
                "pay",
                dollars=YEARLY,
                counts=["employment"],
                patterns={"release": RELEASE},
            ),
            models.UniqueConstraint(
                fields=["release", "occupation", "area"],
                name="pay_once_per_release",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.occupation}, {self.area}, {self.release}"

    def natural_key(self) -> tuple[str, str, str]:
        return (
            self.release,
            *self.occupation.natural_key(),
            *self.area.natural_key(),
        )

    natural_key.dependencies = [
        "careers.occupation",
        "careers.area",
        "editorial.source",
    ]


class IndustryPay(PayFigures):
    """National wages and jobs of one occupation in one industry; industries nest by level."""

    occupation = models.ForeignKey(
        Occupation, models.CASCADE, related_name="industry_pay"
    )
    industry_code = models.CharField(max_length=10)
    industry_name = models.CharField(max_length=160)
    industry_level = models.PositiveSmallIntegerField(
        help_text="0: all industries; rank within one level only."
    )
    percent_of_industry = models.DecimalField(
        max_digits=5,
        decimal_places=2,
        null=True,
        blank=True,
        help_text="Share of the industry's jobs; derived.",
    )

    objects = IndustryPayQuerySet.as_manager()

    class Meta:
        ordering = ["release", "occupation", "industry_code"]
        verbose_name_plural = "industry pay"
        constraints = [
            within_limits(
                "industry_pay",
                dollars=YEARLY,
                counts=["employment"],
                patterns={"release": RELEASE},
            ),
            models.UniqueConstraint(
                fields=["release", "occupation", "industry_code"],
                name="industry_pay_once_per_release",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.occupation}, {self.industry_name}, {self.release}"

    def natural_key(self) -> tuple[str, str, str]:
        return (self.release, *self.occupation.natural_key(), self.industry_code)

    natural_key.dependencies = ["careers.occupation", "editorial.source"]
