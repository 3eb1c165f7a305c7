"""Questions about schools and programs."""

import datetime as dt
from collections.abc import Iterable
from typing import Self

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.utils import timezone

from careers.choices import TAKES_AWAY, AccreditationStatus, Accreditor
from editorial.choices import Status
from editorial.models.querysets import PublishableQuerySet

ON_A_CARD = (
    "title",
    "slug",
    "cip_code",
    "award_level",
    "study_mode",
    "price_resident",
    "price_nonresident",
    "price_in_district",
    "price_in_district_year",
    "price_kind",
    "price_year",
    "months_low",
    "months_high",
    "length_basis",
    "awards_latest",
    "awards_previous",
    "awards_earlier",
    "is_dormant",
    "school__unitid",
    "school__name",
    "school__slug",
    "school__city",
    "school__state",
    "school__sector",
)
"""All columns would take twice as long to read; any other is one more query a card."""


def open_on(day: dt.date, prefix: str = "") -> Q:
    """Schools that teach on *day*; *prefix*: the way to them, such as “school__”."""
    column = f"{prefix}closed_on"
    return Q(**{f"{column}__isnull": True}) | Q(**{f"{column}__gt": day})


class SchoolQuerySet(PublishableQuerySet):
    def teaching(self, on: dt.date | None = None) -> Self:
        """Published ones that have not closed by *on*, today if not given."""
        return self.published().filter(open_on(on or timezone.localdate()))

    def get_by_natural_key(self, unitid: str):
        return self.get(unitid=unitid)

    def count_by_institution(self, opeids: Iterable[str]) -> dict[str, int]:
        """How many of the schools have each OPEID6; one query."""
        known = {opeid for opeid in opeids if opeid}
        counted = self.filter(opeid6__in=known).order_by().values_list("opeid6")
        return dict(counted.annotate(Count("pk")))

    def with_sources(self) -> Self:
        """Load the source of every fact group along."""
        return self.select_related(
            "directory_source", "tuition_source", "outcomes_source"
        )


class ProgramQuerySet(PublishableQuerySet):
    def get_by_natural_key(self, unitid: str, cip: str, award_level: str, slug: str):
        return self.get(
            school__unitid=unitid, cip_code=cip, award_level=award_level, slug=slug
        )

    def public(self) -> Self:
        """Published programs of published schools, those of closed ones too."""
        return self.filter(status=Status.PUBLISHED, school__status=Status.PUBLISHED)

    def listed(self, on: dt.date | None = None) -> Self:
        """Programs that somebody may apply to; *on*: today if not given."""
        return self.public().filter(open_on(on or timezone.localdate(), "school__"))

    def active(self) -> Self:
        """Leave out dormant ones: no award in the three newest years reported."""
        return self.filter(is_dormant=False)

    def newly_accredited(self, *, on: dt.date) -> Self:
        """Listed programs that CAHIIM accredits, by the statement that counts; newest first."""
        statements = self.model.accreditations.rel.related_model.objects
        counts = (
            statements.deciding(Accreditor.CAHIIM, on)
            .filter(program=OuterRef("pk"))
            .reverse()
        )
        return (
            self.listed()
            .filter(accreditations__accreditation_status=AccreditationStatus.ACCREDITED)
            .distinct()
            .annotate(
                standing=Subquery(counts.values("accreditation_status")[:1]),
                confirmed_on=Subquery(counts.values("as_of")[:1]),
            )
            .filter(standing=AccreditationStatus.ACCREDITED)
            .select_related("school")
            .order_by("-confirmed_on", "pk")
        )

    def for_listing(self) -> Self:
        """Load what one result card shows, so a page costs the same however long."""
        return self.select_related("school").only(*ON_A_CARD)

    def for_table(self) -> Self:
        """Load what a school's table says, with the sources it cites."""
        return self.select_related(
            "school", "price_source", "length_source", "awards_source"
        )

    def for_page(self) -> Self:
        """Load what the page of a program says of it and of its school."""
        return self.for_export().select_related("school__outcomes_source")

    def for_export(self) -> Self:
        """Load what the export says of one program, with the source of every group."""
        return self.select_related(
            "school",
            "school__tuition_source",
            "offer_source",
            "price_source",
            "length_source",
            "awards_source",
        ).with_accreditations()

    def for_comparison(self) -> Self:
        """Load what a comparison says, the figures of the field of study included."""
        outcomes = self.model._meta.get_field("school").related_model.field_outcomes
        return (
            self.for_export()
            .select_related("school__directory_source", "school__outcomes_source")
            .prefetch_related(
                Prefetch(
                    "school__field_outcomes",
                    outcomes.rel.related_model.objects.select_related("source"),
                )
            )
        )

    def by_refs(self, refs: Iterable[str]) -> dict:
        """Ref to program, in the order of *refs*; those not found are left out. One query."""
        refs = list(refs)
        named = Q(pk__in=[])
        for ref in refs:
            unitid, _, slug = ref.partition(".")
            named |= Q(school__unitid=unitid, slug=slug)
        found = {program.ref: program for program in self.filter(named)}
        return {ref: found[ref] for ref in refs if ref in found}

    def with_accreditations(self) -> Self:
        accreditations = self.model.accreditations.rel.related_model.objects
        return self.prefetch_related(
            Prefetch(
                "accreditations",
                accreditations.select_related("source").order_by("-evidence", "-pk"),
            )
        )


class AccreditationQuerySet(QuerySet):
    def get_by_natural_key(
        self,
        unitid: str,
        cip: str,
        award_level: str,
        slug: str,
        accreditor: str,
        key: str,
    ):
        return self.get(
            program__school__unitid=unitid,
            program__cip_code=cip,
            program__award_level=award_level,
            program__slug=slug,
            accreditor=accreditor,
            key=key,
        )

    def in_force(self, on: dt.date) -> Self:
        """Statements that speak for the day *on*, the strongest evidence first."""
        return self.filter(
            Q(valid_from__isnull=True) | Q(valid_from__lte=on),
            Q(valid_until__isnull=True) | Q(valid_until__gte=on),
        ).order_by("-evidence", "-checked_on", "-pk")

    def deciding(self, accreditor: str, on: dt.date) -> Self:
        """Statements of *accreditor* that hold; of each program the one that counts comes last.

        Agrees with `models.current`; a test holds the two together.
        """
        holding = self.filter(accreditor=accreditor).in_force(on)
        takes_away = Q(accreditation_status__in=sorted(TAKES_AWAY))
        taken_later = (
            self.model.objects.filter(takes_away, accreditor=accreditor)
            .filter(program=OuterRef("program"), as_of__gt=OuterRef("as_of"))
            .in_force(on)
        )
        return holding.filter(takes_away | ~Exists(taken_later)).order_by(
            "evidence", "as_of", "pk"
        )


class EarningsTestQuerySet(QuerySet):
    def get_by_natural_key(self, opeid6: str, cip4: str, credential_level: str):
        return self.get(
            opeid6=opeid6, cip4_code=cip4, credential_level=credential_level
        )


class FieldOutcomeQuerySet(QuerySet):
    def get_by_natural_key(self, unitid: str, cip4: str, credential_level: str):
        return self.get(
            school__unitid=unitid, cip4_code=cip4, credential_level=credential_level
        )
