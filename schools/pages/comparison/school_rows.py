"""How graduates of compared programs fare, and what their schools are, row by row."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from schools.finder.indexed_program import NO_AWARDS
from schools.pages.comparison.compared_program import ComparedProgram
from schools.pages.comparison.table import (
    ComparisonCell,
    ComparisonRow,
    differ,
    rank,
)
from schools.pages.program import award_years
from web.templatetags.figures import money, number

WITHHELD = "Withheld: too few graduates"
NO_OUTCOME = "No figures are published for this school, field and level"
NOT_PUBLISHED = "Not published"


def award_rows(columns: list[ComparedProgram]) -> Iterator[ComparisonRow]:
    programs = [column.program for column in columns]
    counts = [{y["year"]: y["count"] for y in award_years(p)} for p in programs]

    def cell(count: int | None, reason: str, unit: str = "") -> ComparisonCell:
        return ComparisonCell(
            number(count), unit, reason=reason, amount=count, is_figure=True
        )

    partly = any(None in years.values() for years in counts)
    unlike = ""
    if differ(program.awards_year for program in programs):
        unlike = "the years differ"
    elif partly:
        unlike = "not every year was reported"
    totals = [cell(p.graduates, NO_AWARDS, "finished") for p in programs]
    yield rank(
        ComparisonRow("In three years", totals, "awards"),
        "Most",
        unless=unlike,
        most=True,
    )
    for year in sorted({year for years in counts for year in years}, reverse=True):
        yield ComparisonRow(
            year,
            [cell(years.get(year), "Not reported for that year") for years in counts],
            "awards",
        )


def outcome_rows(columns: list[ComparedProgram]) -> Iterator[ComparisonRow]:
    known = [column.outcome for column in columns]
    unlike = differ(outcome.release for outcome in known if outcome)

    def row(label: str, name: str, word: str, *, most: bool) -> ComparisonRow:
        cells = [
            figure(getattr(outcome, name), reason=WITHHELD)
            if outcome
            else ComparisonCell(reason=NO_OUTCOME)
            for outcome in known
        ]
        unless = "the releases differ" if unlike else ""
        return rank(
            ComparisonRow(label, cells, "outcome"), word, unless=unless, most=most
        )

    yield row("Median earnings, 1 year after", "earnings_1yr", "Highest", most=True)
    yield row("Median earnings, 4 years after", "earnings_4yr", "Highest", most=True)
    yield row("Median debt", "median_debt", "Lowest", most=False)
    fields = [whose_figures(column) for column in columns]
    yield ComparisonRow("Whose figures", fields, "outcome")


def whose_figures(column: ComparedProgram) -> ComparisonCell:
    outcome, campuses = column.outcome, column.campuses
    if outcome is None:
        return ComparisonCell(reason=NO_OUTCOME)
    return ComparisonCell(
        f"{outcome.cip4_title} ({outcome.cip4_code})",
        outcome.credential_level,
        note=f"of the whole institution: {campuses} schools listed here"
        if campuses > 1
        else "",
    )


def figure(amount: int | None, unit: str = "", *, reason: str) -> ComparisonCell:
    return ComparisonCell(
        money(amount), unit, reason=reason, amount=amount, is_figure=True
    )


def school_rows(columns: list[ComparedProgram]) -> Iterator[ComparisonRow]:
    schools = [column.program.school for column in columns]
    unlike = ""
    if differ(school.outcomes_as_of for school in schools):
        unlike = "the years differ"
    yield ComparisonRow("Name", [ComparisonCell(s.name) for s in schools], "directory")
    yield ComparisonRow(
        "Kind", [ComparisonCell(s.get_sector_display()) for s in schools], "directory"
    )
    places = [ComparisonCell(f"{s.city}, {s.get_state_display()}") for s in schools]
    yield ComparisonRow("Place", places, "directory")
    yield ComparisonRow(
        "Students",
        [ComparisonCell(s.size, reason=NOT_PUBLISHED) for s in schools],
        "directory",
    )
    undergraduates = [
        ComparisonCell(number(s.undergraduates), reason=NOT_PUBLISHED, is_figure=True)
        for s in schools
    ]
    yield ComparisonRow("Undergraduates", undergraduates, "school")
    prices = [
        figure(s.net_price, "a year, after grants", reason=NOT_PUBLISHED)
        for s in schools
    ]
    yield rank(ComparisonRow("Net price", prices, "school"), "Lowest", unless=unlike)
    rates = [
        ComparisonCell(
            s.completion_percent,
            "finish in time and a half" if s.completion_percent else "",
            reason=NOT_PUBLISHED,
            amount=s.completion_rate,
            is_figure=True,
        )
        for s in schools
    ]
    yield rank(
        ComparisonRow("Completion rate", rates, "school"),
        "Highest",
        unless=unlike,
        most=True,
    )
    sites = [
        ComparisonCell(
            urlsplit(s.website).netloc.removeprefix("www."),
            url=s.website,
            reason="Not known",
        )
        for s in schools
    ]
    yield ComparisonRow("Website", sites, "directory")
