"""What schools and CAHIIM say about accreditation, compiled from their pages.

This is not the accreditor's directory: see `cahiim_directory` for that, which outranks it. Only
two of the file's statuses count as accredited. Rows that a person should look at first are
reported, and so is a school that only lists the accreditor: that may be of another program.
"""

import datetime as dt
import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator

from careers.choices import AccreditationStatus, AwardLevel, Field
from editorial.choices import Kind, Status
from editorial.imports.proposals import Fault, FileRow, ImportFaults, Proposal, read_csv
from schools.choices import Evidence, LengthBasis, StudyMode
from schools.importers import sources
from schools.importers.accreditation_matching import (
    Holdings,
    new_program,
    program_key,
    statement,
)
from schools.lengths import Months, length_values
from schools.models import Program

CAHIIM = "cahiim_programs.csv"
FILES = (CAHIIM,)
COLUMNS = (
    *("unitid", "institution", "state", "level", "field", "degree_title", "modality"),
    *("program_url", "credits", "duration_months", "accreditation_status"),
    *("accredited_through", "source_urls", "source_kind", "notes"),
)
STATEMENT = "compiled-2026"

LEVELS = {
    "associate": AwardLevel.ASSOCIATE,
    "bachelor": AwardLevel.BACHELOR,
    "master": AwardLevel.MASTER,
}
FIELDS = {"HIM": Field.HEALTH_INFORMATION, "HI": Field.INFORMATICS}
MODES = {
    "online": StudyMode.ONLINE,
    "on campus": StudyMode.CAMPUS,
    "hybrid": StudyMode.HYBRID,
    "on campus or online": StudyMode.HYBRID,
    "": StudyMode.UNKNOWN,
}
EDITION = re.compile(
    r"\b(20\d\d)-20\d\d (?:catalog|bulletin|program manual|department)"
)
PAGE_OF = re.compile(r"\b(?:of|year) (?:about )?(?:\d{4}-)?((?:19|20)\d\d)\b")
YEAR = re.compile(r"\b(?:19|20)\d\d\b")
URL = URLValidator(schemes=["http", "https"])


class EvidenceGrade(NamedTuple):
    status: AccreditationStatus
    evidence: Evidence
    kind: Kind


GRADES = {
    "accredited_cahiim_directory": EvidenceGrade(
        AccreditationStatus.ACCREDITED, Evidence.ACCREDITOR_PAGE, Kind.PUBLISHED
    ),
    "accredited_school_statement": EvidenceGrade(
        AccreditationStatus.ACCREDITED, Evidence.SCHOOL, Kind.SCHOOL_REPORTED
    ),
    "cahiim_named_by_school": EvidenceGrade(
        AccreditationStatus.REPORTED, Evidence.NAMED_BY_SCHOOL, Kind.SCHOOL_REPORTED
    ),
    "accredited_older_statement": EvidenceGrade(
        AccreditationStatus.REPORTED, Evidence.OLDER, Kind.HISTORICAL
    ),
    "accredited_third_party": EvidenceGrade(
        AccreditationStatus.REPORTED, Evidence.THIRD_PARTY, Kind.HISTORICAL
    ),
    "candidacy": EvidenceGrade(
        AccreditationStatus.CANDIDACY, Evidence.SCHOOL, Kind.SCHOOL_REPORTED
    ),
    "proposed_unknown": EvidenceGrade(
        AccreditationStatus.UNCONFIRMED, Evidence.OLDER, Kind.HISTORICAL
    ),
    "discontinued": EvidenceGrade(
        AccreditationStatus.UNCONFIRMED, Evidence.SCHOOL, Kind.HISTORICAL
    ),
    # Nothing is said about accreditation.
    "not_stated": None,
    "not_verified_guide": None,
}
REPORTED = AccreditationStatus.REPORTED
NEEDS_A_LOOK = {
    ("433387", "bachelor"): EvidenceGrade(
        REPORTED, Evidence.OLDER, Kind.SCHOOL_REPORTED
    ),
    ("232788", "associate"): EvidenceGrade(
        REPORTED, Evidence.OLDER, Kind.SCHOOL_REPORTED
    ),
    ("178387", "bachelor"): EvidenceGrade(
        REPORTED, Evidence.SCHOOL, Kind.SCHOOL_REPORTED
    ),
    ("133702", "associate"): EvidenceGrade(
        REPORTED, Evidence.SCHOOL, Kind.SCHOOL_REPORTED
    ),
    ("487010", "master"): EvidenceGrade(
        REPORTED, Evidence.SCHOOL, Kind.SCHOOL_REPORTED
    ),
}
"""School and level of statements that read like accreditation and are not safe to show as such."""

