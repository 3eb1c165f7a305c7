"""The columns of a program in every export, in the API and in the data dictionary: one list.

Where we can say why a value is not known, a column ending in `_missing` says it.
"""

from schools.exports.columns.accreditation import (
    ACCREDITATION,
    ACCREDITATION_ORIGIN,
    ELIGIBILITY,
)
from schools.exports.columns.awards import AWARDS, AWARDS_ORIGIN
from schools.exports.columns.length import LENGTH, LENGTH_ORIGIN
from schools.exports.columns.offer import ADDRESSES, OFFER, OFFER_ORIGIN
from schools.exports.columns.price import (
    CREDIT_PRICE,
    CREDIT_PRICE_ORIGIN,
    PRICE,
    PRICE_ORIGIN,
)

__all__ = ["PROGRAM_COLUMNS"]

PROGRAM_COLUMNS = (
    *OFFER,
    *PRICE,
    *CREDIT_PRICE,
    *LENGTH,
    *ACCREDITATION,
    *ELIGIBILITY,
    *AWARDS,
    *ADDRESSES,
    *OFFER_ORIGIN,
    *PRICE_ORIGIN,
    *CREDIT_PRICE_ORIGIN,
    *LENGTH_ORIGIN,
    *AWARDS_ORIGIN,
    *ACCREDITATION_ORIGIN,
)
