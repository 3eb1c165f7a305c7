"""The accreditor's own directory, as staff can get it: it outranks every other evidence.

A row names a school in words, so it is matched by name, alias and place; what cannot be placed is
told and left out. History stays: each year's directory is a statement of its own.
"""

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from careers.choices import AccreditationStatus, AwardLevel, Field
from editorial.choices import Kind
from editorial.imports.proposals import (
    Fault,
    FileRow,
    ImportFaults,
    Proposal,
    read_csv,
    read_text,
)
from schools.choices import Evidence
from schools.importers import sources
from schools.importers.accreditation_matching import (
    Holdings,
    new_program,
    program_key,
    statement,
)
from schools.importers.institutions import STATES
from schools.models import Accreditation, School
from schools.models.search_text import fold, fold_name

KEY = ("institution", "city", "state", "degree_level", "field")
COLUMNS = (*KEY, "status", "initial_date", "next_review", "program_page")
DATES = ("%Y-%m-%d", "%m/%d/%Y")
LINE_END = re.compile(r"[\r\n]")
# What one list adds to a school's name and another leaves out.
UNSAID = {"the", "main", "campus"}

LEVELS = {
    word: level
    for level, words in {
        AwardLevel.ASSOCIATE: ("associate", "associates", "aas", "as"),
        AwardLevel.BACHELOR: (
            "baccalaureate",
            "bachelor",
            "bachelors",
            "bs",
            "bachelor of science",
        ),
        AwardLevel.MASTER: ("master", "masters", "ms"),
    }.items()
    for word in (*words, *(f"{word} degree" for word in words))
}
FIELDS = {
    "him": Field.HEALTH_INFORMATION,
    "hit": Field.HEALTH_INFORMATION,
    "health information management": Field.HEALTH_INFORMATION,
    "health information technology": Field.HEALTH_INFORMATION,
    "hi": Field.INFORMATICS,
    "health informatics": Field.INFORMATICS,
}
STATES_AS_WRITTEN = STATES | {state.label: state for state in STATES.values()}
STATUSES = {
    word: status
    for status, words in {
        AccreditationStatus.ACCREDITED: (
            "accredited",
            "accreditation",
            "initial accreditation",
            "continuing accreditation",
        ),
        AccreditationStatus.CANDIDACY: (
            "candidacy",
            "candidate",
            "candidate for accreditation",
        ),
        AccreditationStatus.PROBATION: (
            "probation",
            "accredited on probation",
            "probationary accreditation",
        ),
        AccreditationStatus.WITHDRAWN: (
            "withdrawn",
            "accreditation withdrawn",
            "voluntarily withdrawn",
            "voluntary withdrawal",
        ),
    }.items()
    for word in words
}


def propose(
    path: Path, notes: list[str], *, as_of: dt.date, on: dt.date
) -> Iterator[Proposal]:
    """Statements of the directory fetched on *as_of*; *notes* takes rows without a place."""
    faults: list[Fault] = []
    holdings = Holdings.load()
    names = schools_by_name(holdings)
    proposals: list[Proposal] = []
    spoken_of: dict[tuple, int] = {}
    text = with_plain_header(read_text(path))
    for row in read_csv(path, COLUMNS, key=KEY, faults=faults, text=text):
        entry = DirectoryRow(row, as_of)
        told = f"Row {row.number}, {row.text('institution')}"
        if entry.level is None:
            level = row.text("degree_level")
            notes.append(f"{told}: we know no level {level[:40]!r}, left out")
            continue
        if not entry.is_readable:
            continue
        school = entry.school(names)
        if school is None:
            perhaps = entry.perhaps(holdings)
            notes.append(f"{told}: no one school of that name and place{perhaps}")
            continue
        key, added = entry.program(holdings, school, on=on)
        if key is None:
            notes.append(f"Row {row.number}: {school} has no such program, none added")
            continue
        if (
            first := spoken_of.setdefault(tuple(key.values()), row.number)
        ) != row.number:
            notes.append(f"Row {row.number}: the same program as row {first}, left out")
            continue
        if added:
            notes.append(f"Row {row.number}: program added to {school}")
        for proposal in [*added, entry.statement(key)]:
            proposal.file, proposal.row = row.file, row.number
            proposals.append(proposal)
    if faults:
        raise ImportFaults(faults)
    notes.extend(no_longer_listed(spoken_of, as_of))
    yield from sources.propose_sources(sources.CAHIIM_DIRECTORY, retrieved_on=as_of)
    yield from sources.propose_sources(sources.AWARD_LEVELS)
    yield from proposals