ADDRESS_NOT_SEEN = {("232788", "associate")}
LEAST_TIME_ONLY = {("174066", "master")}
"""Whose months are the least a student can take, not what a program takes."""

SHOWS_THE_PROGRAM = {
    "school_page",
    "school_news",
    "cahiim_directory_page",
    "accreditor_or_state_document",
}
"""Kinds of page that vouch for a program of today; the others are old or second-hand."""
NOT_ON_OFFER = {"discontinued", "proposed_unknown", "not_verified_guide"}
GUIDES = {"guide", "guide_historical"}
PAGES = {"school_page", "cahiim_directory_page", "third_party"}


def propose(folder: Path, notes: list[str], *, on: dt.date) -> Iterator[Proposal]:
    """Statements and what else the file knows of a program; *notes* takes what has no place."""
    faults: list[Fault] = []
    holdings = Holdings.load(apart_from=sources.CAHIIM_STATEMENTS)
    if not holdings.programs:
        faults.append(Fault(CAHIIM, None, "", "no programs: import them first"))
    proposals: list[Proposal] = []
    spoken_of: dict[tuple, int] = {}
    for row in read_csv(folder / CAHIIM, COLUMNS, faults=faults):
        reader = StatementReader(row)
        if not reader.is_readable:
            continue
        for proposal in reader.proposals(holdings, notes, on=on):
            identity = (proposal.model, *proposal.key.values())
            if proposal.model is not Program and identity in spoken_of:
                row.fault("unitid", f"row {spoken_of[identity]} speaks of it already")
            spoken_of[identity] = row.number
            proposal.file, proposal.row = row.file, row.number
            proposals.append(proposal)
    if faults:
        raise ImportFaults(faults)
    yield from sources.propose_sources(sources.CAHIIM_STATEMENTS, sources.AWARD_LEVELS)
    yield from proposals


