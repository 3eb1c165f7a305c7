"""The price of the whole program: for whom, of which year, reckoned from what."""

from schools.choices import PriceBasis
from schools.exports.columns.origin import Origin, origin_columns
from schools.finder.indexed_program import IndexedProgram
from web.downloads import ExportColumn

NO_PRICE = "no price is known"
NO_PRICE_FOR_ME = "no home state was given, or no price is known"


def price_origin(row: IndexedProgram) -> Origin:
    if row.program.price_resident is None:
        return Origin()
    return Origin.of_group(row.program, "price")


PRICE = [
    ExportColumn(
        "price_for_me",
        "Price of the whole program for somebody of the home state given",
        lambda row: row.price.amount if row.home else None,
        int,
        "US dollars",
        blank=NO_PRICE_FOR_ME,
    ),
    ExportColumn(
        "price_for_me_is",
        "Whose price that is",
        lambda row: row.price.whose if row.home else None,
        blank=NO_PRICE_FOR_ME,
    ),
    ExportColumn(
        "price_resident",
        "Price of the whole program for residents of the school’s state",
        lambda row: row.program.price_resident,
        int,
        "US dollars",
        blank=NO_PRICE,
    ),
    ExportColumn(
        "price_nonresident",
        "Price of the whole program for everybody else; the same where there is one price",
        lambda row: row.program.price_nonresident,
        int,
        "US dollars",
        blank=NO_PRICE,
    ),
    ExportColumn(
        "price_in_district",
        "Price of the whole program for residents of a community college’s district",
        lambda row: row.program.price_in_district,
        int,
        "US dollars",
        blank="the school has no such price, or it is not known",
    ),
    ExportColumn(
        "price_in_district_year",
        "Academic year of the price for residents of the district",
        lambda row: row.program.price_in_district_year,
        blank="there is no such price",
    ),
    ExportColumn(
        "price_missing",
        "Why there is no price",
        lambda row: row.price.reason,
        blank="there is a price",
    ),
    ExportColumn(
        "price_year",
        "Academic year the price is charged in",
        lambda row: row.program.price_year,
        blank=NO_PRICE,
    ),
    ExportColumn(
        "price_basis",
        "What the price was reckoned from",
        lambda row: row.program.price_basis,
        blank=NO_PRICE,
        choices=PriceBasis,
    ),
    ExportColumn(
        "price_terms",
        "How it was reckoned, in words",
        lambda row: row.program.price_terms,
        blank="no price is known, or it was published whole",
    ),
]

NO_CREDIT_PRICE = "the school publishes no price a credit, or not for this award level"
CREDIT_PRICE = [
    ExportColumn(
        "credit_price_resident",
        "Price of a credit for residents of the school’s state",
        lambda row: row.credit_price and row.credit_price.resident,
        int,
        "US dollars",
        blank=NO_CREDIT_PRICE,
    ),
    ExportColumn(
        "credit_price_nonresident",
        "Price of a credit for everybody else",
        lambda row: row.credit_price and row.credit_price.nonresident,
        int,
        "US dollars",
        blank=NO_CREDIT_PRICE,
    ),
    ExportColumn(
        "credit_price_year",
        "Academic year the price of a credit is charged in",
        lambda row: row.credit_price and row.credit_price.year,
        blank=NO_CREDIT_PRICE,
    ),
]


def credit_price_origin(row: IndexedProgram) -> Origin:
    if row.credit_price is None:
        return Origin()
    return Origin.of_group(row.program.school, "tuition")


CREDIT_PRICE_ORIGIN = origin_columns(
    "credit_price", credit_price_origin, blank=NO_CREDIT_PRICE
)
PRICE_ORIGIN = origin_columns("price", price_origin, blank=NO_PRICE)
