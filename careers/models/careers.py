"""Career profiles and their ordered pieces."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.http import urlencode

from careers.choices import (
    CORE_FIELDS,
    AwardLevel,
    Education,
    Link,
    Section,
)
from careers.models.credentials import Credential, Organization
from careers.models.occupations import Occupation
from careers.models.querysets import CareerQuerySet
from editorial.models import Publishable, Source
from editorial.models.limits import NotReserved, at_most_months, in_order, within_limits

OWN_PAGES = ("assessment", "compare", "pay")
"""Below /careers/, where a career's own page would never be reached."""


class Career(Publishable):
    """A profile of one job, in our own words; figures come from its occupations."""

    slug = models.SlugField(
        max_length=80, unique=True, validators=[NotReserved(OWN_PAGES)]
    )
    name = models.CharField(max_length=80)
    plural = models.CharField(max_length=80, help_text="“medical coders”, lower case.")
    position = models.PositiveSmallIntegerField(
        default=100, help_text="Order in lists; small numbers first."
    )
    is_short = models.BooleanField(
        default=False, help_text="A neighbouring job, told in short form."
    )
    tagline = models.CharField(
        max_length=140, help_text="What the job is, in one plain sentence."
    )
    summary = models.TextField(help_text="Two or three sentences for lists and search.")
    overview = models.TextField(help_text="What the work is. Markdown.")
    day = models.TextField(blank=True, help_text="A working day. Markdown.")
    outlook_text = models.TextField(
        blank=True, help_text="What drives demand. No figures: those are shown beside."
    )
    occupation = models.ForeignKey(
        Occupation,
        models.PROTECT,
        related_name="careers",
        help_text="Whose pay and outlook stand for this career.",
    )
    occupation_note = models.CharField(
        max_length=300,
        blank=True,
        help_text="What else the occupation's figures cover, said beside them.",
    )
    other_occupations = models.ManyToManyField(
        Occupation, blank=True, related_name="also_careers"
    )
    entry_education = models.CharField(max_length=12, choices=Education)
    entry_note = models.CharField(
        max_length=200, blank=True, help_text="What employers usually ask on top."
    )
    months_to_enter_low = models.PositiveSmallIntegerField(
        null=True,
        blank=True,
        help_text="Months from high school, full time.",
        validators=[at_most_months],
    )
    months_to_enter_high = models.PositiveSmallIntegerField(
        null=True, blank=True, validators=[at_most_months]
    )
    alternate_titles = models.TextField(blank=True, help_text="One a line.")
    remote = models.CharField(
        max_length=200, blank=True, help_text="How often the work can be done at home."
    )
    program_fields = models.JSONField(
        default=list,
        blank=True,
        help_text="Fields of study whose programs lead here.",
    )
    program_levels = models.JSONField(
        default=list,
        blank=True,
        help_text="Award levels whose programs lead here; none chosen: any.",
    )
    sources = models.ManyToManyField(Source, blank=True, related_name="+")

    objects = CareerQuerySet.as_manager()

    class Meta:
        ordering = ["position", "name"]
        permissions = [("publish_career", "Can publish careers")]
        constraints = [
            within_limits(
                "career",
                months=["months_to_enter_low", "months_to_enter_high"],
                reserved={"slug": OWN_PAGES},
            ),
            in_order("career", "months_to_enter_low", "months_to_enter_high"),
        ]

    def __str__(self) -> str:
        return self.name

    def natural_key(self) -> tuple[str]:
        return (self.slug,)

    natural_key.dependencies = ["editorial.source", "careers.occupation"]

    def get_absolute_url(self) -> str:
        return reverse("careers:career", args=[self.slug])

    @property
    def program_search(self) -> str:
        """What to ask the finder for; blank when no program we list leads here.

        A field that a search leaves out by itself has to be named.
        """
        if not self.program_fields:
            return ""
        query: dict[str, str | list[str]] = {"career": self.slug}
        if not CORE_FIELDS.issuperset(self.program_fields):
            query["field"] = self.program_fields
        return urlencode(query, doseq=True)


class CareerPartQuerySet(models.QuerySet):
    def get_by_natural_key(self, career: str, *key):
        names = self.model.lookup_fields or self.model.key_fields
        return self.get(career__slug=career, **dict(zip(names, key, strict=True)))


class CareerPart(models.Model):
    """An ordered piece of one profile."""

    key_fields: tuple[str, ...] = ("position",)
    lookup_fields: tuple[str, ...] = ()

    career = models.ForeignKey(Career, models.CASCADE, related_name="%(class)ss")
    position = models.PositiveSmallIntegerField(default=1)

    objects = CareerPartQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["career", "position"]

    def natural_key(self) -> tuple:
        return (
            *self.career.natural_key(),
            *(getattr(self, name) for name in self.key_fields),
        )

    natural_key.dependencies = ["careers.career"]


