"""The price one visitor would pay, and what it is called."""

from dataclasses import dataclass, replace

from careers.choices import State
from schools.models import Program

EVERYBODY = "everybody"


@dataclass(frozen=True)
class PriceForMe:
    """Dollars for the whole program; None with the reason when it is not known."""

    amount: int | None
    whose: str
    other: int | None = None
    whose_other: str = ""
    kind: str = ""
    year: str = ""
    reason: str = ""
    in_district: int | None = None
    """Dollars for residents of the college's district, where those pay less than residents."""
    in_district_year: str = ""

    @property
    def is_single(self) -> bool:
        return self.whose == EVERYBODY

    @property
    def is_estimated(self) -> bool:
        return self.kind == "estimated"


def price_for(program: Program, home: str) -> PriceForMe:
    """The resident price where the school's state is *home*, else the non-resident one.

    Without *home* the resident price stands for the program and the other is given beside it.
    """
    if program.price_resident is None:
        return PriceForMe(None, "", reason="School has not published a price")
    state = State(program.school.state).label
    kind, year = program.price_kind, program.price_year
    if program.has_single_price:
        return PriceForMe(program.price_resident, EVERYBODY, kind=kind, year=year)
    residents, others = f"{state} residents", "everybody else"
    if home and home != program.school.state:
        return PriceForMe(
            program.price_nonresident,
            f"non-residents of {state}",
            program.price_resident,
            residents,
            kind,
            year,
        )
    found = PriceForMe(
        program.price_resident,
        residents,
        program.price_nonresident,
        others,
        kind,
        year,
    )
    district = program.price_in_district
    if district is None or district >= program.price_resident:
        return found
    return replace(
        found, in_district=district, in_district_year=program.price_in_district_year
    )
