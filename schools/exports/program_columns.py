"""The columns of a program in every export, in the API and in the data dictionary: one list.

Where we can say why a value is not known, a column ending in `_missing` says it.
"""

import datetime as dt
from collections.abc import Callable, Iterator

from careers.choices import AccreditationStatus, AwardLevel, Field, State, Verdict
from editorial.choices import Kind
from schools.choices import Evidence, LengthBasis, PriceBasis, Sector, StudyMode
from schools.finder.bands import LEVEL_OF_AWARD, AccreditationChoice, Level
from schools.finder.indexed_program import IndexedProgram
from web.downloads import Column, Columns, Value, public_url


def of(name: str) -> Callable[[IndexedProgram], Value]:
    """The program's own attribute; an empty text is None."""

    def value(line: IndexedProgram) -> Value:
        found = getattr(line.program, name)
        return None if found == "" else found

    return value


def of_school(name: str) -> Callable[[IndexedProgram], Value]:
    return lambda line: getattr(line.program.school, name) or None


def of_statement(name: str) -> Callable[[IndexedProgram], Value]:
    return lambda line: getattr(line.statement, name, None) or None


def credits_of(line: IndexedProgram) -> float | None:
    credits = line.program.credits
    return None if credits is None else float(credits)


def miles_of(line: IndexedProgram) -> float | None:
    return None if line.miles is None else round(line.miles, 1)


def evidence(
    group: str, of: Callable[[IndexedProgram], dict | None], blank: str
) -> Iterator[Column]:
    """The columns that say where one group of figures comes from."""

    def get(name: str) -> Callable[[IndexedProgram], Value]:
        def value(line: IndexedProgram) -> Value:
            return (of(line) or {}).get(name) or None

        return value

    def source(name: str) -> Callable[[IndexedProgram], Value]:
        def value(line: IndexedProgram) -> Value:
            found = (of(line) or {}).get("source")
            return (getattr(found, name) or None) if found else None

        return value

    def cited(line: IndexedProgram) -> Value:
        found = (of(line) or {}).get("source")
        return found.citation if found else None

    figures = f"the {group.replace('_', ' ')} figures"
    checked = "never, or there is no figure"
    yield Column(f"{group}_source", f"Where {figures} come from", cited, blank=blank)
    yield Column(
        f"{group}_source_url",
        "Address of that source",
        source("url"),
        blank=f"{blank}, or the source has no address",
    )
    yield Column(
        f"{group}_kind",
        f"How {figures} came to be",
        get("kind"),
        blank=blank,
        choices=Kind,
    )
    yield Column(
        f"{group}_as_of",
        f"The day {figures} speak for",
        get("as_of"),
        dt.date,
        blank=blank,
    )
    yield Column(
        f"{group}_retrieved_on",
        "The day we obtained our copy of the source",
        source("retrieved_on"),
        dt.date,
        blank=blank,
    )
    yield Column(
        f"{group}_checked_on",
        "The day a person last compared them with the source",
        get("checked_on"),
        dt.date,
        blank=checked,
    )


def group_of(name: str, *values: str) -> Callable[[IndexedProgram], dict | None]:
    """The evidence of a program's fact group, if any of its *values* is known."""

    def evidence(line: IndexedProgram) -> dict | None:
        program = line.program
        if values and all(getattr(program, value) is None for value in values):
            return None
        parts = ("source", "kind", "as_of", "checked_on")
        return {part: getattr(program, f"{name}_{part}") for part in parts}

    return evidence


def statement_evidence(line: IndexedProgram) -> dict | None:
    statement = line.statement
    if statement is None:
        return None
    parts = ("source", "kind", "as_of", "checked_on")
    return {part: getattr(statement, part) for part in parts}


