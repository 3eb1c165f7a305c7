"""Everything the page of one credential shows, with the doubt each fact is under."""

import datetime as dt
from dataclasses import dataclass

from careers.choices import AwardLevel, Confidence, CredentialStatus, Education, Field
from careers.models import Career, Credential, EligibilityRule, PassRate
from editorial.choices import Kind, Status
from editorial.marks import Mark, Marks
from web.templatetags.figures import money, number
from web.templatetags.heads import fitting

NOT_FOUND = "Not found at the issuer"
UNREAD = "Not read at any source: check with the issuer."
NO_FEE = "The issuer’s fee could not be confirmed"
DOUBTFUL = {
    Confidence.SECONDARY: "read at a third party",
    Confidence.UNVERIFIED: "not read at any source",
    Confidence.NOT_FOUND: "not found",
}


@dataclass(frozen=True)
class Fact:
    """The context of ``components/fact.html``."""

    label: str
    value: str | None = None
    unit: str = ""
    kind: str = ""
    reason: str = NOT_FOUND
    number: int | None = None
    source: str = ""
    note: str = ""


class CredentialFacts:
    """Facts of one credential that share a source: each with its mark and its doubt."""

    def __init__(self, credential: Credential, name: str, marks: Marks) -> None:
        self.name = name
        self.mark = marks.of(
            getattr(credential, f"{name}_source"),
            getattr(credential, f"{name}_kind") or Kind.PUBLISHED,
            getattr(credential, f"{name}_as_of"),
        )
        self.confidence = DOUBTFUL.get(getattr(credential, f"{name}_confidence"), "")
        self.unverified = set(lines(credential.unverified))
        self.facts: list[Fact] = []

    def fact(
        self, path: str, label: str, value: str, unit: str = "", reason: str = NOT_FOUND
    ) -> Fact:
        """*path* is the fact's name among the unverified ones; an empty *value* is missing."""
        doubted = bool({self.name, f"{self.name}.{path}"} & self.unverified)
        return Fact(
            label,
            value or None,
            unit,
            reason=reason,
            number=self.mark.number if self.mark and value else None,
            source=self.mark.label if self.mark else "",
            note=UNREAD if value and doubted else "",
        )

    def add(self, *args: str, **kwargs: str) -> None:
        self.facts.append(self.fact(*args, **kwargs))


@dataclass(frozen=True)
class RuleInWords:
    """A row of the table that drives the finder, in words."""

    rule: EligibilityRule
    levels: list[str]
    fields: list[str]
    mark: Mark | None


@dataclass(frozen=True)
class ProgramsSection:
    """What programs do for the credential, in the words of its rules."""

    title: str
    words: str
    is_listed: bool = True
    """Whether there are programs to list."""


@dataclass(frozen=True)
class Rate:
    rate: PassRate
    mark: Mark | None
    doubt: str


def credential_page(credential: Credential, *, on: dt.date) -> dict:
    marks = Marks()
    eligibility = eligibility_group(credential, marks)
    exam = exam_group(credential, marks)
    renewal = renewal_group(credential, marks)
    rules = list(credential.rules.in_force(on).select_related("source").order_by("pk"))
    context = {
        "title": fitting(
            f"{credential.abbr}: {credential.name}, eligibility, exam and fee",
            f"{credential.abbr}: {credential.name}, exam and fee",
            f"{credential.abbr}: {credential.name}",
            f"{credential.abbr}: eligibility, exam and fee",
        ),
        "credential": credential,
        "offered": CredentialStatus(credential.offered),
        "issuer": credential.issuer if credential.issuer.is_published else None,
        "former_names": lines(credential.former_names),
        "former_names_doubted": "former_names" in lines(credential.unverified),
        "issuer_doubted": "issuer" in lines(credential.unverified),
        "exam_notes": lines(credential.exam_note),
        "recommended": lines(credential.recommended),
        "eligibility": eligibility,
        "exam": exam,
        "renewal": renewal,
        "fee": exam_fee(credential, exam),
        "rules": rules_in_words(rules, marks),
        "rates": pass_rates(credential, marks),
        "programs": programs_section(credential, rules),
        "careers": careers_asking(credential),
        "guides": credential.guides.published().for_lists(),
        "references": [
            (reference, marks.of(reference.source))
            for reference in credential.references.select_related("source")
        ],
    }
    return context | {"sources": marks.sources}


def rules_in_words(rules: list[EligibilityRule], marks: Marks) -> list[RuleInWords]:
    return [
        RuleInWords(
            rule,
            [AwardLevel(level).label for level in rule.award_levels],
            [Field(name).label for name in rule.fields],
            marks.of(rule.source),
        )
        for rule in rules
    ]


