"""The accreditor's list as staff upload or paste it: rows matched with a stated confidence."""

import csv
import datetime as dt
import io
from collections.abc import Iterable, Iterator

from django.db.models import Max

from careers.choices import AccreditationStatus
from editorial.choices import Kind
from editorial.imports.files import Fault, ImportFaults
from editorial.imports.proposals import Proposal, read_csv
from editorial.imports.uploads.importers import FileReading, Matched
from schools.choices import Evidence
from schools.importers import sources
from schools.importers.accreditation_matching import Holdings, program_key, statement
from schools.importers.cahiim_directory import COLUMNS, KEY, DirectoryRow
from schools.importers.directory_matching import SchoolNames, sole_exact
from schools.models import Accreditation
from schools.models.search_text import fold

FILE = "directory.csv"
NEEDED = (*KEY, "status")
OTHER_HEADERS = {
    "institution": (
        *(
            "institution_name",
            "school",
            "school_name",
            "college",
            "sponsoring_institution",
        ),
    ),
    "degree_level": ("degree", "level", "program_level", "award_level"),
    "field": ("program", "program_type", "discipline"),
    "status": ("accreditation_status", "current_status"),
    "initial_date": ("initial_accreditation", "initial_accreditation_date", "since"),
    "next_review": ("next_comprehensive_review", "next_review_date", "review_year"),
    "program_page": ("website", "url", "program_website", "program_url"),
}
HEADERS = {word: name for name, words in OTHER_HEADERS.items() for word in words}


def with_known_header(text: str) -> str:
    """The list's column names as ours; columns that a list may lack are added, empty."""
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except csv.Error:
        # Read as it is, so that the fault is named where it stands.
        return text
    if not rows:
        return text
    header = ["_".join(fold(name).split()) for name in rows[0]]
    rows[0] = [
        HEADERS[name] if name in HEADERS and HEADERS[name] not in header else name
        for name in header
    ]
    if set(NEEDED) - set(rows[0]):
        return text
    lacking = [name for name in COLUMNS if name not in rows[0]]
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([*rows[0], *lacking])
    for row in rows[1:]:
        writer.writerow([*row, *("" for _ in lacking)] if any(row) else row)
    whole = out.getvalue()
    return whole if text.endswith(("\n", "\r")) else whole.rstrip("\n")


def check_day(as_of: dt.date) -> None:
    """Refuse what would put an older word of the accreditor over a newer one."""
    held = Accreditation.objects.filter(evidence=Evidence.DIRECTORY)
    newest = held.aggregate(day=Max("as_of"))["day"]
    if newest and as_of < newest:
        message = f"was fetched on {as_of:%-d %B %Y}; a list of {newest:%-d %B %Y} is here already"
        raise ImportFaults([Fault(FILE, None, "", message)])


def propose(reading: FileReading) -> Iterator[Proposal]:
    faults: list[Fault] = []
    holdings = Holdings.load()
    names = SchoolNames(holdings.schools.values())
    schools_with = SchoolsWith(holdings)
    by_pk = {school.pk: school for school in holdings.schools.values()}
    proposals: list[Proposal] = []
    spoken_of: dict[tuple, int] = {}
    path = reading.folder / FILE
    for row in read_csv(path, COLUMNS, key=KEY, faults=faults):
        entry = DirectoryRow(row, reading.as_of)
        if entry.level is None:
            level = row.text("degree_level")[:40]
            reading.notes.append(
                f"Row {row.number}: we know no level {level!r}, left out"
            )
            continue
        if not entry.is_readable:
            continue
        match = matched(entry, names, schools_with, reading.remembered)
        reading.matches.append(match)
        school = by_pk.get(match.object_pk)
        if school is None:
            continue
        key, added = entry.program(holdings, school, on=reading.on)
        if key is None:
            said = f"Row {row.number}: {school} has no such program, none added"
            reading.notes.append(said)
            continue
        first = spoken_of.setdefault(tuple(key.values()), row.number)
        if first != row.number:
            said = f"Row {row.number}: the same program as row {first}, left out"
            reading.notes.append(said)
            continue
        for proposal in [*added, entry.statement(key)]:
            proposal.file, proposal.row = row.file, row.number
            proposals.append(proposal)
    if faults:
        raise ImportFaults(faults)
    yield from sources.propose_sources(
        sources.CAHIIM_DIRECTORY, retrieved_on=reading.as_of
    )
    yield from sources.propose_sources(sources.AWARD_LEVELS)
    yield from proposals
    yield from no_longer_listed(reading, spoken_of)


