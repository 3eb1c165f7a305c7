"""Credentials, who issues them, and the rules that open them."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from careers.choices import (
    Accreditor,
    Confidence,
    CredentialStatus,
    Education,
)
from careers.models.querysets import (
    CredentialQuerySet,
    EligibilityRuleQuerySet,
    SlugQuerySet,
)
from editorial.choices import Kind
from editorial.facts import fact_group, sourced
from editorial.models import Publishable, Source
from editorial.models.limits import (
    NotReserved,
    at_most_counted,
    at_most_dollars,
    at_most_months,
    calendar_year,
    within_limits,
)

OWN_PAGES = ("accreditation",)
"""Below /credentials/, where a credential's own page would never be reached."""


class Organization(Publishable):
    """A body that certifies people, accredits programs or publishes figures."""

    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField(max_length=160)
    abbr = models.CharField("abbreviation", max_length=20, blank=True)
    role = models.TextField(help_text="What it does, in a sentence.")
    url = models.URLField(max_length=300, blank=True)
    note = models.TextField(blank=True, help_text="Doubts a reader should know of.")
    source = models.ForeignKey(Source, models.PROTECT, related_name="+")

    objects = SlugQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        permissions = [("publish_organization", "Can publish organizations")]

    def __str__(self) -> str:
        return self.abbr or self.name

    def natural_key(self) -> tuple[str]:
        return (self.slug,)


class Credential(
    Publishable,
    fact_group("exam"),
    fact_group("renewal"),
    fact_group("eligibility"),
):
    """What a person earns by exam. Who may sit is in its eligibility rules."""

    slug = models.SlugField(
        max_length=40, unique=True, validators=[NotReserved(OWN_PAGES)]
    )
    abbr = models.CharField("abbreviation", max_length=12)
    name = models.CharField(max_length=120)
    former_names = models.TextField(
        blank=True, help_text="One a line; the search finds them."
    )
    issuer = models.ForeignKey(Organization, models.PROTECT, related_name="credentials")
    issuer_url = models.URLField(max_length=300, blank=True)
    offered = models.CharField(
        max_length=12, choices=CredentialStatus, default=CredentialStatus.ACTIVE
    )
    aimed_at = models.CharField(
        max_length=80, blank=True, help_text="For example “entry coding”."
    )
    summary = models.TextField(
        blank=True, help_text="What it shows an employer, in a sentence or two."
    )

    eligibility_text = models.TextField(
        blank=True, help_text="Who may sit, in words; the rules below drive the finder."
    )
    recommended = models.TextField(
        blank=True,
        help_text="What the issuer advises but does not ask for; one a line.",
    )
    min_education = models.CharField(max_length=12, choices=Education, blank=True)
    experience_months = models.PositiveSmallIntegerField(
        null=True,
        blank=True,
        help_text="Months asked for; 0: none; blank: not known.",
        validators=[at_most_months],
    )
    membership_required = models.BooleanField(null=True, blank=True)
    accredited_program_required = models.BooleanField(null=True, blank=True)
    eligibility_confidence = models.CharField(
        max_length=12, choices=Confidence, default=Confidence.UNVERIFIED
    )

    questions_total = models.PositiveSmallIntegerField(null=True, blank=True)
    questions_scored = models.PositiveSmallIntegerField(null=True, blank=True)
    minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    fee_member = models.PositiveIntegerField(
        null=True,
        blank=True,
        help_text="Dollars, for members of the issuer.",
        validators=[at_most_dollars],
    )
    fee_nonmember = models.PositiveIntegerField(
        null=True,
        blank=True,
        help_text="Dollars; the only fee where there is one.",
        validators=[at_most_dollars],
    )
    fee_year = models.PositiveSmallIntegerField(
        null=True, blank=True, validators=calendar_year
    )
    fee_note = models.TextField(blank=True)
    passing_score = models.CharField(max_length=80, blank=True)
    delivery = models.CharField(max_length=80, blank=True)
    exam_note = models.TextField(
        blank=True,
        help_text="What has no column of its own: waits, ranges; one a line.",
    )
    exam_confidence = models.CharField(
        max_length=12, choices=Confidence, default=Confidence.UNVERIFIED
    )

    renewal_credits = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="Continuing education units per cycle."
    )
    renewal_years = models.PositiveSmallIntegerField(null=True, blank=True)
    renewal_fee_member = models.PositiveIntegerField(
        null=True,
        blank=True,
        help_text="Dollars per cycle.",
        validators=[at_most_dollars],
    )
    renewal_fee_nonmember = models.PositiveIntegerField(
        null=True,
        blank=True,
        help_text="Dollars per cycle.",
        validators=[at_most_dollars],
    )
    renewal_note = models.TextField(blank=True)
    renewal_confidence = models.CharField(
        max_length=12, choices=Confidence, default=Confidence.UNVERIFIED
    )

    unverified = models.TextField(
        blank=True,
        help_text="Names of facts not read at any source, one a line; pages mark them.",
    )
    occupations = models.ManyToManyField(
        "Occupation", blank=True, related_name="credentials"
    )

    objects = CredentialQuerySet.as_manager()

    class Meta:
        ordering = ["abbr"]
        permissions = [("publish_credential", "Can publish credentials")]
        constraints = [
            within_limits(
                "credential",
                dollars=[
                    "fee_member",
                    "fee_nonmember",
                    "renewal_fee_member",
                    "renewal_fee_nonmember",
                ],
                months=["experience_months"],
                calendar_years=["fee_year"],
                reserved={"slug": OWN_PAGES},
            ),
            sourced(
                "credential",
                "exam",
                "questions_total",
                "questions_scored",
                "minutes",
                "fee_member",
                "fee_nonmember",
            ),
            sourced(
                "credential",
                "renewal",
                "renewal_credits",
                "renewal_years",
                "renewal_fee_member",
                "renewal_fee_nonmember",
            ),
            sourced(
                "credential",
                "eligibility",
                "experience_months",
                "membership_required",
                "accredited_program_required",
            ),
        ]

    def __str__(self) -> str:
        return self.abbr

    def natural_key(self) -> tuple[str]:
        return (self.slug,)

    natural_key.dependencies = [
        "editorial.source",
        "careers.organization",
        "careers.occupation",
    ]

    def get_absolute_url(self) -> str:
        return reverse("careers:credential", args=[self.slug])


