"""What stands of a credential's entry once only pages that may be cited are left.

The file is read together with the checks that were made of it and with the pages of issuers read
beside them. A fact that no page bears out is taken away, and named as not verified.
"""

import copy
import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from careers.choices import Confidence
from careers.importers.issuer_pages import (
    IN_NOTES,
    PAGES,
    SECOND_HAND,
    IssuerPage,
)
from careers.importers.references import (
    Reference,
    behind_group,
    confidence_in,
    may_be_cited,
    merged,
    reference_to,
    references_of,
)
from editorial.imports.proposals import Fault, JsonEntry, read_entry

FILE = "credential_checks.json"
GROUPS = ("eligibility", "exam", "renewal")
ACCEPTED = {"confirmed": True, "CORRECTED": True, "more exact": True, "new": True}
LEFT_OPEN = {
    "confirmed by a third party": False,
    "conflicts": False,
    "still open": False,
}


READ_THERE = {
    "ceus_per_cycle": "units",
    "ceus_two_credentials": "units by number of credentials",
    "delivery": "where and when to sit",
    "fee_member_usd": "fees",
    "fee_nonmember_usd": "fees",
    "minutes": "time",
    "questions_total": "questions",
    "specific_ceus": "units about auditing",
}
"""Facts in words, for the list of what was read on a page."""


@dataclass(frozen=True)
class Check:
    """One fact that was looked up at the issuer after the file was made."""

    path: str
    found: Any
    page: Reference


def read_checks(folder: Path, faults: list[Fault]) -> Mapping[str, list[Check]]:
    """What was found at issuers, by abbreviation; a third party's word confirms nothing there."""
    checks = defaultdict(list)
    for entry in read_entry(folder / FILE, faults).entries("checks"):
        is_accepted = entry.choice("verdict", ACCEPTED | LEFT_OPEN)
        if not entry.text("url") or not may_be_cited(entry) or not is_accepted:
            continue
        path = entry.text("field", required=True)
        # The file's own notes are for whoever checks, not for readers.
        name = name_of(path) or path
        words = READ_THERE.get(name, name.replace("_", " "))
        page = replace(reference_to(entry), note=words)
        if page.confidence == Confidence.PRIMARY:
            found = entry.data.get("found")
            checks[entry.text("credential")].append(Check(path, found, page))
    return checks


class SettledFacts:
    """The facts of one entry that stand, by group, each group with the page behind it."""

    def __init__(
        self, entry: JsonEntry, slug: str, checks: Iterable[Check], as_of: dt.date
    ) -> None:
        self.file = entry
        self.data = copy.deepcopy(entry.data)
        self.entry = JsonEntry(entry.file, entry.path, self.data, entry.faults)
        self.named = references_of(entry)
        self.beside = [
            (page, reference_for(page, entry, as_of)) for page in PAGES.get(slug, ())
        ]
        self.checks = list(checks)
        self.references = merged(
            [
                *self.named,
                *(check.page for check in self.checks),
                *(reference for _page, reference in self.beside),
            ]
        )
        self.unverified = [
            *entry.texts("unverified_fields"),
            *SECOND_HAND.get(entry.text("issuer"), ()),
        ]
        self.confidence: dict[str, Confidence] = {}
        self.page: dict[str, Reference | None] = {}
        for group in GROUPS:
            self.settle(group)

    @property
    def is_read_at_issuer(self) -> bool:
        return any(page.confidence == Confidence.PRIMARY for page in self.references)

    def settle(self, group: str) -> None:
        said, named_page = self.said_of(group)
        confirmed = self.confirmed(group)
        stands = named_page is not None or group in confirmed
        facts = self.facts(group)
        for name in list(facts):
            path = f"{group}.{name}"
            is_known = path in confirmed or (stands and path not in self.unverified)
            if not is_known:
                is_fact = facts[name] and not name.endswith("note")
                self.unverified += [path] if is_fact else []
                del facts[name]
        if stands or confirmed:
            self.unverified = [
                path
                for path in dict.fromkeys(self.unverified)
                if path != group and path not in confirmed
            ]
        else:
            others = [
                path
                for path in dict.fromkeys(self.unverified)
                if path != group and not path.startswith(f"{group}.")
            ]
            self.unverified = (
                [*others, group] if self.file.entry(group).data else others
            )
        checked = next((c.page for c in self.checks if group_of(c.path) == group), None)
        self.page[group] = checked or named_page or next(iter(confirmed.values()), None)
        if named_page is not None and said != Confidence.UNVERIFIED:
            self.confidence[group] = said
        elif self.page[group] is not None:
            self.confidence[group] = self.page[group].confidence
        elif said == Confidence.NOT_FOUND:
            self.confidence[group] = said
        else:
            self.confidence[group] = Confidence.UNVERIFIED

    def said_of(self, group: str) -> tuple[Confidence, Reference | None]:
        """How the file says *group* was read, and the page of its own that bears it out."""
        if group in self.unverified:
            return Confidence.UNVERIFIED, None
        entry = self.file.entry("confidence")
        said = confidence_in(entry.text(group, required=True))
        if said is None:
            entry.fault(group, "does not say how it was read")
            return Confidence.UNVERIFIED, None
        return said, behind_group(self.named, group, said)

    def facts(self, group: str) -> dict[str, Any]:
        """Those of the file, with what was found since; changes reach the entry."""
        if not isinstance(self.data.get(group), dict):
            return {}
        facts = self.data[group]
        for path in IN_NOTES.get(self.file.text("issuer"), ()):
            if group_of(path) == group:
                facts.pop(name_of(path), None)
        for page, _reference in self.beside:
            for path, value in page.values.items():
                if group_of(path) == group:
                    facts[name_of(path)] = value
        for check in self.checks:
            if group_of(check.path) == group and name_of(check.path):
                facts[name_of(check.path)] = check.found
        return facts

    def confirmed(self, group: str) -> dict[str, Reference]:
        """Paths in *group* that an issuer's page bears out, with that page."""
        found = {check.path: check.page for check in self.checks}
        for page, reference in self.beside:
            for path in (*page.confirms, *page.values):
                found.setdefault(path, reference)
        return {path: page for path, page in found.items() if group_of(path) == group}


def group_of(path: str) -> str:
    return path.partition(".")[0]


def name_of(path: str) -> str:
    """Empty where *path* names a whole group."""
    return path.partition(".")[2]


def reference_for(page: IssuerPage, entry: JsonEntry, as_of: dt.date) -> Reference:
    data = {
        "url": page.url,
        "note": page.note,
        "kind": "primary",
        "date_seen": as_of.isoformat(),
    }
    return reference_to(JsonEntry(entry.file, entry.path, data, entry.faults))