class SchoolsWith(dict):
    """Primary keys of the schools that have a program of a level and field."""

    def __init__(self, holdings: Holdings) -> None:
        super().__init__()
        self.holdings = holdings

    def __missing__(self, asked: tuple[str, str]) -> set[int]:
        level, field = asked
        self[asked] = {
            program.school_id
            for unitid, at_level in list(self.holdings.programs)
            if at_level == level
            for program in self.holdings.fitting(unitid, level, field)
        }
        return self[asked]


def matched(
    entry: DirectoryRow,
    names: SchoolNames,
    schools_with: SchoolsWith,
    remembered: dict[str, int | None],
) -> Matched:
    row = entry.row
    words = {name: row.text(name) for name in KEY}
    identity = " | ".join(fold(text) for text in words.values())[:500]
    found = names.candidates(
        words["institution"],
        words["city"],
        entry.state,
        schools_with[entry.level, entry.field],
    )
    match = Matched(row.number, identity, words, [one.as_json() for one in found])
    if identity in remembered:
        match.object_pk = remembered[identity]
        match.is_remembered = True
    elif exact := sole_exact(found):
        match.object_pk, match.is_exact = exact.school.pk, True
    return match


def no_longer_listed(
    reading: FileReading, spoken_of: dict[tuple, int]
) -> Iterator[Proposal]:
    """Programs that an earlier list calls accredited and this one does not name: withdrawn.

    Not those of a school that a row still to be decided may mean.
    """
    open_schools = {
        one["pk"]
        for match in reading.matches
        if match.object_pk is None and not match.is_remembered
        for one in match.candidates
    }
    earlier = Accreditation.objects.filter(
        evidence=Evidence.DIRECTORY,
        accreditation_status=AccreditationStatus.ACCREDITED,
        as_of__lt=reading.as_of,
    ).select_related("program__school")
    for held in newest_of_each(earlier):
        key = program_key(held.program)
        if tuple(key.values()) in spoken_of:
            continue
        if held.program.school_id in open_schools:
            said = f"{held.program}: perhaps no longer listed; decide the rows first"
            reading.notes.append(said)
            continue
        proposal = statement(
            key,
            f"directory-{reading.as_of.year}",
            accreditation_status=AccreditationStatus.WITHDRAWN,
            evidence=Evidence.DIRECTORY,
            source=sources.ref(sources.CAHIIM_DIRECTORY),
            as_of=reading.as_of,
            kind=Kind.PUBLISHED,
            checked_on=reading.as_of,
        )
        proposal.file, proposal.is_gone = FILE, True
        yield proposal


def newest_of_each(statements: Iterable[Accreditation]) -> list[Accreditation]:
    newest: dict[int, Accreditation] = {}
    for one in sorted(statements, key=lambda one: (one.as_of, one.pk)):
        newest[one.program_id] = one
    return list(newest.values())


def summary(rows: Iterable) -> str:
    """What came of an acceptance, in a sentence."""
    confirmed, withdrawn = set(), set()
    for row in rows:
        if not isinstance(row, Accreditation):
            continue
        if row.accreditation_status == AccreditationStatus.WITHDRAWN:
            withdrawn.add(row.program_id)
        elif row.accreditation_status != AccreditationStatus.CANDIDACY:
            confirmed.add(row.program_id)
    said = []
    if confirmed:
        said.append(f"Accreditation confirmed for {programs(confirmed)}.")
    if withdrawn:
        said.append(f"Withdrawn for {programs(withdrawn)}.")
    return " ".join(said)


def programs(found: set[int]) -> str:
    return f"{len(found):,} program{'' if len(found) == 1 else 's'}"
