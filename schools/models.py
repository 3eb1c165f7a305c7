"""Schools, the programs they offer, who accredited them, and how their graduates fare."""

import datetime as dt
from collections.abc import Iterable

from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.urls import reverse

from careers.choices import AccreditationStatus, Accreditor, AwardLevel, Field, State
from editorial.choices import Kind
from editorial.facts import fact_group, sourced
from editorial.models import Imported, Publishable, Source
from schools.choices import (
    Evidence,
    LengthBasis,
    PriceBasis,
    SchoolLevel,
    Sector,
    StudyMode,
)
from schools.querysets import (
    AccreditationQuerySet,
    FieldOutcomeQuerySet,
    ProgramQuerySet,
    SchoolQuerySet,
)
from schools.searching import school_text


class School(
    Publishable,
    Imported,
    fact_group("directory"),
    fact_group("tuition"),
    fact_group("outcomes"),
):
    """One IPEDS unit: a campus or reporting unit."""

    unitid = models.CharField("UNITID", max_length=6, unique=True)
    name = models.CharField(max_length=120)
    slug = models.SlugField(max_length=140, unique=True)
    aliases = models.TextField(blank=True, help_text="Other names, one a line.")
    address = models.CharField(max_length=160, blank=True)
    city = models.CharField(max_length=60)
    state = models.CharField(max_length=2, choices=State, db_index=True)
    zip = models.CharField("ZIP code", max_length=10, blank=True)
    county = models.CharField(max_length=60, blank=True)
    latitude = models.DecimalField(
        max_digits=9,
        decimal_places=6,
        null=True,
        blank=True,
        help_text="Degrees north.",
    )
    longitude = models.DecimalField(
        max_digits=9, decimal_places=6, null=True, blank=True, help_text="Degrees east."
    )
    locale = models.CharField(max_length=40, blank=True)
    phone = models.CharField(max_length=24, blank=True)
    website = models.URLField(max_length=300, blank=True)
    admissions_url = models.URLField(max_length=300, blank=True)
    net_price_url = models.URLField("net price calculator", max_length=400, blank=True)
    sector = models.CharField(max_length=10, choices=Sector)
    level = models.CharField(max_length=16, choices=SchoolLevel, blank=True)
    title_iv = models.BooleanField("takes federal student aid", null=True, blank=True)
    size = models.CharField(max_length=24, blank=True, help_text="Students, in bands.")
    is_open_admission = models.BooleanField(null=True, blank=True)
    all_programs_distance = models.BooleanField(null=True, blank=True)

    tuition_fees_in_district = models.PositiveIntegerField(
        null=True,
        blank=True,
        help_text="Dollars a year, full-time undergraduate; blank: not published.",
    )
    tuition_fees_in_state = models.PositiveIntegerField(
        null=True, blank=True, help_text="Dollars a year, full-time undergraduate."
    )
    tuition_fees_out_of_state = models.PositiveIntegerField(
        null=True, blank=True, help_text="Dollars a year, full-time undergraduate."
    )
    tuition_year = models.CharField(
        max_length=7, blank=True, help_text="Academic year, for example “2023-24”."
    )
    grad_tuition_fees_in_state = models.PositiveIntegerField(
        null=True, blank=True, help_text="Dollars a year, full-time graduate."
    )
    grad_tuition_fees_out_of_state = models.PositiveIntegerField(
        null=True, blank=True, help_text="Dollars a year, full-time graduate."
    )
    per_credit_in_state = models.PositiveIntegerField(
        null=True, blank=True, help_text="Dollars a credit, undergraduate."
    )
    per_credit_out_of_state = models.PositiveIntegerField(
        null=True, blank=True, help_text="Dollars a credit, undergraduate."
    )
    detail_year = models.CharField(
        max_length=7,
        blank=True,
        help_text="Academic year of the in-district, graduate and per-credit figures.",
    )
    books_supplies = models.PositiveIntegerField(
        null=True, blank=True, help_text="Dollars a year."
    )

    undergraduates = models.PositiveIntegerField(null=True, blank=True)
    net_price = models.IntegerField(
        null=True,
        blank=True,
        help_text="Dollars a year after grants, on average, for the whole school.",
    )
    completion_rate = models.DecimalField(
        max_digits=5,
        decimal_places=4,
        null=True,
        blank=True,
        help_text="Share finishing within 150 % of normal time; 0.63 is 63 %.",
    )
    search_text = models.TextField(
        blank=True,
        editable=False,
        help_text="Name, aliases and city, folded for search.",
    )

    objects = SchoolQuerySet.as_manager()

    class Meta:
        ordering = ["name", "unitid"]
        permissions = [("publish_school", "Can publish schools")]
        constraints = [
            sourced(
                "school",
                "tuition",
                "tuition_fees_in_district",
                "tuition_fees_in_state",
                "tuition_fees_out_of_state",
                "grad_tuition_fees_in_state",
                "grad_tuition_fees_out_of_state",
                "per_credit_in_state",
                "per_credit_out_of_state",
                "books_supplies",
            ),
            sourced(
                "school",
                "outcomes",
                "undergraduates",
                "net_price",
                "completion_rate",
            ),
            models.CheckConstraint(
                condition=Q(directory_source__isnull=False),
                name="school_directory_has_source",
                violation_error_message="Say where the school's name and place come from.",
            ),
            models.CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
                name="school_coordinates_on_earth",
                violation_error_message="Give both coordinates, in degrees.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def natural_key(self) -> tuple[str]:
        return (self.unitid,)

    natural_key.dependencies = ["editorial.source"]

    def get_absolute_url(self) -> str:
        return reverse("schools:school", args=[self.slug])

    @property
    def completion_percent(self) -> str:
        """The completion rate as people say it; empty when not published."""
        rate = self.completion_rate
        return "" if rate is None else f"{rate * 100:.0f}%"

    @property
    def place(self) -> str:
        parts = [self.address, self.city, f"{self.state} {self.zip}".strip()]
        return ", ".join(part for part in parts if part)

    def clean(self) -> None:
        self.search_text = school_text(self.name, self.aliases, self.city)


class Program(
    Publishable,
    Imported,
    fact_group("offer"),
    fact_group("price"),
    fact_group("length"),
    fact_group("awards"),
):
    """What one school awards in one field at one award level."""

    school = models.ForeignKey(School, models.PROTECT, related_name="programs")
    title = models.CharField(max_length=160)
    slug = models.SlugField(max_length=180)
    cip_code = models.CharField("CIP code", max_length=7)
    cip_title = models.CharField("CIP title", max_length=160, blank=True)
    award_level = models.CharField(max_length=20, choices=AwardLevel, db_index=True)
    field = models.CharField("field of study", max_length=20, choices=Field)
    study_mode = models.CharField(
        max_length=8,
        choices=StudyMode,
        default=StudyMode.UNKNOWN,
    )
    url = models.URLField("program page", max_length=500, blank=True)
    credits = models.DecimalField(
        max_digits=5,
        decimal_places=1,
        null=True,
        blank=True,
        help_text="Credits of the whole program, as the school counts them.",
    )

    price_resident = models.PositiveIntegerField(
        null=True,
        blank=True,
        help_text="Dollars for the whole program, for residents of the school's state; "
        "blank: not known.",
    )
    price_nonresident = models.PositiveIntegerField(
        null=True,
        blank=True,
        help_text="Dollars for the whole program, for everybody else. The same figure "
        "where there is one price.",
    )
    price_in_district = models.PositiveIntegerField(
        null=True,
        blank=True,
        help_text="Dollars for the whole program, for residents of a community "
        "college's district.",
    )
    price_year = models.CharField(
        max_length=7,
        blank=True,
        help_text="Academic year the price is charged in, for example “2023-24”.",
    )
    price_basis = models.CharField(max_length=8, choices=PriceBasis, blank=True)
    price_terms = models.CharField(
        max_length=200,
        blank=True,
        help_text="How it was reckoned, for example “2 years × $4,312”.",
    )

    months_low = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="Months, full time; blank: not known."
    )
    months_high = models.PositiveSmallIntegerField(
        null=True,
        blank=True,
        help_text="Months, full time, at the most; the same as the lower where exact.",
    )
    length_basis = models.CharField(max_length=10, choices=LengthBasis, blank=True)

    awards_latest = models.PositiveIntegerField(
        null=True,
        blank=True,
        help_text="Awards in the newest year; blank: not reported.",
    )
    awards_previous = models.PositiveIntegerField(
        null=True, blank=True, help_text="Awards a year before."
    )
    awards_earlier = models.PositiveIntegerField(
        null=True, blank=True, help_text="Awards two years before."
    )
    awards_year = models.CharField(
        max_length=7, blank=True, help_text="The newest year, for example “2023-24”."
    )
    is_dormant = models.GeneratedField(
        expression=Case(
            When(
                awards_latest__isnull=True,
                awards_previous__isnull=True,
                awards_earlier__isnull=True,
                then=Value(False),
            ),
            When(
                Q(awards_latest__gt=0)
                | Q(awards_previous__gt=0)
                | Q(awards_earlier__gt=0),
                then=Value(False),
            ),
            default=Value(True),
        ),
        output_field=models.BooleanField(),
        db_persist=True,
        help_text="Reported, with no award in the three newest years.",
    )

    objects = ProgramQuerySet.as_manager()

    class Meta:
        ordering = ["school", "award_level", "title", "pk"]
        permissions = [("publish_program", "Can publish programs")]
        constraints = [
            models.UniqueConstraint(
                fields=["school", "slug"], name="program_slug_per_school"
            ),
            models.UniqueConstraint(
                fields=["school", "cip_code", "award_level", "slug"],
                name="program_natural_key",
            ),
            sourced(
                "program",
                "price",
                "price_resident",
                "price_nonresident",
                "price_in_district",
            ),
            sourced("program", "length", "months_low", "months_high"),
            sourced(
                "program",
                "awards",
                "awards_latest",
                "awards_previous",
                "awards_earlier",
            ),
            models.CheckConstraint(
                condition=Q(offer_source__isnull=False),
                name="program_offer_has_source",
                violation_error_message="Say where it is stated that the school offers this.",
            ),
            models.CheckConstraint(
                condition=(
                    Q(price_resident__isnull=True, price_nonresident__isnull=True)
                    | (
                        Q(price_resident__isnull=False, price_nonresident__isnull=False)
                        & ~Q(price_year="")
                    )
                ),
                name="program_price_complete",
                violation_error_message="A price needs both figures and its academic year; "
                "where there is one price, give it twice.",
            ),
            models.CheckConstraint(
                condition=Q(months_low__isnull=True, months_high__isnull=True)
                | Q(months_low__gte=1, months_high__gte=F("months_low")),
                name="program_months_in_order",
                violation_error_message="Give both ends of the length, at least 1 month, "
                "the shorter first.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}, {self.get_award_level_display()}, {self.school}"

    def natural_key(self) -> tuple[str, str, str, str]:
        return (
            *self.school.natural_key(),
            self.cip_code,
            self.award_level,
            self.slug,
        )

    natural_key.dependencies = ["schools.school", "editorial.source"]

    def get_absolute_url(self) -> str:
        return reverse("schools:program", args=[self.school.slug, self.slug])

    @property
    def ref(self) -> str:
        """What `p=` in an address calls the program; `ProgramQuerySet.by_refs` finds it."""
        return f"{self.school.unitid}.{self.slug}"

    @property
    def has_single_price(self) -> bool:
        return (
            self.price_resident is not None
            and self.price_resident == self.price_nonresident
        )

    @property
    def graduates(self) -> int | None:
        """Awards over the three newest years; None when nothing was reported."""
        years = [self.awards_latest, self.awards_previous, self.awards_earlier]
        known = [count for count in years if count is not None]
        return sum(known) if known else None


class Accreditation(models.Model):
    """One statement about a program's standing with an accreditor; history is kept."""

    program = models.ForeignKey(Program, models.CASCADE, related_name="accreditations")
    accreditor = models.CharField(
        max_length=10, choices=Accreditor, default=Accreditor.CAHIIM
    )
    key = models.SlugField(
        max_length=60,
        help_text="Tells statements about one program apart, for example “directory-2026”.",
    )
    accreditation_status = models.CharField(max_length=12, choices=AccreditationStatus)
    evidence = models.PositiveSmallIntegerField(choices=Evidence)
    evidence_url = models.URLField(max_length=500, blank=True)
    valid_from = models.DateField(
        null=True, blank=True, help_text="First day it holds; blank: not stated."
    )
    valid_until = models.DateField(
        null=True, blank=True, help_text="Last day it holds; blank: open."
    )
    next_review = models.CharField(
        max_length=20,
        blank=True,
        help_text="Year or cycle of the next review, as stated; not an end date.",
    )
    note = models.TextField(blank=True, help_text="For staff; not shown.")
    source = models.ForeignKey(Source, models.PROTECT, related_name="+")
    as_of = models.DateField(help_text="The day the statement speaks for.")
    kind = models.CharField(max_length=20, choices=Kind)
    checked_on = models.DateField(null=True, blank=True)

    objects = AccreditationQuerySet.as_manager()

    class Meta:
        ordering = ["program", "-evidence", "-as_of", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["program", "accreditor", "key"], name="accreditation_key"
            ),
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True)
                | Q(valid_from__isnull=True)
                | Q(valid_until__gte=F("valid_from")),
                name="accreditation_dates_in_order",
                violation_error_message="Accreditation ends before it starts.",
            ),
            models.CheckConstraint(
                condition=~Q(accreditation_status=AccreditationStatus.ACCREDITED)
                | Q(evidence__gte=Evidence.NAMED_BY_SCHOOL),
                name="accreditation_needs_evidence",
                violation_error_message="Accredited needs a statement by the accreditor or "
                "by the school; anything weaker is “reported”.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.accreditor}: {self.get_accreditation_status_display()}"

    def natural_key(self) -> tuple:
        return (*self.program.natural_key(), self.accreditor, self.key)

    natural_key.dependencies = ["schools.program", "editorial.source"]

    @property
    def short_status(self) -> str:
        """The status in a word or two, for a row of facts."""
        return {
            AccreditationStatus.CANDIDACY: "Candidate",
            AccreditationStatus.PROBATION: "Accredited, on probation",
            AccreditationStatus.WITHDRAWN: "Withdrawn",
            AccreditationStatus.REPORTED: "Reported, not confirmed",
            AccreditationStatus.UNCONFIRMED: "Not confirmed",
        }.get(self.accreditation_status, "Accredited")

    def holds(self, on: dt.date) -> bool:
        """Agree with `AccreditationQuerySet.in_force`; a test holds the two together."""
        return (self.valid_from is None or self.valid_from <= on) and (
            self.valid_until is None or on <= self.valid_until
        )


def current(
    statements: Iterable[Accreditation], accreditor: str, on: dt.date
) -> Accreditation | None:
    """The statement that counts on the day *on*: the best evidence, then the newest."""
    candidates = [s for s in statements if s.accreditor == accreditor and s.holds(on)]
    return max(candidates, key=lambda s: (s.evidence, s.as_of, s.pk), default=None)


class FieldOutcome(models.Model):
    """Earnings and debt of one school's graduates in one four-digit field, from Scorecard.

    The four-digit field is wider than one program: 51.07 also covers health-care management.
    """

    school = models.ForeignKey(School, models.CASCADE, related_name="field_outcomes")
    cip4_code = models.CharField("four-digit CIP", max_length=5)
    cip4_title = models.CharField(max_length=120)
    credential_level = models.CharField(
        max_length=80, help_text="As College Scorecard names it."
    )
    earnings_1yr = models.PositiveIntegerField(
        null=True, blank=True, help_text="Median dollars, one year after completing."
    )
    earnings_4yr = models.PositiveIntegerField(
        null=True, blank=True, help_text="Median dollars, four years after completing."
    )
    median_debt = models.PositiveIntegerField(null=True, blank=True)
    awards = models.PositiveIntegerField(null=True, blank=True)
    release = models.CharField(max_length=20)
    source = models.ForeignKey(Source, models.PROTECT, related_name="+")

    objects = FieldOutcomeQuerySet.as_manager()

    class Meta:
        ordering = ["school", "cip4_code", "credential_level"]
        constraints = [
            models.UniqueConstraint(
                fields=["school", "cip4_code", "credential_level"],
                name="field_outcome_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.school}, {self.cip4_code}, {self.credential_level}"

    def natural_key(self) -> tuple[str, str, str]:
        return (*self.school.natural_key(), self.cip4_code, self.credential_level)

    natural_key.dependencies = ["schools.school", "editorial.source"]
