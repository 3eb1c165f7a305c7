"""What a whole program costs, reckoned from what is published; an unknown price stays unknown.

In this order: the program's published price; the price per credit times its credits; a year's
tuition and fees times the nominal years of its award level. Graduate levels use graduate tuition.
Nothing here reads or writes the database.
"""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from careers.choices import AwardLevel, State
from editorial.choices import Kind
from schools.choices import PriceBasis, Sector
from schools.lengths import UNDER_300_HOURS
from schools.models import Program, School
from schools.models.academic_years import first_day, is_academic_year

PRICE_FIELDS = (
    "price_resident",
    "price_nonresident",
    "price_in_district",
    "price_in_district_year",
    "price_year",
    "price_basis",
    "price_terms",
    "price_source",
    "price_as_of",
    "price_kind",
)

GRADUATE_LEVELS = frozenset(
    {
        AwardLevel.POSTBACC,
        AwardLevel.MASTER,
        AwardLevel.POST_MASTER,
        AwardLevel.DOCTORATE,
    }
)

NOMINAL_YEARS = {
    # 300 to 899 clock hours are at most an academic year of nine months.
    AwardLevel.CERT_UNDER_1: Decimal("0.75"),
    # Defined as one up to two years, and as two up to four: the middle of each.
    AwardLevel.CERT_1_2: Decimal("1.5"),
    AwardLevel.CERT_2_4: Decimal(3),
    # Degrees have a customary full-time length.
    AwardLevel.ASSOCIATE: Decimal(2),
    AwardLevel.BACHELOR: Decimal(4),
    AwardLevel.MASTER: Decimal(2),
    AwardLevel.DOCTORATE: Decimal(4),
    # Certificates after a degree are four to eight courses: a year at the most.
    AwardLevel.POSTBACC: Decimal(1),
    AwardLevel.POST_MASTER: Decimal(1),
}
# Under 300 clock hours: a term at the most.
NOMINAL_YEARS_UNDER_300_HOURS = Decimal("0.25")

CALIFORNIA_COLLEGE_RATE = 46


@dataclass(frozen=True)
class Price:
    resident: int
    nonresident: int
    year: str
    basis: PriceBasis
    kind: Kind
    terms: str
    in_district: int | None = None
    in_district_year: str = ""


def whole_dollars(amount: Decimal) -> int:
    return int(amount.quantize(Decimal(1), ROUND_HALF_UP))


def nominal_years(award_level: str, months_high: int | None) -> Decimal:
    """How many years' tuition a program is taken to cost."""
    is_short = months_high is not None and months_high <= UNDER_300_HOURS.high
    if award_level == AwardLevel.CERT_UNDER_1 and is_short:
        return NOMINAL_YEARS_UNDER_300_HOURS
    return NOMINAL_YEARS[AwardLevel(award_level)]


def published(amount: int, *, year: str) -> Price:
    """One price for everybody, as the school publishes it for the whole program."""
    return Price(
        amount,
        amount,
        year,
        PriceBasis.PROGRAM,
        Kind.PUBLISHED,
        f"Whole program: ${amount:,} ({year})",
    )


def reckoned(
    school: School,
    *,
    award_level: str,
    credits: Decimal | None = None,
    months_high: int | None = None,
) -> Price | None:
    """The price that a school's tuition gives a program; None where it gives none."""
    if bachelor_costs_extra(school, award_level):
        return None
    return by_credits(school, award_level, credits) or by_years(
        school, award_level, nominal_years(award_level, months_high)
    )


def bachelor_costs_extra(school: School, award_level: str) -> bool:
    """California's community colleges add a fee to upper-division units that IPEDS leaves out."""
    return (
        award_level == AwardLevel.BACHELOR
        and school.state == State.CA
        and school.sector == Sector.PUBLIC
        and school.per_credit_in_state == CALIFORNIA_COLLEGE_RATE
    )


@dataclass(frozen=True)
class CreditPrice:
    """Dollars a credit, as the school publishes it for undergraduates, and of which year."""

    resident: int
    nonresident: int
    year: str


def credit_price(program: Program) -> CreditPrice | None:
    """None where the school publishes none, or where it does not hold for the award level."""
    school = program.school
    resident, nonresident = school.per_credit_in_state, school.per_credit_out_of_state
    if (
        program.award_level in GRADUATE_LEVELS
        or resident is None
        or nonresident is None
        or not is_academic_year(school.detail_year)
    ):
        return None
    return CreditPrice(resident, nonresident, school.detail_year)


def by_credits(
    school: School, award_level: str, credits: Decimal | None
) -> Price | None:
    resident, nonresident = school.per_credit_in_state, school.per_credit_out_of_state
    if (
        award_level in GRADUATE_LEVELS
        or not credits
        or resident is None
        or nonresident is None
        or not is_academic_year(school.detail_year)
    ):
        return None
    credits = Decimal(credits)
    return Price(
        whole_dollars(credits * resident),
        whole_dollars(credits * nonresident),
        school.detail_year,
        PriceBasis.CREDITS,
        Kind.DERIVED,
        f"{credits.normalize():f} credits × {rates(resident, nonresident)} "
        f"({school.detail_year})",
    )


def by_years(school: School, award_level: str, years: Decimal) -> Price | None:
    district = None
    if award_level in GRADUATE_LEVELS:
        resident = school.grad_tuition_fees_in_state
        nonresident = school.grad_tuition_fees_out_of_state
        academic_year = school.detail_year
    else:
        resident = school.tuition_fees_in_state
        nonresident = school.tuition_fees_out_of_state
        academic_year = school.tuition_year
        if is_academic_year(school.detail_year):
            district = school.tuition_fees_in_district
    if None in (resident, nonresident) or not is_academic_year(academic_year):
        return None
    length = f"{years.normalize():f} year{'' if years == 1 else 's'}"
    terms = f"{length} × {rates(resident, nonresident)} ({academic_year})"
    if district is not None:
        terms += f"; ${district:,} in the district ({school.detail_year})"
    return Price(
        whole_dollars(years * resident),
        whole_dollars(years * nonresident),
        academic_year,
        PriceBasis.ANNUAL,
        Kind.ESTIMATED,
        terms,
        None if district is None else whole_dollars(years * district),
        "" if district is None else school.detail_year,
    )


def rates(resident: int, nonresident: int) -> str:
    if resident == nonresident:
        return f"${resident:,}"
    return f"${resident:,} in state or ${nonresident:,} out of state"


def price_values(price: Price | None, *, source: Any) -> dict[str, Any]:
    """The columns of a program's price group; all empty where the price is unknown."""
    if price is None:
        return {
            "price_resident": None,
            "price_nonresident": None,
            "price_in_district": None,
            "price_in_district_year": "",
            "price_year": "",
            "price_basis": "",
            "price_terms": "",
            "price_source": None,
            "price_as_of": None,
            "price_kind": "",
        }
    return {
        "price_resident": price.resident,
        "price_nonresident": price.nonresident,
        "price_in_district": price.in_district,
        "price_in_district_year": price.in_district_year,
        "price_year": price.year,
        "price_basis": price.basis,
        "price_terms": price.terms,
        "price_source": source,
        "price_as_of": first_day(price.year),
        "price_kind": price.kind,
    }
