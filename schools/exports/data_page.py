"""What the data page shows: downloads, the dictionary, the API by example, what changed."""

from collections.abc import Sequence
from typing import Any

from django.http import QueryDict
from django.urls import reverse

from careers.choices import Field
from careers.models import Occupation, Pay
from careers.pay.export_columns import PAY_COLUMNS
from editorial.choices import Kind
from editorial.models import DataChange, Source
from schools.exports.columns import PROGRAM_COLUMNS
from schools.finder.query import Chosen, Include, ProgramFilter, Whole
from web.downloads import ExportColumn

MOST_VALUES = 9
"""A longer list of values is a list of codes that readers know, such as the states."""
TYPES = {
    str: "text",
    int: "whole number",
    float: "number",
    bool: "true or false",
    list: "list",
}
KINDS = {
    Kind.PUBLISHED: "as the source published it",
    Kind.DERIVED: "reckoned from published figures, which are named",
    Kind.ESTIMATED: "reckoned with an assumption, which is named",
    Kind.SCHOOL_REPORTED: "stated by the school itself",
    Kind.HISTORICAL: "of an earlier year, for want of a newer one",
}
FORMS = {
    "q": "up to 80 characters",
    "credential": "short names, as in the list of credentials",
    "career": "short name, as in the list of careers",
    "zip": "five digits",
}
"""Values that the form does not list."""
EXAMPLES = (
    (
        "Associate programs in Ohio, cheapest first",
        "api:programs",
        "state=OH&level=associate&sort=price",
    ),
    (
        "Programs that open the RHIT exam, priced for somebody from Texas",
        "api:programs",
        "credential=rhit&home=TX",
    ),
    ("Online programs under $10,000", "api:programs", "mode=online&price_max=9999"),
    ("Every career with the nation’s pay and outlook", "api:careers", ""),
    ("Every credential with its exam and who may sit", "api:credentials", ""),
    (
        "Pay of medical records specialists in Ohio",
        "api:pay",
        "occupation=29-2072&area=ohio",
    ),
)


def every_program() -> str:
    """The query string that leaves no program out."""
    query = QueryDict(mutable=True)
    query.setlist("field", Field.values)
    query.setlist("include", [Include.DORMANT])
    return query.urlencode()


def cells(column: ExportColumn) -> list[str]:
    """One row of the dictionary."""
    values = column.choices.values if column.choices else []
    form = column.unit or TYPES.get(column.type, "date")
    if column.type is list:
        form = "list; in CSV with “; ” between"
    if 0 < len(values) <= MOST_VALUES:
        form = ", ".join(values)
    elif values:
        form = "two-letter code"
    return [column.name, column.meaning, form, column.blank]


def dictionary(columns: Sequence[ExportColumn]) -> list[list[str]]:
    return [cells(column) for column in columns]


def parameters() -> list[list[str]]:
    rows = []
    for name, asked in ProgramFilter.base_filters.items():
        values = [value for value, _ in asked.extra.get("choices") or () if value]
        form = "whole number" if isinstance(asked, Whole) else FORMS.get(name, "")
        if 0 < len(values) <= MOST_VALUES:
            form = ", ".join(values)
        elif values:
            form = "two-letter code"
        several = "several, by repetition" if isinstance(asked, Chosen) else "one"
        rows.append([name, asked.label, form, several])
    return rows


def data_page() -> dict[str, Any]:
    paid = Pay.objects.current().values("occupation")
    return {
        "every_program": every_program(),
        "occupations": sorted(
            Occupation.objects.filter(pk__in=paid), key=lambda row: row.title.casefold()
        ),
        "licences": sorted(
            Source.objects.cited()
            .exclude(licence="", attribution="")
            .values("publisher", "licence", "attribution")
            .order_by()
            .distinct(),
            key=lambda row: [text.casefold() for text in row.values()],
        ),
        "column_heads": ["Column", "Meaning", "Unit or values", "Empty means"],
        "program_columns": dictionary(PROGRAM_COLUMNS),
        "pay_columns": dictionary(PAY_COLUMNS),
        "kinds": [(kind.label, words) for kind, words in KINDS.items()],
        "parameter_heads": ["Parameter", "Meaning", "Values", "How many"],
        "parameters": parameters(),
        "examples": [
            {
                "what": what,
                "url": f"{reverse(name)}?{query}" if query else reverse(name),
            }
            for what, name, query in EXAMPLES
        ],
        "changes": DataChange.objects.all(),
    }
