"""One plan: every route with its programs, months, price and payback, worked out once.

The page, the CSV and the JSON show what stands here and reckon nothing of their own.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace

from careers.models import Career, Credential, Pay
from pathways.form import PlanForm
from pathways.money import payback_months, take_home
from pathways.pace import Pace
from pathways.parts import (
    EXAM,
    PERCENTILES,
    ExamPlan,
    Payback,
    PayOfGoal,
    Plan,
    RoutePlan,
    StudyPlan,
    Term,
)
from pathways.programs import Searched, searched, study_plan
from pathways.query import PlanQuery
from pathways.routes import ExamStep, Route, Study, routes_to
from schools.finder.index.current import Index
from schools.models import Program

MOST_ROUTES = 4


def plan_of(
    form: PlanForm, index: Index, careers: dict[str, Career], day: dt.date
) -> Plan:
    """Everything that a plan says; *careers*: those to choose from, by slug."""
    asked = PlanQuery.of(form)
    goal, career, others, says = goal_of(asked, index, careers)
    if goal is None:
        return Plan(asked, form, None, career, (), None, says, others)
    pay = pay_of(goal, career, asked.home)
    if goal.slug in asked.holder.held:
        says = f"You hold {goal.abbr} already. Choose what you want next."
        return Plan(asked, form, goal, career, (), pay, says, others)
    routes = routes_to(goal.slug, index.rulebook, asked.holder)
    found = [searched(route, asked, index) for route in routes]
    made = planned(found, asked, pay, day)
    if not made:
        says = (
            f"No rule that we could read leads from what you have to {goal.abbr}. "
            "Its page says who may sit."
        )
    return Plan(asked, form, goal, career, tuple(made), pay, says, others)


def goal_of(asked: PlanQuery, index: Index, careers: dict[str, Career]) -> tuple:
    """The credential, the career it is for, the career's others, and what is to be said."""
    by_slug = {one.slug: one for one in index.rulebook.credentials}
    if not asked.goal:
        return None, None, (), ""
    kind, _, slug = asked.goal.partition(":")
    if kind != "career":
        return by_slug.get(kind), None, (), ""
    career = careers[slug]
    wanted = [
        by_slug[one.credential.slug]
        for one in career.careercredentials.all()
        if one.credential.slug in by_slug
        and one.credential.slug in index.rulebook.rules
    ]
    if not wanted:
        says = f"No credential that we list belongs to {career.plural}; see how people begin."
        return None, career, (), says
    return wanted[0], career, tuple(wanted[1:]), ""


def pay_of(goal: Credential, career: Career | None, home: str) -> PayOfGoal | None:
    """The lowest paid of the occupations that the goal belongs to, so that no plan flatters."""
    rows = Pay.objects.current().select_related("occupation", "area")
    if career is not None and career.occupation_id:
        rows = rows.filter(occupation=career.occupation_id)
    else:
        rows = rows.filter(occupation__credentials=goal)
    rows = rows.national() | rows.in_state(home) if home else rows.national()
    found = [row for row in rows if row.annual_median is not None]
    nation = {row.occupation_id: row for row in found if not row.area.state}
    if not nation:
        return None
    lowest = min(nation.values(), key=lambda row: (row.annual_median, row.pk))
    here = [
        row
        for row in found
        if row.area.state and row.occupation_id == lowest.occupation_id
    ]
    row = here[0] if here else lowest
    return PayOfGoal(
        row.occupation.title,
        row.area.name,
        row.release,
        {name: getattr(row, name) for name, _ in PERCENTILES},
        is_nation=not here,
        pk=row.pk,
    )


def planned(
    found: Iterable[tuple[Route, list[Searched]]],
    asked: PlanQuery,
    pay: PayOfGoal | None,
    day: dt.date,
) -> list[RoutePlan]:
    """The routes, the quickest at the person's pace first, then the cheapest; two queries."""
    found = list(found)
    keys = {pk for _, steps in found for step in steps for pk in step.keys}
    programs = (
        Program.objects.listed(day)
        .select_related("school")
        .with_accreditations()
        .in_bulk(sorted(keys))
    )
    routes = [
        route_plan(route, steps, programs, asked, pay, day) for route, steps in found
    ]
    routes.sort(key=rank)
    whole = [route for route in routes if route.is_whole]
    return (whole or routes)[:MOST_ROUTES]


