"""A plan as rows to take along: one figure each, with what it rests on."""

from collections.abc import Iterator
from dataclasses import dataclass

from pathways.parts import Plan, RoutePlan, StudyPlan
from schools.models import FieldOutcome
from web.downloads import ExportColumn


@dataclass(frozen=True)
class PlanFigure:
    route: int
    route_title: str
    step: str
    what: str
    value: int | float | str | None
    unit: str
    basis: str = ""


COLUMNS = [
    ExportColumn("route", "Its place in the plan.", lambda row: row.route, int),
    ExportColumn("route_title", "What it consists of.", lambda row: row.route_title),
    ExportColumn(
        "step",
        "The program or exam; blank: the whole route.",
        lambda row: row.step,
        blank="The whole route.",
    ),
    ExportColumn("what", "The figure.", lambda row: row.what),
    ExportColumn(
        "value", "Its value.", lambda row: row.value, float, blank="Not known."
    ),
    ExportColumn(
        "unit",
        "Dollars, months, credits, years or miles.",
        lambda row: row.unit,
        blank="A word.",
    ),
    ExportColumn(
        "basis", "What it rests on.", lambda row: row.basis, blank="See the plan."
    ),
]


def figures(plan: Plan) -> Iterator[PlanFigure]:
    """Every figure of the page, in its order."""
    for number, route in enumerate(plan.routes, start=1):
        for step, what, value, unit, basis in of_route(route):
            yield PlanFigure(number, route.title, step, what, value, unit, basis)


def of_route(route: RoutePlan) -> Iterator[tuple]:
    yield "", "months at my pace", route.months, "months", ""
    yield "", "months at full time", route.full_time, "months", ""
    yield "", "price of all that is known", route.price, "dollars", ""
    for term in route.terms:
        yield "", term.label, term.amount, "dollars", term.basis
    for step in route.steps:
        if step.is_study:
            yield from of_study(step)
        else:
            yield (
                step.credential.abbr,
                "exam in month",
                step.month,
                "months",
                step.reason,
            )
            if step.on:
                yield step.credential.abbr, "exam on", f"{step.on:%Y-%m}", "", ""
    for payback in route.paybacks:
        basis = f"pay: {payback.words} it"
        yield "", "yearly pay", payback.pay, "dollars", payback.words
        yield (
            "",
            "rise in yearly take-home pay",
            payback.take_home_rise,
            "dollars",
            basis,
        )
        yield "", "months to pay it back", payback.months, "months", basis
    yield (
        "",
        "years of the whole rise in pay",
        route.premium_years,
        "years",
        "before tax",
    )


def of_study(step: StudyPlan) -> Iterator[tuple]:
    for option in step.options:
        name = str(option.program)
        yield (
            name,
            "price of the whole program",
            option.price.amount,
            "dollars",
            option.price.whose,
        )
        yield name, "credits needed", option.needed, "credits", ""
        yield name, "credits taken", option.accepted, "credits", ""
        yield name, "price for me", option.cost, "dollars", ""
        yield name, "months at full time", option.full_time, "months", ""
        yield name, "months at my pace", option.months, "months", ""
        yield name, "accreditation", option.accreditation.label, "", ""
        if option.window:
            what = "review of its accreditation"
            yield name, what, option.window.kind.label, "", option.window.words
        if option.miles is not None:
            yield name, "distance", round(option.miles, 1), "miles", ""
        if option.in_district is not None:
            what = "price of the whole program"
            yield name, what, option.in_district, "dollars", "residents of its district"
        if option.earnings_test:
            test = option.earnings_test
            basis = f"the Department’s model of {test.release}, no determination"
            yield name, "federal earnings test", "fails", "", basis
            yield name, "earnings that the test counts", test.earnings, "dollars", basis
            yield name, "benchmark of the test", test.benchmark, "dollars", basis
        if option.outcome is not None:
            yield from of_outcome(name, option.outcome)


def of_outcome(name: str, outcome: FieldOutcome) -> Iterator[tuple]:
    """Earnings and debt of the field at the school; blank: withheld by the source."""
    basis = (
        f"{outcome.cip4_title}, {outcome.credential_level}, all who finished at "
        f"{outcome.school.name} with federal aid, {outcome.source}"
    )
    yield name, "earnings a year after", outcome.earnings_1yr, "dollars", basis
    yield name, "earnings four years after", outcome.earnings_4yr, "dollars", basis
    yield name, "debt at the end", outcome.median_debt, "dollars", basis
