"""What a visitor wants to know of the planner, with what stands for a blank."""

from dataclasses import dataclass

from pathways.form import Have, PlanForm
from pathways.pace import SHARE_ACCEPTED
from pathways.routes import Holder

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
    share: int = SHARE_ACCEPTED
    as_member: bool = False

    @classmethod
    def of(cls, form: PlanForm) -> "PlanQuery":
        """Of the answers that hold; a wrong one is told beside its field and left out."""
        form.is_valid()
        said = form.cleaned_data
        have = Have(said.get("have") or Have.NO_COLLEGE)
        credits, share = said.get("credits"), said.get("share")
        price = said.get("max_price")
        return cls(
            goal=said.get("goal") or "",
            have=have,
            home=said.get("home") or "",
            hours=said.get("hours") or USUAL_HOURS,
            wage=said.get("wage") or 0,
            credits=CREDITS_HELD.get(have, 0) if credits is None else credits,
            mode=said.get("mode") or "",
            max_price=None if price is None else int(price),
            share=SHARE_ACCEPTED if share is None else share,
            as_member=said.get("exam") == "member",
        )

    @property
    def holder(self) -> Holder:
        return HELD[self.have]
