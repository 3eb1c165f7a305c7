"""Accreditation by the statement in force, and the exams that hang on it."""

import datetime as dt

from careers.choices import AccreditationStatus, Verb, Verdict
from schools.exports.columns.origin import Origin, origin_columns
from schools.finder.indexed_program import IndexedProgram
from schools.models.bands import AccreditationChoice
from web.downloads import ExportColumn

NO_STATEMENT = "no statement was found"


def accreditation_origin(row: IndexedProgram) -> Origin:
    return Origin.of_statement(row.statement) if row.statement else Origin()


ACCREDITATION = [
    ExportColumn(
        "accreditation",
        "Standing with CAHIIM as the finder shows it; “unconfirmed” is not “not accredited”",
        lambda row: row.accreditation,
        choices=AccreditationChoice,
    ),
    ExportColumn(
        "accreditation_status",
        "Status by the statement in force",
        lambda row: row.statement and row.statement.accreditation_status,
        blank=NO_STATEMENT,
        choices=AccreditationStatus,
    ),
    ExportColumn(
        "accreditation_evidence",
        "Where the statement was read",
        lambda row: row.statement and row.statement.get_evidence_display(),
        blank=NO_STATEMENT,
    ),
    ExportColumn(
        "accreditation_valid_from",
        "First day the statement holds",
        lambda row: row.statement and row.statement.valid_from,
        dt.date,
        blank="no statement, or no such day was stated",
    ),
    ExportColumn(
        "accreditation_valid_until",
        "Last day the statement holds",
        lambda row: row.statement and row.statement.valid_until,
        dt.date,
        blank="no statement, or it is open",
    ),
]

ELIGIBILITY = [
    ExportColumn(
        "leads_to",
        "Credentials whose issuer admits only graduates of accredited programs, as this one is",
        lambda row: row.credentials_that(Verb.LEADS_TO),
        list,
        blank="none",
    ),
    ExportColumn(
        "may_lead_to",
        "The same, where only the accreditation of this program is not confirmed",
        lambda row: row.credentials_that(Verb.MAY_LEAD_TO),
        list,
        blank="none",
    ),
    ExportColumn(
        "prepares_for",
        "Credentials that others may sit for as well, in the field of this program",
        lambda row: row.credentials_that(Verb.PREPARES_FOR),
        list,
        blank="none",
    ),
    ExportColumn(
        "eligible_for",
        "Credentials whose exam a graduate may sit, by the rules on this day",
        lambda row: row.credentials(Verdict.ELIGIBLE),
        list,
        blank="none",
    ),
    ExportColumn(
        "eligible_if_for",
        "Credentials whose exam a graduate may sit after meeting a condition more",
        lambda row: row.credentials(Verdict.ELIGIBLE_IF),
        list,
        blank="none",
    ),
    ExportColumn(
        "cannot_tell_for",
        "Credentials of which we cannot tell: accreditation or the rule is not confirmed",
        lambda row: row.credentials(Verdict.CANNOT_TELL),
        list,
        blank="none",
    ),
]

ACCREDITATION_ORIGIN = origin_columns(
    "accreditation", accreditation_origin, blank=NO_STATEMENT
)
