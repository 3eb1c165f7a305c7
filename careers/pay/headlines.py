"""The few figures by which lists, related jobs and comparisons tell careers apart."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

from careers.models import Area, Outlook, Pay
from careers.pay.figures import NOT_PUBLISHED, Figure, PayRow
from editorial.choices import Kind
from editorial.marks import Mark, Marks
from editorial.models import Source
from web.templatetags.figures import number, percent

ESTIMATES = "editorial-estimates"
"""The source that stands for our own estimates: months to enter, of steps and routes, credits."""

NO_OUTLOOK = "No projection for this occupation"


@dataclass(frozen=True)
class Headline:
    """The nation's pay and the newest full outlook of one occupation."""

    pay: PayRow | None
    outlook: Outlook | None
    pay_mark: Mark | None
    outlook_mark: Mark | None
    local: PayRow | None = None
    """Pay in the area that was asked for, from the same release."""

    @property
    def median(self) -> Figure:
        if self.pay is None:
            return Figure(None, "", NOT_PUBLISHED)
        return self.pay.median

    @property
    def growth(self) -> Figure:
        change = self.outlook and self.outlook.percent_change
        if change is None:
            return Figure(None, "", NO_OUTLOOK)
        return Figure(change, percent(change))

    @property
    def openings(self) -> Figure:
        openings = self.outlook and self.outlook.annual_openings
        if openings is None:
            return Figure(None, "", NO_OUTLOOK)
        return Figure(openings, number(openings))

    @property
    def cycle(self) -> str:
        return self.outlook.cycle.replace("-", "–") if self.outlook else ""

    @property
    def release(self) -> str:
        return self.pay.release if self.pay else ""


class Headlines:
    """Headlines of several occupations, made from rows that were read together."""

    def __init__(
        self,
        rows: Iterable[PayRow],
        outlooks: Iterable[Outlook],
        sources: dict[int, Source],
        marks: Marks,
        area: str = "",
    ) -> None:
        """*area* is the short name of one whose pay stands beside the nation's."""
        rows = list(rows)
        self.rows = {row.occupation_id: row for row in rows if row.is_nation}
        self.local = {row.occupation_id: row for row in rows if row.place_slug == area}
        self.outlooks = newest_full(outlooks)
        self.sources = sources
        self.marks = marks

    @classmethod
    def read(
        cls, occupations: Iterable[int], marks: Marks, area: Area | None = None
    ) -> "Headlines":
        """Three queries, however many occupations."""
        occupations = set(occupations)
        pay = Pay.objects.current().national_or_in(area and area.pk)
        pay = pay.filter(occupation_id__in=occupations)
        rows = [PayRow(**row) for row in pay.figures()]
        outlooks = list(Outlook.objects.filter(occupation_id__in=occupations))
        cited = {row.source_id for row in [*rows, *outlooks]}
        sources = Source.objects.filter(Q(pk__in=cited) | Q(slug=ESTIMATES))
        by_pk = {source.pk: source for source in sources}
        return cls(rows, outlooks, by_pk, marks, area.slug if area else "")

    def of(self, occupation: int) -> Headline:
        row, outlook = self.rows.get(occupation), self.outlooks.get(occupation)
        local = self.local.get(occupation)
        return Headline(
            row, outlook, self.mark(row or local), self.mark(outlook), local
        )

    def mark(self, figures: PayRow | Outlook | None) -> Mark | None:
        """The source mark of a row of figures; none for no row."""
        if figures is None:
            return None
        return self.marks.of(self.sources.get(figures.source_id), figures.kind)

    def estimate_mark(self) -> Mark | None:
        """Of what our editors estimated; asked for only where that is shown."""
        ours = (each for each in self.sources.values() if each.slug == ESTIMATES)
        return self.marks.of(next(ours, None), Kind.ESTIMATED)


def newest_full(outlooks: Iterable[Outlook]) -> dict[int, Outlook]:
    """By occupation; second-hand figures never stand for the publisher's own."""
    full = [outlook for outlook in outlooks if not outlook.is_second_hand]
    ordered = sorted(full, key=lambda outlook: outlook.cycle)
    return {outlook.occupation_id: outlook for outlook in ordered}
