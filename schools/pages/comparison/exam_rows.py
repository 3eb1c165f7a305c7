"""The exams that compared programs lead to or prepare for, row by row."""

from collections.abc import Iterator

from careers.choices import Verb, Verdict
from careers.eligibility import Eligibility, in_order_of_renown
from editorial.marks import Marks
from editorial.models import Source
from schools.finder.index.current import Index
from schools.finder.phrases import joined
from schools.pages.comparison.compared_program import ComparedProgram
from schools.pages.comparison.table import ComparisonCell, ComparisonRow

ALWAYS_SAID = frozenset({"rhit", "rhia"})
"""Worth a row even where no program leads there."""
OUTCOMES = {
    Verb.LEADS_TO: ("yes", "Leads to it"),
    Verb.MAY_LEAD_TO: ("may", "May lead to it"),
    Verb.PREPARES_FOR: ("prepares", "Prepares for it"),
    Verb.NONE: ("no", "Does not lead to it"),
}


def exam_rows(
    columns: list[ComparedProgram], index: Index, marks: Marks
) -> Iterator[ComparisonRow]:
    """One row for each exam that hangs on accreditation; all the others share one."""
    slugs = in_order_of_renown(columns[0].verdicts)
    decided = [slug for slug in slugs if is_decided_by_accreditation(columns, slug)]
    rules = {slug: index.rulebook.rules.get(slug, []) for slug in decided}
    sources = Source.objects.in_bulk(
        {rule.source_id for found in rules.values() for rule in found}
    )
    for slug in decided:
        found = [marks.of(sources[rule.source_id]) for rule in rules[slug]]
        abbr = columns[0].verdicts[slug].abbr
        yield ComparisonRow(
            abbr,
            [exam_cell(column.verdicts[slug]) for column in columns],
            marks=tuple(dict.fromkeys(found)),
            links=((slug, abbr),),
        )
    others = [slug for slug in slugs if slug not in decided]
    cells = [prepares_for(column, others) for column in columns]
    if any(cell.is_known for cell in cells):
        yield ComparisonRow("Prepares for", cells)


def is_decided_by_accreditation(columns: list[ComparedProgram], slug: str) -> bool:
    found = [column.verdicts[slug] for column in columns]
    return found[0].hangs_on_accreditation and (
        slug in ALWAYS_SAID or any(one.verb != Verb.NONE for one in found)
    )


def exam_cell(found: Eligibility) -> ComparisonCell:
    outcome, text = OUTCOMES[found.verb]
    if found.verdict == Verdict.ELIGIBLE_IF:
        return ComparisonCell(text, note=f"if {found.condition}", outcome="if")
    return ComparisonCell(text, note=found.reason, outcome=outcome)


def prepares_for(column: ComparedProgram, slugs: list[str]) -> ComparisonCell:
    """The exams that others may sit as well, each with its page."""
    links = tuple(
        (slug, column.verdicts[slug].abbr)
        for slug in slugs
        if column.verdicts[slug].verb == Verb.PREPARES_FOR
    )
    names = joined((abbr for _slug, abbr in links), "and")
    return ComparisonCell(names, links=links, reason="No exam that we know of")
