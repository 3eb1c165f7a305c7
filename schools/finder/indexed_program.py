"""One program with what the index and the visitor's home state say of it."""

from dataclasses import dataclass
from functools import cached_property

from careers.choices import Accreditor, Verb, Verdict
from careers.eligibility import Eligibility
from schools.finder.index.current import Index
from schools.models import Accreditation, Program, current
from schools.models.bands import AccreditationChoice
from schools.pricing import CreditPrice, credit_price
from schools.residency import PriceForMe, price_for

NO_LENGTH = "School has not published a length"
NO_AWARDS = "School has not reported awards for this program"


@dataclass
class IndexedProgram:
    """A program that *index* holds; *miles* from the ZIP code of the search, if there was one."""

    program: Program
    index: Index
    home: str = ""
    miles: float | None = None

    @cached_property
    def row(self) -> int:
        return self.index.row_of[self.program.pk]

    @cached_property
    def price(self) -> PriceForMe:
        return price_for(self.program, self.home)

    @cached_property
    def credit_price(self) -> CreditPrice | None:
        return credit_price(self.program)

    @property
    def accreditation(self) -> AccreditationChoice:
        """As the finder groups it."""
        return self.index.accreditation(self.row)

    @cached_property
    def statement(self) -> Accreditation | None:
        """What counts on CAHIIM's accreditation on the day of the index."""
        statements = self.program.accreditations.all()
        return current(statements, Accreditor.CAHIIM, self.index.day)

    @cached_property
    def eligibility(self) -> list[Eligibility]:
        return self.index.answers(self.row)

    def credentials(self, verdict: Verdict) -> list[str]:
        return [e.credential for e in self.eligibility if e.verdict == verdict]

    def credentials_that(self, verb: Verb) -> list[str]:
        """Credentials that the program leads to, may lead to or prepares for."""
        return [e.credential for e in self.eligibility if e.verb == verb]

    @property
    def why_no_length(self) -> str:
        """Blank where a length is known; the same holds for the awards below."""
        return NO_LENGTH if self.program.months_high is None else ""

    @property
    def why_no_awards(self) -> str:
        return NO_AWARDS if self.program.graduates is None else ""