def with_plain_header(text: str) -> str:
    """Column names as a person writes them, “Degree level”, as ours: degree_level."""
    # Excel on a Mac ends lines with a carriage return alone.
    end = LINE_END.search(text)
    header = text[: end.start()] if end else text
    return header.lower().replace(" ", "_") + text[len(header) :]


Names = dict[tuple[str, str], list[School]]


def schools_by_name(holdings: Holdings) -> Names:
    """Schools by folded name or alias, and state."""
    names = defaultdict(list)
    for school in {s.pk: s for s in holdings.schools.values()}.values():
        for name in {
            fold_name(name) for name in (school.name, *school.aliases.splitlines())
        }:
            names[name, school.state].append(school)
    return names


def no_longer_listed(spoken_of: dict[tuple, int], as_of: dt.date) -> Iterator[str]:
    """Programs that an earlier directory calls accredited and this one does not name."""
    earlier = Accreditation.objects.filter(
        evidence=Evidence.DIRECTORY,
        accreditation_status=AccreditationStatus.ACCREDITED,
        as_of__lt=as_of,
    ).select_related("program__school")
    for held in earlier.order_by("pk"):
        if tuple(program_key(held.program).values()) not in spoken_of:
            yield f"No longer listed: {held.program} (as of {held.as_of})"


class DirectoryRow:
    """One row: where it is, what it is called, where it stands."""

    def __init__(self, row: FileRow, as_of: dt.date) -> None:
        self.row = row
        self.as_of = as_of
        self.name = fold_name(row.text("institution", required=True))
        self.state = row.choice("state", STATES_AS_WRITTEN)
        self.level = LEVELS.get(fold(row.text("degree_level", required=True)))
        self.field = self.word("field", FIELDS)
        self.status = self.word("status", STATUSES)
        self.first_day = self.date("initial_date")

    @property
    def is_readable(self) -> bool:
        return None not in (self.state, self.field, self.status)

    def word(self, column: str, meanings: dict[str, str]) -> str | None:
        meaning = meanings.get(fold(self.row.text(column)))
        if meaning is None:
            known = ", ".join(sorted(meanings))
            said = self.row.text(column)[:40]
            self.row.fault(column, f"{said!r} is not one of: {known}")
        return meaning

    def date(self, column: str) -> dt.date | None:
        text = self.row.text(column)
        for pattern in DATES if text else ():
            try:
                return dt.datetime.strptime(text, pattern).date()
            except ValueError:
                continue
        if text:
            self.row.fault(column, f"{text[:40]!r} is not a date like 2026-07-01")
        return None

    def school(self, names: Names) -> School | None:
        """The one school of that name in the state, and in the city where there are several."""
        found = names.get((self.name, self.state), [])
        if len(found) > 1:
            city = fold_name(self.row.text("city"))
            found = [school for school in found if fold_name(school.city) == city]
        return found[0] if len(found) == 1 else None

    def perhaps(self, holdings: Holdings) -> str:
        """The schools of the state that are called so but for “The” or “Main Campus”."""
        words = set(self.name.split()) - UNSAID
        close = {
            f"{school.unitid} {school}"
            for school in holdings.schools.values()
            if school.state == self.state
            and set(fold_name(school.name).split()) - UNSAID == words
        }
        return f"; perhaps {' or '.join(sorted(close))}" if close else ""

    def program(self, holdings: Holdings, school: School, *, on: dt.date):
        """The key of the program, and the proposal to add it where it is not known."""
        if fitting := holdings.fitting(school.unitid, self.level, self.field):
            return program_key(fitting[0]), []
        if self.status == AccreditationStatus.WITHDRAWN:
            return None, []
        proposal = new_program(
            school,
            self.level,
            self.field,
            title=Field(self.field).label,
            source=sources.CAHIIM_DIRECTORY,
            as_of=self.as_of,
            kind=Kind.PUBLISHED,
            on=on,
        )
        return proposal.key, [proposal]

    def statement(self, key: dict) -> Proposal:
        holds = self.status != AccreditationStatus.WITHDRAWN
        return statement(
            key,
            f"directory-{self.as_of.year}",
            accreditation_status=self.status,
            evidence=Evidence.DIRECTORY,
            evidence_url=self.row.text("program_page"),
            valid_from=self.first_day if holds else None,
            next_review=self.row.text("next_review"),
            source=sources.ref(sources.CAHIIM_DIRECTORY),
            as_of=self.as_of,
            kind=Kind.PUBLISHED,
            checked_on=self.as_of,
        )
