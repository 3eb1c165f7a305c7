"""The groups of rows that a comparison of programs has, from exams to the school."""

from editorial.marks import Marks
from schools.finder.index.current import Index
from schools.finder.phrases import joined
from schools.pages.comparison.compared_program import ComparedProgram
from schools.pages.comparison.exam_rows import exam_rows
from schools.pages.comparison.program_rows import (
    accreditation_rows,
    price_rows,
    study_rows,
)
from schools.pages.comparison.school_rows import award_rows, outcome_rows, school_rows
from schools.pages.comparison.table import RowGroup


def row_groups(
    columns: list[ComparedProgram], index: Index, marks: Marks
) -> list[RowGroup]:
    """In the order in which they are weighed: what it leads to, price, length, the rest."""
    home = columns[0].home
    caveats = {
        f"{column.outcome.cip4_title} ({column.outcome.cip4_code})"
        for column in columns
        if column.outcome
    }
    wider = any(
        column.outcome and column.outcome.cip4_code == "51.07" for column in columns
    )
    groups = [
        RowGroup("exams", "What it leads to", list(exam_rows(columns, index, marks))),
        RowGroup(
            "price",
            "Price of the whole program",
            list(price_rows(columns, home)),
            "An estimate is a year’s tuition and required fees times the usual years; "
            "books, aid and living costs are not in it."
            if any(column.price.is_estimated for column in columns)
            else "",
        ),
        RowGroup("study", "Length and study", list(study_rows(columns))),
        RowGroup(
            "accreditation",
            "CAHIIM accreditation",
            list(accreditation_rows(columns)),
            "“Not confirmed” is not “not accredited”. Accreditation belongs to a campus "
            "and a degree.",
        ),
        RowGroup("graduates", "Graduates", list(award_rows(columns))),
        RowGroup(
            "outcomes",
            "Earnings and debt of the field",
            list(outcome_rows(columns)),
            f"Graduates in {joined(sorted(caveats), 'and')} who had federal "
            "aid. Each field is wider than the program"
            f"{': 51.07 also covers health-care management' if wider else ''}."
            if caveats
            else "",
        ),
        RowGroup("school", "The school", list(school_rows(columns))),
    ]
    return [group for group in groups if group.rows]
