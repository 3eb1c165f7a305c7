"""Which career fits: answers weighed by a table that staff edit, each with its reason."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import QueryDict

from careers.choices import AreaKind, Education, State
from careers.models import Area, AssessmentOption, AssessmentQuestion, Career
from careers.pages.assessment_form import AssessmentForm
from careers.pay.headlines import Headline, Headlines
from editorial.marks import Mark, Marks
from web.templatetags.figures import money

UNKNOWN_TIME_LAST = 10_000
"""Months, eight centuries: sorts a career after every one whose time to enter is known."""

TIE_RULE = (
    "Most points first. With equal points the job that takes less time to enter comes "
    "first, then the alphabet decides."
)


@dataclass(frozen=True)
class Reason:
    """What one answer did to one career."""

    points: int
    text: str
    mark: Mark | None = None


@dataclass(frozen=True)
class Match:
    career: Career
    headline: Headline
    reasons: list[Reason]

    @property
    def points(self) -> int:
        return sum(reason.points for reason in self.reasons)

    @property
    def raised(self) -> list[Reason]:
        """Strongest first."""
        return sorted(
            (reason for reason in self.reasons if reason.points > 0),
            key=lambda reason: -reason.points,
        )

    @property
    def lowered(self) -> list[Reason]:
        return sorted(
            (reason for reason in self.reasons if reason.points < 0),
            key=lambda reason: reason.points,
        )

    @property
    def neither(self) -> list[Reason]:
        return [reason for reason in self.reasons if not reason.points]

    @property
    def sort_key(self) -> tuple[int, int, str]:
        """As `TIE_RULE` says it."""
        months = self.career.months_to_enter_low
        if months is None:
            months = UNKNOWN_TIME_LAST
        return -self.points, months, self.career.name


def assess(query: QueryDict) -> dict:
    """The template's whole context; without an answer it holds the questions alone."""
    questions = AssessmentQuestion.objects.published().with_weights()
    form = AssessmentForm(query, questions)
    form.is_valid()
    chosen = form.chosen
    marks = Marks()
    return {
        "form": form,
        "answered": len(chosen),
        "unanswered": form.unanswered,
        "matches": matches(chosen, marks) if chosen else [],
        "tie_rule": TIE_RULE,
        "state": State(form.state_code) if form.state_code else None,
        "area": area_of(form.state_code) if chosen and form.state_code else None,
        "sources": marks.sources,
    }


def area_of(state: str) -> Area | None:
    """Where the pay of *state* is published; some territories have none."""
    return Area.objects.filter(kind=AreaKind.STATE, state=state).first()


def matches(chosen: Iterable[AssessmentOption], marks: Marks) -> list[Match]:
    """Every full career, best match first."""
    careers = list(Career.objects.published().in_full().select_related("occupation"))
    headlines = Headlines.read((career.occupation_id for career in careers), marks)
    found = [
        Match(
            career,
            headline := headlines.of(career.occupation_id),
            [
                reason
                for option in chosen
                for reason in reasons(option, career, headline)
            ],
        )
        for career in careers
    ]
    return sorted(found, key=lambda match: match.sort_key)


def reasons(
    option: AssessmentOption, career: Career, headline: Headline
) -> list[Reason]:
    """What *option* says about *career*: measured, and weighed by hand."""
    found = [
        Reason(weight.points, weight.reason)
        for weight in option.weights.all()
        if weight.career_id == career.pk
    ]
    if option.most_schooling:
        found.append(by_schooling(option, career))
    if option.least_pay is not None:
        found.append(by_pay(option, headline))
    return found


def by_schooling(option: AssessmentOption, career: Career) -> Reason:
    ladder = Education.values
    usual = Education(career.entry_education)
    words = f"The usual schooling to start is: {usual.label.lower()}."
    if ladder.index(usual) <= ladder.index(option.most_schooling):
        return Reason(option.points_met, f"{words} That is within what you chose.")
    return Reason(option.points_missed, f"{words} That is more than you chose.")


def by_pay(option: AssessmentOption, headline: Headline) -> Reason:
    median = headline.median
    if median.amount is None:
        return Reason(0, f"Pay was not weighed. {median.reason}.")
    wanted = money(option.least_pay)
    words = f"National median pay, {headline.release}: {median.text} a year"
    if median.amount >= option.least_pay:
        text = f"{words}, which reaches your {wanted}."
        return Reason(option.points_met, text, headline.pay_mark)
    text = f"{words}, which is below your {wanted}."
    return Reason(option.points_missed, text, headline.pay_mark)
