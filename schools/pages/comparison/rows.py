"""What a comparison says of its programs, row by row."""

import datetime as dt
from collections.abc import Callable, Iterator
from functools import cached_property
from urllib.parse import urlsplit

from django.utils import dateformat
from django.utils.text import capfirst

from careers.choices import Verdict
from careers.eligibility import Eligibility
from editorial.marks import Mark, Marks
from editorial.models import Source
from schools.choices import StudyMode
from schools.finder.cards import NEEDS_ACCREDITATION
from schools.finder.index.current import Index
from schools.finder.indexed_program import NO_AWARDS, NO_LENGTH, IndexedProgram
from schools.finder.phrases import joined
from schools.models import Accreditation, FieldOutcome
from schools.pages.comparison.table import (
    ComparisonCell,
    ComparisonRow,
    RowGroup,
    rank,
    several,
)
from schools.pages.program import award_years, outcome_for, source_marks
from web.templatetags.figures import money, month_range, number

WITHHELD = "Withheld: too few graduates"
NO_OUTCOME = "No figures are published for this school, field and level"
NO_STATEMENT = "Not confirmed: we found no statement we could rely on"
NO_MODE = "School has not stated it"
NOT_PUBLISHED = "Not published"
STATUS = "Status"
NO_BREAK_HYPHEN = "\u2011"
MAY_BREAK = "\u200b"
OUTCOMES = {
    Verdict.ELIGIBLE: ("yes", "Eligible"),
    Verdict.ELIGIBLE_IF: ("if", "Eligible if"),
    Verdict.CANNOT_TELL: ("unknown", "Cannot tell"),
    Verdict.NOT_ELIGIBLE: ("no", "Not eligible"),
}


class Side(IndexedProgram):
    """One column: a program and the figures of its field of study."""

    @cached_property
    def outcome(self) -> FieldOutcome | None:
        return outcome_for(self.program, list(self.program.school.field_outcomes.all()))

    @cached_property
    def answer(self) -> dict[str, Eligibility]:
        return {answer.credential: answer for answer in self.eligibility}

    def cited(self, marks: Marks) -> dict[str, Mark | None]:
        """A source mark for each fact group that has something to say."""
        found = source_marks(marks, self, self.outcome)
        found["directory"] = marks.of_group(self.program.school, "directory")
        return found


def groups_of(sides: list[Side], index: Index, marks: Marks) -> list[RowGroup]:
    home = sides[0].home
    caveats = {
        f"{side.outcome.cip4_title} ({side.outcome.cip4_code})"
        for side in sides
        if side.outcome
    }
    wider = any(side.outcome and side.outcome.cip4_code == "51.07" for side in sides)
    return [
        RowGroup("exams", "Exams it opens", list(exam_rows(sides, index, marks))),
        RowGroup(
            "price",
            "Price of the whole program",
            list(price_rows(sides, home)),
            "An estimate is a year’s tuition and required fees times the usual years; "
            "books, aid and living costs are not in it."
            if any(side.price.is_estimated for side in sides)
            else "",
        ),
        RowGroup("study", "Length and study", list(study_rows(sides))),
        RowGroup(
            "accreditation",
            "CAHIIM accreditation",
            list(accreditation_rows(sides)),
            "“Not confirmed” is not “not accredited”. Accreditation belongs to a campus "
            "and a degree.",
        ),
        RowGroup("graduates", "Graduates", list(award_rows(sides))),
        RowGroup(
            "outcomes",
            "Earnings and debt of the field",
            list(outcome_rows(sides)),
            f"Graduates of the school in {joined(sorted(caveats), 'and')} who had federal "
            "aid. Each field is wider than the program"
            f"{': 51.07 also covers health-care management' if wider else ''}."
            if caveats
            else "",
        ),
        RowGroup("school", "The school", list(school_rows(sides))),
    ]


def exam_rows(sides: list[Side], index: Index, marks: Marks) -> Iterator[ComparisonRow]:
    """RHIT, RHIA and whatever any of the programs opens.

    Credentials to which every program stands in the same way share a row.
    """
    alike: dict[tuple, list[str]] = {}
    for slug in sorted(sides[0].answer):
        answers = [side.answer[slug] for side in sides]
        alone = slug in NEEDS_ACCREDITATION
        if alone or any(answer.opens for answer in answers):
            key = tuple((answer.verdict, answer.condition) for answer in answers)
            alike.setdefault((slug if alone else "", key), []).append(slug)
    rules = {
        slug: index.rulebook.rules.get(slug, [])
        for slugs in alike.values()
        for slug in slugs
    }
    sources = Source.objects.in_bulk(
        {rule.source_id for found in rules.values() for rule in found}
    )
    for slugs in sorted(alike.values(), key=lambda slugs: exam_order(sides, slugs[0])):
        names = {slug: sides[0].answer[slug].abbr for slug in slugs}
        found = [
            marks.of(sources[rule.source_id]) for slug in slugs for rule in rules[slug]
        ]
        yield ComparisonRow(
            joined(names.values(), "and"),
            [exam_cell([side.answer[slug] for slug in slugs]) for side in sides],
            marks=tuple(dict.fromkeys(found)),
            links=tuple(names.items()),
        )


