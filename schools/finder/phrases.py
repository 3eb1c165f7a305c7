"""The search in words: its heading, its chips, and what dropping a filter would give."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlencode

from django.http import QueryDict

from careers.choices import Field, State
from schools.choices import Sector, StudyMode
from schools.finder.bands import DurationBand, Level, PriceBand, Standing
from schools.finder.index.arrays import Index
from schools.finder.index.combinations import Eligibility
from schools.finder.query import CORE_FIELDS, FACETS, Include, Question, Sort
from schools.finder.result import Answer
from schools.finder.text.words import fold
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
STANDING_WORDS = {
    Standing.ACCREDITED: "accredited",
    Standing.REPORTED: "reportedly accredited",
    Standing.CANDIDACY: "candidate",
    Standing.UNCONFIRMED: "not confirmed as accredited",
}


# Asking an enumeration for its choices makes them anew each time.
STATES = dict(State.choices)
PRICE_BANDS = dict(PriceBand.choices)
DURATION_BANDS = dict(DurationBand.choices)
FIELDS = dict(Field.choices)
ADJECTIVES = (
    ("accreditation", {str(k): words for k, words in STANDING_WORDS.items()}),
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


def adjectives(question: Question) -> list[str]:
    said = []
    for name, words in ADJECTIVES:
        chosen = question.choices.get(name, frozenset())
        if found := in_order(chosen, words):
            said.append(joined(found))
    return said


def price_words(question: Question) -> list[str]:
    said = []
    bands = question.choices.get("price", frozenset())
    if bands == {PriceBand.UNKNOWN}:
        said.append("with no published price")
    elif bands:
        labels = in_order(bands, PRICE_BANDS)
        said.append(joined(label[0].lower() + label[1:] for label in labels))
    low, high = question.price_min, question.price_max
    if low is not None and high is not None:
        said.append(f"from {money(low)} to {money(high)}")
    elif low is not None:
        said.append(f"from {money(low)}")
    elif high is not None:
        said.append(f"up to {money(high)}")
    return said


def duration_words(question: Question) -> list[str]:
    labels = in_order(question.choices.get("duration", frozenset()), DURATION_BANDS)
    said = [f"of {joined(labels).lower()}"] if labels else []
    if question.months_max is not None:
        said.append(f"of at most {question.months_max} months")
    return said


def place_words(answer: Answer) -> list[str]:
    question = answer.question
    said = []
    states = in_order(question.choices.get("state", frozenset()), STATES)
    if len(states) > MOST_NAMED:
        said.append(f"in {len(states)} states")
    elif states:
        said.append(f"in {joined(states)}")
    if question.point is not None:
        online = " or online" if Include.ONLINE in question.include else ""
        if answer.radius is None:
            said.append(f"by distance from {question.point.name}{online}")
        else:
            said.append(
                f"within {answer.radius} miles of {question.point.name}{online}"
            )
    return said


def heading(answer: Answer) -> str:
    """The search itself as a sentence, with its count."""
    question, index = answer.question, answer.index
    noun = "program" if answer.total == 1 else "programs"
    words = [number(answer.total), *adjectives(question), noun]
    if question.fields != CORE_FIELDS:
        fields = in_order(question.fields, FIELDS)
        words.append(f"in {joined(name.lower() for name in fields)}")
    elif not question.choices and not question.q:
        words.insert(1, "health information")
    if careers := question.choices.get("career"):
        names = [c.plural for c in index.careers if c.slug in careers]
        words.append(f"for {joined(names)}")
    if credentials := question.choices.get("credential"):
        names = [c.abbr for c in index.rulebook.credentials if c.slug in credentials]
        words.append(f"leading to {joined(names)}")
    words += place_words(answer) + price_words(question) + duration_words(question)
    if question.q:
        searched = answer.text.searched if answer.text else question.q
        shown = question.q if not is_corrected(answer) else searched
        words.append(f"matching “{shown}”")
    return " ".join(words)


@dataclass(frozen=True)
class Chip:
    label: str
    url: str


def suggestion(answer: Answer, params: QueryDict) -> Chip | None:
    """A spelling that finds more, as a link."""
    if not answer.did_you_mean:
        return None
    return Chip(answer.did_you_mean, link(params, q=answer.did_you_mean))


def is_corrected(answer: Answer) -> bool:
    """Nothing had the words as typed, so the nearest spelling was searched for."""
    return answer.text is not None and answer.text.searched != fold(answer.question.q)


def link(params: QueryDict, *drop: str, **change: str | list[str]) -> str:
    """The search with some parameters dropped or changed, from its first page."""
    dropped = {"page", *drop}
    kept = {name: values for name, values in params.lists() if name not in dropped}
    for name, value in change.items():
        kept[name] = value if isinstance(value, list) else [value]
    pairs = [
        (name, value) for name, values in kept.items() for value in values if value
    ]
    return f"?{urlencode(pairs)}"


def facet_labels(index: Index) -> dict[str, list[tuple[str, str]]]:
    """Every facet's options in order."""
    return labels_of(index.eligibility)


