"""Schools as IPEDS knows them, and how their graduates fare."""

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from careers.choices import State
from editorial.facts import fact_group, sourced
from editorial.models import Publishable, Source
from editorial.models.limits import (
    NotReserved,
    academic_year,
    at_most_counted,
    at_most_dollars,
    within_limits,
)
from schools.choices import (
    SCORECARD_NAMES,
    SchoolLevel,
    Sector,
)
from schools.models.querysets import (
    FieldOutcomeQuerySet,
    SchoolQuerySet,
)
from schools.models.search_text import school_text
from schools.models.zip_codes import is_inside

SIX_DIGITS = r"^\d{6}$"
ZIP_CODE = r"^\d{5}(-\d{4})?$"
CIP4_CODE = r"^\d\d\.\d\d$"
TUITION = (
    "tuition_fees_in_district",
    "tuition_fees_in_state",
    "tuition_fees_out_of_state",
    "grad_tuition_fees_in_state",
    "grad_tuition_fees_out_of_state",
    "per_credit_in_state",
    "per_credit_out_of_state",
    "books_supplies",
)
OWN_PAGES = ("compare", "in", "map", "shortlist", "where")
"""Below /schools/, where a school's own page would never be reached."""


class School(
    Publishable,
    fact_group("directory"),
    fact_group("tuition"),
    fact_group("outcomes"),
    fact_group("closing"),
):
    """One IPEDS unit: a campus or reporting unit."""

    unitid = models.CharField(
        "UNITID",
        max_length=6,
        unique=True,
        validators=[RegexValidator(SIX_DIGITS, "A UNITID has six digits.")],
    )
    name = models.CharField(max_length=120)
    slug = models.SlugField(
        max_length=140, unique=True, validators=[NotReserved(OWN_PAGES)]
    )
    opeid6 = models.CharField(
        "OPEID6",
        max_length=6,
        blank=True,
        db_index=True,
        validators=[RegexValidator(SIX_DIGITS, "An OPEID6 has six digits.")],
        help_text="Six digits by which federal student aid knows the institution; its campuses "
        "share them, and with them what College Scorecard says of their graduates. Blank: the "
        "school takes no federal aid, or not known.",
    )
    aliases = models.TextField(blank=True, help_text="Other names, one a line.")
    former_names = models.TextField(
        blank=True,
        help_text="What it was called before, one a line; the search finds it by them.",
    )
    closed_on = models.DateField(
        null=True,
        blank=True,
        help_text="First day on which it teaches nobody; from then on it leaves every list.",
    )
    merged_into = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text="The school that took it over, if one did.",
    )
    records_note = models.TextField(
        blank=True,
        help_text="Where its students find their records now, in a sentence or two.",
    )
    address = models.CharField(max_length=160, blank=True)
    city = models.CharField(max_length=60)
    state = models.CharField(max_length=2, choices=State, db_index=True)
    zip = models.CharField(
        "ZIP code",
        max_length=10,
        blank=True,
        validators=[
            RegexValidator(ZIP_CODE, "Five digits, zeros in front included: 01201.")
        ],
    )
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
        validators=[at_most_dollars],
    )
    tuition_fees_in_state = models.PositiveIntegerField(
        null=True,
        blank=True,
        help_text="Dollars a year, full-time undergraduate.",
        validators=[at_most_dollars],
    )
    tuition_fees_out_of_state = models.PositiveIntegerField(
        null=True,
        blank=True,
        help_text="Dollars a year, full-time undergraduate.",
        validators=[at_most_dollars],
    )
    tuition_year = models.CharField(
        max_length=7,
        blank=True,
        help_text="Academic year, for example “2023-24”.",
        validators=[academic_year],
    )
    grad_tuition_fees_in_state = models.PositiveIntegerField(
        null=True,
        blank=True,
        help_text="Dollars a year, full-time graduate.",
        validators=[at_most_dollars],
    )
    grad_tuition_fees_out_of_state = models.PositiveIntegerField(
        null=True,
        blank=True,
        help_text="Dollars a year, full-time graduate.",
        validators=[at_most_dollars],
    )
    per_credit_in_state = models.PositiveIntegerField(
        null=True,
        blank=True,
        help_text="Dollars a credit, undergraduate.",
        validators=[at_most_dollars],
    )
    per_credit_out_of_state = models.PositiveIntegerField(
        null=True,
        blank=True,
        help_text="Dollars a credit, undergraduate.",
        validators=[at_most_dollars],
    )
    detail_year = models.CharField(
        max_length=7,
        blank=True,
        help_text="Academic year of the in-district, graduate and per-credit figures.",
        validators=[academic_year],
    )
    books_supplies = models.PositiveIntegerField(
        null=True,
        blank=True,
        help_text="Dollars a year.",
        validators=[at_most_dollars],
    )

    undergraduates = models.PositiveIntegerField(
        null=True, blank=True, validators=[at_most_counted]
    )
    net_price = models.IntegerField(
        null=True,
        blank=True,
        help_text="Dollars a year after grants, on average, for the whole school.",
        validators=[at_most_dollars],
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
        # Programs are listed by school: without it, a page of the desk sorts them all.
        indexes = [models.Index(fields=["name", "unitid"], name="school_in_order")]
        permissions = [("publish_school", "Can publish schools")]
        constraints = [
            sourced("school", "tuition", *TUITION),
            sourced(
                "school",
                "outcomes",
                "undergraduates",
                "net_price",
                "completion_rate",
            ),
            sourced("school", "closing", "closed_on"),
            models.CheckConstraint(
                condition=Q(directory_source__isnull=False),
                name="school_directory_has_source",
                violation_error_message="Say where the school's name and place come from.",
            ),
            models.CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(
                    latitude__isnull=False,
                    longitude__isnull=False,
                    latitude__range=(-90, 90),
                    longitude__range=(-180, 180),
                ),
                name="school_coordinates_on_earth",
                violation_error_message="Give both coordinates, in degrees.",
            ),
            within_limits(
                "school",
                dollars=[*TUITION, "net_price"],
                counts=["undergraduates"],
                academic_years=["tuition_year", "detail_year"],
                patterns={"unitid": SIX_DIGITS, "opeid6": SIX_DIGITS, "zip": ZIP_CODE},
                reserved={"slug": OWN_PAGES},
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
    def is_closed(self) -> bool:
        """Agrees with `SchoolQuerySet.teaching`."""
        return self.closed_on is not None and self.closed_on <= timezone.localdate()

    @property
    def former_names_in_words(self) -> list[str]:
        return [name.strip() for name in self.former_names.splitlines() if name.strip()]

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
        coordinates = self.latitude, self.longitude
        if None not in coordinates and not is_inside(
            self.state, *map(float, coordinates)
        ):
            outside = f"This point lies outside {self.get_state_display()}."
            raise ValidationError({"latitude": outside})
        names = "\n".join(filter(None, [self.aliases, self.former_names]))
        self.search_text = school_text(self.name, names, self.city)


class FieldOutcome(models.Model):
    """Earnings and debt of one school's graduates in one four-digit field, from Scorecard.

    The four-digit field is wider than one program: 51.07 also covers health-care management.
    """

    school = models.ForeignKey(School, models.CASCADE, related_name="field_outcomes")
    cip4_code = models.CharField(
        "four-digit CIP",
        max_length=5,
        validators=[RegexValidator(CIP4_CODE, "Four digits with a point: 51.07.")],
    )
    cip4_title = models.CharField(max_length=120)
    credential_level = models.CharField(
        max_length=80,
        choices=[(name, name) for name in SCORECARD_NAMES],
        help_text="As College Scorecard names it.",
    )
    earnings_1yr = models.PositiveIntegerField(
        null=True,
        blank=True,
        help_text="Median dollars, one year after completing.",
        validators=[at_most_dollars],
    )
    earnings_4yr = models.PositiveIntegerField(
        null=True,
        blank=True,
        help_text="Median dollars, four years after completing.",
        validators=[at_most_dollars],
    )
    median_debt = models.PositiveIntegerField(
        null=True, blank=True, validators=[at_most_dollars]
    )
    awards = models.PositiveIntegerField(
        null=True, blank=True, validators=[at_most_counted]
    )
    release = models.CharField(max_length=20)
    source = models.ForeignKey(Source, models.PROTECT, related_name="+")

    objects = FieldOutcomeQuerySet.as_manager()

    class Meta:
        ordering = ["school", "cip4_code", "credential_level"]
        constraints = [
            models.UniqueConstraint(
                fields=["school", "cip4_code", "credential_level"],
                name="field_outcome_once",
            ),
            within_limits(
                "field_outcome",
                dollars=["earnings_1yr", "earnings_4yr", "median_debt"],
                counts=["awards"],
                patterns={"cip4_code": CIP4_CODE},
            ),
        ]

    def __str__(self) -> str:
        return f"{self.school}, {self.cip4_code}, {self.credential_level}"

    @property
    def is_withheld(self) -> bool:
        """The source has a row and gives no figure: too few graduates."""
        return (self.earnings_1yr, self.earnings_4yr, self.median_debt) == (None,) * 3

    def natural_key(self) -> tuple[str, str, str]:
        return (*self.school.natural_key(), self.cip4_code, self.credential_level)

    natural_key.dependencies = ["schools.school", "editorial.source"]
