"""What a list leaves out, and the ways out of one with few programs or none.

The visitor's goal comes first: what is near it (accreditation not confirmed, some miles or dollars
more, online, next door), and only then which filter to drop. Each with the number it would find.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from urllib.parse import urlencode
from weakref import WeakKeyDictionary

from django.http import QueryDict

from careers.choices import Field, State
from careers.models import Career, Credential, Guide
from schools.finder.cards import Card, cards
from schools.finder.index.arrays import Index
from schools.finder.phrases import joined, link
from schools.finder.query import FACETS, Include, Query, Sort
from schools.finder.result import SearchResult, search
from schools.finder.selection import path_of
from schools.models.bands import MOST_DOLLARS, RADII, PriceBand
from schools.models.neighbors import neighbors_of
from web.templatetags.figures import money

LEFT_OUT = {
    Include.UNPRICED: "without a published price",
    Include.DISTRICT: "that cost so little for residents of their college’s district alone",
    Include.DORMANT: "with no graduate in three years",
}
GUIDES = 3
"""To read next where few programs are found."""
_guides: WeakKeyDictionary[Index, list[tuple[Guide, frozenset[str]]]] = (
    WeakKeyDictionary()
)
SHOWN_INSTEAD = 3
"""Programs of the nearest search that a page without any shows."""
MAY_LEAD = "that may lead there, but whose accreditation is not confirmed,"
A_LITTLE_MORE = (1.25, 1.5, 2)
"""How many times the budget is looked at, one after the other, until something more is found."""
ROUND_DOLLARS = 500
"""What a budget proposed here is a multiple of."""
MOST_NAMED = 3
MOST_WAYS = 8
RELAXED = {
    "q": ("words", ("q", "q_as_text", "sort")),
    "zip": ("distance", ("zip", "miles", "sort")),
    "price_bounds": ("price limits", ("price_min", "price_max")),
    "length": ("limit to published lengths", ("length",)),
    "months_max": ("limit of months", ("months_max",)),
}


@dataclass(frozen=True)
class Note:
    """Programs that a list leaves out, with the link that brings them in."""

    count: int
    what: str
    url: str


@dataclass(frozen=True)
class Way:
    """A way out of a search with few results: how many it would find in all."""

    label: str
    url: str
    count: int
    result: SearchResult | None = None
    """What it finds, of those that keep to the goal."""


@dataclass(frozen=True)
class Instead:
    """Of a search that finds nothing: the way out that is nearest to it, with its programs."""

    way: Way
    cards: list[Card]
    """The first few."""


def notes_of(result: SearchResult, params: QueryDict) -> list[Note]:
    """What the list leaves out."""
    asked_for = params.getlist("include")
    counts = {
        Include.UNPRICED: result.unpriced_left_out,
        Include.DISTRICT: result.district_left_out,
        Include.DORMANT: result.dormant_left_out,
    }
    notes = [
        Note(count, LEFT_OUT[include], link(params, include=[*asked_for, str(include)]))
        for include, count in counts.items()
    ]
    may_lead = Note(result.unconfirmed_left_out, MAY_LEAD, link(params, "confirmed"))
    return [note for note in (may_lead, *notes) if note.count]


def ways_out(result: SearchResult, params: QueryDict) -> list[Way]:
    """Those that find more than *result*: first what is near the goal, then filters to drop."""
    found = [*nearest(result, params), *dropping(result, params)]
    return [way for way in found if way.count > result.total][:MOST_WAYS]


def nearest(result: SearchResult, params: QueryDict) -> Iterator[Way]:
    """What keeps to the goal and gives way a little."""

    def way(label: str, url: str, query: Query) -> Way:
        found = search(result.index, query, text=result.text)
        return Way(label, url, found.total, found)

    query = result.query
    states = query.choices.get("state", frozenset())
    if query.confirmed:
        label = "Show those whose accreditation is not confirmed, too"
        yield way(label, link(params, "confirmed"), replace(query, confirmed=False))
    if query.point is not None and result.radius is not None:
        for miles in (radius for radius in RADII if radius > result.radius):
            url = link(params, miles=str(miles))
            wider = way(f"Look within {miles} miles", url, replace(query, miles=miles))
            if wider.count > result.total:
                yield wider
                break
    yield from above_the_budget(result, params)
    if Include.ONLINE not in query.include and (
        query.point or "state" in query.choices
    ):
        # Whoever looks in one state and studies online elsewhere pays as its resident.
        home = query.home or (next(iter(states)) if len(states) == 1 else "")
        changes = {"include": [*params.getlist("include"), str(Include.ONLINE)]}
        if home != query.home:
            changes["home"] = home
        asked = replace(query, include=query.include | {Include.ONLINE}, home=home)
        yield way("Add programs that are taught online", link(params, **changes), asked)
    if near := neighbors_of(states):
        names = [State(code).label for code in near]
        names = (
            names if len(names) <= MOST_NAMED else [f"{len(near)} neighboring states"]
        )
        asked = replace(
            query, choices=query.choices | {"state": states | frozenset(near)}
        )
        yield way(
            f"Look in {joined(names, 'and')}, too",
            link(params, state=[*sorted(states), *near]),
            asked,
        )


def above_the_budget(result: SearchResult, params: QueryDict) -> Iterator[Way]:
    """The least rise of a price limit that finds more; none where there is no limit."""
    query = result.query
    if query.price_max is not None:
        for times in A_LITTLE_MORE:
            dollars = -(-int(query.price_max * times) // ROUND_DOLLARS) * ROUND_DOLLARS
            dollars = min(max(dollars, ROUND_DOLLARS), MOST_DOLLARS)
            asked = replace(query, price_max=dollars)
            found = search(result.index, asked, text=result.text)
            if found.total > result.total:
                url = link(params, price_max=str(dollars))
                yield Way(f"Pay up to {money(dollars)}", url, found.total, found)
                return
    bands = query.choices.get("price", frozenset()) - {PriceBand.UNKNOWN}
    dearest = max((PriceBand.values.index(band) for band in bands), default=None)
    if dearest is not None and PriceBand.values[dearest + 1] != PriceBand.UNKNOWN:
        following = PriceBand.values[dearest + 1]
        chosen = query.choices["price"] | {following}
        asked = replace(query, choices=query.choices | {"price": chosen})
        label = PriceBand(following).label
        found = search(result.index, asked, text=result.text)
        yield Way(
            f"Pay {label[0].lower()}{label[1:]}, too",
            link(params, price=[*params.getlist("price"), following]),
            found.total,
            found,
        )


def dropping(result: SearchResult, params: QueryDict) -> Iterator[Way]:
    """Each filter that would help if dropped, best first."""
    for relaxation in result.relaxations:
        name = relaxation.name
        if name == "dormant":
            include = [*params.getlist("include"), str(Include.DORMANT)]
            label = "Include programs with no graduate in three years"
            url = link(params, include=include)
        elif name == "all-fields":
            label, url = (
                "Look in every field of study",
                link(params, field=Field.values),
            )
        elif name in RELAXED:
            what, dropped = RELAXED[name]
            if result.query.sort not in (Sort.RELEVANCE, Sort.DISTANCE):
                dropped = tuple(d for d in dropped if d != "sort")
            label, url = f"Drop the {what}", link(params, *dropped)
        else:
            what = FACETS[name][0].lower() + FACETS[name][1:]
            label, url = f"Drop the choice of {what}", link(params, name)
        yield Way(label, url, relaxation.total)


def instead_of_none(ways: list[Way], chosen: list[str]) -> Instead | None:
    """Only a way that keeps to the goal: a dropped filter finds what nobody asked for."""
    way = ways[0] if ways else None
    if way is None or way.result is None:
        return None
    return Instead(way, cards(way.result, chosen, SHOWN_INSTEAD))


def plan_url(result: SearchResult) -> str:
    """The planner's page for the credential or career asked for; blank where it is neither."""
    query = result.query
    slugs = sorted(query.choices.get("credential", ()))
    goals = [slug for slug in slugs if slug in result.index.rulebook.rules]
    goals += [f"career:{slug}" for slug in query.choices.get("career", ())]
    if not goals:
        return ""
    asked = {"goal": goals[0], "home": query.home, "zip": query.zip}
    said = urlencode({name: value for name, value in asked.items() if value})
    return f"{path_of('pathways:plan')}?{said}"


def read_next(result: SearchResult) -> list[Guide]:
    """Guides on the credentials and the career asked for, else the first of all."""
    choices = result.query.choices
    asked = choices.get("credential", frozenset()) | choices.get("career", frozenset())
    guides = guides_of(result.index)
    about = [guide for guide, slugs in guides if slugs & asked]
    return (about or [guide for guide, _ in guides])[:GUIDES]


def guides_of(index: Index) -> list[tuple[Guide, frozenset[str]]]:
    """Every guide with the slugs of what it is about, read once for each state of the catalogue."""
    if index not in _guides:
        guides = Guide.objects.published().for_lists()
        _guides[index] = [
            (guide, frozenset(one.slug for one in subjects_of(guide)))
            for guide in guides.prefetch_related("careers", "credentials")
        ]
    return _guides[index]


def subjects_of(guide: Guide) -> Iterator[Career | Credential]:
    yield from guide.careers.all()
    yield from guide.credentials.all()
