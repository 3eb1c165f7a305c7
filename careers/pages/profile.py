"""Everything a career profile shows: a query a section, at any number of areas.

The sections are unlike one another, so each is read by a plain query of its own. Several of them
in one UNION were five queries fewer and took as long.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from django.db.models import Q

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
from careers.pay.headlines import ESTIMATES, Headline, Headlines
from careers.pay.panel import pay_panel, read_pay
from editorial.choices import Status
from editorial.marks import Mark, Marks
from editorial.models import Source
from web.templatetags.heads import fitting

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
class MarkedItem:
    """A duty, a skill, a question: with the mark of its source."""

    item: CareerItem
    mark: Mark | None


@dataclass(frozen=True)
class MarkedAnswer:
    """What a professional answered, with the published interview it is told from."""

    interview: CareerInterview
    mark: Mark | None


@dataclass(frozen=True)
class Employer:
    """An industry's share of the occupation's jobs."""

    share: EmployerShare
    mark: Mark | None

    @property
    def percent(self) -> float:
        """As the Handbook prints it: 46 where the stored decimal would be written 46.0."""
        return float(self.share.percent)


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
    items = list(CareerItem.objects.filter(career=career).order_by("position", "pk"))
    interviews = list(CareerInterview.objects.filter(career=career))
    shares = list(EmployerShare.objects.filter(occupation=career.occupation_id))
    links = read_links(career)
    neighbours = {link.to.occupation_id for link in links if link.to}
    figures = read_pay(career, neighbours)
    outlooks = read_outlooks(career, neighbours)
    cited = {
        row.source_id
        for row in [*figures.rows, *outlooks, *items, *interviews, *shares]
    }
    sources = read_sources(career, cited)
    headlines = Headlines(figures.areas, outlooks, sources, marks)
    paths = read_paths(career)
    routes = list(EducationRoute.objects.filter(career=career))
    context = {
        "title": fitting(
            f"{career.name}: pay, outlook and how to become one",
            f"{career.name}: pay and outlook",
            career.name,
        ),
        "career": career,
        "headline": headlines.of(career.occupation_id),
        "paths": paths,
        "routes": routes,
        "estimate_mark": headlines.estimate_mark()
        if has_estimates(career, paths, routes)
        else None,
        "credentials": read_credentials(career),
        "pay": pay_panel(career.occupation_id, figures, headlines),
        "outlook": outlook_panel(career, outlooks, headlines),
        "sections": by_section(items, sources, marks),
        "interviews": [
            MarkedAnswer(each, marks.of(sources[each.source_id])) for each in interviews
        ],
        "employers": newest_employers(shares, sources, marks),
        "paired": paired_with(career),
        "advancement": near(links, Link.ADVANCES_TO, headlines),
        "related": near(links, Link.RELATED, headlines),
        "organizations": read_organizations(career),
        "guides": career.guides.published().for_lists(),
    }
    for pk, source in sorted(sources.items()):
        if pk not in cited and source.slug != ESTIMATES:
            marks.of(source)
    return context | {"contents": contents(context), "sources": marks.sources}


def contents(context: dict) -> list[tuple[str, str]]:
    """The anchors of sections that have something to say."""
    sections = context["sections"]
    present = {
        "duties": sections[Section.DUTY],
        "settings": sections[Section.SETTING] or context["employers"],
        "skills": sections[Section.SKILL] or sections[Section.TRAIT],
        "specialties": sections[Section.SPECIALTY],
        "how-to-become": context["paths"],
        "education": context["routes"],
        "credentials": context["credentials"],
        "advancement": context["advancement"],
        "related": context["related"],
        "interview": context["interviews"],
        "organizations": context["organizations"],
        "checklist": sections[Section.CHECKLIST],
        "questions": sections[Section.QUESTION],
        "myths": sections[Section.MYTH],
    }
    return [item for item in CONTENTS.items() if present.get(item[0], True)]


def by_section(
    items: Iterable[CareerItem], sources: dict[int, Source], marks: Marks
) -> dict[str, list[MarkedItem]]:
    """Every section is there, most of them filled."""
    sections = {section.value: [] for section in Section}
    for item in items:
        mark = marks.of(sources.get(item.source_id))
        sections[item.section].append(MarkedItem(item, mark))
    return sections


def newest_employers(
    shares: Iterable[EmployerShare], sources: dict[int, Source], marks: Marks
) -> list[Employer]:
    """Of the newest year; *shares* come with the largest of it first."""
    newest = max((share.year for share in shares), default=None)
    return [
        Employer(share, marks.of(sources[share.source_id]))
        for share in shares
        if share.year == newest
    ]


def paired_with(career: Career) -> list[Career]:
    """Careers that our own words tell apart from this one, in the order of lists."""
    found = [
        pair.second if pair.first == career else pair.first
        for pair in CareerPair.objects.shown().about(career)
    ]
    return sorted(found, key=lambda other: (other.position, other.name))


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


def read_outlooks(career: Career, neighbours: Iterable[int]) -> list[Outlook]:
    """Every cycle of this occupation, of its neighbours and of all occupations together."""
    return list(
        Outlook.objects.filter(
            Q(occupation__in=[career.occupation_id, *neighbours])
            | Q(occupation__soc_code=ALL_OCCUPATIONS)
        ).select_related("occupation")
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