class StatementReader:
    """Reads one row: the program it is about, what it says, how far it can be trusted."""

    def __init__(self, row: FileRow) -> None:
        self.row = row
        self.unitid = row.text("unitid")
        self.level = row.choice("level", LEVELS)
        self.field = row.choice("field", FIELDS)
        self.mode = row.choice("modality", MODES)
        self.said = row.text("accreditation_status")
        self.grade = row.choice("accreditation_status", GRADES)
        self.kind_of_page = row.text("source_kind", required=True)
        self.months = row.integer("duration_months", minimum=1)
        self.credits: Decimal | None = row.decimal("credits", minimum=1)
        self.identity = (self.unitid, row.text("level"))
        self.grade = NEEDS_A_LOOK.get(self.identity, self.grade)

    @property
    def is_readable(self) -> bool:
        return None not in (self.level, self.field, self.mode) and self.said in GRADES

    def note(self, text: str) -> str:
        row = self.row
        return (
            f"Row {row.number}, {row.text('institution')} ({row.text('state')}), "
            f"{row.text('level')} {row.text('field')}: {text}"
        )

    def proposals(
        self, holdings: Holdings, notes: list[str], *, on: dt.date
    ) -> Iterator[Proposal]:
        if not self.unitid:
            notes.append(self.note("no UNITID, left out"))
            return
        if self.unitid not in holdings.schools:
            self.row.fault("unitid", f"no school {self.unitid}: import schools first")
            return
        unitid = holdings.schools[self.unitid].unitid
        if fitting := holdings.fitting(unitid, self.level, self.field):
            program = fitting[0]
            if len(fitting) > 1:
                codes = ", ".join(fit.cip_code for fit in fitting[1:])
                notes.append(
                    self.note(f"{program.cip_code} has more awards than {codes}")
                )
            key = program_key(program)
            if values := self.improvements(program):
                yield Proposal(Program, key, values)
        elif self.vouches_for_program:
            proposal = self.program(holdings, on=on)
            others = holdings.programs.get((unitid, self.level), [])
            filed = ", ".join(f"{other.cip_code} {other.title}" for other in others)
            doubt = f"; perhaps what IPEDS files under {filed}" if filed else ""
            notes.append(self.note(f"a program of its own{doubt}"))
            key = proposal.key
            yield proposal
        else:
            notes.append(
                self.note(
                    f"no such program, none added ({self.said}, {self.kind_of_page})"
                )
            )
            return
        if self.grade:
            yield self.statement(key)

    @property
    def vouches_for_program(self) -> bool:
        return (
            self.said not in NOT_ON_OFFER
            and self.kind_of_page in SHOWS_THE_PROGRAM
            and bool(self.row.text("degree_title"))
        )

    def improvements(self, program: Program) -> dict[str, Any]:
        """What the row adds to a program that a survey lists."""
        if self.said == "discontinued":
            # Once: who publishes it again knows better.
            is_new = not program.accreditations.filter(key=STATEMENT).exists()
            return {"status": Status.ARCHIVED} if is_new else {}
        values: dict[str, Any] = {}
        if self.kind_of_page in GUIDES or self.said in NOT_ON_OFFER:
            return values
        if self.kind_of_page in PAGES and (url := self.row.text("program_url")):
            values["url"] = url
        # The survey knows of schools that teach all or nothing at a distance; it is newer.
        if program.study_mode == StudyMode.UNKNOWN:
            values["study_mode"] = self.mode
        is_ours_to_set = program.length_basis != LengthBasis.PUBLISHED or (
            program.length_source.slug == sources.CAHIIM_STATEMENTS
        )
        return values | (self.length() if is_ours_to_set else {})

    def length(self) -> dict[str, Any]:
        if (
            self.months is None
            or self.kind_of_page not in SHOWS_THE_PROGRAM
            or self.identity in LEAST_TIME_ONLY
        ):
            return {}
        return length_values(
            Months(self.months, self.months),
            basis=LengthBasis.PUBLISHED,
            kind=Kind.SCHOOL_REPORTED,
            source=sources.ref(sources.CAHIIM_STATEMENTS),
            as_of=self.spoken_on,
        )

    def program(self, holdings: Holdings, *, on: dt.date) -> Proposal:
        return new_program(
            holdings.schools[self.unitid],
            self.level,
            self.field,
            title=self.row.text("degree_title"),
            source=sources.CAHIIM_STATEMENTS,
            as_of=self.spoken_on,
            kind=Kind.SCHOOL_REPORTED,
            on=on,
            credits=self.credits,
            url=self.row.text("program_url"),
            study_mode=self.mode,
            **self.length(),
        )

    def statement(self, key: dict[str, Any]) -> Proposal:
        return statement(
            key,
            STATEMENT,
            accreditation_status=self.grade.status,
            evidence=self.grade.evidence,
            evidence_url=self.evidence_url,
            # Years are those of the next review; none is an end of accreditation.
            next_review=self.row.text("accredited_through"),
            note="; ".join(self.remarks),
            source=sources.ref(sources.CAHIIM_STATEMENTS),
            as_of=self.spoken_on,
            kind=self.grade.kind,
        )

    @property
    def evidence_url(self) -> str:
        """The first address given that can be followed."""
        if self.identity in ADDRESS_NOT_SEEN:
            return ""
        for url in self.row.text("source_urls").split(";"):
            try:
                URL(url)
            except ValidationError:
                continue
            if not url.endswith("..."):
                return url
        return ""

    @property
    def remarks(self) -> list[str]:
        """The notes without what was copied into them from IPEDS."""
        parts = (part.strip() for part in self.row.text("notes").split("; "))
        return [part for part in parts if part and not part.startswith("IPEDS")]

    @property
    def spoken_on(self) -> dt.date:
        """The day the page speaks for: a date, a catalog year or a year that its notes name.

        A page that shows none is taken as of the day it was read.
        """
        remarks = "; ".join(self.remarks)
        if dates := re.findall(r"\b20\d\d-\d\d-\d\d\b", remarks):
            return dt.date.fromisoformat(dates[-1])
        if edition := EDITION.search(remarks):
            return dt.date(int(edition[1]), 7, 1)
        _, _, detail = remarks.partition("status detail:")
        dated = re.sub(r"(through|since) \d{4}", "", detail)
        years = [int(year) for year in YEAR.findall(dated)]
        if not years and (page := PAGE_OF.search(remarks)):
            years = [int(page[1])]
        return dt.date(max(years), 1, 1) if years else sources.COMPILED_ON