class CredentialSourceQuerySet(models.QuerySet):
    def get_by_natural_key(self, credential: str, source: str):
        return self.get(credential__slug=credential, source__slug=source)


class CredentialSource(models.Model):
    """A page that was read for a credential, and what was taken from it."""

    credential = models.ForeignKey(
        Credential, models.CASCADE, related_name="references"
    )
    source = models.ForeignKey(Source, models.PROTECT, related_name="+")
    note = models.CharField(max_length=300, blank=True)

    objects = CredentialSourceQuerySet.as_manager()

    class Meta:
        ordering = ["credential", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["credential", "source"], name="credential_source_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.credential}: {self.source}"

    def natural_key(self) -> tuple[str, str]:
        return (*self.credential.natural_key(), *self.source.natural_key())

    natural_key.dependencies = ["careers.credential", "editorial.source"]


class PassRateQuerySet(models.QuerySet):
    def get_by_natural_key(self, credential: str, year: int):
        return self.get(credential__slug=credential, year=year)


class PassRate(models.Model):
    """First-time pass rate of one exam in one year."""

    credential = models.ForeignKey(
        Credential, models.CASCADE, related_name="pass_rates"
    )
    year = models.PositiveSmallIntegerField(validators=calendar_year)
    first_time_percent = models.DecimalField(max_digits=4, decimal_places=1)
    testers = models.PositiveIntegerField(
        null=True,
        blank=True,
        help_text="First-time testers; blank: not known.",
        validators=[at_most_counted],
    )
    kind = models.CharField(max_length=20, choices=Kind)
    confidence = models.CharField(max_length=12, choices=Confidence)
    note = models.CharField(max_length=120, blank=True)
    source = models.ForeignKey(Source, models.PROTECT, related_name="+")

    objects = PassRateQuerySet.as_manager()

    class Meta:
        ordering = ["credential", "-year"]
        constraints = [
            within_limits("pass_rate", counts=["testers"], calendar_years=["year"]),
            models.UniqueConstraint(
                fields=["credential", "year"], name="pass_rate_once_a_year"
            ),
            models.CheckConstraint(
                condition=Q(first_time_percent__range=(0, 100)),
                name="pass_rate_is_a_percentage",
                violation_error_message="A pass rate lies between 0 and 100.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.credential} {self.year}: {self.first_time_percent}%"

    def natural_key(self) -> tuple[str, int]:
        return (*self.credential.natural_key(), self.year)

    natural_key.dependencies = ["careers.credential", "editorial.source"]


class EligibilityRule(models.Model):
    """One dated way to sit for one credential; `careers.eligibility` weighs them."""

    credential = models.ForeignKey(Credential, models.CASCADE, related_name="rules")
    slug = models.SlugField(max_length=60)
    award_levels = models.JSONField(
        default=list,
        blank=True,
        help_text="Award levels this way is open to; none chosen: any.",
    )
    fields = models.JSONField(
        default=list,
        blank=True,
        help_text="Fields of study this way is open to; none chosen: any.",
    )
    accreditor = models.CharField(
        max_length=10,
        choices=Accreditor,
        blank=True,
        help_text="Who must have accredited the program at graduation; blank: nobody.",
    )
    condition = models.CharField(
        max_length=200,
        blank=True,
        help_text="What else a graduate must do, after “Eligible if”; blank: nothing.",
    )
    reason = models.CharField(
        max_length=240, help_text="Why such a program opens this exam, in a sentence."
    )
    experience_months = models.PositiveSmallIntegerField(
        default=0, validators=[at_most_months]
    )
    membership_required = models.BooleanField(default=False)
    is_verified = models.BooleanField(
        default=False,
        help_text="Not ticked: the issuer's rule was not read, so the answer is “cannot tell”.",
    )
    valid_from = models.DateField(null=True, blank=True)
    valid_until = models.DateField(null=True, blank=True)
    source = models.ForeignKey(Source, models.PROTECT, related_name="+")

    objects = EligibilityRuleQuerySet.as_manager()

    class Meta:
        ordering = ["credential", "slug"]
        constraints = [
            within_limits("rule", months=["experience_months"]),
            models.UniqueConstraint(
                fields=["credential", "slug"], name="rule_slug_per_credential"
            ),
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True)
                | Q(valid_from__isnull=True)
                | Q(valid_until__gte=F("valid_from")),
                name="rule_dates_in_order",
                violation_error_message="The rule ends before it starts.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.credential}: {self.slug}"

    def natural_key(self) -> tuple[str, str]:
        return (*self.credential.natural_key(), self.slug)

    natural_key.dependencies = ["careers.credential", "editorial.source"]
