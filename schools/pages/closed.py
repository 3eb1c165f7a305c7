"""What is told of a school that has closed, and of its programs."""

from dataclasses import dataclass

from editorial.marks import Marks
from schools.finder.cards import Card, cards
from schools.finder.index.current import Index
from schools.finder.query import Query, Sort
from schools.finder.result import search
from schools.models import Program, School
from schools.models.bands import LEVEL_OF_AWARD
from schools.models.zip_codes import Point
from schools.pages.states import state_url

MOST = 5


@dataclass(frozen=True)
class ClosedSchool:
    school: School
    program: Program | None
    """The one that was asked for."""
    nearby: list[Card]
    state_url: str
    sources: list[dict]


def closed_school(
    school: School, program: Program | None, index: Index
) -> ClosedSchool:
    """*nearby*: the nearest programs of its level and field, or of the core fields; two queries."""
    choices, point = {}, None
    if program is not None:
        choices["field"] = frozenset({program.field})
        choices["level"] = frozenset({LEVEL_OF_AWARD[program.award_level]})
    if school.latitude is not None and school.longitude is not None:
        point = Point(float(school.latitude), float(school.longitude), school.city)
    else:
        choices["state"] = frozenset({school.state})
    sort = Sort.DEFAULT if point is None else Sort.DISTANCE
    found = search(index, Query(choices=choices, point=point, sort=sort))
    marks = Marks()
    marks.of_group(school, "closing")
    return ClosedSchool(
        school=school,
        program=program,
        nearby=cards(found, ())[:MOST],
        state_url=state_url(school.state),
        sources=marks.sources,
    )
