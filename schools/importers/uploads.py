"""Which importers of this app take files that staff upload."""

from collections.abc import Iterable, Iterator

from django.db import models

from editorial.choices import ChangeTopic, Status
from editorial.facts import fact_groups
from editorial.imports.proposals import Proposal
from editorial.imports.uploads.importers import (
    FileReading,
    Importer,
    NeededFile,
    add_importer,
)
from schools.importers import directory_upload, field_of_study, institutions, programs
from schools.importers.accreditation_matching import program_key
from schools.importers.official import (
    characteristics,
    charges,
    completions,
    directory,
    earnings_test,
)
from schools.importers.official.survey import with_plain_header
from schools.models import (
    Accreditation,
    EarningsTest,
    FieldOutcome,
    Program,
    School,
)
from schools.services import Repriced, refresh_estimate, refresh_estimates

MONEY = {School: ("tuition_as_of",), Program: ("price_as_of",)}
OTHER_MONEY = {School: {"net_price"}}


def topic(model: type[models.Model], name: str) -> ChangeTopic | str:
    """What a field is about; without a name, what a new row is about."""
    if model is Accreditation:
        return ChangeTopic.ACCREDITATION
    if model in (FieldOutcome, EarningsTest):
        return ChangeTopic.MONEY
    if name in OTHER_MONEY.get(model, ()):
        return ChangeTopic.MONEY
    for group in fact_groups(model):
        if group.as_of in MONEY.get(model, ()) and name in group.columns:
            return ChangeTopic.MONEY
    return ""


def follow(row: models.Model) -> Repriced:
    """Estimates follow a school's tuition and a program's own figures."""
    if isinstance(row, School):
        return refresh_estimates(school=row)
    return refresh_estimate(program=row) if isinstance(row, Program) else []


def propose_institutions(reading: FileReading) -> Iterator[Proposal]:
    return institutions.propose_file(
        reading.folder, reading.notes, on=reading.on, named=reading.named
    )


def propose_programs(reading: FileReading) -> Iterator[Proposal]:
    """Programs of the file, and the end of those that a whole file names no more."""
    ended: list[Program] = []
    yield from programs.propose(
        reading.folder, reading.notes, on=reading.on, ended=ended
    )
    if reading.lacks_rows and ended:
        reading.notes.append("Rows were left out, so no program is said to have ended.")
        return
    for program in ended:
        yield Proposal(
            Program,
            program_key(program),
            {"status": Status.ARCHIVED},
            file=programs.PROGRAMS,
            is_gone=True,
        )


def propose_outcomes(reading: FileReading) -> Iterable[Proposal]:
    return field_of_study.propose(reading.folder, reading.notes)


def add_importers() -> None:
    add_importer(
        Importer(
            "institutions",
            "schools of IPEDS (institutions.csv)",
            (NeededFile(institutions.INSTITUTIONS, institutions.COLUMNS),),
            propose_institutions,
            topic,
            follow,
        )
    )
    add_importer(
        Importer(
            "programs",
            "programs of IPEDS (programs_cip.csv)",
            (NeededFile(programs.PROGRAMS, programs.COLUMNS),),
            propose_programs,
            topic,
            follow,
        )
    )
    add_importer(
        Importer(
            "cahiim-directory",
            "the accreditor’s list (institution, city, state, degree level, field, status)",
            (
                NeededFile(
                    directory_upload.FILE,
                    directory_upload.NEEDED,
                    directory_upload.with_known_header,
                ),
            ),
            directory_upload.propose,
            topic,
            check=directory_upload.check_day,
            matches_rows=True,
            summary=directory_upload.summary,
        )
    )
    add_importer(
        Importer(
            "field-of-study",
            "outcomes of College Scorecard (field_of_study.csv)",
            (NeededFile(field_of_study.FIELD_OF_STUDY, field_of_study.COLUMNS),),
            propose_outcomes,
            topic,
            follow,
        )
    )
    for name, label, module in (
        ("ipeds-directory", "IPEDS directory (HDyyyy)", directory),
        ("ipeds-characteristics", "IPEDS offerings (ICyyyy)", characteristics),
        ("ipeds-charges", "IPEDS charges (ICyyyy_AY, COST1_yyyy)", charges),
    ):
        needed = NeededFile(module.FILE.name, module.FILE.columns, with_plain_header)
        add_importer(Importer(name, label, (needed,), module.propose, topic, follow))
    needed = NeededFile(completions.NAME, completions.COLUMNS, with_plain_header)
    label = "IPEDS awards by program (Cyyyy_A)"
    add_importer(
        Importer("ipeds-completions", label, (needed,), completions.propose, topic)
    )
    needed = NeededFile(earnings_test.NAME, earnings_test.COLUMNS)
    label = "federal earnings test, the Department’s model (Program Performance Data)"
    add_importer(
        Importer("earnings-test", label, (needed,), earnings_test.propose, topic)
    )
