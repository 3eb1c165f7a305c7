"""Everything a career profile shows, gathered in ten queries at any number of areas."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from django.db.models import BigIntegerField, CharField, F, Q, QuerySet, Value
from django.db.models.functions import Cast

from careers.choices import ALL_OCCUPATIONS, Link, Section
from careers.models import (
    Career,
    CareerCredential,
    CareerInterview,
    CareerItem,
    CareerLink,
    CareerOrganization,
    CareerPair,
    CareerPath,
    CareerStep,
    EducationRoute,
    EmployerShare,
    Outlook,
)
from careers.pages.headlines import ESTIMATES, Headline, Headlines
from careers.pay.panel import pay_panel, read_pay
from editorial.choices import Status
from editorial.marks import Mark, Marks
from editorial.models import Source

INTERVIEW = "interview"
EMPLOYER = "employer"
PAIR = "pair"
CONTENTS = {
    "overview": "The work",
    "duties": "What you do",
    "settings": "Where people work",
    "skills": "Skills and traits",
    "specialties": "Specialties",
    "how-to-become": "How to become one",
    "education": "Education",
    "credentials": "Credentials",
    "pay": "Pay",
    "outlook": "Outlook",
    "advancement": "Advancement",
    "related": "Related careers",
    "interview": "A professional’s view",
    "organizations": "Organizations",
    "checklist": "Getting started",
    "questions": "Questions",
    "myths": "Older guides",
    "programs": "Programs",
}
"""Anchor to heading, in page order."""


@dataclass(frozen=True)
class Text:
    """A duty, a skill, a question, an answer of an interview."""

    title: str
    body: str
    person: str
    mark: Mark | None


@dataclass(frozen=True)
class Employer:
    """An industry's share of the occupation's jobs."""

    industry: str
    percent: Decimal
    year: int
    mark: Mark | None


@dataclass(frozen=True)
class Pair:
    """Another career that our comparison with this one introduces."""

    name: str
    slug: str


@dataclass(frozen=True)
class Path:
    path: CareerPath
    steps: list[CareerStep]


@dataclass(frozen=True)
class Neighbour:
    """Another job with what tells it apart; no headline without a profile here."""

    link: CareerLink
    headline: Headline | None


@dataclass(frozen=True)
class OutlookPanel:
    full: Outlook | None
    mark: Mark | None
    everything: Outlook | None
    second_hand: Outlook | None
    second_hand_mark: Mark | None


def profile(career: Career) -> dict:
    """The template's whole context; it adds no queries of its own."""
    marks = Marks()
    texts = read_texts(career)
    links = read_links(career)
    neighbours = {link.to.occupation_id for link in links if link.to}
    rows = read_pay(career, neighbours)
    outlooks = list(
        Outlook.objects.filter(
            Q(occupation__in=[career.occupation_id, *neighbours])
            | Q(occupation__soc_code=ALL_OCCUPATIONS)
        ).select_related("occupation")
    )
    cited = {row.source_id for row in [*rows, *outlooks]}
    cited |= {text["cited"] for text in texts} - {None}
    sources = read_sources(career, cited)
    headlines = Headlines(rows, outlooks, sources, marks)
    paths = read_paths(career)
    routes = list(EducationRoute.objects.filter(career=career))
    context = {
        "career": career,
        "headline": headlines.of(career.occupation_id),
        "paths": paths,
        "routes": routes,
        "estimate_mark": headlines.estimate_mark()
        if has_estimates(career, paths, routes)
        else None,
        "credentials": read_credentials(career),
        "pay": pay_panel(career.occupation_id, rows, headlines),
        "outlook": outlook_panel(career, outlooks, headlines),
        "texts": by_section(texts, sources, marks),
        "employers": newest_employers(texts, sources, marks),
        "pairs": [
            Pair(row["heading"], row["text"]) for row in texts if row["part"] == PAIR
        ],
        "advancement": near(links, Link.ADVANCES_TO, headlines),
        "related": near(links, Link.RELATED, headlines),
        "organizations": read_organizations(career),
    }
    for pk, source in sorted(sources.items()):
        if pk not in cited and source.slug != ESTIMATES:
            marks.of(source)
    return context | {"contents": contents(context), "sources": marks.sources}


def contents(context: dict) -> list[tuple[str, str]]:
    """The anchors of sections that have something to say."""
    texts = context["texts"]
    present = {
        "duties": texts[Section.DUTY],
        "settings": texts[Section.SETTING] or context["employers"],
        "skills": texts[Section.SKILL] or texts[Section.TRAIT],
        "specialties": texts[Section.SPECIALTY],
        "how-to-become": context["paths"],
        "education": context["routes"],
        "credentials": context["credentials"],
        "advancement": context["advancement"],
        "related": context["related"],
        "interview": texts[INTERVIEW],
        "organizations": context["organizations"],
        "checklist": texts[Section.CHECKLIST],
        "questions": texts[Section.QUESTION],
        "myths": texts[Section.MYTH],
    }
    return [item for item in CONTENTS.items() if present.get(item[0], True)]


