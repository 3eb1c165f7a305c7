"""Academic years as federal surveys count them: “2023-24” is 1 July 2023 to 30 June 2024."""

import datetime as dt
import re

ACADEMIC_YEAR = re.compile(r"20\d\d-\d\d")


def is_academic_year(text: str) -> bool:
    if not ACADEMIC_YEAR.fullmatch(text):
        return False
    return (int(text[:4]) + 1) % 100 == int(text[5:])


def first_day(academic_year: str) -> dt.date:
    return dt.date(int(academic_year[:4]), 7, 1)


def last_day(academic_year: str) -> dt.date:
    return dt.date(int(academic_year[:4]) + 1, 6, 30)


def academic_year_from(year: int) -> str:
    """The academic year that begins in *year*."""
    return f"{year}-{(year + 1) % 100:02}"
