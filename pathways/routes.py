"""The ways from what a person holds to a credential, searched in the rules of eligibility.

Nothing here names a credential: a rule changed on the desk changes the routes.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from careers.choices import AwardLevel, Field
from careers.eligibility import RuleBook, in_order_of_renown
from careers.models import Credential, EligibilityRule
from schools.choices import Level
from schools.models.bands import LEVEL_OF_AWARD

LADDER = {
    AwardLevel.ASSOCIATE: 1,
    AwardLevel.BACHELOR: 2,
    AwardLevel.MASTER: 3,
    AwardLevel.DOCTORATE: 4,
}
"""The rung that a degree brings to; certificates bring to none."""
ADMITS_FROM = {
    AwardLevel.POSTBACC: 2,
    AwardLevel.MASTER: 2,
    AwardLevel.POST_MASTER: 3,
    AwardLevel.DOCTORATE: 3,
}
"""The rung that a program asks for; all others begin after high school."""
CERTIFICATES = (AwardLevel.CERT_UNDER_1, AwardLevel.CERT_1_2, AwardLevel.CERT_2_4)


@dataclass(frozen=True)
class Holder:
    """What a person brings along."""

    rung: int = 0
    """Of `LADDER`; 0: no degree."""
    held: frozenset[str] = frozenset()
    """Slugs of credentials."""


@dataclass(frozen=True)
class Study:
    """A program to finish: its level as the finder knows it, and the levels the rule takes."""

    level: Level
    award_levels: tuple[str, ...]
    credential: str
    """Slug of the one it is studied for."""
    fields: tuple[str, ...]
    accreditor: str
    after_degree: bool = False
    """It builds on the degree of an earlier step."""


@dataclass(frozen=True)
class ExamStep:
    credential: Credential
    rule: EligibilityRule


@dataclass(frozen=True)
class Route:
    steps: tuple[Study | ExamStep, ...]

    @property
    def exams(self) -> list[ExamStep]:
        return [step for step in self.steps if isinstance(step, ExamStep)]

    @property
    def is_verified(self) -> bool:
        return all(exam.rule.is_verified for exam in self.exams)

    @property
    def kind(self) -> tuple:
        """Two routes of one kind differ in nothing that a person would choose by."""
        return tuple(
            (step.level, step.after_degree)
            if isinstance(step, Study)
            else step.credential.slug
            for step in self.steps
        )


def routes_to(goal: str, book: RuleBook, holder: Holder) -> list[Route]:
    """Every kind of way to the credential of that slug, the fewest steps first."""
    found = {}
    for route in (*direct(goal, book, holder), *by_way_of(goal, book, holder)):
        found.setdefault(route.kind, route)
    return sorted(found.values(), key=lambda route: len(route.steps))


def direct(goal: str, book: RuleBook, holder: Holder) -> Iterator[Route]:
    """The exam at once where a rule asks for no program, and one program before it."""
    for rule in book.rules.get(goal, ()):
        exam = ExamStep(rule.credential, rule)
        if not rule.award_levels and not rule.accreditor:
            yield Route((exam,))
        for study in studies(rule, holder):
            yield Route((study, exam))


def by_way_of(goal: str, book: RuleBook, holder: Holder) -> Iterator[Route]:
    """A lower credential of the same kind of program first: it is earned and worked with."""
    lower = in_order_of_renown(set(book.rules) - {goal} - holder.held)
    for rule in book.rules.get(goal, ()):
        if not rule.accreditor:
            continue
        for slug in lower:
            for first in book.rules[slug]:
                if not is_stepping_stone(first, rule):
                    continue
                for study in studies(first, holder):
                    rung = LADDER.get(study.award_levels[0], 0)
                    if rung <= holder.rung:
                        continue
                    then = Holder(rung, holder.held | {slug})
                    for second in studies(rule, then, after_degree=True):
                        if LADDER.get(second.award_levels[0], 0) > rung:
                            steps = (
                                study,
                                ExamStep(first.credential, first),
                                second,
                                ExamStep(rule.credential, rule),
                            )
                            yield Route(steps)


def is_stepping_stone(first: EligibilityRule, then: EligibilityRule) -> bool:
    return first.accreditor == then.accreditor and bool(
        {*first.fields} & {*then.fields}
    )


def studies(
    rule: EligibilityRule, holder: Holder, *, after_degree: bool = False
) -> Iterator[Study]:
    """The programs that *rule* takes and that the person is admitted to, one a level.

    A rule that names fields and no levels takes anybody: certificates prepare for its exam.
    """
    if not rule.award_levels and not rule.fields:
        return
    by_level: dict[Level, list[str]] = {}
    for award in rule.award_levels or CERTIFICATES:
        if ADMITS_FROM.get(AwardLevel(award), 0) <= holder.rung:
            by_level.setdefault(LEVEL_OF_AWARD[AwardLevel(award)], []).append(award)
    for level, awards in by_level.items():
        yield Study(
            level,
            tuple(awards),
            rule.credential.slug,
            tuple(rule.fields) or tuple(Field.values),
            rule.accreditor,
            after_degree or (level == Level.BACHELOR and holder.rung == 1),
        )
