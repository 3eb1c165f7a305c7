"""The programs of a route: found by the finder, reckoned for one person's pace."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import partial
from math import ceil

from django.urls import reverse
from django.utils.http import urlencode

from careers.choices import State
from pathways.pace import Pace
from pathways.parts import BOOKS, ProgramOption, StudyPlan, Term
from pathways.query import PlanQuery
from pathways.routes import ExamStep, Route, Study
from pathways.windows import month_after, window
from schools.choices import StudyMode
from schools.finder.index.current import Index
from schools.finder.query import Include, Query, Sort
from schools.finder.result import SearchResult, search
from schools.models import EarningsTest, Program
from schools.models.bands import CONFIRMED
from schools.models.earnings_tests import earnings_test_key
from schools.models.neighbors import neighbors_of
from schools.pages.program import outcome_for
from schools.residency import price_for

MOST_PROGRAMS = 3
Failing = dict[tuple[str, str, str], EarningsTest]
"""Rows of the Department's model of the earnings test that fail, by `earnings_test_key`."""
NEAR = 50
"""Miles around a ZIP code: an hour's drive."""


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
    """Near the person or online; else further and further away, which is said."""
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
    for tried, note in tries(query, asked):
        result = search(index, tried)
        if result.total:
            rows = result.page_rows()
            keys = tuple(int(index.pk[row]) for row in rows)
            return Searched(study, result, keys, address_of(tried), note)
    return Searched(study, None, (), address_of(query), "None under these limits.")


def tries(query: Query, asked: PlanQuery) -> list[tuple[Query, str]]:
    """The same search from the nearest place to anywhere, each with what to say of it."""
    if "mode" in query.choices:
        return [(query, "")]
    or_online = replace(query, include=frozenset({Include.ONLINE.value}))
    places = []
    if asked.point is not None:
        around = replace(or_online, zip=asked.zip, point=asked.point, miles=NEAR)
        places.append((f"within {NEAR} miles of {asked.zip}", around))
    if asked.home:
        here = frozenset({asked.home})
        places.append((f"in {State(asked.home).label}", in_states(or_online, here)))
        if beside := frozenset(neighbors_of(here)):
            places.append(("in the states beside it", in_states(or_online, beside)))
    places.append(("elsewhere", query))
    first = places[0][0]
    return [
        (tried, "" if where == first else f"None {first} or online; these are {where}.")
        for where, tried in places
    ]


def failing_tests(programs: Iterable[Program]) -> Failing:
    """What the model says of *programs* that it lets fail; one query."""
    keys = {earnings_test_key(program) for program in programs}
    rows = EarningsTest.objects.filter(fails=True, opeid6__in={key[0] for key in keys})
    found = {(row.opeid6, row.cip4_code, row.credential_level): row for row in rows}
    return {key: row for key, row in found.items() if key in keys}


def in_states(query: Query, states: frozenset[str]) -> Query:
    return replace(query, choices=query.choices | {"state": states})


def address_of(query: Query) -> str:
    """The finder with the same constraints."""
    pairs = [
        (name, value)
        for name, values in query.choices.items()
        for value in sorted(values)
    ]
    pairs += [("home", query.home)] if query.home else []
    pairs += [("zip", query.zip), ("miles", query.miles)] if query.zip else []
    pairs += [("price_max", query.price_max)] if query.price_max is not None else []
    pairs += [("include", value) for value in sorted(query.include)]
    pairs.append(("sort", query.sort))
    return f"{reverse('schools:finder')}?{urlencode(pairs)}"


def study_plan(
    found: Searched,
    programs: dict[int, Program],
    failing: Failing,
    asked: PlanQuery,
    pace: Pace,
    begins: int,
    starts: dt.date,
) -> StudyPlan:
    study: Study = found.step
    fitting = (programs.get(pk) for pk in found.keys)
    begun = month_after(starts, begins)
    ranked = sorted(
        (
            option_of(program, failing, found.result, asked, pace, begun)
            for program in fitting
            if program is not None and program.award_level in study.award_levels
        ),
        key=partial(rank_of, study),
    )
    options = with_nearest(ranked)
    best = options[0] if options else None
    ends = None if best is None or best.months is None else begins + best.months
    total = found.result.total if found.result else 0
    return StudyPlan(
        study, tuple(options), total, found.url, found.note, begins, ends, starts
    )


def with_nearest(ranked: list[ProgramOption]) -> list[ProgramOption]:
    """The best few, and behind them the nearest of all where that is none of them."""
    best = ranked[:MOST_PROGRAMS]
    near = [option for option in ranked if option.miles is not None]
    nearest = min(near, key=lambda option: option.miles, default=None)
    return best if nearest is None or nearest in best else [*best, nearest]


def rank_of(study: Study, option: ProgramOption) -> tuple:
    """Confirmed before not confirmed where the exam asks for it, then what is left to pay."""
    unsure = bool(study.accreditor) and not option.is_confirmed
    unpriced = option.cost is None
    return unsure, unpriced, option.cost or 0, option.months is None, option.months or 0


def option_of(
    program: Program,
    failing: Failing,
    found: SearchResult,
    asked: PlanQuery,
    pace: Pace,
    starts: dt.date,
) -> ProgramOption:
    """*program* for somebody who begins it in the month of *starts*."""
    index, school = found.index, program.school
    row = index.row_of[program.pk]
    price = price_for(program, asked.home)
    left = pace.left(program.award_level, program.credits)
    months = program.months_high
    standing = index.accreditation(row)
    full_time = None if months is None else pace.full_time_months(months, left)
    mine = None if months is None else pace.my_months(months, left)
    part = "" if left == 1 else f", {left:.0%} of it still to do"
    tuition = Term(
        "program",
        None if price.amount is None else ceil(price.amount * left),
        f"{school.name}: no price published"
        if price.amount is None
        else f"{school.name}, {price.whose}, {price.year}{part}",
    )
    return ProgramOption(
        program,
        price,
        standing in CONFIRMED,
        standing,
        pace.needed(program.award_level, program.credits),
        pace.accepted(program.award_level, program.credits),
        full_time,
        mine,
        (tuition, books_of(program, asked, full_time)),
        window(school.name, standing, program.accreditations.all(), starts, mine),
        failing.get(earnings_test_key(program)),
        outcome_for(program, school.field_outcomes.all()),
        found.miles_of(row),
        price.in_district if found.is_in_county(row) else None,
    )


def books_of(program: Program, asked: PlanQuery, full_time: int | None) -> Term:
    """Books of the months at full time, as the visitor reckons or else the school."""
    name = program.school.name
    year = program.school.books_supplies if asked.books is None else asked.books
    if year is None:
        return Term(BOOKS, None, f"{name}: no figure for books")
    basis = (
        f"{name}: ${year:,} a year of full-time study"
        if asked.books is None
        else f"${year:,} a year of full-time study, as you said"
    )
    if full_time is None:
        return Term(BOOKS, None, f"{basis}, of a length that is not published")
    return Term(BOOKS, ceil(year * full_time / 12), basis)
