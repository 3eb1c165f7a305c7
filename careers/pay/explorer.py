"""What the pay explorer answers: one occupation here, in the nation and in every state."""

from dataclasses import dataclass
from decimal import Decimal

from django.http import QueryDict

from careers.choices import ALL_OCCUPATIONS, AreaKind
from careers.models import Area, Career, Occupation, Pay
from careers.pay.charts import PayTile, Spread, scale_for, spread, tiles
from careers.pay.figures import Figure, PayRow, position_in_spread
from careers.pay.form import PayForm
from careers.pay.panel import best_paid
from editorial.marks import Mark, Marks
from editorial.models import Source
from web.templatetags.figures import money

METROS = 10


@dataclass(frozen=True)
class PayBeside:
    """Where the visitor's pay falls in one place."""

    place: str
    words: str


@dataclass(frozen=True)
class PayLookup:
    occupation: Occupation
    area: Area
    here: PayRow | None
    nation: PayRow | None
    spread: Spread | None
    mark: Mark | None
    tiles: list[PayTile]
    states: list[PayRow]
    metros: list[PayRow]
    metros_in: str
    yearly: Decimal | None
    placed: list[PayBeside]
    beaten: int
    """States whose median the visitor's pay reaches."""
    compared: int

    @property
    def median(self) -> Figure:
        if self.here:
            return self.here.median
        return Figure(None, "", "This release has no row for that job here")

    @property
    def job(self) -> str:
        return self.occupation.title.capitalize()

    @property
    def place(self) -> str:
        return in_sentence(self.area.name, self.area.kind)

    @property
    def yearly_text(self) -> str:
        return money(round(self.yearly))


def explorer(query: QueryDict) -> dict:
    """The template's context; an invalid occupation gives the form and its message alone."""
    careers = list(Career.objects.published())
    form = PayForm(query.copy())
    form.ask_by_default(careers[0].occupation_id if careers else None)
    form.is_valid()
    occupation = form.chosen_occupation
    context = {"form": form, "careers": [], "answer": None, "sources": []}
    if occupation is None:
        return context
    marks = Marks()
    answer = find(form, occupation, marks)
    return context | {
        "answer": answer,
        "careers": [
            career for career in careers if career.occupation_id == occupation.pk
        ],
        "sources": marks.sources,
    }


def find(form: PayForm, occupation: Occupation, marks: Marks) -> PayLookup | None:
    area = form.chosen_area
    if area is None:
        return None
    areas = Pay.objects.current().of_occupation(occupation.pk)
    everything = [PayRow(**row) for row in areas.figures()]
    rows = [row for row in everything if row.occupation_id == occupation.pk]
    here = next((row for row in rows if row.place_slug == area.slug), None)
    nation = next((row for row in rows if row.is_nation), None)
    benchmark = compared_with(everything, here, nation)
    yearly = form.yearly
    states = [row for row in rows if row.place_kind == AreaKind.STATE]
    medians = [row.annual_median for row in states if row.annual_median is not None]
    local = metros_of(rows, area)
    source = Source.objects.filter(pk=nation.source_id).first() if nation else None
    return PayLookup(
        occupation=occupation,
        area=area,
        here=here,
        nation=nation,
        spread=draw(here, benchmark, yearly),
        mark=marks.of(source, nation.kind) if nation else None,
        tiles=tiles(states, area.slug),
        states=ordered(states, form.cleaned_data.get("sort") or "median"),
        metros=local,
        metros_in=area.name if area.kind == AreaKind.STATE else "the United States",
        yearly=yearly,
        placed=place(yearly, here, nation),
        beaten=sum(median <= yearly for median in medians) if yearly else 0,
        compared=len(medians),
    )


def in_sentence(place: str, kind: str) -> str:
    return f"the {place}" if kind == AreaKind.NATION else place


def compared_with(
    everything: list[PayRow], here: PayRow | None, nation: PayRow | None
) -> tuple[Figure, str] | None:
    """The same job in the nation; seen from the nation, all jobs there."""
    if here is not None and not here.is_nation:
        return (nation.median, "this job, nation") if nation else None
    for row in everything:
        if row.soc_code == ALL_OCCUPATIONS and row is not here:
            return row.median, "all occupations"
    return None


def draw(
    here: PayRow | None, benchmark: tuple[Figure, str] | None, yearly: Decimal | None
) -> Spread | None:
    if here is None:
        return None
    scale = scale_for([here], benchmark and benchmark[0].amount, yearly)
    return scale and spread(here, scale, benchmark=benchmark, mine=yearly)


def place(
    yearly: Decimal | None, here: PayRow | None, nation: PayRow | None
) -> list[PayBeside]:
    if yearly is None:
        return []
    rows = [here, nation] if here and not here.is_nation else [nation]
    return [
        PayBeside(
            in_sentence(row.place, row.place_kind), position_in_spread(row, yearly)
        )
        for row in rows
        if row
    ]


def metros_of(rows: list[PayRow], area: Area) -> list[PayRow]:
    """The best-paying metropolitan areas, of the chosen state where one was chosen."""
    metros = [row for row in rows if row.place_kind == AreaKind.METRO]
    if area.kind == AreaKind.STATE:
        metros = [row for row in metros if row.state == area.state]
    return best_paid(metros, METROS)


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
