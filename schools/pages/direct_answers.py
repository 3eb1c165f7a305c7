"""What a search of the site asks, answered by the page that says it.

The words are read as the finder reads them; what is asked beside programs (pay, how to become
one, a comparison) leads to the pages of careers.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.http import QueryDict
from django.urls import reverse
from django.utils.http import urlencode

from careers.choices import State
from careers.models import Area, Career
from careers.pay.area_search import AreaSearch
from schools.choices import ReadAs, Topic
from schools.finder.asked import finder_request
from schools.finder.index.arrays import Index
from schools.finder.phrases import heading
from schools.finder.result import search
from schools.finder.text.reader import SearchReading, read_words
from schools.finder.text.vocabulary import current_vocabulary

MOST_COMPARED = 4
OF_CAREERS_ALONE = frozenset({ReadAs.CAREER})


@dataclass(frozen=True)
class DirectAnswer:
    title: str
    text: str
    url: str


@dataclass(frozen=True)
class SiteReading:
    """What was typed, in the words of the site: its careers, its place, its topics."""

    words: SearchReading
    careers: list[Career]

    @classmethod
    def of(cls, typed: str, index: Index) -> "SiteReading":
        words = read_words(typed, current_vocabulary(index))
        # A second career is no contradiction here, as it is in the finder.
        said = [*words.understood, *words.set_aside]
        slugs = [one.value for one in said if one.parameter == ReadAs.CAREER]
        by_slug = {career.slug: career for career in index.careers}
        careers = [by_slug[slug] for slug in dict.fromkeys(slugs) if slug in by_slug]
        return cls(words, careers[:MOST_COMPARED])

    @property
    def place(self) -> str:
        """What names a place of work: a ZIP code, or a city and a state; blank without one."""
        filters = self.words.filters
        if "zip" in filters:
            return filters["zip"][0]
        states = [State(code).label for code in filters.get("state", ())]
        return ", ".join(filter(None, [self.words.text, *states[:1]]))


def direct_answers(typed: str, index: Index) -> list[DirectAnswer]:
    """The surest first; none where the words are but a name to look for."""
    reading = SiteReading.of(typed, index)
    if not reading.words.says_something:
        return []
    return [
        *of_careers(reading),
        *of_credentials(reading, index),
        *of_programs(typed, reading, index),
    ]


def of_careers(reading: SiteReading) -> Iterator[DirectAnswer]:
    careers, topics = reading.careers, reading.words.topics
    area = None
    if careers or Topic.PAY in topics:
        area = area_of(reading)
    if len(careers) > 1:
        chosen = [("c", career.slug) for career in careers]
        where = [("area", area.slug)] if area else []
        names = " or ".join(career.name.lower() for career in careers)
        yield DirectAnswer(
            f"{names[0].upper()}{names[1:]}{f' in {area.name}' if area else ''}?",
            "Side by side: pay, growth, schooling, and what is done all day.",
            f"{reverse('careers:compare')}?{urlencode([*chosen, *where])}",
        )
    for career in careers:
        if Topic.BECOMING in topics:
            yield DirectAnswer(
                f"How to become a {career.name.lower()}",
                "Step by step, with the time and the cost of each.",
                f"{career.get_absolute_url()}#how-to-become",
            )
        if area:
            yield DirectAnswer(
                f"Pay of {career.plural.lower()} in {area.name}",
                "From the lowest paid to the highest, beside the nation.",
                pay_url(occupation=career.slug, area=area.slug),
            )
        elif Topic.PAY in topics:
            yield DirectAnswer(
                f"Pay of {career.plural.lower()}",
                "Its spread, state by state and by industry.",
                f"{career.get_absolute_url()}#pay",
            )
    if Topic.PAY in topics and not careers:
        yield DirectAnswer(
            f"Pay in {area.name}" if area else "Pay explorer",
            "What each job of the field pays there."
            if area
            else "Choose a job and a place.",
            pay_url(area=area.slug) if area else reverse("careers:pay"),
        )


def area_of(reading: SiteReading) -> Area | None:
    """Where the pay is asked for; the state where the town has no pay of its own."""
    if not reading.place:
        return None
    areas = AreaSearch(Area.objects.all())
    found = areas.find(reading.place).area
    states = reading.words.filters.get("state", ())
    return found or next(filter(None, map(areas.by_state.get, states)), None)


def pay_url(**asked: str) -> str:
    return f"{reverse('careers:pay')}?{urlencode(asked)}"


def of_credentials(reading: SiteReading, index: Index) -> Iterator[DirectAnswer]:
    asked = reading.words.filters.get(ReadAs.CREDENTIAL, ())
    for credential in index.rulebook.credentials:
        if credential.slug in asked:
            yield DirectAnswer(
                f"{credential.abbr}, {credential.name}",
                "Who may sit, the exam, its fee and its renewal.",
                credential.get_absolute_url(),
            )


def of_programs(
    typed: str, reading: SiteReading, index: Index
) -> Iterator[DirectAnswer]:
    """The finder with the words as its filters, where they make any."""
    words = reading.words
    is_of_careers = words.filters.keys() <= OF_CAREERS_ALONE
    if words.topics or (is_of_careers and not words.near and not words.unknown):
        return
    params = QueryDict(mutable=True)
    params["q"] = typed
    found = search(index, finder_request(index, params).query)
    text = "In the finder, with each word as a filter that you can undo."
    if words.unknown:
        text = (
            f"We cannot tell {words.unknown[0].value}: no source says. Ask the school."
        )
    elif words.asks_zip:
        text = "In the finder; give your ZIP code there to see what is near."
    if found.total:
        url = f"{reverse('schools:finder')}?{params.urlencode()}"
        yield DirectAnswer(heading(found), text, url)
