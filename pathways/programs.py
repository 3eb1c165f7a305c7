"""The programs of a route: found by the finder, reckoned for one person's pace."""

import datetime as dt
import re
from dataclasses import dataclass, replace
from math import ceil

from django.urls import reverse
from django.utils.http import urlencode

from careers.choices import State
from pathways.pace import Pace
from pathways.parts import ProgramOption, StudyPlan, Term
from pathways.query import PlanQuery
from pathways.routes import ExamStep, Route, Study
from schools.choices import AccreditationChoice, StudyMode
from schools.finder.index.current import Index
from schools.finder.query import Include, Query, Sort
from schools.finder.result import SearchResult, search
from schools.models import Program
from schools.models.bands import CONFIRMED
from schools.residency import price_for

MOST_PROGRAMS = 3
YEAR = re.compile(r"20\d\d")


@dataclass(frozen=True)
class Searched:
    """A study with the finder's answer to it."""

    step: Study | ExamStep
    result: SearchResult | None = None
    keys: tuple[int, ...] = ()
    url: str = ""
    note: str = ""


def searched(
    route: Route, asked: PlanQuery, index: Index
) -> tuple[Route, list[Searched]]:
    """The route with the finder's own answer for each of its programs."""
    return route, [
        programs_for(step, asked, index) if isinstance(step, Study) else Searched(step)
        for step in route.steps
    ]


def programs_for(study: Study, asked: PlanQuery, index: Index) -> Searched:
    """Where the person lives or online; else anywhere, which is said."""
    choices = {
        "credential": frozenset({study.credential}),
        "level": frozenset({study.level.value}),
        "field": frozenset(study.fields),
    }
    if asked.mode == StudyMode.ONLINE:
        choices["mode"] = frozenset({StudyMode.ONLINE.value})
    query = Query(
        choices=choices, home=asked.home, price_max=asked.max_price, sort=Sort.PRICE
    )
    tries = [(query, "")]
    if asked.home and "mode" not in choices:
        near = replace(
            query,
            choices=choices | {"state": frozenset({asked.home})},
            include=frozenset({Include.ONLINE.value}),
        )
        label = State(asked.home).label
        tries = [
            (near, ""),
            (query, f"None in {label} or online; these are elsewhere."),
        ]
    for tried, note in tries:
        result = search(index, tried)
        if result.total:
            rows = result.page_rows()
            keys = tuple(int(index.pk[row]) for row in rows)
            return Searched(study, result, keys, address_of(tried), note)
    return Searched(study, None, (), address_of(query), "None under these limits.")


def address_of(query: Query) -> str:
    """The finder with the same constraints."""
    pairs = [
        (name, value)
        for name, values in query.choices.items()
        for value in sorted(values)
    ]
    pairs += [("home", query.home)] if query.home else []
    pairs += [("price_max", query.price_max)] if query.price_max is not None else []
    pairs += [("include", value) for value in sorted(query.include)]
    pairs.append(("sort", query.sort))
    return f"{reverse('schools:finder')}?{urlencode(pairs)}"


def study_plan(
    found: Searched,
    programs: dict[int, Program],
    asked: PlanQuery,
    pace: Pace,
    begins: int,
    day: dt.date,
) -> StudyPlan:
    study: Study = found.step
    options: list[ProgramOption] = []
    for pk in found.keys:
        program = programs.get(pk)
        if program is not None and program.award_level in study.award_levels:
            options.append(
                option_of(program, found.result.index, asked, pace, begins, day)
            )
        if len(options) == MOST_PROGRAMS:
            break
    best = options[0] if options else None
    ends = None if best is None or best.months is None else begins + best.months
    total = found.result.total if found.result else 0
    return StudyPlan(study, tuple(options), total, found.url, found.note, begins, ends)


def option_of(
    program: Program,
    index: Index,
    asked: PlanQuery,
    pace: Pace,
    begins: int,
    day: dt.date,
) -> ProgramOption:
    price = price_for(program, asked.home)
    left = pace.left(program.award_level, program.credits)
    months = program.months_high
    standing = index.accreditation(index.row_of[program.pk])
    full_time = None if months is None else pace.full_time_months(months, left)
    mine = None if months is None else pace.my_months(months, left)
    part = "" if left == 1 else f", {left:.0%} of it still to do"
    tuition = Term(
        "program",
        None if price.amount is None else ceil(price.amount * left),
        f"{program.school.name}: no price published"
        if price.amount is None
        else f"{program.school.name}, {price.whose}, {price.year}{part}",
    )
    terms = [tuition]
    books = program.school.books_supplies
    if books and full_time and price.amount is not None:
        basis = f"{program.school.name}: ${books:,} a year of full-time study"
        terms.append(Term("books", ceil(books * full_time / 12), basis))
    return ProgramOption(
        program,
        price,
        standing in CONFIRMED,
        standing,
        pace.needed(program.award_level, program.credits),
        pace.accepted(program.award_level, program.credits),
        full_time,
        mine,
        tuple(terms),
        tuple(warnings_of(program, standing, begins, mine, day)),
    )


def warnings_of(
    program: Program,
    standing: AccreditationChoice,
    begins: int,
    months: int | None,
    day: dt.date,
) -> list[str]:
    """What could go wrong with it, as far as the sources tell."""
    name, said = program.school.name, []
    if standing == AccreditationChoice.PROBATION:
        said.append(
            f"{name} is accredited on probation: ask what it has to mend, and until when."
        )
    elif standing == AccreditationChoice.CANDIDACY:
        said.append(f"{name} is a candidate: it must be accredited before you finish.")
    elif standing == AccreditationChoice.WITHDRAWN:
        said.append(f"The accreditation of {name} was withdrawn.")
    if months is not None:
        first = day.year + (day.month - 1 + begins) // 12
        last = day.year + (day.month - 1 + begins + months) // 12
        for statement in program.accreditations.all():
            year = YEAR.search(statement.next_review)
            if year and first <= int(year[0]) <= last:
                said.append(
                    f"The accreditation of {name} is reviewed in {statement.next_review}, while "
                    "you would study. That is usual; ask when it was last renewed, and what "
                    "happens to students if it is not."
                )
                break
    return said