NO_PRICE = "no price is known"
NO_STATEMENT = "no statement was found"
COLUMNS: Columns = (
    Column(
        "id",
        "Stable name of the program: the school’s UNITID, a dot, the program’s own part",
        of("ref"),
    ),
    Column("school", "Name of the school", of_school("name")),
    Column("unitid", "The school’s UNITID in IPEDS", of_school("unitid")),
    Column("city", "City of the campus", of_school("city")),
    Column("state", "State of the campus", of_school("state"), choices=State),
    Column("sector", "Who runs the school", of_school("sector"), choices=Sector),
    Column("title", "Title of the program", of("title")),
    Column("cip", "CIP 2020 code", of("cip_code")),
    Column(
        "field", "Field of study, grouped from CIP codes", of("field"), choices=Field
    ),
    Column(
        "award_level",
        "What the program awards",
        of("award_level"),
        choices=AwardLevel,
    ),
    Column(
        "level",
        "Award level as the finder groups it",
        lambda line: LEVEL_OF_AWARD[line.program.award_level],
        choices=Level,
    ),
    Column(
        "credits",
        "Credits of the whole program, as the school counts them",
        credits_of,
        float,
        "credits",
        blank="not known",
    ),
    Column(
        "mode",
        "Study mode; “unknown”: the school has not stated it",
        of("study_mode"),
        choices=StudyMode,
    ),
    Column(
        "miles",
        "Distance from the ZIP code of the search, as the crow flies",
        miles_of,
        float,
        "miles",
        blank="no ZIP code was given, or the school’s place is not known",
    ),
    Column(
        "price_for_me",
        "Price of the whole program for somebody of the home state given",
        lambda line: line.price.amount if line.home else None,
        int,
        "US dollars",
        blank="no home state was given, or no price is known",
    ),
    Column(
        "price_for_me_is",
        "Whose price that is",
        lambda line: (line.price.whose or None) if line.home else None,
        blank="no home state was given, or no price is known",
    ),
    Column(
        "price_resident",
        "Price of the whole program for residents of the school’s state",
        of("price_resident"),
        int,
        "US dollars",
        blank=NO_PRICE,
    ),
    Column(
        "price_nonresident",
        "Price of the whole program for everybody else; the same where there is one price",
        of("price_nonresident"),
        int,
        "US dollars",
        blank=NO_PRICE,
    ),
    Column(
        "price_in_district",
        "Price of the whole program for residents of a community college’s district",
        of("price_in_district"),
        int,
        "US dollars",
        blank="the school has no such price, or it is not known",
    ),
    Column(
        "price_missing",
        "Why there is no price",
        lambda line: line.price.reason or None,
        blank="there is a price",
    ),
    Column(
        "price_year",
        "Academic year the price is charged in",
        of("price_year"),
        blank=NO_PRICE,
    ),
    Column(
        "price_basis",
        "What the price was reckoned from",
        of("price_basis"),
        blank=NO_PRICE,
        choices=PriceBasis,
    ),
    Column(
        "price_terms",
        "How it was reckoned, in words",
        of("price_terms"),
        blank="no price is known, or it was published whole",
    ),
    Column(
        "months_low",
        "Length of the program, full time, at the least",
        of("months_low"),
        int,
        "months",
        blank="not known",
    ),
    Column(
        "months_high",
        "Length of the program, full time, at the most; the finder’s bands go by it",
        of("months_high"),
        int,
        "months",
        blank="not known",
    ),
    Column(
        "months_missing",
        "Why there is no length",
        lambda line: line.why_no_length or None,
        blank="there is a length",
    ),
    Column(
        "months_basis",
        "What the length was read from",
        of("length_basis"),
        blank="the length is not known",
        choices=LengthBasis,
    ),
    Column(
        "accreditation",
        "Standing with CAHIIM as the finder shows it; “unconfirmed” is not “not accredited”",
        lambda line: line.accreditation,
        choices=AccreditationChoice,
    ),
    Column(
        "accreditation_status",
        "Status by the statement in force",
        of_statement("accreditation_status"),
        blank=NO_STATEMENT,
        choices=AccreditationStatus,
    ),
    Column(
        "accreditation_evidence",
        "Where the statement was read",
        lambda line: line.statement and Evidence(line.statement.evidence).label,
        blank=NO_STATEMENT,
    ),
    Column(
        "accreditation_valid_from",
        "First day the statement holds",
        of_statement("valid_from"),
        dt.date,
        blank="no statement, or no such day was stated",
    ),
    Column(
        "accreditation_valid_until",
        "Last day the statement holds",
        of_statement("valid_until"),
        dt.date,
        blank="no statement, or it is open",
    ),
    Column(
        "eligible_for",
        "Credentials whose exam a graduate may sit, by the rules on this day",
        lambda line: line.credentials(Verdict.ELIGIBLE),
        list,
        blank="none",
    ),
    Column(
        "eligible_if_for",
        "Credentials whose exam a graduate may sit after meeting a condition more",
        lambda line: line.credentials(Verdict.ELIGIBLE_IF),
        list,
        blank="none",
    ),
    Column(
        "cannot_tell_for",
        "Credentials of which we cannot tell: accreditation or the rule is not confirmed",
        lambda line: line.credentials(Verdict.CANNOT_TELL),
        list,
        blank="none",
    ),
    Column(
        "awards_latest",
        "Awards in the newest year",
        of("awards_latest"),
        int,
        "awards",
        blank="not reported",
    ),
    Column(
        "awards_previous",
        "Awards a year before",
        of("awards_previous"),
        int,
        "awards",
        blank="not reported",
    ),
    Column(
        "awards_earlier",
        "Awards two years before",
        of("awards_earlier"),
        int,
        "awards",
        blank="not reported",
    ),
    Column(
        "awards_missing",
        "Why no awards are given",
        lambda line: line.why_no_awards or None,
        blank="awards are given",
    ),
    Column(
        "awards_year",
        "The newest year, 1 July to 30 June",
        of("awards_year"),
        blank="not reported",
    ),
    Column(
        "dormant",
        "Reported, with no award in the three newest years",
        of("is_dormant"),
        bool,
    ),
    Column(
        "url",
        "Page of the program on this site",
        lambda line: public_url(line.program.get_absolute_url()),
    ),
    Column(
        "program_url",
        "The school’s own page of the program",
        of("url"),
        blank="not known",
    ),
    *evidence("offer", group_of("offer"), "not known"),
    *evidence("price", group_of("price", "price_resident"), NO_PRICE),
    *evidence("months", group_of("length", "months_high"), "the length is not known"),
    *evidence("awards", group_of("awards"), "not reported"),
    *evidence("accreditation", statement_evidence, NO_STATEMENT),
)
