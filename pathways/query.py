"""What a visitor wants to know of the planner, with what stands for a blank."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from careers.choices import State
from pathways.form import Have, PlanForm
from pathways.pace import HOURS_A_CREDIT, SHARE_ACCEPTED, Pace
from pathways.routes import Holder
from schools.models.zip_codes import Point, locate

USUAL_HOURS = 15
"""Hours a week where the visitor says none: a third of full time, beside a job."""
HELD = {
    Have.NO_COLLEGE: Holder(),
    Have.SOME: Holder(),
    Have.ASSOCIATE: Holder(1),
    Have.BACHELOR: Holder(2),
    Have.RHIT: Holder(1, frozenset({"rhit"})),
    Have.CODER: Holder(0, frozenset({"cca", "cpc"})),
    Have.RHIA: Holder(2, frozenset({"rhia"})),
}
CREDITS_HELD = {Have.ASSOCIATE: 60, Have.RHIT: 60, Have.BACHELOR: 120, Have.RHIA: 120}
"""Where the visitor gives none; the least of such a degree."""


@dataclass(frozen=True)
class PlanQuery:
    """What the visitor wants to know, validated, with what stands for a blank."""

    goal: str = ""
    """“rhia”, or “career:medical-coder”."""
    have: Have = Have.NO_COLLEGE
    home: str = ""
    hours: int = USUAL_HOURS
    wage: int = 0
    """Dollars a year."""
    credits: int = 0
    mode: str = ""
    max_price: int | None = None
    zip: str = ""
    point: Point | None = None
    start: dt.date | None = None
    """First day of the month to begin in; None where the visitor says none."""
    share: int = SHARE_ACCEPTED
    per_credit: int = HOURS_A_CREDIT
    books: int | None = None
    """Dollars a year of full-time study; None: what each school says."""
    as_member: bool = False
    rise: int | None = None
    """Dollars a year before tax that the visitor expects to earn more; None where none is given."""
    is_home_of_zip: bool = False
    """The state is that of the ZIP code, since none was said."""

    @classmethod
    def of(cls, form: PlanForm) -> "PlanQuery":
        """Of the answers that hold; a wrong one is told beside its field and left out."""
        form.is_valid()
        said = form.cleaned_data
        have = Have(said.get("have") or Have.NO_COLLEGE)
        credits, share = said.get("credits"), said.get("share")
        zip_code = said.get("zip") or ""
        point = locate(zip_code) if zip_code else None
        home = said.get("home") or ""
        # Some ZIP codes lie in no state that we know.
        state = point.state if point and point.state in State.values else ""
        return cls(
            goal=said.get("goal") or "",
            have=have,
            home=home or state,
            hours=said.get("hours") or USUAL_HOURS,
            wage=said.get("wage") or 0,
            credits=CREDITS_HELD.get(have, 0) if credits is None else credits,
            mode=said.get("mode") or "",
            max_price=whole_dollars(said.get("max_price")),
            zip=zip_code,
            point=point,
            start=said.get("start"),
            share=SHARE_ACCEPTED if share is None else share,
            per_credit=said.get("per_credit") or HOURS_A_CREDIT,
            books=whole_dollars(said.get("books")),
            as_member=said.get("exam") == "member",
            rise=whole_dollars(said.get("rise")),
            is_home_of_zip=bool(state and not home),
        )

    @property
    def pace(self) -> Pace:
        return Pace(self.hours, self.credits, self.share, self.per_credit)

    @property
    def holder(self) -> Holder:
        return HELD[self.have]


def whole_dollars(amount: Decimal | None) -> int | None:
    return None if amount is None else int(amount)
