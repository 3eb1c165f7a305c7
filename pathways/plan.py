"""One plan: every route with its programs, months, price and payback, worked out once.

The page, the CSV and the JSON show what stands here and reckon nothing of their own.
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import replace

from django.db.models import Prefetch

from careers.choices import AwardLevel, State
from careers.models import Career, Credential, Pay
from pathways.form import Have, PlanForm
from pathways.money import payback_months, take_home
from pathways.pace import CREDITS_OF
from pathways.parts import (
    EXAM,
    PERCENTILES,
    RENEWAL,
    ExamPlan,
    Payback,
    PayOfGoal,
    Plan,
    ProgramOption,
    RoutePlan,
    StudyPlan,
    Term,
)
from pathways.programs import (
    Failing,
    Searched,
    failing_tests,
    searched,
    study_plan,
)
from pathways.query import PlanQuery
from pathways.routes import ExamStep, Route, Study, routes_to
from pathways.windows import WindowKind, month_after
from schools.finder.index.current import Index
from schools.models import EarningsTest, FieldOutcome, Program

MOST_ROUTES = 4
FRESH_YEARS = 2
"""Academic years that a price may lag behind: prices are published two years late."""
OWN_RAISE = "with the raise you gave"


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
    made = planned(found, asked, pay, asked.start or day.replace(day=1), day)
    if not made:
        says = (
            f"No rule that we could read leads from what you have to {goal.abbr}. "
            "Its page says who may sit."
        )
    notes = tuple(contradictions(asked, goal))
    return Plan(
        asked,
        form,
        goal,
        career,
        tuple(made),
        pay,
        says,
        others,
        knows_earnings_test=EarningsTest.objects.exists(),
        notes=notes,
    )


def contradictions(asked: PlanQuery, goal: Credential) -> Iterator[str]:
    """What does not fit together in the answers, and how it is taken."""
    if (asked.have, goal.slug) == (Have.RHIA, "rhit"):
        yield (
            f"You hold RHIA and want {goal.abbr}, for which an associate degree is enough. "
            "Is it the other way round? This is the way if it is not."
        )
    if asked.have == Have.NO_COLLEGE and asked.credits:
        yield (
            f"You have no college and {asked.credits} credits: the credits are counted."
        )
    if asked.credits > CREDITS_OF[AwardLevel.BACHELOR]:
        yield (
            f"{asked.credits} credits are more than a bachelor’s degree asks for: a school takes "
            "three quarters of its degree at most."
        )
    if asked.is_home_of_zip:
        label = State(asked.home).label
        yield f"{asked.zip} is in {label}: prices are those for its residents."


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
        for one in sorted(
            career.careercredentials.all(), key=lambda one: (one.position, one.pk)
        )
        if one.credential.slug in by_slug
        and one.credential.slug in index.rulebook.rules
    ]
    if not wanted:
        says = f"No credential that we list belongs to {career.plural}; see how people begin."
        return None, career, (), says
    # The first in the career's own order that the person does not hold yet.
    wanted.sort(key=lambda one: one.slug in asked.holder.held)
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
    starts: dt.date,
    day: dt.date,
) -> list[RoutePlan]:
    """The routes, the quickest at the person's pace first, then the cheapest; five queries."""
    found = list(found)
    keys = {pk for _, steps in found for step in steps for pk in step.keys}
    programs = (
        Program.objects.listed(day)
        .select_related("school")
        .prefetch_related(
            Prefetch(
                "school__field_outcomes", FieldOutcome.objects.select_related("source")
            )
        )
        .with_accreditations()
        .in_bulk(sorted(keys))
    )
    failing = failing_tests(programs.values())
    routes = [
        route_plan(route, steps, programs, failing, asked, pay, starts)
        for route, steps in found
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
    failing: Failing,
    asked: PlanQuery,
    pay: PayOfGoal | None,
    starts: dt.date,
) -> RoutePlan:
    steps: list[StudyPlan | ExamPlan] = []
    terms: list[Term] = []
    warnings: list[str] = []
    at: int | None = 0
    full_time: int | None = 0
    pace = asked.pace
    for one in found:
        if isinstance(one.step, ExamStep):
            step = exam_plan(one.step, asked, at, starts)
            terms += [step.fee, step.renewal]
        else:
            step = study_plan(one, programs, failing, asked, pace, at or 0, starts)
            best = step.best
            if best is None:
                terms.append(Term("program", None, "No program under these limits"))
                at = full_time = None
            else:
                terms += best.terms
                if best.window and best.window.kind == WindowKind.TROUBLE:
                    warnings.append(best.window.words)
                if old := age_of_price(best, step.first_month):
                    warnings.append(old)
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


def age_of_price(option: ProgramOption, begins: dt.date) -> str:
    """What to say of a price that is older than two academic years when the study begins."""
    if not option.price.year:
        return ""
    years = begins.year - (begins.month < 7) - int(option.price.year[:4])
    if years <= FRESH_YEARS:
        return ""
    return (
        f"The price of {option.program.school.name} is of {option.price.year}, {years} academic "
        "years before you would begin: ask for the one of your year."
    )


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


def exam_plan(
    exam: ExamStep, asked: PlanQuery, month: int | None, starts: dt.date
) -> ExamPlan:
    credential = exam.credential
    year = f" of {credential.fee_year}" if credential.fee_year else ""
    fee = fee_of(credential, "fee", asked)
    renewal = fee_of(credential, "renewal_fee", asked)
    cycle = (
        f", every {credential.renewal_years} years" if credential.renewal_years else ""
    )
    return ExamPlan(
        credential,
        exam.rule.reason,
        exam.rule.condition,
        exam.rule.is_verified,
        term_of(EXAM, fee, f"{credential.abbr} exam fee", year),
        term_of(RENEWAL, renewal, f"{credential.abbr} renewal, the first{cycle}", ""),
        month,
        None if month is None else month_after(starts, month),
    )


def fee_of(credential: Credential, name: str, asked: PlanQuery) -> int | None:
    """Dollars: that of members if the visitor is one and there is one; None: not known."""
    fee = getattr(credential, f"{name}_member") if asked.as_member else None
    return getattr(credential, f"{name}_nonmember") if fee is None else fee


def term_of(label: str, amount: int | None, what: str, year: str) -> Term:
    basis = f"{what}: not read at its issuer" if amount is None else f"{what}{year}"
    return Term(label, amount, basis)


def paid_back(route: RoutePlan, asked: PlanQuery, pay: PayOfGoal | None) -> RoutePlan:
    """*route* with how soon a rise in pay makes up for its price, where both are known."""
    if route.price is None:
        return route
    paybacks = []
    premium = 0
    if pay is not None:
        paybacks = [
            payback_of(words, route.price, asked.wage, pay.figures[name])
            for name, words in PERCENTILES
        ]
        premium = (pay.figures["annual_median"] or 0) - asked.wage
    if asked.rise is not None:
        wage = asked.wage + asked.rise
        own = payback_of(OWN_RAISE, route.price, asked.wage, wage)
        paybacks.append(replace(own, is_own=True))
    years = round(route.price / premium, 1) if premium > 0 else None
    return replace(route, paybacks=tuple(paybacks), premium_years=years)


def payback_of(words: str, price: int, wage_now: int, wage: int | None) -> Payback:
    if wage is None:
        return Payback(words, None, None, None)
    rise = take_home(wage) - take_home(wage_now)
    return Payback(words, wage, rise, payback_months(price, wage_now, wage))
