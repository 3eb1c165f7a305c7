"""The search in words: its heading, its chips, and what dropping a filter would give."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlencode

from django.http import QueryDict

from careers.choices import Field, State
from schools.choices import Sector, StudyMode
from schools.finder.index.arrays import Index
from schools.finder.index.combinations import VerdictTable
from schools.finder.query import CORE_FIELDS, FACETS, Include, Query, Sort
from schools.finder.result import SearchResult
from schools.models.bands import AccreditationChoice, DurationBand, Level, PriceBand
from schools.models.search_text import fold
from web.templatetags.figures import money, number

MOST_NAMED = 3
LEVEL_WORDS = {
    Level.CERTIFICATE: "certificate",
    Level.ASSOCIATE: "associate",
    Level.BACHELOR: "bachelor’s",
    Level.POSTBACC: "post-degree certificate",
    Level.MASTER: "master’s",
    Level.DOCTORAL: "doctoral",
}
MODE_WORDS = {
    StudyMode.CAMPUS: "on-campus",
    StudyMode.ONLINE: "online",
    StudyMode.HYBRID: "campus-or-online",
}
SECTOR_WORDS = {
    Sector.PUBLIC: "public",
    Sector.NONPROFIT: "nonprofit",
    Sector.FORPROFIT: "for-profit",
}
ACCREDITATION_WORDS = {
    AccreditationChoice.ACCREDITED: "accredited",
    AccreditationChoice.PROBATION: "accredited but on probation",
    AccreditationChoice.REPORTED: "reportedly accredited",
    AccreditationChoice.CANDIDACY: "candidate",
    AccreditationChoice.UNCONFIRMED: "not confirmed as accredited",
    AccreditationChoice.WITHDRAWN: "no longer accredited",
}


# Asking an enumeration for its choices makes them anew each time.
STATES = dict(State.choices)
PRICE_BANDS = dict(PriceBand.choices)
DURATION_BANDS = dict(DurationBand.choices)
FIELDS = dict(Field.choices)
ADJECTIVES = (
    ("accreditation", {str(k): words for k, words in ACCREDITATION_WORDS.items()}),
    ("mode", {str(k): words for k, words in MODE_WORDS.items()}),
    ("sector", {str(k): words for k, words in SECTOR_WORDS.items()}),
    ("level", {str(k): words for k, words in LEVEL_WORDS.items()}),
)


def joined(words: Iterable[str], word: str = "or") -> str:
    words = list(words)
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {word} {words[-1]}"


def in_order(chosen: frozenset[str], names: dict[str, str]) -> list[str]:
    return [label for value, label in names.items() if value in chosen]


def adjectives(query: Query) -> list[str]:
    phrases = []
    for name, words in ADJECTIVES:
        chosen = query.choices.get(name, frozenset())
        if found := in_order(chosen, words):
            phrases.append(joined(found))
    return phrases


def price_words(query: Query) -> list[str]:
    phrases = []
    bands = query.choices.get("price", frozenset())
    if bands == {PriceBand.UNKNOWN}:
        phrases.append("with no published price")
    elif bands:
        labels = in_order(bands, PRICE_BANDS)
        phrases.append(joined(label[0].lower() + label[1:] for label in labels))
    low, high = query.price_min, query.price_max
    if low is not None and high is not None:
        phrases.append(f"from {money(low)} to {money(high)}")
    elif low is not None:
        phrases.append(f"from {money(low)}")
    elif high is not None:
        phrases.append(f"up to {money(high)}")
    return phrases


def duration_words(query: Query) -> list[str]:
    labels = in_order(query.choices.get("duration", frozenset()), DURATION_BANDS)
    phrases = [f"of {joined(labels).lower()}"] if labels else []
    if "length" in query.choices:
        phrases.append("with a published length")
    if query.months_max is not None:
        phrases.append(f"of at most {query.months_max} months")
    return phrases


def place_words(result: SearchResult) -> list[str]:
    query = result.query
    phrases = []
    states = in_order(query.choices.get("state", frozenset()), STATES)
    if len(states) > MOST_NAMED:
        phrases.append(f"in {len(states)} states")
    elif states:
        phrases.append(f"in {joined(states)}")
    online = " or online" if Include.ONLINE in query.include else ""
    if states and query.point is None:
        phrases[-1] += online
    if query.point is not None:
        if result.radius is None:
            phrases.append(f"by distance from {query.point.name}{online}")
        else:
            phrases.append(
                f"within {result.radius} miles of {query.point.name}{online}"
            )
    return phrases


def heading(result: SearchResult) -> str:
    """The search itself as a sentence, with its count."""
    query, index = result.query, result.index
    lead, count, more = credential_words(result)
    noun = "program" if count == 1 else "programs"
    words = [number(count), *adjectives(query), noun]
    if query.fields != CORE_FIELDS:
        fields = in_order(query.fields, FIELDS)
        words.append(f"in {joined(name.lower() for name in fields)}")
    elif not query.choices and not query.q:
        words.insert(1, "health information")
    if careers := query.choices.get("career"):
        names = [c.plural for c in index.careers if c.slug in careers]
        words.append(f"for {joined(names)}")
    words += lead
    words += place_words(result) + price_words(query) + duration_words(query)
    if query.q:
        searched = result.text.searched if result.text else query.q
        shown = query.q if not is_corrected(result) else searched
        words.append(f"matching “{shown}”")
    return " ".join(words) + more


def hanging_on_accreditation(result: SearchResult) -> list[str]:
    """Short names of the credentials asked for that admit graduates of accredited programs."""
    rulebook = result.index.rulebook
    chosen = result.query.choices.get("credential", frozenset())
    return [
        credential.abbr
        for credential in rulebook.credentials
        if credential.slug in chosen
        and rulebook.hangs_on_accreditation(credential.slug)
    ]


def credential_words(result: SearchResult) -> tuple[list[str], int, str]:
    """What the programs do for the credentials asked for, of how many, and what others may.

    “18 programs lead to RHIT in Ohio, 298 more may”: 316 were found.
    """
    chosen = result.query.choices.get("credential")
    if not chosen:
        return [], result.total, ""
    led_to = hanging_on_accreditation(result)
    prepared_for = [
        credential.abbr
        for credential in result.index.rulebook.credentials
        if credential.slug in chosen and credential.abbr not in led_to
    ]
    sure, total = result.confirmed, result.total
    if not led_to:
        verb = "prepares" if total == 1 else "prepare"
        return [f"{verb} for {joined(prepared_for)}"], total, ""
    if not sure and total and not prepared_for:
        return [f"may lead to {joined(led_to)}"], total, ""
    one = sure == 1
    words = f"{'leads' if one else 'lead'} to {joined(led_to)}"
    if prepared_for:
        words += f" or {'prepares' if one else 'prepare'} for {joined(prepared_for)}"
    if total == sure:
        return [words], sure, ""
    may_lead = f" lead to {joined(led_to)}" if prepared_for else ""
    return [words], sure, f", {number(total - sure)} more may{may_lead}"


@dataclass(frozen=True)
class Chip:
    label: str
    url: str
    is_filter: bool = True
    """Not: the order of the list."""


def suggestion(result: SearchResult, params: QueryDict) -> Chip | None:
    """A spelling that finds more, as a link."""
    if not result.did_you_mean:
        return None
    return Chip(result.did_you_mean, link(params, q=result.did_you_mean))


def is_corrected(result: SearchResult) -> bool:
    """Nothing had the words as typed, and the nearest spelling finds programs.

    Where that finds none either, another word in place of the visitor's would explain nothing.
    """
    return bool(
        result.text and result.total and result.text.searched != fold(result.query.q)
    )


def link(params: QueryDict, *drop: str, **change: str | list[str]) -> str:
    """The search with some parameters dropped or changed, from its first page."""
    dropped = {"page", *drop}
    stays = {name: values for name, values in params.lists() if name not in dropped}
    for name, value in change.items():
        stays[name] = value if isinstance(value, list) else [value]
    pairs = [
        (name, value) for name, values in stays.items() for value in values if value
    ]
    return f"?{urlencode(pairs)}"


def facet_labels(index: Index) -> dict[str, list[tuple[str, str]]]:
    """Every facet's options in order."""
    return labels_of(index.eligibility)


