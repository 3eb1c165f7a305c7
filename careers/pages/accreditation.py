"""What accreditation decides: the words for it, and the exams that do and do not ask for it."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from careers.choices import AccreditationStatus, Accreditor
from careers.eligibility import ProgramTraits, weigh
from careers.models import Credential, EligibilityRule
from editorial.marks import Mark, Marks

DIRECTORY_URL = "https://www.cahiim.org/programs/program-directory"

MEANINGS = {
    AccreditationStatus.ACCREDITED: (
        "CAHIIM has looked at this degree at this school and approved it. We say so only "
        "where CAHIIM’s own page or the school’s own page does."
    ),
    AccreditationStatus.PROBATION: (
        "The degree is still accredited, but CAHIIM has found faults that the school must "
        "mend by a set day. Ask the school which faults, and by when."
    ),
    AccreditationStatus.CANDIDACY: (
        "The school has asked for accreditation and is being reviewed. The degree is not "
        "accredited yet, and nobody can promise that it will be."
    ),
    AccreditationStatus.WITHDRAWN: (
        "The degree was accredited once and no longer is, because the school gave it up "
        "or CAHIIM took it away. Ask what that means for students who are halfway."
    ),
    AccreditationStatus.REPORTED: (
        "Somebody says that it is accredited, but the statement is old or comes from a "
        "third party. It may be true today. We have not seen it confirmed."
    ),
    AccreditationStatus.UNCONFIRMED: (
        "We have found no statement that we trust. This is not the same as “not "
        "accredited”: many accredited programs stand under it until we can confirm them."
    ),
}
SEARCHABLE = frozenset(
    {
        AccreditationStatus.ACCREDITED,
        AccreditationStatus.CANDIDACY,
        AccreditationStatus.REPORTED,
        AccreditationStatus.UNCONFIRMED,
    }
)
"""What the finder filters by; its values are those of the statuses."""


@dataclass(frozen=True)
class Meaning:
    status: AccreditationStatus
    text: str
    result: str
    is_searchable: bool


@dataclass(frozen=True)
class Exam:
    """An exam with the rules that open it, each with its source."""

    credential: Credential
    ways: list[tuple[EligibilityRule, Mark | None]]


def accreditation_page(*, on: dt.date) -> dict:
    """The template's whole context, from the rules that drive the finder."""
    marks = Marks()
    rules = list(
        EligibilityRule.objects.in_force(on)
        .select_related("credential__issuer", "source")
        .order_by("credential__abbr", "pk")
    )
    by_credential = defaultdict(list)
    for rule in rules:
        by_credential[rule.credential].append(rule)
    needing, free, unread = [], [], []
    for credential, ways in by_credential.items():
        if not any(rule.is_verified for rule in ways):
            unread.append(credential)
        elif asks(credential, ways):
            needing.append(
                Exam(credential, [(rule, marks.of(rule.source)) for rule in ways])
            )
        else:
            free.append(credential)
    return {
        "directory_url": DIRECTORY_URL,
        "meanings": meanings(rules),
        "needing": needing,
        "free": free,
        "unread": unread,
        "sources": marks.sources,
    }


def asks(credential: Credential, ways: Iterable[EligibilityRule]) -> bool:
    """Whether the exam hangs on an accredited program."""
    return bool(credential.accredited_program_required) or any(
        rule.accreditor for rule in ways
    )


def meanings(rules: Iterable[EligibilityRule]) -> list[Meaning]:
    """Every status with what the finder concludes from it, for one exam that hangs on CAHIIM."""
    example = next(
        (rule for rule in rules if rule.accreditor == Accreditor.CAHIIM), None
    )
    return [
        Meaning(
            status,
            text,
            conclusion(example, status) if example else "",
            status in SEARCHABLE,
        )
        for status, text in MEANINGS.items()
    ]


def conclusion(rule: EligibilityRule, status: AccreditationStatus) -> str:
    traits = ProgramTraits(
        next(iter(rule.award_levels), ""),
        next(iter(rule.fields), ""),
        {rule.accreditor: status},
    )
    return weigh(rule, traits).line