def read_texts(career: Career) -> list[dict]:
    """Items, interview answers, the largest employers and written pairs, in one query."""
    items = CareerItem.objects.filter(career=career).order_by()
    answers = CareerInterview.objects.filter(career=career).order_by()
    shares = EmployerShare.objects.filter(occupation=career.occupation_id).order_by()
    union = items.values(
        part=F("section"),
        at=F("position"),
        heading=F("title"),
        text=F("body"),
        said_by=Value(""),
        cited=F("source_id"),
    ).union(
        answers.values(
            part=Value(INTERVIEW),
            at=F("position"),
            heading=F("question"),
            text=F("answer"),
            said_by=F("person"),
            cited=F("source_id"),
        ),
        shares.values(
            part=Value(EMPLOYER),
            at=F("year"),
            heading=F("industry"),
            text=Cast("percent", CharField()),
            said_by=Value(""),
            cited=F("source_id"),
        ),
        *pairs_of(career),
        all=True,
    )
    return sorted(union, key=lambda row: row["at"])


def pairs_of(career: Career) -> list[QuerySet]:
    """The other career of each written pair, from either side."""
    pairs = CareerPair.objects.shown().select_related(None).order_by()
    return [
        pairs.filter(**{side: career}).values(
            part=Value(PAIR),
            at=F(f"{other}__position"),
            heading=F(f"{other}__name"),
            text=F(f"{other}__slug"),
            said_by=Value(""),
            cited=Value(None, BigIntegerField()),
        )
        for side, other in (("first", "second"), ("second", "first"))
    ]


def by_section(
    texts: Iterable[dict], sources: dict[int, Source], marks: Marks
) -> dict[str, list[Text]]:
    sections = {section.value: [] for section in Section} | {INTERVIEW: []}
    for row in texts:
        if row["part"] not in sections:
            continue
        mark = marks.of(sources.get(row["cited"]))
        text = Text(row["heading"], row["text"], row["said_by"], mark)
        sections[row["part"]].append(text)
    return sections


def newest_employers(
    texts: Iterable[dict], sources: dict[int, Source], marks: Marks
) -> list[Employer]:
    """Of the newest year, largest share first."""
    shares = [row for row in texts if row["part"] == EMPLOYER]
    newest = max((row["at"] for row in shares), default=None)
    found = [
        Employer(
            row["heading"],
            Decimal(row["text"]),
            row["at"],
            marks.of(sources.get(row["cited"])),
        )
        for row in shares
        if row["at"] == newest
    ]
    return sorted(found, key=lambda employer: (-employer.percent, employer.industry))


def read_paths(career: Career) -> list[Path]:
    """Paths with their steps; a path without steps says nothing and is left out."""
    steps = (
        CareerStep.objects.filter(path__career=career)
        .select_related("path")
        .order_by("path__position", "position")
    )
    return [
        Path(path, list(group))
        for path, group in groupby(steps, lambda step: step.path)
    ]


def has_estimates(
    career: Career, paths: list[Path], routes: list[EducationRoute]
) -> bool:
    """Whether the page shows months or credits, which no publisher states."""
    steps = [step for path in paths for step in path.steps]
    shown = [
        career.months_to_enter_high,
        *(part.months_high for part in [*steps, *routes]),
        *(route.credits_high for route in routes),
    ]
    return any(value is not None for value in shown)


def read_credentials(career: Career) -> list[CareerCredential]:
    return list(
        CareerCredential.objects.filter(
            career=career, credential__status=Status.PUBLISHED
        )
        .select_related("credential__issuer")
        .order_by("position", "pk")
    )


def read_organizations(career: Career) -> list[CareerOrganization]:
    return list(
        CareerOrganization.objects.filter(
            career=career, organization__status=Status.PUBLISHED
        )
        .select_related("organization")
        .order_by("position", "pk")
    )


def read_links(career: Career) -> list[CareerLink]:
    """Links to published profiles, and to jobs that have none here."""
    return list(
        CareerLink.objects.filter(
            Q(to__isnull=True) | Q(to__status=Status.PUBLISHED), career=career
        )
        .select_related("to")
        .order_by("position", "pk")
    )


def near(links: Iterable[CareerLink], kind: str, headlines: Headlines):
    return [
        Neighbour(link, headlines.of(link.to.occupation_id) if link.to else None)
        for link in links
        if link.kind == kind
    ]


def read_sources(career: Career, cited: set[int]) -> dict[int, Source]:
    """The sources of figures, those read for the text, and our own estimates."""
    read = Career.sources.through.objects.filter(career=career).values("source_id")
    found = Source.objects.filter(Q(pk__in=cited) | Q(pk__in=read) | Q(slug=ESTIMATES))
    return {source.pk: source for source in found}


def outlook_panel(
    career: Career, outlooks: list[Outlook], headlines: Headlines
) -> OutlookPanel:
    """The newest full cycle, all occupations in it, and a newer one told at second hand."""
    full = headlines.outlooks.get(career.occupation_id)
    own = [row for row in outlooks if row.occupation_id == career.occupation_id]
    newer = [
        row
        for row in own
        if row.is_second_hand and (full is None or row.cycle > full.cycle)
    ]
    second_hand = max(newer, key=lambda row: row.cycle, default=None)
    same_cycle = [
        row
        for row in outlooks
        if row.occupation.soc_code == ALL_OCCUPATIONS
        and full is not None
        and row.cycle == full.cycle
    ]
    return OutlookPanel(
        full=full,
        mark=headlines.mark(full),
        everything=next(iter(same_cycle), None),
        second_hand=second_hand,
        second_hand_mark=headlines.mark(second_hand),
    )
