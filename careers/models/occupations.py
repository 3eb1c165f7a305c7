"""Occupations with their titles, ratings, pay and outlook."""

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q

from careers.choices import (
    RatingDomain,
    TitleKind,
)
from careers.models.querysets import (
    OccupationQuerySet,
    OutlookQuerySet,
)
from editorial.choices import Kind
from editorial.facts import fact_group, sourced
from editorial.models import Source
from editorial.models.limits import (
    at_most_counted,
    calendar_year,
    within_limits,
)

SOC_CODE = r"^\d\d-\d{4}$"
ONET_CODE = r"^\d\d-\d{4}\.\d\d$"
CYCLE = r"^20\d\d-\d\d$"


class Occupation(fact_group("onet")):
    """A SOC code, with the figures official surveys publish for it."""

    soc_code = models.CharField(
        "SOC code",
        max_length=7,
        unique=True,
        validators=[RegexValidator(SOC_CODE, "A SOC code is like 29-2072.")],
    )
    title = models.CharField(max_length=120)
    onet_code = models.CharField(
        "O*NET-SOC code",
        max_length=10,
        blank=True,
        help_text="Whose titles and ratings are shown; blank: none imported.",
        validators=[RegexValidator(ONET_CODE, "An O*NET-SOC code is like 29-2072.00.")],
    )
    job_zone = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="O*NET job zone, 1 (little) to 5 (extensive)."
    )
    replaced_by = models.ManyToManyField(
        "self",
        symmetrical=False,
        blank=True,
        related_name="replaces",
        help_text="The codes that share its jobs since it was retired; blank: in use.",
    )
    source = models.ForeignKey(Source, models.PROTECT, related_name="+")

    objects = OccupationQuerySet.as_manager()

    class Meta:
        ordering = ["soc_code"]
        constraints = [
            within_limits(
                "occupation", patterns={"soc_code": SOC_CODE, "onet_code": ONET_CODE}
            ),
            sourced("occupation", "onet", "job_zone"),
        ]

    def __str__(self) -> str:
        return f"{self.soc_code} {self.title}"

    def natural_key(self) -> tuple[str]:
        return (self.soc_code,)

    natural_key.dependencies = ["editorial.source"]


class OccupationTitleQuerySet(models.QuerySet):
    def get_by_natural_key(self, soc_code: str, onet_code: str, kind: str, title: str):
        return self.get(
            occupation__soc_code=soc_code, onet_code=onet_code, kind=kind, title=title
        )


