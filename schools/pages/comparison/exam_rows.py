"""The exams that compared programs open, row by row."""

from collections.abc import Iterator

from careers.choices import Verdict
from careers.eligibility import Eligibility
from editorial.marks import Marks
from editorial.models import Source
from schools.finder.cards import NEEDS_ACCREDITATION
from schools.finder.index.current import Index
from schools.finder.phrases import joined
from schools.pages.comparison.compared_program import ComparedProgram
from schools.pages.comparison.table import (
    ComparisonCell,
    ComparisonRow,
)

OUTCOMES = {
    Verdict.ELIGIBLE: ("yes", "Eligible"),
    Verdict.ELIGIBLE_IF: ("if", "Eligible if"),
    Verdict.CANNOT_TELL: ("unknown", "Cannot tell"),
    Verdict.NOT_ELIGIBLE: ("no", "Not eligible"),
}


def exam_rows(
    columns: list[ComparedProgram], index: Index, marks: Marks
) -> Iterator[ComparisonRow]:
    """RHIT, RHIA and whatever any of the programs opens.

    Credentials to which every program stands in the same way share a row.
    """
    alike: dict[tuple, list[str]] = {}
    for slug in sorted(columns[0].verdicts):
        verdicts = [column.verdicts[slug] for column in columns]
        alone = slug in NEEDS_ACCREDITATION
        if alone or any(found.opens for found in verdicts):
            key = tuple((found.verdict, found.condition) for found in verdicts)
            alike.setdefault((slug if alone else "", key), []).append(slug)
    rules = {
        slug: index.rulebook.rules.get(slug, [])
        for slugs in alike.values()
        for slug in slugs
    }
    sources = Source.objects.in_bulk(
        {rule.source_id for found in rules.values() for rule in found}
    )
    for slugs in sorted(
        alike.values(), key=lambda slugs: exam_order(columns, slugs[0])
    ):
        names = {slug: columns[0].verdicts[slug].abbr for slug in slugs}
        found = [
            marks.of(sources[rule.source_id]) for slug in slugs for rule in rules[slug]
        ]
        yield ComparisonRow(
            joined(names.values(), "and"),
            [
                exam_cell([column.verdicts[slug] for slug in slugs])
                for column in columns
            ],
            marks=tuple(dict.fromkeys(found)),
            links=tuple(names.items()),
        )


def exam_order(columns: list[ComparedProgram], slug: str) -> tuple:
    """What accreditation decides first, then what opens most surely."""
    decided = NEEDS_ACCREDITATION.index(slug) if slug in NEEDS_ACCREDITATION else 9
    return decided, [-column.verdicts[slug].verdict for column in columns], slug


def exam_cell(verdicts: list[Eligibility]) -> ComparisonCell:
    """The verdict that all *verdicts* share, with its reasons."""
    first = verdicts[0]
    outcome, text = OUTCOMES[first.verdict]
    if first.condition:
        text = f"{text} {first.condition}"
    reasons = list(dict.fromkeys(found.reason for found in verdicts))
    match first.verdict:
        case Verdict.ELIGIBLE_IF:
            note = ""  # The condition has said it.
        case Verdict.CANNOT_TELL:
            note = " ".join(reasons)
        case _:
            note = reasons[0] if len(reasons) == 1 else "Why: on the page of each exam."
    return ComparisonCell(text, note=note, outcome=outcome)
