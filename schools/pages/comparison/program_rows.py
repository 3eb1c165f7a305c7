"""Price, length and accreditation of compared programs, row by row."""

import datetime as dt
from collections.abc import Callable, Iterator

from django.utils import dateformat
from django.utils.text import capfirst

from schools.choices import StudyMode
from schools.finder.indexed_program import NO_LENGTH
from schools.models import Accreditation
from schools.pages.comparison.compared_program import ComparedProgram
from schools.pages.comparison.table import (
    ComparisonCell,
    ComparisonRow,
    differ,
    rank,
)
from web.templatetags.figures import money, month_range

NO_STATEMENT = "Not confirmed: we found no statement we could rely on"
NO_MODE = "School has not stated it"
STATUS = "Status"
NO_BREAK_HYPHEN = "\u2011"
MAY_BREAK = "\u200b"


def credit_cell(column: ComparedProgram, home: str) -> ComparisonCell:
    """What the school charges a credit, beside the price of the whole."""
    price = column.credit_price
    if price is None:
        return ComparisonCell(reason="No price of a credit published for this level")
    is_far = bool(home) and home != column.program.school.state
    amount = price.nonresident if is_far else price.resident
    whose = "everybody" if price.resident == price.nonresident else "residents"
    unit = f"{'non-residents' if is_far and whose != 'everybody' else whose}, "
    unit += price.year.replace("-", NO_BREAK_HYPHEN)
    return ComparisonCell(money(amount), unit, amount=amount, is_figure=True)


def price_rows(columns: list[ComparedProgram], home: str) -> Iterator[ComparisonRow]:
    priced = [column.program for column in columns if column.price.amount is not None]
    unlike = ""
    if not home and differ(p.school.state for p in priced if not p.has_single_price):
        unlike = "choose your home state to see which is lowest for you"
    elif differ(program.price_kind for program in priced):
        unlike = "a published price and an estimate do not compare"
    elif differ(program.price_year for program in priced):
        unlike = "these are prices of different years"

    def cell(
        column: ComparedProgram,
        amount: int | None,
        whose: str,
        reason: str,
        year: str = "",
    ) -> ComparisonCell:
        """*year*: of the price, where it is not that of the others."""
        if amount is None:
            return ComparisonCell(reason=column.price.reason or reason)
        year = (year or column.price.year).replace("-", NO_BREAK_HYPHEN)
        unit = f"{whose}, {year}"
        return ComparisonCell(
            money(amount), unit, kind=column.price.kind, amount=amount, is_figure=True
        )

    mine = [
        cell(column, column.price.amount, column.price.whose, "") for column in columns
    ]
    label = "Price for you" if home else "Price for residents"
    yield rank(ComparisonRow(label, mine, "price"), "Lowest", unless=unlike)
    others = [
        cell(
            column,
            column.price.other,
            column.price.whose_other,
            "One price for everybody",
        )
        for column in columns
    ]
    yield ComparisonRow("Price for others", others, "price")
    district = [
        cell(
            column,
            column.program.price_in_district,
            "district residents",
            "No separate price for a district",
            column.program.price_in_district_year,
        )
        for column in columns
    ]
    if any(known.is_known for known in district):
        yield ComparisonRow("In the college’s district", district, "price")
    credits = [credit_cell(column, home) for column in columns]
    if any(known.is_known for known in credits):
        yield ComparisonRow("A credit", credits, "tuition")
    terms = [
        ComparisonCell(
            column.program.get_price_basis_display(),
            note=column.program.price_terms,
            reason=column.price.reason,
        )
        for column in columns
    ]
    yield ComparisonRow("How it is reckoned", terms, "price")


def study_rows(columns: list[ComparedProgram]) -> Iterator[ComparisonRow]:
    programs = [column.program for column in columns]
    titles = [ComparisonCell(p.title, p.get_award_level_display()) for p in programs]
    yield ComparisonRow("Program", titles, "offer")
    lengths = [
        ComparisonCell(
            month_range(p.months_low, p.months_high),
            p.get_length_basis_display().lower(),
            reason=NO_LENGTH,
            amount=p.months_high,
            is_figure=True,
        )
        for p in programs
    ]
    unlike = differ(p.length_basis for p in programs)
    yield rank(
        ComparisonRow("Months, full time", lengths, "length"),
        "Shortest",
        unless="some are published, some follow from the award" if unlike else "",
    )
    modes = [
        ComparisonCell(
            "" if p.study_mode == StudyMode.UNKNOWN else p.get_study_mode_display(),
            reason=NO_MODE,
        )
        for p in programs
    ]
    yield ComparisonRow("Study mode", modes, "offer")
    fields = [
        ComparisonCell(
            (p.cip_title or p.title).replace("/", f"/{MAY_BREAK}"), f"CIP {p.cip_code}"
        )
        for p in programs
    ]
    yield ComparisonRow("Field of study", fields, "offer")
    pages = [
        ComparisonCell(
            "The program’s own page" if p.url else "", url=p.url, reason="Not known"
        )
        for p in programs
    ]
    if any(cell.is_known for cell in pages):
        yield ComparisonRow("On the school’s site", pages)


def accreditation_rows(columns: list[ComparedProgram]) -> Iterator[ComparisonRow]:
    def row(
        label: str, cell: Callable[[Accreditation], ComparisonCell]
    ) -> ComparisonRow:
        unfound = ComparisonCell(
            reason="No statement found" if label != STATUS else NO_STATEMENT
        )
        cells = [
            cell(column.statement) if column.statement else unfound
            for column in columns
        ]
        return ComparisonRow(label, cells, "accreditation")

    yield row(STATUS, lambda s: ComparisonCell(s.short_status))
    yield row("Holds", lambda s: ComparisonCell(window(s), reason="No dates stated"))
    yield row(
        "Next review", lambda s: ComparisonCell(s.next_review, reason="Not stated")
    )
    yield row(
        "Evidence",
        lambda s: ComparisonCell(
            s.get_evidence_display(), f"as of {date(s.as_of)}", url=s.evidence_url
        ),
    )


def date(day: dt.date) -> str:
    return dateformat.format(day, "j F Y")


def window(statement: Accreditation) -> str:
    """From when until when it holds, as far as that was stated."""
    parts = []
    if statement.valid_from:
        parts.append(f"from {date(statement.valid_from)}")
    if statement.valid_until:
        parts.append(f"through {date(statement.valid_until)}")
    return capfirst(" ".join(parts))