class CareerItem(CareerPart):
    """A duty, a setting, a skill, a question: a title with a sentence or two."""

    key_fields = ("section", "position")

    section = models.CharField(max_length=10, choices=Section)
    title = models.CharField(max_length=200)
    body = models.TextField(
        blank=True, help_text="Why, or the answer. Of a myth: what is so now. Markdown."
    )
    source = models.ForeignKey(
        Source,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="Needed where the text states a figure.",
    )

    class Meta(CareerPart.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["career", "section", "position"],
                name="career_item_position",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_section_display()}: {self.title}"


class CareerPath(CareerPart):
    """One way into a career, told in steps."""

    name = models.CharField(max_length=100)
    intro = models.TextField(blank=True)

    class Meta(CareerPart.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["career", "position"], name="career_path_position"
            )
        ]

    def __str__(self) -> str:
        return f"{self.career}: {self.name}"


class CareerStepQuerySet(models.QuerySet):
    def get_by_natural_key(self, career: str, path: int, position: int):
        return self.get(
            path__career__slug=career, path__position=path, position=position
        )


class CareerStep(models.Model):
    """One numbered stop on a path."""

    path = models.ForeignKey(CareerPath, models.CASCADE, related_name="steps")
    position = models.PositiveSmallIntegerField(default=1)
    title = models.CharField(max_length=120)
    body = models.TextField(blank=True, help_text="Markdown.")
    months_low = models.PositiveSmallIntegerField(
        null=True,
        blank=True,
        help_text="Months this step takes, full time.",
        validators=[at_most_months],
    )
    months_high = models.PositiveSmallIntegerField(
        null=True, blank=True, validators=[at_most_months]
    )
    cost_note = models.CharField(
        max_length=160,
        blank=True,
        help_text="Where its cost is found; figures come from the finder.",
    )

    objects = CareerStepQuerySet.as_manager()

    class Meta:
        ordering = ["path", "position"]
        constraints = [
            within_limits("career_step", months=["months_low", "months_high"]),
            models.UniqueConstraint(
                fields=["path", "position"], name="career_step_position"
            ),
            in_order("career_step", "months_low", "months_high"),
        ]

    def __str__(self) -> str:
        return f"{self.path}, {self.position}: {self.title}"

    def natural_key(self) -> tuple[str, int, int]:
        return (*self.path.natural_key(), self.position)

    natural_key.dependencies = ["careers.careerpath"]


class EducationRoute(CareerPart):
    """What one level of schooling contains and gives, for one career."""

    name = models.CharField(max_length=120)
    award_level = models.CharField(max_length=20, choices=AwardLevel)
    body = models.TextField(help_text="What it gives and to whom. Markdown.")
    courses = models.TextField(blank=True, help_text="Typical courses, one a line.")
    credits_low = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="Semester credits."
    )
    credits_high = models.PositiveSmallIntegerField(null=True, blank=True)
    months_low = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="Full time.", validators=[at_most_months]
    )
    months_high = models.PositiveSmallIntegerField(
        null=True, blank=True, validators=[at_most_months]
    )

    class Meta(CareerPart.Meta):
        constraints = [
            within_limits("education_route", months=["months_low", "months_high"]),
            in_order("education_route", "months_low", "months_high"),
            in_order("education_route", "credits_low", "credits_high"),
            models.UniqueConstraint(
                fields=["career", "position"], name="education_route_position"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.career}: {self.name}"


class CareerCredential(CareerPart):
    """A credential that matters for a career, and why."""

    key_fields = ("credential_slug",)
    lookup_fields = ("credential__slug",)

    credential = models.ForeignKey(
        Credential, models.CASCADE, related_name="careercredentials"
    )
    note = models.CharField(max_length=240, help_text="Why it matters for this job.")

    class Meta(CareerPart.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["career", "credential"], name="career_credential_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.career}: {self.credential}"

    @property
    def credential_slug(self) -> str:
        return self.credential.slug


class CareerLink(CareerPart):
    """Another job: the next rung, or a neighbour."""

    key_fields = ("kind", "position")

    kind = models.CharField(max_length=12, choices=Link)
    to = models.ForeignKey(
        Career,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="linked_from",
        help_text="Blank: the job has no profile here.",
    )
    title = models.CharField(
        max_length=100, blank=True, help_text="Of a job without a profile."
    )
    note = models.CharField(
        max_length=300, help_text="What it takes, or how it differs."
    )

    class Meta(CareerPart.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["career", "kind", "position"], name="career_link_position"
            ),
            models.CheckConstraint(
                condition=Q(to__isnull=False) | ~Q(title=""),
                name="career_link_names_a_job",
                violation_error_message="Choose a career or give the job's title.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.career}: {self.get_kind_display()} {self.to or self.title}"


class CareerOrganization(CareerPart):
    """A body worth knowing for a career, and what for."""

    key_fields = ("organization_slug",)
    lookup_fields = ("organization__slug",)

    organization = models.ForeignKey(Organization, models.CASCADE, related_name="+")
    note = models.CharField(max_length=240, blank=True)

    class Meta(CareerPart.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["career", "organization"], name="career_organization_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.career}: {self.organization}"

    @property
    def organization_slug(self) -> str:
        return self.organization.slug
