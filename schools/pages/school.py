"""What the page of one school says."""

from dataclasses import dataclass

import numpy as np
from django.forms import BoundField

from editorial.marks import Mark, Marks
from schools.finder.index.current import Index
from schools.finder.query import ProgramFilter
from schools.models import Program, School
from schools.models.bands import AccreditationChoice
from schools.models.zip_codes import Point, miles_from
from schools.pages.maps import StateMap, pinned
from schools.pages.states import state_url
from schools.pages.structured import college
from schools.pages.titles import locality, school_title


@dataclass(frozen=True)
class SchoolProgram:
    program: Program
    accreditation: AccreditationChoice


@dataclass(frozen=True)
class SchoolPage:
    school: School
    programs: list[SchoolProgram]
    table_marks: list[Mark]
    """What the table of programs cites: price, length and awards of each."""
    source_marks: dict[str, Mark | None]
    """By fact group of the school."""
    map: StateMap
    state_url: str
    sources: list[dict]
    zip_field: BoundField
    """What the visitor gave as ZIP code, with its errors."""
    miles: float | None = None
    """From that ZIP code; None without one, or where one of the two places is not known."""

    @property
    def title(self) -> str:
        return school_title(self.school)

    @property
    def locality(self) -> str:
        return locality(self.school)

    @property
    def structured(self) -> list[dict]:
        return [college(self.school)]


def miles_to(school: School, point: Point | None) -> float | None:
    """Great-circle miles; None where one of the two places is not known."""
    if point is None or school.latitude is None or school.longitude is None:
        return None
    latitude, longitude = np.array([[school.latitude], [school.longitude]], dtype=float)
    return float(miles_from(point, latitude, longitude)[0])


def school_page(school: School, index: Index, asked: ProgramFilter) -> SchoolPage:
    """One query; marks are numbered in the order in which they are asked for here."""
    listed = school.programs.listed().for_table()
    programs = sorted(
        listed, key=lambda row: (row.award_level, row.title.casefold(), row.pk)
    )
    marks = Marks()
    return SchoolPage(
        school=school,
        programs=[
            SchoolProgram(program, index.accreditation(index.row_of[program.pk]))
            for program in programs
            if program.pk in index.row_of
        ],
        table_marks=table_marks(marks, programs),
        source_marks={
            group: marks.of_group(school, group)
            for group in ("directory", "tuition", "outcomes")
        },
        map=pinned(school.state, [(school, len(programs))]),
        state_url=state_url(school.state),
        sources=marks.sources,
        zip_field=asked.form["zip"],
        miles=miles_to(school, asked.query.point),
    )


def table_marks(marks: Marks, programs: list[Program]) -> list[Mark]:
    """Each mark once, in the order of the rows."""
    found = [
        marks.of_group(program, group)
        for program in programs
        for group in ("price", "length", "awards")
    ]
    return list(dict.fromkeys(mark for mark in found if mark is not None))
