"""Questions about careers, credentials, pay and outlook."""

import datetime as dt
from typing import Self

from django.db.models import Q, QuerySet

from careers.choices import AreaKind
from editorial.choices import Status
from editorial.querysets import PublishableQuerySet


class SlugQuerySet(PublishableQuerySet):
    def get_by_natural_key(self, slug: str):
        return self.get(slug=slug)


class OccupationQuerySet(QuerySet):
    def get_by_natural_key(self, soc_code: str):
        return self.get(soc_code=soc_code)


class AreaQuerySet(QuerySet):
    def get_by_natural_key(self, code: str):
        return self.get(code=code)


class PayQuerySet(QuerySet):
    def get_by_natural_key(self, release: str, soc_code: str, area: str):
        return self.get(release=release, occupation__soc_code=soc_code, area__code=area)

    def national(self) -> Self:
        return self.filter(area__kind=AreaKind.NATION)

    def by_state(self) -> Self:
        return self.filter(area__kind=AreaKind.STATE).order_by("area__name")


class OutlookQuerySet(QuerySet):
    def get_by_natural_key(self, soc_code: str, cycle: str):
        return self.get(occupation__soc_code=soc_code, cycle=cycle)


class EligibilityRuleQuerySet(QuerySet):
    def get_by_natural_key(self, credential: str, slug: str):
        return self.get(credential__slug=credential, slug=slug)

    def in_force(self, on: dt.date) -> Self:
        """Rules of published credentials that hold on the day of graduation *on*."""
        return self.filter(
            Q(valid_from__isnull=True) | Q(valid_from__lte=on),
            Q(valid_until__isnull=True) | Q(valid_until__gte=on),
            credential__status=Status.PUBLISHED,
        )