def exam_order(sides: list[Side], slug: str) -> tuple:
    """What accreditation decides first, then what opens most surely."""
    decided = NEEDS_ACCREDITATION.index(slug) if slug in NEEDS_ACCREDITATION else 9
    return decided, [-side.answer[slug].verdict for side in sides], slug


def exam_cell(answers: list[Eligibility]) -> ComparisonCell:
    """The verdict that all *answers* share, with its reasons."""
    first = answers[0]
    outcome, text = OUTCOMES[first.verdict]
    if first.condition:
        text = f"{text} {first.condition}"
    reasons = list(dict.fromkeys(answer.reason for answer in answers))
    match first.verdict:
        case Verdict.ELIGIBLE_IF:
            note = ""  # The condition has said it.
        case Verdict.CANNOT_TELL:
            note = " ".join(reasons)
        case _:
            note = reasons[0] if len(reasons) == 1 else "Why: on the page of each exam."
    return ComparisonCell(text, note=note, outcome=outcome)


def price_rows(sides: list[Side], home: str) -> Iterator[ComparisonRow]:
    priced = [side.program for side in sides if side.price.amount is not None]
    unlike = ""
    if not home and several(p.school.state for p in priced if not p.has_single_price):
        unlike = "choose your home state to see which is lowest for you"
    elif several(program.price_kind for program in priced):
        unlike = "a published price and an estimate do not compare"
    elif several(program.price_year for program in priced):
        unlike = "these are prices of different years"

    def cell(side: Side, amount: int | None, whose: str, reason: str) -> ComparisonCell:
        if amount is None:
            return ComparisonCell(reason=side.price.reason or reason)
        year = side.price.year.replace("-", NO_BREAK_HYPHEN)
        unit = f"{whose}, {year}"
        return ComparisonCell(
            money(amount), unit, kind=side.price.kind, amount=amount, is_figure=True
        )

    mine = [cell(s, s.price.amount, s.price.whose, "") for s in sides]
    label = "Price for you" if home else "Price for residents"
    yield rank(ComparisonRow(label, mine, "price"), "Lowest", unless=unlike)
    others = [
        cell(s, s.price.other, s.price.whose_other, "One price for everybody")
        for s in sides
    ]
    yield ComparisonRow("Price for others", others, "price")
    district = [
        cell(
            s,
            s.program.price_in_district,
            "district residents",
            "No separate price for a district",
        )
        for s in sides
    ]
    if any(cell.is_known for cell in district):
        yield ComparisonRow("In the college’s district", district, "price")
    terms = [
        ComparisonCell(
            s.program.get_price_basis_display(),
            note=s.program.price_terms,
            reason=s.price.reason,
        )
        for s in sides
    ]
    yield ComparisonRow("How it is reckoned", terms, "price")


def study_rows(sides: list[Side]) -> Iterator[ComparisonRow]:
    programs = [side.program for side in sides]
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
    unlike = several(p.length_basis for p in programs)
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


def accreditation_rows(sides: list[Side]) -> Iterator[ComparisonRow]:
    def row(
        label: str, cell: Callable[[Accreditation], ComparisonCell]
    ) -> ComparisonRow:
        unfound = ComparisonCell(
            reason="No statement found" if label != STATUS else NO_STATEMENT
        )
        cells = [cell(s.statement) if s.statement else unfound for s in sides]
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


def award_rows(sides: list[Side]) -> Iterator[ComparisonRow]:
    programs = [side.program for side in sides]
    counts = [{y["year"]: y["count"] for y in award_years(p)} for p in programs]

    def cell(count: int | None, reason: str, unit: str = "") -> ComparisonCell:
        return ComparisonCell(
            number(count), unit, reason=reason, amount=count, is_figure=True
        )

    partly = any(None in years.values() for years in counts)
    unlike = ""
    if several(program.awards_year for program in programs):
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


def outcome_rows(sides: list[Side]) -> Iterator[ComparisonRow]:
    known = [side.outcome for side in sides]
    unlike = several(outcome.release for outcome in known if outcome)

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
    fields = [
        ComparisonCell(
            f"{outcome.cip4_title} ({outcome.cip4_code})", outcome.credential_level
        )
        if outcome
        else ComparisonCell(reason=NO_OUTCOME)
        for outcome in known
    ]
    yield ComparisonRow("Whose figures", fields, "outcome")


def figure(amount: int | None, unit: str = "", *, reason: str) -> ComparisonCell:
    return ComparisonCell(
        money(amount), unit, reason=reason, amount=amount, is_figure=True
    )


def school_rows(sides: list[Side]) -> Iterator[ComparisonRow]:
    schools = [side.program.school for side in sides]
    unlike = ""
    if several(school.outcomes_as_of for school in schools):
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
