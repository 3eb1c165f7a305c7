"""The pay explorer: one occupation here, in the nation and in every state."""

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from django.http import QueryDict

from careers.choices import ALL_OCCUPATIONS, AreaKind
from careers.models import Area, Career, Occupation, Pay
from careers.pay.charts import PayTile, Spread, scale_for, spread, tiles
from careers.pay.figures import NO_ROW, Figure, PayRow, position_in_spread
from careers.pay.form import PayForm
from careers.pay.panel import best_paid
from editorial.marks import Mark, Marks
from editorial.models import Source
from web.templatetags.figures import money

METROS = 10
"""A screen of rows; the nation has 393."""


@dataclass(frozen=True)
class OwnPay:
    """Where the visitor's pay falls in one place."""

    place: str
    words: str


@dataclass
class PayLookup:
    """Pay of one occupation in an area, in the nation and in every state."""

    occupation: Occupation
    career: Career | None
    """The one that was asked for by its own name."""
    area: Area
    rows: list[PayRow]
    """Of that occupation in every area, and of all occupations together in the nation."""
    yearly: Decimal | None
    """What the visitor earns."""
    sort: str
    mark: Mark | None = None

    @cached_property
    def own(self) -> list[PayRow]:
        return [row for row in self.rows if row.occupation_id == self.occupation.pk]

    @cached_property
    def here(self) -> PayRow | None:
        return next((row for row in self.own if row.place_slug == self.area.slug), None)

    @cached_property
    def nation(self) -> PayRow | None:
        return next((row for row in self.own if row.is_nation), None)

    @cached_property
    def benchmark(self) -> tuple[Figure, str] | None:
        """The same job in the nation; seen from the nation, all jobs there."""
        if self.here is not None and not self.here.is_nation:
            return (self.nation.median, "this job, nation") if self.nation else None
        for row in self.rows:
            if row.soc_code == ALL_OCCUPATIONS and row is not self.here:
                return row.median, "all occupations"
        return None

    @cached_property
    def spread(self) -> Spread | None:
        if self.here is None:
            return None
        compared = self.benchmark[0].amount if self.benchmark else None
        scale = scale_for([self.here], compared, self.yearly)
        if scale is None:
            return None
        return spread(self.here, scale, benchmark=self.benchmark, mine=self.yearly)

    @property
    def tiles(self) -> list[PayTile]:
        return tiles(self.own, self.area.slug)

    @cached_property
    def states(self) -> list[PayRow]:
        states = [row for row in self.own if row.place_kind == AreaKind.STATE]
        return ordered(states, self.sort)

    @cached_property
    def metros(self) -> list[PayRow]:
        """The best-paying metropolitan areas, of the chosen state where one was chosen."""
        metros = [row for row in self.own if row.place_kind == AreaKind.METRO]
        if self.area.kind == AreaKind.STATE:
            metros = [row for row in metros if row.state == self.area.state]
        return best_paid(metros, METROS)

    @property
    def metros_in(self) -> str:
        if self.area.kind == AreaKind.STATE:
            return self.area.name
        return "the United States"

    @cached_property
    def own_pay(self) -> list[OwnPay]:
        """Here and in the nation."""
        if self.yearly is None:
            return []
        rows = [self.nation]
        if self.here and not self.here.is_nation:
            rows.insert(0, self.here)
        return [
            OwnPay(
                in_sentence(row.place, row.place_kind),
                position_in_spread(row, self.yearly),
            )
            for row in rows
            if row
        ]

    @cached_property
    def state_medians(self) -> list[int]:
        medians = (row.annual_median for row in self.states)
        return [median for median in medians if median is not None]

    @property
    def beaten(self) -> int:
        """States whose median the visitor's pay reaches."""
        if not self.yearly:
            return 0
        return sum(median <= self.yearly for median in self.state_medians)

    @property
    def median(self) -> Figure:
        if self.here:
            return self.here.median
        return Figure(None, "", NO_ROW)

    @property
    def job(self) -> str:
        return self.career.name if self.career else self.occupation.title.capitalize()

    @property
    def key(self) -> str:
        """Names the job in addresses."""
        return self.career.slug if self.career else self.occupation.soc_code

    @property
    def place(self) -> str:
        return in_sentence(self.area.name, self.area.kind)

    @property
    def yearly_text(self) -> str:
        return money(round(self.yearly))


def explorer(query: QueryDict) -> dict:
    """The template's context; an invalid occupation gives the form and its message alone."""
    careers = list(Career.objects.published().select_related("occupation"))
    form = PayForm(query, careers)
    form.is_valid()
    form.show_what_was_read()
    occupation = form.chosen_occupation
    context = {"form": form, "careers": [], "lookup": None, "sources": []}
    if occupation is None:
        return context
    marks = Marks()
    lookup = look_up(form, occupation, marks)
    return context | {
        "lookup": lookup,
        "careers": [
            career for career in careers if career.occupation_id == occupation.pk
        ],
        "sources": marks.sources,
    }


def look_up(form: PayForm, occupation: Occupation, marks: Marks) -> PayLookup | None:
    """Two queries: the rows, and the source of the nation's, which is that of the release."""
    area = form.chosen_area
    if area is None:
        return None
    pay = Pay.objects.current().of_occupation(occupation.pk)
    lookup = PayLookup(
        occupation=occupation,
        career=form.chosen_career,
        area=area,
        rows=[PayRow(**row) for row in pay.figures()],
        yearly=form.yearly,
        sort=form.cleaned_data.get("sort") or "median",
    )
    if lookup.nation:
        source = Source.objects.filter(pk=lookup.nation.source_id).first()
        lookup.mark = marks.of(source, lookup.nation.kind)
    return lookup


def in_sentence(place: str, kind: str) -> str:
    return f"the {place}" if kind == AreaKind.NATION else place


def ordered(states: list[PayRow], sort: str) -> list[PayRow]:
    """States in the order asked for; those without the figure come last."""
    by_name = sorted(states, key=lambda row: row.place)
    match sort:
        case "name":
            return by_name
        case "jobs":
            return best(by_name, "employment", largest_first=True)
        case _:
            return best(by_name, "annual_median", largest_first=sort == "median")


def best(rows: list[PayRow], column: str, *, largest_first: bool) -> list[PayRow]:
    def key(row: PayRow) -> tuple[bool, int]:
        value = getattr(row, column)
        if value is None:
            return True, 0
        return False, -value if largest_first else value

    return sorted(rows, key=key)