def pass_rates(credential: Credential, marks: Marks) -> list[Rate]:
    """Newest first."""
    rates = credential.pass_rates.select_related("source").order_by("-year")
    return [
        Rate(rate, marks.of(rate.source, rate.kind), DOUBTFUL.get(rate.confidence, ""))
        for rate in rates
    ]


def programs_section(
    credential: Credential, rules: list[EligibilityRule]
) -> ProgramsSection:
    abbr = credential.abbr
    if credential.offered == CredentialStatus.RETIRED:
        words = "It is no longer offered, so no program leads to it."
        return ProgramsSection("Programs", words, is_listed=False)
    if accreditor := next((rule.accreditor for rule in rules if rule.accreditor), ""):
        return ProgramsSection(
            f"Programs that lead to {abbr}",
            f"The issuer admits graduates of programs that {accreditor} accredits. Where we "
            "could not confirm that, a program may lead there: ask the school.",
        )
    is_read = any(rule.is_verified for rule in rules)
    if any(rule.fields for rule in rules):
        words = (
            "The exam is open to others as well, on the issuer’s terms above. These programs "
            "teach what it tests."
            if is_read
            else "These programs teach what it tests. Who may sit we could not confirm at the "
            "issuer: ask before you pay."
        )
        return ProgramsSection(f"Programs that prepare for {abbr}", words)
    words = (
        "It asks for schooling of any field and for experience, so no program leads to it by "
        "itself."
        if is_read
        else "We could not confirm who may sit, so we name no programs for it."
    )
    return ProgramsSection("Programs", words, is_listed=False)


def lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def careers_asking(credential: Credential) -> list[tuple[Career, str]]:
    asking = (
        credential.careercredentials.filter(career__status=Status.PUBLISHED)
        .select_related("career")
        .order_by("career__position", "career__name")
    )
    return [(part.career, part.note) for part in asking]


def needed(value: bool | None) -> str:
    """Empty where nobody knows."""
    return {True: "Needed", False: "Not needed", None: ""}[value]


def eligibility_group(credential: Credential, marks: Marks) -> CredentialFacts:
    group = CredentialFacts(credential, "eligibility", marks)
    schooling = credential.min_education
    months = credential.experience_months
    experience = "Not asked for" if months == 0 else number(months)
    group.add(
        "min_education", "Least schooling", schooling and Education(schooling).label
    )
    group.add(
        "experience_months", "Experience", experience, unit="months" if months else ""
    )
    group.add(
        "cahiim_required",
        "Accredited program",
        needed(credential.accredited_program_required),
    )
    group.add(
        "membership_required", "Membership", needed(credential.membership_required)
    )
    return group


def exam_group(credential: Credential, marks: Marks) -> CredentialFacts:
    group = CredentialFacts(credential, "exam", marks)
    scored = credential.questions_scored
    group.add(
        "questions_total",
        "Questions",
        number(credential.questions_total),
        unit=f"{scored} of them scored" if scored else "",
    )
    group.add("minutes", "Time", number(credential.minutes), unit="minutes")
    group.add(
        "fee_member_usd",
        "Fee for members",
        money(credential.fee_member),
        unit=number_of_year(credential.fee_year),
        reason=NO_FEE,
    )
    group.add("passing_score", "Passing score", credential.passing_score)
    group.add("delivery", "Where", credential.delivery)
    return group


def exam_fee(credential: Credential, exam: CredentialFacts) -> Fact:
    """The deciding figure: what somebody who is not a member pays."""
    year = number_of_year(credential.fee_year)
    return exam.fact(
        "fee_nonmember_usd",
        "Exam fee, without membership",
        money(credential.fee_nonmember),
        unit=year,
        reason=NO_FEE,
    )


def number_of_year(year: int | None) -> str:
    return str(year or "year not stated")


def renewal_group(credential: Credential, marks: Marks) -> CredentialFacts:
    group = CredentialFacts(credential, "renewal", marks)
    years = credential.renewal_years
    group.add("cycle_years", "Every", years_in_words(years))
    group.add(
        "ceus_per_cycle",
        "Continuing education",
        number(credential.renewal_credits),
        unit="units each time",
    )
    group.add(
        "fee_member_usd",
        "Fee for members",
        money(credential.renewal_fee_member),
        unit="each time",
        reason=NO_FEE,
    )
    group.add(
        "fee_nonmember_usd",
        "Fee for others",
        money(credential.renewal_fee_nonmember),
        unit="each time",
        reason=NO_FEE,
    )
    return group


def years_in_words(years: int | None) -> str:
    if years is None:
        return ""
    return "year" if years == 1 else f"{years} years"
