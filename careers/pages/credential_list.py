"""The page of all credentials: those that answer the choices, and those that might."""

from collections.abc import Iterable

from django.http import QueryDict

from careers.models import Credential
from careers.pages.credential import CredentialFacts
from careers.pages.credential_filter import CredentialFilter
from editorial.marks import Mark, Marks


def credential_list(query: QueryDict) -> dict:
    """The template's whole context."""
    filterset = CredentialFilter(
        query, queryset=Credential.objects.published().for_page()
    )
    marks = Marks()
    return {
        "form": filterset.form,
        "credentials": with_marks(filterset.qs, marks),
        "unclear": with_marks(filterset.unclear, marks) if filterset.chosen else [],
        "chosen": filterset.chosen,
        "sources": marks.sources,
    }


def with_marks(
    credentials: Iterable[Credential], marks: Marks
) -> list[tuple[Credential, Mark | None]]:
    """Each with the source of the experience it asks for, where it asks for any."""
    return [
        (credential, CredentialFacts(credential, "eligibility", marks).mark)
        if credential.experience_months
        else (credential, None)
        for credential in credentials
    ]