@lru_cache(maxsize=4)
def labels_of(eligibility: VerdictTable) -> dict[str, list[tuple[str, str]]]:
    return {
        "accreditation": AccreditationChoice.choices,
        "state": State.choices,
        "credential": [
            (c.slug, f"{c.abbr}, {c.name}") for c in eligibility.rulebook.credentials
        ],
        "price": PriceBand.choices,
        "duration": DurationBand.choices,
        "level": Level.choices,
        "field": Field.choices,
        "mode": StudyMode.choices,
        "sector": Sector.choices,
        "career": [(c.slug, c.name) for c in eligibility.careers],
    }


def chips(result: SearchResult, params: QueryDict) -> list[Chip]:
    """One chip for every choice, query, place and sort in force, each a link without it."""
    query = result.query
    found = []
    if query.q:
        dropped = ["q", "q_as_text"]
        if query.sort == Sort.RELEVANCE:
            dropped.append("sort")
        found.append(Chip(f"“{query.q}”", link(params, *dropped)))
    labels = facet_labels(result.index)
    for name in FACETS:
        chosen = query.choices.get(name)
        if name == "field" and chosen == CORE_FIELDS:
            continue
        for value, label in labels[name] if chosen else ():
            if value in chosen:
                others = [v for v in params.getlist(name) if v != value]
                short = label.split(",")[0] if name == "credential" else label
                found.append(Chip(short, link(params, **{name: others})))
    if query.price_min is not None:
        label = f"From {money(query.price_min)}"
        found.append(Chip(label, link(params, "price_min")))
    if query.price_max is not None:
        label = f"Up to {money(query.price_max)}"
        found.append(Chip(label, link(params, "price_max")))
    if query.months_max is not None:
        label = f"At most {query.months_max} months"
        found.append(Chip(label, link(params, "months_max")))
    if "length" in query.choices:
        found.append(Chip("Published lengths only", link(params, "length")))
    if query.point is not None:
        near = f"{query.miles} miles of" if query.miles else "Near"
        label = f"{near} {query.zip}"
        dropped = ["zip", "miles"]
        if query.sort == Sort.DISTANCE:
            dropped.append("sort")
        found.append(Chip(label, link(params, *dropped)))
    if query.home:
        label = f"Price for {State(query.home).label} residents"
        found.append(Chip(label, link(params, "home")))
    if query.confirmed and result.surely is not None:
        found.append(Chip("Confirmed accreditation only", link(params, "confirmed")))
    for value, label in Include.choices:
        if value in query.include_in_force:
            others = [v for v in params.getlist("include") if v != value]
            found.append(Chip(f"With {label.lower()}", link(params, include=others)))
    if query.sort and query.sort != query.default_sort:
        label = f"Sorted by {Sort(query.sort).label.lower()}"
        found.append(Chip(label, link(params, "sort"), is_filter=False))
    return found