class OccupationTitle(models.Model):
    """Another name a job goes by, from O*NET."""

    occupation = models.ForeignKey(Occupation, models.CASCADE, related_name="titles")
    onet_code = models.CharField(
        "O*NET-SOC code",
        max_length=10,
        validators=[RegexValidator(ONET_CODE, "An O*NET-SOC code is like 29-2072.00.")],
    )
    kind = models.CharField(max_length=10, choices=TitleKind)
    title = models.CharField(max_length=160)
    source = models.ForeignKey(Source, models.PROTECT, related_name="+")

    objects = OccupationTitleQuerySet.as_manager()

    class Meta:
        ordering = ["occupation", "kind", "title"]
        constraints = [
            within_limits("occupation_title", patterns={"onet_code": ONET_CODE}),
            models.UniqueConstraint(
                fields=["occupation", "onet_code", "kind", "title"],
                name="occupation_title_once",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def natural_key(self) -> tuple[str, str, str, str]:
        return (*self.occupation.natural_key(), self.onet_code, self.kind, self.title)

    natural_key.dependencies = ["careers.occupation", "editorial.source"]


class OccupationRatingQuerySet(models.QuerySet):
    def get_by_natural_key(self, onet_code: str, domain: str, element: str):
        return self.get(onet_code=onet_code, domain=domain, element=element)


class OccupationRating(models.Model):
    """How much a skill, a subject, a trait or an interest matters, from O*NET's surveys."""

    occupation = models.ForeignKey(Occupation, models.CASCADE, related_name="ratings")
    onet_code = models.CharField(
        "O*NET-SOC code",
        max_length=10,
        validators=[RegexValidator(ONET_CODE, "An O*NET-SOC code is like 29-2072.00.")],
    )
    domain = models.CharField(max_length=12, choices=RatingDomain)
    element = models.CharField(max_length=120)
    value = models.DecimalField(
        max_digits=6,
        decimal_places=2,
        help_text="Importance 1 to 5; interest 1 to 7; education: percent of workers.",
    )
    level = models.DecimalField(
        max_digits=4, decimal_places=2, null=True, blank=True, help_text="0 to 7."
    )
    source = models.ForeignKey(Source, models.PROTECT, related_name="+")

    objects = OccupationRatingQuerySet.as_manager()

    class Meta:
        ordering = ["occupation", "domain", "-value", "element"]
        constraints = [
            within_limits("occupation_rating", patterns={"onet_code": ONET_CODE}),
            models.UniqueConstraint(
                fields=["onet_code", "domain", "element"],
                name="occupation_rating_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.element}: {self.value}"

    def natural_key(self) -> tuple[str, str, str]:
        return (self.onet_code, self.domain, self.element)

    natural_key.dependencies = ["careers.occupation", "editorial.source"]


class Outlook(models.Model):
    """Projected jobs of one occupation over one ten-year cycle."""

    occupation = models.ForeignKey(Occupation, models.CASCADE, related_name="outlook")
    cycle = models.CharField(
        max_length=7,
        help_text="For example “2024-34”.",
        validators=[RegexValidator(CYCLE, "A cycle is like 2024-34.")],
    )
    base_year = models.PositiveSmallIntegerField(validators=calendar_year)
    projected_year = models.PositiveSmallIntegerField(validators=calendar_year)
    base_employment = models.PositiveIntegerField(
        null=True, blank=True, validators=[at_most_counted]
    )
    projected_employment = models.PositiveIntegerField(
        null=True, blank=True, validators=[at_most_counted]
    )
    employment_change = models.IntegerField(null=True, blank=True)
    percent_change = models.DecimalField(
        max_digits=5, decimal_places=1, null=True, blank=True
    )
    annual_openings = models.PositiveIntegerField(
        null=True,
        blank=True,
        help_text="A year, on average, growth plus replacement.",
        validators=[at_most_counted],
    )
    growth_label = models.CharField(max_length=40, blank=True)
    entry_education = models.CharField(max_length=80, blank=True)
    work_experience = models.CharField(max_length=40, blank=True)
    on_the_job_training = models.CharField(max_length=60, blank=True)
    percent_self_employed = models.DecimalField(
        max_digits=4, decimal_places=1, null=True, blank=True
    )
    kind = models.CharField(max_length=20, choices=Kind, default=Kind.PUBLISHED)
    is_second_hand = models.BooleanField(
        default=False, help_text="Quoted by somebody else, not read at the publisher."
    )
    note = models.CharField(max_length=240, blank=True)
    source = models.ForeignKey(Source, models.PROTECT, related_name="+")

    objects = OutlookQuerySet.as_manager()

    class Meta:
        ordering = ["occupation", "-cycle"]
        verbose_name_plural = "outlook"
        constraints = [
            within_limits(
                "outlook",
                counts=["base_employment", "projected_employment", "annual_openings"],
                calendar_years=["base_year", "projected_year"],
                patterns={"cycle": CYCLE},
            ),
            models.UniqueConstraint(
                fields=["occupation", "cycle"], name="outlook_once_per_cycle"
            ),
            models.CheckConstraint(
                condition=Q(projected_year__gt=F("base_year")),
                name="outlook_years_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.occupation}, {self.cycle}"

    def natural_key(self) -> tuple[str, str]:
        return (*self.occupation.natural_key(), self.cycle)

    natural_key.dependencies = ["careers.occupation", "editorial.source"]


class EmployerShareQuerySet(models.QuerySet):
    def get_by_natural_key(self, soc_code: str, industry: str, year: int):
        return self.get(occupation__soc_code=soc_code, industry=industry, year=year)


class EmployerShare(models.Model):
    """How many of an occupation's jobs one industry holds, from the Outlook Handbook."""

    occupation = models.ForeignKey(Occupation, models.CASCADE, related_name="employers")
    industry = models.CharField(max_length=160)
    year = models.PositiveSmallIntegerField(validators=calendar_year)
    percent = models.DecimalField(
        max_digits=4, decimal_places=1, help_text="Percent of the occupation's jobs."
    )
    source = models.ForeignKey(Source, models.PROTECT, related_name="+")

    objects = EmployerShareQuerySet.as_manager()

    class Meta:
        ordering = ["occupation", "-year", "-percent", "industry"]
        constraints = [
            within_limits("employer_share", calendar_years=["year"]),
            models.UniqueConstraint(
                fields=["occupation", "industry", "year"],
                name="employer_share_once_a_year",
            ),
            models.CheckConstraint(
                condition=Q(percent__range=(0, 100)),
                name="employer_share_is_a_percentage",
                violation_error_message="A share lies between 0 and 100.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.occupation}, {self.industry}: {self.percent}%"

    def natural_key(self) -> tuple[str, str, int]:
        return (*self.occupation.natural_key(), self.industry, self.year)

    natural_key.dependencies = ["careers.occupation", "editorial.source"]
