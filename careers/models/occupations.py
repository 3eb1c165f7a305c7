"""Occupations with their titles, ratings, pay and outlook."""

from django.db import models
from django.db.models import F, Q

from careers.choices import (
    AreaKind,
    RatingDomain,
    State,
    TitleKind,
)
from careers.models.querysets import (
    AreaQuerySet,
    IndustryPayQuerySet,
    OccupationQuerySet,
    OutlookQuerySet,
    PayQuerySet,
)
from editorial.choices import Kind
from editorial.facts import fact_group, sourced
from editorial.models import Imported, Source


class Occupation(Imported, fact_group("onet")):
    """A SOC code, with the figures official surveys publish for it."""

    soc_code = models.CharField("SOC code", max_length=7, unique=True)
    title = models.CharField(max_length=120)
    onet_code = models.CharField(
        "O*NET-SOC code",
        max_length=10,
        blank=True,
        help_text="Whose titles and ratings are shown; blank: none imported.",
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
        constraints = [sourced("occupation", "onet", "job_zone")]

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
    onet_code = models.CharField("O*NET-SOC code", max_length=10)
    kind = models.CharField(max_length=10, choices=TitleKind)
    title = models.CharField(max_length=160)
    source = models.ForeignKey(Source, models.PROTECT, related_name="+")

    objects = OccupationTitleQuerySet.as_manager()

    class Meta:
        ordering = ["occupation", "kind", "title"]
        constraints = [
            models.UniqueConstraint(
                fields=["occupation", "onet_code", "kind", "title"],
                name="occupation_title_once",
            )
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
    onet_code = models.CharField("O*NET-SOC code", max_length=10)
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
            models.UniqueConstraint(
                fields=["onet_code", "domain", "element"],
                name="occupation_rating_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.element}: {self.value}"

    def natural_key(self) -> tuple[str, str, str]:
        return (self.onet_code, self.domain, self.element)

    natural_key.dependencies = ["careers.occupation", "editorial.source"]


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

    objects = AreaQuerySet.as_manager()

    class Meta:
        ordering = ["kind", "name"]

    def __str__(self) -> str:
        return self.name

    def natural_key(self) -> tuple[str]:
        return (self.code,)


class PayFigures(models.Model):
    """The columns OEWS publishes; blank means suppressed or not in the release, never zero."""

    employment = models.PositiveIntegerField(null=True, blank=True)
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
    annual_mean = models.PositiveIntegerField(null=True, blank=True)
    annual_p10 = models.PositiveIntegerField(null=True, blank=True)
    annual_p25 = models.PositiveIntegerField(null=True, blank=True)
    annual_median = models.PositiveIntegerField(null=True, blank=True)
    annual_p75 = models.PositiveIntegerField(null=True, blank=True)
    annual_p90 = models.PositiveIntegerField(null=True, blank=True)
    suppressed_fields = models.CharField(
        max_length=300,
        blank=True,
        help_text="Columns BLS withheld, separated by semicolons.",
    )
    release = models.CharField(max_length=20, help_text="For example “May 2025”.")
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
            models.UniqueConstraint(
                fields=["release", "occupation", "area"],
                name="pay_once_per_release",
            )
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
            models.UniqueConstraint(
                fields=["release", "occupation", "industry_code"],
                name="industry_pay_once_per_release",
            )
        ]

    def __str__(self) -> str:
        return f"{self.occupation}, {self.industry_name}, {self.release}"

    def natural_key(self) -> tuple[str, str, str]:
        return (self.release, *self.occupation.natural_key(), self.industry_code)

    natural_key.dependencies = ["careers.occupation", "editorial.source"]


class Outlook(models.Model):
    """Projected jobs of one occupation over one ten-year cycle."""

    occupation = models.ForeignKey(Occupation, models.CASCADE, related_name="outlook")
    cycle = models.CharField(max_length=7, help_text="For example “2024-34”.")
    base_year = models.PositiveSmallIntegerField()
    projected_year = models.PositiveSmallIntegerField()
    base_employment = models.PositiveIntegerField(null=True, blank=True)
    projected_employment = models.PositiveIntegerField(null=True, blank=True)
    employment_change = models.IntegerField(null=True, blank=True)
    percent_change = models.DecimalField(
        max_digits=5, decimal_places=1, null=True, blank=True
    )
    annual_openings = models.PositiveIntegerField(
        null=True, blank=True, help_text="A year, on average, growth plus replacement."
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
    year = models.PositiveSmallIntegerField()
    percent = models.DecimalField(
        max_digits=4, decimal_places=1, help_text="Percent of the occupation's jobs."
    )
    source = models.ForeignKey(Source, models.PROTECT, related_name="+")

    objects = EmployerShareQuerySet.as_manager()

    class Meta:
        ordering = ["occupation", "-year", "-percent", "industry"]
        constraints = [
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
