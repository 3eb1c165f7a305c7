"""What a school awards, with price, length and awards."""

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.urls import reverse

from careers.choices import AwardLevel, Field
from editorial.facts import fact_group, sourced
from editorial.models import Publishable
from editorial.models.limits import (
    academic_year,
    at_most_counted,
    at_most_dollars,
    at_most_months,
    within_limits,
)
from schools.choices import (
    LengthBasis,
    PriceBasis,
    StudyMode,
)
from schools.models.querysets import (
    ProgramQuerySet,
)
from schools.models.schools import School

CIP_CODE = r"^\d\d\.\d{4}$"


class Program(
    Publishable,
    fact_group("offer"),
    fact_group("price"),
    fact_group("length"),
    fact_group("awards"),
):
    """What one school awards in one field at one award level."""

    school = models.ForeignKey(School, models.PROTECT, related_name="programs")
    title = models.CharField(max_length=160)
    slug = models.SlugField(max_length=180)
    cip_code = models.CharField(
        "CIP code",
        max_length=7,
        validators=[
            RegexValidator(
                CIP_CODE, "Six digits with a point, zeros included: 51.0710."
            )
        ],
    )
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
        validators=[at_most_dollars],
    )
    price_nonresident = models.PositiveIntegerField(
        null=True,
        blank=True,
        help_text="Dollars for the whole program, for everybody else. The same figure "
        "where there is one price.",
        validators=[at_most_dollars],
    )
    price_in_district = models.PositiveIntegerField(
        null=True,
        blank=True,
        help_text="Dollars for the whole program, for residents of a community "
        "college's district.",
        validators=[at_most_dollars],
    )
    price_in_district_year = models.CharField(
        "year of the price in the district",
        max_length=7,
        blank=True,
        help_text="Academic year of that price, which is often an older one.",
        validators=[academic_year],
    )
    price_year = models.CharField(
        max_length=7,
        blank=True,
        help_text="Academic year the price is charged in, for example “2023-24”.",
        validators=[academic_year],
    )
    price_basis = models.CharField(max_length=8, choices=PriceBasis, blank=True)
    price_terms = models.CharField(
        max_length=200,
        blank=True,
        help_text="How it was reckoned, for example “2 years × $4,312”.",
    )

    months_low = models.PositiveSmallIntegerField(
        null=True,
        blank=True,
        help_text="Months, full time; blank: not known.",
        validators=[at_most_months],
    )
    months_high = models.PositiveSmallIntegerField(
        null=True,
        blank=True,
        help_text="Months, full time, at the most; the same as the lower where exact.",
        validators=[at_most_months],
    )
    length_basis = models.CharField(max_length=10, choices=LengthBasis, blank=True)

    awards_latest = models.PositiveIntegerField(
        null=True,
        blank=True,
        help_text="Awards in the newest year; blank: not reported.",
        validators=[at_most_counted],
    )
    awards_previous = models.PositiveIntegerField(
        null=True,
        blank=True,
        help_text="Awards a year before.",
        validators=[at_most_counted],
    )
    awards_earlier = models.PositiveIntegerField(
        null=True,
        blank=True,
        help_text="Awards two years before.",
        validators=[at_most_counted],
    )
    awards_year = models.CharField(
        max_length=7,
        blank=True,
        help_text="The newest year, for example “2023-24”.",
        validators=[academic_year],
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
                condition=Q(price_in_district__isnull=True, price_in_district_year="")
                | (Q(price_in_district__isnull=False) & ~Q(price_in_district_year="")),
                name="program_price_in_district_has_year",
                violation_error_message="A price for residents of the district needs its "
                "academic year.",
            ),
            models.CheckConstraint(
                condition=Q(months_low__isnull=True, months_high__isnull=True)
                | Q(
                    months_low__isnull=False,
                    months_high__isnull=False,
                    months_low__gte=1,
                    months_high__gte=F("months_low"),
                ),
                name="program_months_in_order",
                violation_error_message="Give both ends of the length, at least 1 month, "
                "the shorter first.",
            ),
            within_limits(
                "program",
                dollars=["price_resident", "price_nonresident", "price_in_district"],
                months=["months_low", "months_high"],
                counts=["awards_latest", "awards_previous", "awards_earlier"],
                academic_years=["price_year", "price_in_district_year", "awards_year"],
                patterns={"cip_code": CIP_CODE},
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
