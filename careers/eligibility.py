"""Whether a program opens the way to an exam: the rules weighed, with the reason.

Callers give a program's traits (level, field, accreditation on the day); nobody types an answer.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from careers.choices import AccreditationStatus, AwardLevel, Field, Verb, Verdict
from careers.models import Credential, EligibilityRule

ACCREDITED = frozenset({AccreditationStatus.ACCREDITED, AccreditationStatus.PROBATION})
OPENS = frozenset({Verdict.ELIGIBLE, Verdict.ELIGIBLE_IF})
BEST_KNOWN = (
    "rhit",
    "rhia",
    "ods-c",
    "cca",
    "cpc",
    "ccs",
    "ccs-p",
    "cbcs",
    "cehrs",
)
"""Slugs of the credentials that most people look for, in the order in which lists name them."""


def in_order_of_renown(slugs: Iterable[str]) -> list[str]:
    """The best known first, the others by name."""
    place = {slug: number for number, slug in enumerate(BEST_KNOWN)}
    return sorted(slugs, key=lambda slug: (place.get(slug, len(place)), slug))


@dataclass(frozen=True)
class ProgramTraits:
    """What the rules ask of a program."""

    award_level: str
    field: str
    accreditation: Mapping[str, str] = field(default_factory=dict)
    """Accreditor to status; an accreditor that is absent is not confirmed."""


@dataclass(frozen=True)
class Eligibility:
    credential: str
    abbr: str
    name: str
    verdict: Verdict
    condition: str
    reason: str
    hangs_on: str = ""
    """The accreditor whose unconfirmed status keeps us from telling."""
    verb: Verb = Verb.NONE
    """What the program does for the credential, whoever else may sit."""
    hangs_on_accreditation: bool = False
    """A rule of the credential admits only graduates of accredited programs."""

    @property
    def opens(self) -> bool:
        return self.verdict in OPENS

    @property
    def line(self) -> str:
        """The answer in a few words, as a card says it."""
        match self.verdict:
            case Verdict.ELIGIBLE:
                return f"Makes you eligible for {self.abbr}"
            case Verdict.ELIGIBLE_IF:
                return f"Eligible for {self.abbr} if {self.condition}"
            case Verdict.CANNOT_TELL:
                return f"{self.abbr}: cannot tell"
            case _:
                return f"Does not lead to {self.abbr}"


def covers(rule: EligibilityRule, traits: ProgramTraits) -> bool:
    """The rule speaks of such programs at all; its accreditation is weighed separately."""
    return (not rule.award_levels or traits.award_level in rule.award_levels) and (
        not rule.fields or traits.field in rule.fields
    )


def eligibility_for(
    credential: Credential,
    verdict: Verdict,
    reason: str,
    condition: str = "",
    hangs_on: str = "",
) -> Eligibility:
    return Eligibility(
        credential.slug,
        credential.abbr,
        credential.name,
        verdict,
        condition,
        reason,
        hangs_on,
    )


def weigh(rule: EligibilityRule, traits: ProgramTraits) -> Eligibility:
    """What one rule that covers the program says of it."""
    credential, accreditor = rule.credential, rule.accreditor
    if not rule.is_verified:
        reason = f"We could not confirm the issuer’s rules for {credential.abbr}."
        return eligibility_for(credential, Verdict.CANNOT_TELL, reason)
    conditions = [rule.condition] if rule.condition else []
    if accreditor:
        status = traits.accreditation.get(accreditor, AccreditationStatus.UNCONFIRMED)
        if status == AccreditationStatus.WITHDRAWN:
            reason = f"{accreditor} accreditation of this program was withdrawn."
            return eligibility_for(credential, Verdict.NOT_ELIGIBLE, reason)
        if status == AccreditationStatus.CANDIDACY:
            conditions.insert(
                0, f"{accreditor} accredits the program before you graduate"
            )
        elif status not in ACCREDITED:
            needed = f"{credential.abbr} needs a {accreditor}-accredited program"
            if status == AccreditationStatus.REPORTED:
                told = f"this one is reported to be; {accreditor}’s directory decides."
                reason = f"{needed}, and {told}"
            else:
                reason = f"{needed}, and we could not confirm this one’s accreditation."
            return eligibility_for(
                credential, Verdict.CANNOT_TELL, reason, hangs_on=accreditor
            )
    if conditions:
        condition = " and ".join(conditions)
        return eligibility_for(credential, Verdict.ELIGIBLE_IF, rule.reason, condition)
    return eligibility_for(credential, Verdict.ELIGIBLE, rule.reason)


def verb_of(rule: EligibilityRule, traits: ProgramTraits) -> Verb:
    """What a program that *rule* covers does for the credential.

    Where the issuer asks for an accredited program, such a program leads there, and may where
    its accreditation is all that is in doubt. Otherwise anybody may sit on the issuer's terms:
    programs in the fields that the rule names prepare for it, and a rule that names none asks
    for a degree of any kind, which teaches nothing in particular.
    """
    if rule.accreditor:
        status = traits.accreditation.get(rule.accreditor)
        if status == AccreditationStatus.WITHDRAWN:
            return Verb.NONE
        is_sure = status in ACCREDITED and rule.is_verified
        return Verb.LEADS_TO if is_sure else Verb.MAY_LEAD_TO
    return Verb.PREPARES_FOR if rule.fields else Verb.NONE


def label(value: str, choices: type) -> str:
    name = str(choices(value).label)
    return name[0].lower() + name[1:]


def labels(values: Iterable[str], choices: type) -> str:
    names = [label(value, choices) for value in values]
    return " or ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def levels_in_words(levels: Iterable[str]) -> str:
    """The levels one by one, or the lowest where all above it count as well."""
    ladder = AwardLevel.values
    wanted = [level for level in ladder if level in levels]
    lowest = ladder.index(wanted[0])
    if len(wanted) > 1 and wanted == ladder[lowest:]:
        return f"{label(wanted[0], AwardLevel)} or higher"
    return labels(wanted, AwardLevel)


def breadth(rule: EligibilityRule) -> tuple[int, bool]:
    """How many kinds of program a rule takes, and whether accredited or not."""
    levels = len(rule.award_levels) or len(AwardLevel)
    fields = len(rule.fields) or len(Field)
    return levels * fields, not rule.accreditor


def why_not(credential: Credential, rules: list[EligibilityRule]) -> str:
    """Why no rule covers a program, in the words of the widest rule."""
    rule = max(rules, key=breadth)
    if not rule.award_levels and not rule.accreditor:
        return f"This program is outside the fields that {credential.abbr} tests."
    levels = levels_in_words(rule.award_levels) if rule.award_levels else "program"
    subject = labels(rule.fields, Field) if rule.fields else "any field"
    accredited = f", accredited by {rule.accreditor}" if rule.accreditor else ""
    return (
        f"{credential.abbr} asks for another kind of program: {levels} in {subject}"
        f"{accredited}."
    )


@dataclass(frozen=True)
class RuleBook:
    """Every rule in force on one day, read once."""

    credentials: tuple[Credential, ...]
    rules: Mapping[str, list[EligibilityRule]]

    @classmethod
    def on(cls, day: dt.date) -> "RuleBook":
        """Two queries: the credentials on offer and the rules in force on *day*."""
        offered = Credential.objects.published().offered()
        credentials = tuple(offered.order_by("abbr"))
        by_pk = {credential.pk: credential for credential in credentials}
        rules = defaultdict(list)
        for rule in EligibilityRule.objects.in_force(day).order_by("pk"):
            rule.credential = by_pk[rule.credential_id]
            rules[rule.credential.slug].append(rule)
        return cls(credentials, dict(rules))

    def hangs_on_accreditation(self, credential: str) -> bool:
        """Whether a rule of the credential with that slug asks for an accredited program."""
        return any(rule.accreditor for rule in self.rules.get(credential, ()))

    def answer(self, credential: Credential, traits: ProgramTraits) -> Eligibility:
        """The best verdict any rule gives; none at all is “cannot tell”."""
        rules = self.rules.get(credential.slug, [])
        if not rules:
            reason = f"No rule of {credential.abbr} is on record."
            return eligibility_for(credential, Verdict.CANNOT_TELL, reason)
        covering = [rule for rule in rules if covers(rule, traits)]
        found = max(
            (weigh(rule, traits) for rule in covering),
            key=lambda answer: answer.verdict,
            default=eligibility_for(
                credential, Verdict.NOT_ELIGIBLE, why_not(credential, rules)
            ),
        )
        return replace(
            found,
            verb=max((verb_of(rule, traits) for rule in covering), default=Verb.NONE),
            hangs_on_accreditation=self.hangs_on_accreditation(credential.slug),
        )

    def answers(self, traits: ProgramTraits) -> list[Eligibility]:
        """One answer per credential, the best verdicts first."""
        found = [self.answer(credential, traits) for credential in self.credentials]
        return sorted(found, key=lambda answer: (-answer.verdict, answer.abbr))
