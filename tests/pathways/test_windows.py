"""What the next review of a program's accreditation means for the months of study."""

import datetime as dt

import pytest

from pathways.windows import WindowKind, month_after, window
from schools.choices import AccreditationChoice
from schools.models import Accreditation

START = dt.date(2027, 1, 1)


def judged(
    review: str = "",
    *,
    months: int | None = 24,
    standing=AccreditationChoice.ACCREDITED,
    starts: dt.date = START,
):
    return window(
        "Alder", standing, [Accreditation(next_review=review)], starts, months
    )


@pytest.mark.parametrize(
    ("review", "months", "kind"),
    [
        # January 2027 to December 2028.
        ("2029", 24, WindowKind.SAFE),
        ("2028", 24, WindowKind.REVIEW),
        ("2028", 12, WindowKind.SAFE),
        ("2027-2028", 1, WindowKind.REVIEW),
        ("2029-2030", 25, WindowKind.REVIEW),
        # The outcome is not known.
        ("2026", 24, WindowKind.UNKNOWN),
        ("", 24, WindowKind.UNKNOWN),
        ("soon", 24, WindowKind.UNKNOWN),
        ("2027", None, WindowKind.REVIEW),
        ("2028", None, WindowKind.SAFE),
    ],
)
def test_a_review_is_set_against_the_months(review, months, kind):
    assert judged(review, months=months).kind == kind


def test_only_a_review_in_between_asks_two_questions():
    assert len(judged("2028").questions) == 2
    assert judged("2031").questions == ()


@pytest.mark.parametrize("name", ["PROBATION", "CANDIDACY", "WITHDRAWN"])
def test_trouble_outweighs_any_date(name):
    found = judged("2040", standing=AccreditationChoice[name])
    assert found.kind == WindowKind.TROUBLE


def test_what_nothing_calls_accredited_has_no_review():
    assert judged("2028", standing=AccreditationChoice.UNCONFIRMED) is None


@pytest.mark.parametrize(
    ("months", "expected"),
    [(0, START), (11, dt.date(2027, 12, 1)), (24, dt.date(2029, 1, 1))],
)
def test_months_are_counted_from_the_first(months, expected):
    assert month_after(START, months) == expected