@lru_cache(maxsize=4)
def labels_of(eligibility: Eligibility) -> dict[str, list[tuple[str, str]]]:
    return {
        "accreditation": Standing.choices,
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


def chips(answer: Answer, params: QueryDict) -> list[Chip]:
    """One chip for every choice, query, place and sort in force, each a link without it."""
    question = answer.question
    found = []
    if question.q:
        found.append(Chip(f"“{question.q}”", link(params, "q", "sort")))
    labels = facet_labels(answer.index)
    for name in FACETS:
        chosen = question.choices.get(name)
        for value, label in labels[name] if chosen else ():
            if value in chosen:
                kept = [v for v in params.getlist(name) if v != value]
                short = label.split(",")[0] if name == "credential" else label
                found.append(Chip(short, link(params, **{name: kept})))
    if question.price_min is not None:
        label = f"From {money(question.price_min)}"
        found.append(Chip(label, link(params, "price_min")))
    if question.price_max is not None:
        label = f"Up to {money(question.price_max)}"
        found.append(Chip(label, link(params, "price_max")))
    if question.months_max is not None:
        label = f"At most {question.months_max} months"
        found.append(Chip(label, link(params, "months_max")))
    if question.point is not None:
        near = f"{question.miles} miles of" if question.miles else "Near"
        label = f"{near} {question.zip}"
        dropped = ["zip", "miles"]
        if question.sort == Sort.DISTANCE:
            dropped.append("sort")
        found.append(Chip(label, link(params, *dropped)))
    if question.home:
        label = f"Price for {State(question.home).label} residents"
        found.append(Chip(label, link(params, "home")))
    for value, label in Include.choices:
        if value in question.include:
            kept = [v for v in params.getlist("include") if v != value]
            found.append(Chip(f"With {label.lower()}", link(params, include=kept)))
    if question.sort:
        label = f"Sorted by {Sort(question.sort).label.lower()}"
        found.append(Chip(label, link(params, "sort")))
    return found


RELAXED = {
    "q": ("words", ("q", "sort")),
    "zip": ("distance", ("zip", "miles", "sort")),
    "price_bounds": ("price limits", ("price_min", "price_max")),
    "months_max": ("limit of months", ("months_max",)),
}


@dataclass(frozen=True)
class Way:
    """A way out of a search with few results."""

    label: str
    url: str
    count: int


def ways_out(answer: Answer, params: QueryDict) -> list[Way]:
    """Each filter that would help if dropped, best first."""
    ways = []
    for relaxation in answer.relaxations:
        name = relaxation.name
        if name == "dormant":
            include = [*params.getlist("include"), str(Include.DORMANT)]
            label, url = (
                "Include programs with no graduate in three years",
                link(params, include=include),
            )
        elif name == "all-fields":
            label, url = (
                "Look in every field of study",
                link(params, field=Field.values),
            )
        elif name in RELAXED:
            what, dropped = RELAXED[name]
            if "sort" in dropped and answer.question.sort not in (
                Sort.RELEVANCE,
                Sort.DISTANCE,
            ):
                dropped = tuple(d for d in dropped if d != "sort")
            label, url = f"Drop the {what}", link(params, *dropped)
        else:
            what = FACETS[name][0].lower() + FACETS[name][1:]
            label, url = f"Drop the choice of {what}", link(params, name)
        ways.append(Way(label, url, relaxation.total))
    return ways
