"""What was asked, answered with the page that says it: above the lists of the site search.

The words are read by the finder's own reader, so that both understand the same.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.http import QueryDict
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.text import capfirst

from careers.models import Area, Career, Credential, Pay
from careers.pay.area_search import AreaMatch, AreaSearch
from careers.pay.explorer import in_sentence
from careers.pay.figures import NO_ROW, PayRow
from editorial.models import Source
from schools.choices import ReadAs, Topic
from schools.finder.asked import finder_request
from schools.finder.index.arrays import Index
from schools.finder.phrases import Chip, chips, heading, joined, link
from schools.finder.result import search
from schools.finder.selection import path_of
from schools.finder.text.reader import SearchReading
from schools.models.search_text import fold
from schools.pages.site_search.found import OTHER_NAME, HitKind, Site

MOST_COMPARED = 4
BETWEEN = re.compile(r"\b(?:vs|versus|or|and|from|to|than|with|between)\b")
"""What parts the two sides of a comparison."""
WITHOUT_PROGRAMS = frozenset({ReadAs.CAREER, ReadAs.STATE, "zip"})
"""What pay alone may be asked with."""


@dataclass(frozen=True)
class SiteAnswer:
    """A page that answers what was typed, and what it says in short."""

    title: str
    url: str
    text: str = ""
    note: str = ""
    chips: list[Chip] = field(default_factory=list)
    """Of a search for programs: what it was read as, each with the search without it."""
    asks_zip: bool = False
    kept: list[tuple[str, str]] = field(default_factory=list)
    """The fields of that search, for the form that asks for a ZIP code."""


def answers(reading: SearchReading, index: Index, site: Site) -> list[SiteAnswer]:
    """Comparison, pay, way in, credential, programs: those that were asked for, in this order."""
    careers = careers_in(reading, index, site)
    where = where_in(reading, careers)
    found = [
        *compared(careers, where),
        *ways_in(reading, careers),
        *pay_there(reading, careers, where),
    ]
    programs = list(programs_found(reading, index, has_answer=bool(found)))
    credentials = list(credentials_in(reading, index))
    # The credential's own page first where nothing but credentials was said.
    is_plain = set(reading.filters) == {ReadAs.CREDENTIAL}
    found += credentials + programs if is_plain else programs + credentials
    return found


def careers_in(reading: SearchReading, index: Index, site: Site) -> list[Career]:
    """Those that were named, in the order of the words."""
    slugs = [
        one.value
        for one in [*reading.understood, *reading.set_aside]
        if one.parameter == ReadAs.CAREER
    ]
    # Jobs to which no program leads are not among the filters.
    text = f" {fold(reading.text)} "
    slugs += [
        career.slug
        for career in index.careers
        if not career.program_fields
        and any(f" {fold(name)} " in text for name in (career.name, career.plural))
    ]
    if len(slugs) < 2 and Topic.COMPARISON in reading.topics:
        slugs = named_on_each_side(reading.typed, site) or slugs
    by_slug = {career.slug: career for career in index.careers}
    return [by_slug[slug] for slug in dict.fromkeys(slugs) if slug in by_slug]


def named_on_each_side(typed: str, site: Site) -> list[str]:
    """“medical coding vs medical billing”: the job that is meant by each field of study."""
    slugs = []
    for side in BETWEEN.split(fold(typed)):
        words = side.split()
        hits = list(site.hits(words, side.strip())) if words else []
        jobs = [
            hit
            for hit in hits
            if hit.kind == HitKind.CAREER and hit.score >= OTHER_NAME
        ]
        if jobs:
            best = min(jobs, key=lambda hit: hit.place_in_order)
            slugs.append(best.url.rstrip("/").rpartition("/")[2])
    return slugs if len(set(slugs)) > 1 else []


def compared(careers: list[Career], where: AreaMatch) -> Iterator[SiteAnswer]:
    if len(careers) < 2:
        return
    chosen = careers[:MOST_COMPARED]
    query = [("c", career.slug) for career in chosen]
    query += [("area", where.area.slug)] if where.area else []
    names = joined(career.name.lower() for career in chosen)
    there = f" in {in_sentence(where.area.name, where.area.kind)}" if where.area else ""
    yield SiteAnswer(
        f"{capfirst(names)}{there}: side by side",
        f"{reverse('careers:compare')}?{urlencode(query)}",
        "Pay, duties, schooling and credentials of each, beside one another.",
        where.note,
    )


def ways_in(reading: SearchReading, careers: list[Career]) -> Iterator[SiteAnswer]:
    if Topic.BECOMING not in reading.topics:
        return
    for career in careers:
        name = career.name[0].lower() + career.name[1:]
        article = "an" if name[0] in "aeiou" else "a"
        yield SiteAnswer(
            f"How to become {article} {name}",
            f"{career.get_absolute_url()}#how-to-become",
            "Step by step, with the time and the cost of each.",
        )


def place_in(reading: SearchReading, careers: list[Career]) -> str:
    """The words that say where, for the survey's own reading of places."""
    text = f" {fold(reading.text)} "
    for career in careers:
        for name in (career.plural, career.name):
            text = text.replace(f" {fold(name)} ", " ")
    states = [one.words for one in reading.understood if one.parameter == ReadAs.STATE]
    zip_code = reading.filters.get("zip", [""])[0]
    return zip_code or " ".join([text.strip(), *states[:1]]).strip()


