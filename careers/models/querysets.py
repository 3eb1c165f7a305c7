"""Questions about careers, credentials, pay and outlook."""

import datetime as dt
from collections.abc import Iterable
from typing import Self

from django.apps import apps
from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery, Value

from careers.choices import ALL_OCCUPATIONS, AreaKind, CredentialStatus, Education
from editorial.choices import Status
from editorial.models.querysets import PublishableQuerySet

FIGURES = (
    "occupation_id",
    "employment",
    "location_quotient",
    "annual_mean",
    "annual_p10",
    "annual_p25",
    "annual_median",
    "annual_p75",
    "annual_p90",
    "hourly_mean",
    "hourly_p10",
    "hourly_p25",
    "hourly_median",
    "hourly_p75",
    "hourly_p90",
    "suppressed_fields",
    "release",
    "kind",
    "source_id",
)
"""The columns of pay that pages show, of areas and industries alike."""

INDUSTRY_GROUP = 4
"""The NAICS level to rank within: finer than sectors, coarse enough to be published."""


class SlugQuerySet(PublishableQuerySet):
    def get_by_natural_key(self, slug: str):
        return self.get(slug=slug)


class CareerQuerySet(SlugQuerySet):
    def in_full(self) -> Self:
        """Leave out neighbouring jobs that are told in short form."""
        return self.filter(is_short=False)


class GuideQuerySet(SlugQuerySet):
    def for_page(self) -> Self:
        """Load the careers, credentials and sources that the page of one guide names."""
        return self.prefetch_related("careers", "credentials", "sources")

    def for_lists(self) -> Self:
        return self.defer("body", "searches")


class AssessmentQuestionQuerySet(SlugQuerySet):
    def with_weights(self) -> Self:
        """Load every answer with what it says of each career."""
        return self.prefetch_related("options__weights")


class CredentialQuerySet(SlugQuerySet):
    def open_to(self, education: str) -> Self:
        """Ask for no more schooling than *education*; those with no known rule are left out."""
        ladder = [choice.value for choice in Education]
        return self.filter(min_education__in=ladder[: ladder.index(education) + 1])

    def within_experience(self, months: int) -> Self:
        return self.filter(experience_months__lte=months)

    def for_page(self) -> Self:
        """Load what the page of one credential cites."""
        return self.select_related(
            "issuer", "exam_source", "renewal_source", "eligibility_source"
        )

    def needing_accredited_program(self, needed: bool) -> Self:
        return self.filter(accredited_program_required=needed)

    def offered(self) -> Self:
        """Leave out those that nobody can earn any more."""
        return self.exclude(offered=CredentialStatus.RETIRED)

    def with_rules(self, on: dt.date) -> Self:
        """Add *accreditor*, whose programs alone are admitted (None: no rule asks for one), and
        *is_rule_verified*, whether any rule in force was read at the issuer."""
        rules = self.model._meta.get_field("rules").related_model.objects
        in_force = rules.in_force(on).filter(credential=OuterRef("pk"))
        asking = in_force.exclude(accreditor="").order_by("accreditor")
        return self.annotate(
            accreditor=Subquery(asking.values("accreditor")[:1]),
            is_rule_verified=Exists(in_force.filter(is_verified=True)),
        )


class OccupationQuerySet(QuerySet):
    def get_by_natural_key(self, soc_code: str):
        return self.get(soc_code=soc_code)


class AreaQuerySet(QuerySet):
    def get_by_natural_key(self, code: str):
        return self.get(code=code)


class PayReleaseQuerySet(QuerySet):
    def get_by_natural_key(self, name: str):
        return self.get(name=name)

    def current(self) -> Self:
        """The one that pages speak of, or none."""
        return self.filter(is_current=True)

    @transaction.atomic
    def make_current(self) -> None:
        """Let the one chosen stand for what is paid now, and every other be history."""
        chosen = self.get()
        self.model.objects.exclude(pk=chosen.pk).update(is_current=False)
        self.model.objects.filter(pk=chosen.pk).update(is_current=True)


