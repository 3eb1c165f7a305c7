"""What a plan is made of."""

import datetime as dt
from dataclasses import dataclass

from careers.choices import State
from careers.models import Career, Credential
from pathways.form import PlanForm
from pathways.query import PlanQuery
from pathways.routes import Study
from pathways.windows import AccreditationWindow, month_after
from schools.choices import AccreditationChoice
from schools.models import EarningsTest, FieldOutcome, Program
from schools.residency import PriceForMe

EXAM = "exam fee"
RENEWAL = "renewal fee"
BOOKS = "books"
CAN_BE_MISSING = {EXAM, RENEWAL, BOOKS}
"""Parts without which a price is still told, with what it lacks."""
PERCENTILES = (
    ("annual_p25", "a quarter earn less than"),
    ("annual_median", "half earn less than"),
    ("annual_p75", "three quarters earn less than"),
)


@dataclass(frozen=True)
class Term:
    """A part of a price, dollars; None: not known."""

    label: str
    amount: int | None
    basis: str


@dataclass(frozen=True)
class ProgramOption:
    """A program with what it would take this person."""

    program: Program
    price: PriceForMe
    is_confirmed: bool
    accreditation: AccreditationChoice
    needed: int | float | None
    """Credits; None where nobody says."""
    accepted: int
    full_time: int | None
    """Months; None where no length is known."""
    months: int | None
    """At the person's pace."""
    terms: tuple[Term, ...]
    window: AccreditationWindow | None
    """None where nothing says that it is accredited."""
    earnings_test: EarningsTest | None = None
    """Where the Department's model says that it fails."""
    outcome: FieldOutcome | None = None
    """Earnings and debt of its field at its school."""
    miles: float | None = None
    """From the ZIP code of the visitor."""
    in_district: int | None = None
    """Dollars for residents of the district, where the ZIP code lies in the school's county."""

    @property
    def cost(self) -> int | None:
        """Dollars for what is left of the program; None where its price is not known."""
        if self.terms[0].amount is None:
            return None
        return sum(term.amount or 0 for term in self.terms)


@dataclass(frozen=True)
class StudyPlan:
    study: Study
    options: tuple[ProgramOption, ...]
    total: int
    """Programs that the finder has under the same constraints."""
    finder_url: str
    note: str
    begins: int
    """Month of the plan."""
    ends: int | None
    starts: dt.date
    """First day of the month in which the plan begins."""

    is_study = True

    @property
    def first_month(self) -> dt.date:
        return month_after(self.starts, self.begins)

    @property
    def last_month(self) -> dt.date | None:
        """None where no length is known."""
        return None if self.ends is None else month_after(self.starts, self.ends - 1)

    @property
    def best(self) -> ProgramOption | None:
        return self.options[0] if self.options else None


@dataclass(frozen=True)
class ExamPlan:
    credential: Credential
    reason: str
    condition: str
    is_verified: bool
    fee: Term
    renewal: Term
    month: int | None
    """Of the plan; None where a step before it has no known length."""
    on: dt.date | None
    """First day of that month."""

    is_study = False


@dataclass(frozen=True)
class Payback:
    """*months* after the last exam; None where pay alone never pays it back or is not known."""

    words: str
    pay: int | None
    take_home_rise: int | None
    months: int | None
    is_own: bool = False
    """Reckoned from the raise that the visitor gave."""


@dataclass(frozen=True)
class RoutePlan:
    title: str
    steps: tuple[StudyPlan | ExamPlan, ...]
    terms: tuple[Term, ...]
    full_time: int | None
    months: int | None
    paybacks: tuple[Payback, ...] = ()
    premium_years: float | None = None
    """Price over the yearly rise at the median, before tax."""
    warnings: tuple[str, ...] = ()
    is_verified: bool = True

    @property
    def price(self) -> int | None:
        """Dollars of everything whose price is known; None where a program has none."""
        if any(
            term.amount is None and term.label not in CAN_BE_MISSING
            for term in self.terms
        ):
            return None
        return sum(term.amount or 0 for term in self.terms)

    @property
    def unknown(self) -> list[str]:
        return [term.basis for term in self.terms if term.amount is None]

    @property
    def lacks_exam(self) -> bool:
        """Whether the fee of an exam is not in the price."""
        return any(term.label == EXAM and term.amount is None for term in self.terms)

    @property
    def usual(self) -> "Payback | None":
        """The one to tell first: with the visitor's own raise, else at the median of pay."""
        if not self.paybacks:
            return None
        own = self.paybacks[-1]
        return own if own.is_own else self.paybacks[1]

    @property
    def first_raise(self) -> "ExamPlan | None":
        """The exam after which the person holds a credential at all."""
        return next((step for step in self.steps if not step.is_study), None)

    @property
    def is_whole(self) -> bool:
        """Every program of it exists under the constraints."""
        return all(step.best for step in self.steps if step.is_study)


@dataclass(frozen=True)
class PayOfGoal:
    """What the goal pays where the person lives, or in the nation."""

    occupation: str
    place: str
    release: str
    figures: dict[str, int | None]
    is_nation: bool
    pk: int = 0
    """Of the row of the survey."""


@dataclass(frozen=True)
class Plan:
    asked: PlanQuery
    form: PlanForm
    goal: Credential | None
    career: Career | None
    routes: tuple[RoutePlan, ...]
    pay: PayOfGoal | None
    says: str = ""
    """Why there is no route, in a sentence."""
    others: tuple[Credential, ...] = ()
    """Further credentials of the career asked for."""
    knows_earnings_test: bool = False
    """Whether any row of the Department's model is held."""
    notes: tuple[str, ...] = ()
    """What does not fit together in the answers, and how it was taken."""

    @property
    def have_in_words(self) -> str:
        """To stand in a sentence: “a bachelor’s degree in another field”."""
        label = str(self.asked.have.label)
        is_name = label.split()[0].isupper() and label[1] != " "
        return label if is_name else label[0].lower() + label[1:]

    @property
    def home_label(self) -> str:
        return State(self.asked.home).label if self.asked.home else ""