def where_in(reading: SearchReading, careers: list[Career]) -> AreaMatch:
    """The area of the pay survey that is meant; of a town without one, that of its state."""
    place = place_in(reading, careers)
    asks_pay = Topic.PAY in reading.topics
    if not place or not (careers or asks_pay):
        return AreaMatch(None)
    areas = AreaSearch(Area.objects.order_by("name"))
    match = areas.find(place)
    states = map(areas.by_state.get, reading.filters.get(ReadAs.STATE, ()))
    if match.area is None and (state := next(filter(None, states), None)):
        return AreaMatch(state, f"{match.note} This is {state.name}.")
    # Words beside a career may as well be no place at all.
    return match if match.area or asks_pay else AreaMatch(None)


def pay_there(
    reading: SearchReading, careers: list[Career], where: AreaMatch
) -> Iterator[SiteAnswer]:
    """What a career pays where it was asked for; two careers are compared instead."""
    asks_pay = Topic.PAY in reading.topics
    says_more = bool(set(reading.filters) - WITHOUT_PROGRAMS) or bool(reading.near)
    if len(careers) > 1 or not (asks_pay or (where.area and careers and not says_more)):
        return
    area, career = where.area, next(iter(careers), None)
    if area is None:
        if career:
            url = f"{career.get_absolute_url()}#pay"
            text = "From the lowest paid to the highest, by state, city and industry."
            yield SiteAnswer(f"{career.name}: pay", url, text, where.note)
        else:
            text = "Choose a job and a place to see what it pays there."
            yield SiteAnswer("Pay explorer", reverse("careers:pay"), text, where.note)
        return
    query = [("occupation", career.slug)] if career else []
    url = f"{reverse('careers:pay')}?{urlencode([*query, ('area', area.slug)])}"
    place = in_sentence(area.name, area.kind)
    if career:
        title, text = f"{career.name}: pay in {place}", median_of(career, area)
    else:
        title, text = f"Pay in {place}", "Choose a job to see what it pays there."
    yield SiteAnswer(title, url, text, where.note)


def median_of(career: Career, area: Area) -> str:
    """One sentence with the figure, who published it and when; or why there is none."""
    rows = Pay.objects.current().filter(
        occupation_id=career.occupation_id, area_id=area.pk
    )
    row = next((PayRow(**row) for row in rows.figures()), None)
    if row is None:
        return f"{NO_ROW}."
    if not row.median.text:
        return f"{row.median.reason}."
    publisher = Source.objects.filter(pk=row.source_id).values_list(
        "publisher", flat=True
    )
    by = "".join(f", {name}" for name in publisher)
    return (
        f"Half earn more than {row.median.text} a year ({row.release}{by}; the survey counts "
        f"them as {row.occupation_title.lower()})."
    )


def credentials_in(reading: SearchReading, index: Index) -> Iterator[SiteAnswer]:
    slugs = reading.filters.get(ReadAs.CREDENTIAL, [])
    by_slug = {credential.slug: credential for credential in index.rulebook.credentials}
    for credential in (by_slug[slug] for slug in slugs if slug in by_slug):
        yield about(credential)


def about(credential: Credential) -> SiteAnswer:
    return SiteAnswer(
        f"{credential.abbr}, {credential.name}",
        credential.get_absolute_url(),
        "Who may sit the exam, what it costs and how it is renewed.",
    )


def programs_found(
    reading: SearchReading, index: Index, *, has_answer: bool
) -> Iterator[SiteAnswer]:
    """The finder with what was read as filters, and how many programs it shows."""
    said = set(reading.filters)
    if has_answer and Topic.PAY in reading.topics and said <= WITHOUT_PROGRAMS:
        return
    # A job or a state alone is found by its name below.
    is_name = said in ({ReadAs.CAREER}, {ReadAs.STATE})
    if not reading.near and (not said or is_name):
        return
    asked = finder_request(index, QueryDict(urlencode({"q": reading.typed})))
    result = search(index, asked.query)
    if not result.total and reading.text:
        return
    finder = path_of("schools:finder")
    read = [
        Chip(chip.label, finder + chip.url, chip.is_filter)
        for chip in chips(result, asked.kept)
    ]
    yield SiteAnswer(
        capfirst(heading(result)),
        (finder + link(asked.kept)).removesuffix("?"),
        chips=read,
        asks_zip=reading.asks_zip,
        kept=[
            (name, value)
            for name, values in asked.kept.lists()
            for value in values
            if name not in ("zip", "miles")
        ],
    )