def rank(route: RoutePlan) -> tuple:
    """Whole ones first; then by months at the person's pace, then by price; unknown last."""
    return (
        not route.is_whole,
        not route.is_verified,
        route.months is None,
        route.months or 0,
        route.price is None,
        route.price or 0,
        len(route.steps),
    )


def route_plan(
    route: Route,
    found: list[Searched],
    programs: dict[int, Program],
    asked: PlanQuery,
    pay: PayOfGoal | None,
    day: dt.date,
) -> RoutePlan:
    steps: list[StudyPlan | ExamPlan] = []
    terms: list[Term] = []
    warnings: list[str] = []
    at: int | None = 0
    full_time: int | None = 0
    pace = Pace(asked.hours, asked.credits, asked.share)
    for one in found:
        if isinstance(one.step, ExamStep):
            step = exam_plan(one.step, asked, at)
            terms.append(step.fee)
        else:
            step = study_plan(one, programs, asked, pace, at or 0, day)
            best = step.best
            if best is None:
                terms.append(Term("program", None, "No program under these limits"))
                at = full_time = None
            else:
                terms += best.terms
                warnings += best.warnings
                at = None if at is None or best.months is None else at + best.months
                full_time = (
                    None
                    if full_time is None or best.full_time is None
                    else full_time + best.full_time
                )
                # What was studied before counts for the degree that builds on it.
                if best.needed:
                    pace = replace(pace, credits=max(pace.credits, best.needed))
        steps.append(step)
    made = RoutePlan(
        title_of(route),
        tuple(steps),
        tuple(terms),
        full_time,
        at,
        warnings=tuple(dict.fromkeys(warnings)),
        is_verified=route.is_verified,
    )
    return paid_back(made, asked, pay)


def title_of(route: Route) -> str:
    """The route in a line: “Associate degree, RHIT, then bachelor’s degree, RHIA”."""
    words = [
        step.level.label.lower() if isinstance(step, Study) else step.credential.abbr
        for step in route.steps
    ]
    if len(words) == 1:
        return f"{words[0]} exam, without a program"
    pairs = [" and ".join(words[at : at + 2]) for at in range(0, len(words), 2)]
    title = ", then ".join(pairs)
    return title[0].upper() + title[1:]


def exam_plan(exam: ExamStep, asked: PlanQuery, month: int | None) -> ExamPlan:
    credential = exam.credential
    fee = credential.fee_member if asked.as_member else credential.fee_nonmember
    if fee is None:
        fee = credential.fee_nonmember
    year = f" of {credential.fee_year}" if credential.fee_year else ""
    basis = (
        f"{credential.abbr} exam fee: not read at its issuer"
        if fee is None
        else f"{credential.abbr} exam fee{year}"
    )
    return ExamPlan(
        credential,
        exam.rule.reason,
        exam.rule.condition,
        exam.rule.is_verified,
        Term(EXAM, fee, basis),
        month,
    )


def paid_back(route: RoutePlan, asked: PlanQuery, pay: PayOfGoal | None) -> RoutePlan:
    if pay is None or route.price is None:
        return route
    now = take_home(asked.wage)
    paybacks = []
    for name, words in PERCENTILES:
        wage = pay.figures[name]
        rise = None if wage is None else take_home(wage) - now
        months = None if wage is None else payback_months(route.price, asked.wage, wage)
        paybacks.append(Payback(words, wage, rise, months))
    median = pay.figures["annual_median"]
    premium = (median or 0) - asked.wage
    years = round(route.price / premium, 1) if premium > 0 else None
    return replace(route, paybacks=tuple(paybacks), premium_years=years)