class ReleaseQuerySet(QuerySet):
    """Of pay, by area or by industry."""

    def current(self) -> Self:
        """Of the release that somebody made current."""
        return self.filter(release__in=current_release())

    def superseded(self) -> Self:
        """Of every other release: history, never to stand for what is paid now."""
        return self.exclude(release__in=current_release())


def current_release() -> QuerySet:
    return apps.get_model("careers", "PayRelease").objects.current().values("name")


class PayQuerySet(ReleaseQuerySet):
    def get_by_natural_key(self, release: str, soc_code: str, area: str):
        return self.get(release=release, occupation__soc_code=soc_code, area__code=area)

    def national(self) -> Self:
        return self.filter(area__kind=AreaKind.NATION)

    def national_or_in(self, area_id: int | None) -> Self:
        """The nation, and beside it one area; none: the nation alone."""
        return self.filter(Q(area__kind=AreaKind.NATION) | Q(area=area_id))

    def in_state(self, state: str) -> Self:
        return self.filter(area__kind=AreaKind.STATE, area__state=state)

    def by_state(self) -> Self:
        return self.filter(area__kind=AreaKind.STATE).order_by("area__name")

    def of_occupation(self, occupation_id: int, beside: Iterable[int] | QuerySet = ()):
        """Every area of one occupation; the nation alone of *beside* and of all occupations."""
        return self.filter(
            Q(occupation_id=occupation_id)
            | Q(area__kind=AreaKind.NATION, occupation_id__in=beside)
            | Q(area__kind=AreaKind.NATION, occupation__soc_code=ALL_OCCUPATIONS)
        )

    def of_occupation_or_code_before(self, occupation_id: int) -> Self:
        """Of one occupation, and of the retired codes whose jobs it took over."""
        return self.filter(
            Q(occupation_id=occupation_id) | Q(occupation__replaced_by=occupation_id)
        ).distinct()

    def figures(self) -> QuerySet[dict]:
        """Plain rows for `careers.pay.figures.PayRow`; pages read hundreds of them."""
        return self.order_by().values(
            *FIGURES,
            place=F("area__name"),
            place_slug=F("area__slug"),
            place_kind=F("area__kind"),
            state=F("area__state"),
            soc_code=F("occupation__soc_code"),
            occupation_title=F("occupation__title"),
        )


class IndustryPayQuerySet(ReleaseQuerySet):
    def get_by_natural_key(self, release: str, soc_code: str, industry_code: str):
        return self.get(
            release=release,
            occupation__soc_code=soc_code,
            industry_code=industry_code,
        )

    def industry_groups(self) -> Self:
        """One level of the nested industries, without the splits by ownership."""
        return self.filter(industry_level=INDUSTRY_GROUP, industry_code__endswith="00")

    def figures(self) -> QuerySet[dict]:
        """The same rows for `PayRow`; an industry is no area, so it has no kind and no state."""
        return self.order_by().values(
            *FIGURES,
            place=F("industry_name"),
            place_slug=F("industry_code"),
            place_kind=Value(""),
            state=Value(""),
            soc_code=F("occupation__soc_code"),
            occupation_title=F("occupation__title"),
        )


class OutlookQuerySet(QuerySet):
    def get_by_natural_key(self, soc_code: str, cycle: str):
        return self.get(occupation__soc_code=soc_code, cycle=cycle)


class EligibilityRuleQuerySet(QuerySet):
    def get_by_natural_key(self, credential: str, slug: str):
        return self.get(credential__slug=credential, slug=slug)

    def in_force(self, on: dt.date) -> Self:
        """Rules of published credentials on offer that hold on the day of graduation *on*."""
        return self.exclude(credential__offered=CredentialStatus.RETIRED).filter(
            Q(valid_from__isnull=True) | Q(valid_from__lte=on),
            Q(valid_until__isnull=True) | Q(valid_until__gte=on),
            credential__status=Status.PUBLISHED,
        )
