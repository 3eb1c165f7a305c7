"""The page of all credentials: those that answer the choices, and those that might.

Those that need a program of their own stand first.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from django.http import QueryDict

from careers.choices import CredentialStatus, Education
from careers.models import Credential
from careers.pages.credential import CredentialFacts
from careers.pages.credential_filter import CredentialFilter
from editorial.marks import Mark, Marks

Entry = tuple[Credential, Mark | None]

NEEDS = (
    "Needs a program like this",
    "Anyone on the issuer’s terms may sit; programs prepare",
    "Who may sit could not be confirmed",
    "No longer offered",
)
LADDER = Education.values


@dataclass(frozen=True)
class Group:
    title: str
    entries: list[Entry]


def credential_list(query: QueryDict, *, on: dt.date) -> dict:
    """The template's whole context."""
    published = Credential.objects.published().for_page().with_rules(on)
    filterset = CredentialFilter(query, queryset=published)
    marks = Marks()
    found = with_marks(in_order_of_need(filterset.qs), marks)
    return {
        "form": filterset.form,
        "credentials": found,
        "groups": grouped_by_need(found),
        "unclear": with_marks(filterset.unclear, marks) if filterset.chosen else [],
        "chosen": filterset.chosen,
        "sources": marks.sources,
    }


def need_of(credential: Credential) -> int:
    """The place in `NEEDS`; the credential comes from ``with_rules``."""
    if credential.offered == CredentialStatus.RETIRED:
        return 3
    if credential.accreditor:
        return 0
    return 1 if credential.is_rule_verified else 2


def in_order_of_need(credentials: Iterable[Credential]) -> list[Credential]:
    """Those that hang on accreditation by accreditor and schooling, the others by name."""

    def place(credential: Credential) -> tuple:
        schooling = credential.min_education
        rung = LADDER.index(schooling) if schooling and credential.accreditor else 0
        return (
            need_of(credential),
            credential.accreditor or "",
            rung,
            credential.abbr,
            credential.pk,
        )

    return sorted(credentials, key=place)


def with_marks(credentials: Iterable[Credential], marks: Marks) -> list[Entry]:
    """Each with the source of the experience it asks for, where it asks for any."""
    return [
        (credential, CredentialFacts(credential, "eligibility", marks).mark)
        if credential.experience_months
        else (credential, None)
        for credential in credentials
    ]


def grouped_by_need(entries: Iterable[Entry]) -> list[Group]:
    """Entries that are in order already, under what they ask of a program."""
    return [
        Group(NEEDS[need], list(found))
        for need, found in groupby(entries, key=lambda entry: need_of(entry[0]))
    ]
