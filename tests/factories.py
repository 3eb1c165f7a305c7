"""The smallest valid published row of each model; a test states only what matters to it.

A figure brings its evidence: ``make_program(price_resident=5000)`` also fills in the source, the
date and the kind of its group, the academic year, and the price for everybody else.
"""

import datetime as dt
import hashlib
from itertools import count
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from django.utils import timezone
from django.utils.text import slugify

from careers.choices import (
    AccreditationStatus,
    AreaKind,
    AwardLevel,
    Education,
    Field,
    State,
)
from careers.models import (
    Area,
    AssessmentOption,
    AssessmentQuestion,
    Career,
    CareerPair,
    Credential,
    EligibilityRule,
    Guide,
    Occupation,
    Organization,
    Outlook,
    Pay,
    PayRelease,
)
from editorial.changes.recording import Recorder
from editorial.changes.values import snapshot
from editorial.choices import ChangeKind, Kind, SetState, Status
from editorial.models import (
    ChangeSet,
    CheckInterval,
    DataChange,
    PublishingTime,
    Snooze,
    Source,
    Upload,
)
from schools.choices import Evidence, LengthBasis, PriceBasis, SchoolLevel, Sector
from schools.models import (
    Accreditation,
    EarningsTest,
    FieldOutcome,
    Program,
    School,
    Synonym,
)

AS_OF = dt.date(2025, 7, 1)
YEAR = "2024-25"

FIGURES = {
    School: {
        "tuition": (
            "tuition_fees_in_district",
            "tuition_fees_in_state",
            "tuition_fees_out_of_state",
            "grad_tuition_fees_in_state",
            "grad_tuition_fees_out_of_state",
            "per_credit_in_state",
            "per_credit_out_of_state",
            "books_supplies",
        ),
        "outcomes": ("undergraduates", "net_price", "completion_rate"),
    },
    Program: {
        "price": ("price_resident", "price_nonresident", "price_in_district"),
        "length": ("months_low", "months_high"),
        "awards": ("awards_latest", "awards_previous", "awards_earlier"),
    },
    Credential: {
        "exam": (
            "questions_total",
            "questions_scored",
            "minutes",
            "fee_member",
            "fee_nonmember",
        ),
        "renewal": (
            "renewal_credits",
            "renewal_years",
            "renewal_fee_member",
            "renewal_fee_nonmember",
        ),
        "eligibility": (
            "experience_months",
            "membership_required",
            "accredited_program_required",
        ),
    },
    Occupation: {"onet": ("job_zone",)},
}

numbers = count(1)


def evidence(group: str, **given: Any) -> dict[str, Any]:
    """The columns a fact group needs; a source is made only where none is given."""
    source = given.get(f"{group}_source") or make_source()
    return {
        f"{group}_source": source,
        f"{group}_as_of": AS_OF,
        f"{group}_kind": Kind.PUBLISHED,
    }


def with_evidence(model: type, values: dict[str, Any]) -> dict[str, Any]:
    for group, names in FIGURES[model].items():
        if any(values.get(name) is not None for name in names):
            values = evidence(group, **values) | values
    return values


def make_source(**values: Any) -> Source:
    number = next(numbers)
    defaults = {
        "slug": f"source-{number}",
        "publisher": "Bureau of Examples",
        "title": f"Example release {number}",
        "url": f"https://example.org/releases/{number}",
        "release": "2025",
        "retrieved_on": AS_OF,
    }
    return Source.objects.create(**defaults | values)


def make_data_change(**values: Any) -> DataChange:
    defaults = {
        "made_on": AS_OF,
        "title": f"Prices of a newer year {next(numbers)}",
        "body": "Every price is now that of the year 2025-26.",
    }
    return DataChange.objects.create(**defaults | values)


def make_check_interval(**values: Any) -> CheckInterval:
    defaults = {"group": f"pass rate {next(numbers)}", "months": 12}
    return CheckInterval.objects.create(**defaults | values)


def make_publishing_time(**values: Any) -> PublishingTime:
    row = values.pop("row", None) or make_school(status=Status.DRAFT)
    defaults = {
        "content_type": ContentType.objects.get_for_model(type(row)),
        "object_pk": row.pk,
        "object_name": str(row),
        "to": Status.PUBLISHED,
        "at": timezone.now() + dt.timedelta(days=1),
    }
    return PublishingTime.objects.create(**defaults | values)


def make_snooze(**values: Any) -> Snooze:
    defaults = {
        "waiting": "no-price",
        "content_type": ContentType.objects.get_for_model(Program),
        "object_pk": next(numbers),
        "until": dt.date(2030, 1, 1),
        "reason": "The school answers in May.",
    }
    return Snooze.objects.create(**defaults | values)


def make_upload(**values: Any) -> Upload:
    content = values.get("content", b"unitid\n")
    defaults = {
        "name": "made-up.csv",
        "content": content,
        "size": len(content),
        "sha256": hashlib.sha256(content).hexdigest(),
        "as_of": dt.date(2026, 11, 22),
    }
    return Upload.objects.create(**defaults | values)


def make_school(**values: Any) -> School:
    number = next(numbers)
    name = values.get("name", f"Example College {number}")
    defaults = {
        "unitid": f"{100_000 + number}",
        "opeid6": f"{number % 1_000_000:06}",
        "name": name,
        "slug": f"{slugify(name)}-{number}",
        "city": "Springfield",
        "state": State.OH,
        "sector": Sector.PUBLIC,
        "level": SchoolLevel.TWO_YEAR,
        "status": Status.PUBLISHED,
        **evidence("directory", **values),
    }
    school = School(**with_evidence(School, defaults | values))
    school.clean()  # Fills in what a search reads.
    school.save()
    return school


def make_program(**values: Any) -> Program:
    number = next(numbers)
    title = values.get("title", f"Health Information Technology {number}")
    defaults = {
        "title": title,
        "slug": f"{slugify(title)}-{number}",
        "cip_code": "51.0707",
        "award_level": AwardLevel.ASSOCIATE,
        "field": Field.HEALTH_INFORMATION,
        "status": Status.PUBLISHED,
        **evidence("offer", **values),
    }
    values = with_evidence(Program, defaults | values)
    resident, nonresident = map(values.get, ("price_resident", "price_nonresident"))
    if resident is not None or nonresident is not None:
        both = nonresident if resident is None else resident
        values = {
            "price_year": YEAR,
            "price_basis": PriceBasis.PROGRAM,
            "price_resident": both,
            "price_nonresident": both,
        } | {name: value for name, value in values.items() if value is not None}
    if values.get("price_in_district") is not None:
        values = {"price_in_district_year": YEAR} | values
    low, high = map(values.get, ("months_low", "months_high"))
    if low is not None or high is not None:
        values = {"length_basis": LengthBasis.PUBLISHED} | values
        values["months_low"] = high if low is None else low
        values["months_high"] = low if high is None else high
    if "school" not in values:
        values["school"] = make_school()
    program = Program.objects.create(**values)
    # The database works out whether the program is dormant.
    program.refresh_from_db(fields=["is_dormant"])
    return program


def make_accreditation(**values: Any) -> Accreditation:
    defaults = {
        "key": f"statement-{next(numbers)}",
        "accreditation_status": AccreditationStatus.ACCREDITED,
        "evidence": Evidence.DIRECTORY,
        "as_of": AS_OF,
        "kind": Kind.PUBLISHED,
    }
    values = defaults | values
    if "program" not in values:
        values["program"] = make_program()
    if "source" not in values:
        values["source"] = make_source()
    return Accreditation.objects.create(**values)


def make_synonym(**values: Any) -> Synonym:
    defaults = {
        "words": f"word {next(numbers)}",
        "parameter": "mode",
        "value": "online",
        "status": Status.PUBLISHED,
    }
    return Synonym.objects.create(**defaults | values)


def make_field_outcome(**values: Any) -> FieldOutcome:
    number = next(numbers)
    # A school has one row a field and level.
    any_field = f"{number // 100 % 100:02}.{number % 100:02}"
    defaults = {
        "cip4_code": "51.07" if "credential_level" in values else any_field,
        "cip4_title": "Health and Medical Administrative Services",
        "credential_level": "Associate's Degree",
        "release": "2025",
    }
    values = defaults | values
    if "school" not in values:
        values["school"] = make_school()
    if "source" not in values:
        values["source"] = make_source()
    return FieldOutcome.objects.create(**values)


def make_earnings_test(**values: Any) -> EarningsTest:
    defaults = {
        "opeid6": f"{next(numbers):06}",
        "cip4_code": "51.07",
        "credential_level": "Associate",
        "earnings": 30_000,
        "counted": 40,
        "benchmark": 35_000,
        "fails": True,
        "release": "2026",
    }
    values = defaults | values
    if "source" not in values:
        values["source"] = make_source()
    return EarningsTest.objects.create(**values)


def make_organization(**values: Any) -> Organization:
    number = next(numbers)
    name = values.get("name", f"Example Association {number}")
    defaults = {
        "slug": f"{slugify(name)}-{number}",
        "name": name,
        "role": "Certifies people who keep health records.",
        "status": Status.PUBLISHED,
    }
    values = defaults | values
    if "source" not in values:
        values["source"] = make_source()
    return Organization.objects.create(**values)


def make_credential(**values: Any) -> Credential:
    number = next(numbers)
    abbr = values.get("abbr", f"EX{number}")
    defaults = {
        "slug": f"{slugify(abbr)}-{number}",
        "abbr": abbr,
        "name": f"Registered Example Technician {number}",
        "status": Status.PUBLISHED,
    }
    values = with_evidence(Credential, defaults | values)
    if "issuer" not in values:
        values["issuer"] = make_organization()
    return Credential.objects.create(**values)


def make_rule(**values: Any) -> EligibilityRule:
    """A verified way to sit, open to every level and field unless the test narrows it."""
    defaults = {
        "slug": f"way-{next(numbers)}",
        "reason": "Graduates of such programs may sit the exam.",
        "is_verified": True,
    }
    values = defaults | values
    if "credential" not in values:
        values["credential"] = make_credential()
    if "source" not in values:
        values["source"] = make_source()
    return EligibilityRule.objects.create(**values)


def make_occupation(**values: Any) -> Occupation:
    number = next(numbers)
    defaults = {
        "soc_code": f"{29 + number // 10_000}-{number % 10_000:04}",
        "title": f"Example specialists {number}",
    }
    values = with_evidence(Occupation, defaults | values)
    if "source" not in values:
        values["source"] = make_source()
    return Occupation.objects.create(**values)


def make_area(**values: Any) -> Area:
    """A metropolitan area; a state or the nation needs its ``kind`` given."""
    number = next(numbers)
    name = values.get("name", f"Exampleville {number}")
    defaults = {
        "code": f"{number:07}",
        "kind": AreaKind.METRO,
        "name": name,
        "slug": f"{slugify(name)}-{number}",
        "state": "" if values.get("kind") == AreaKind.NATION else State.OH,
    }
    return Area.objects.create(**defaults | values)


def make_pay(**values: Any) -> Pay:
    defaults = {"release": "May 2025", "annual_median": 50_000}
    values = defaults | values
    if "occupation" not in values:
        values["occupation"] = make_occupation()
    if "area" not in values:
        values["area"] = make_area()
    if "source" not in values:
        values["source"] = make_source()
    make_pay_release(values["release"])
    return Pay.objects.create(**values)


def make_pay_release(name: str = "May 2025") -> PayRelease:
    """Current, if none is of a later year."""
    release, _ = PayRelease.objects.get_or_create(name=name)
    latest = max(PayRelease.objects.all(), key=lambda each: each.name[-4:])
    PayRelease.objects.filter(pk=latest.pk).make_current()
    return release


def make_outlook(**values: Any) -> Outlook:
    defaults = {"cycle": "2024-34", "base_year": 2024, "projected_year": 2034}
    values = defaults | values
    if "occupation" not in values:
        values["occupation"] = make_occupation()
    if "source" not in values:
        values["source"] = make_source()
    return Outlook.objects.create(**values)


def make_career(**values: Any) -> Career:
    number = next(numbers)
    name = values.get("name", f"Example coder {number}")
    defaults = {
        "slug": f"{slugify(name)}-{number}",
        "name": name,
        "plural": f"{name.lower()}s",
        "tagline": "Keeps health records right.",
        "summary": "Reads records and gives each diagnosis its code.",
        "overview": "Somebody has to keep the records right.",
        "entry_education": Education.CERTIFICATE,
        "status": Status.PUBLISHED,
    }
    values = defaults | values
    if "occupation" not in values:
        values["occupation"] = make_occupation()
    return Career.objects.create(**values)


def make_guide(**values: Any) -> Guide:
    number = next(numbers)
    defaults = {
        "slug": f"guide-{number}",
        "title": f"Which way {number}?",
        "summary": "It depends on the exam.",
        "body": "First.\n\n## Why\n\nBecause.",
        "status": Status.PUBLISHED,
        "published_on": AS_OF,
    }
    return Guide.objects.create(**defaults | values)


def make_career_pair(**values: Any) -> CareerPair:
    defaults = {
        "title": f"Charts or data {next(numbers)}",
        "body": "One reads charts, the other checks data.",
        "status": Status.PUBLISHED,
    }
    values = defaults | values
    for side in ("first", "second"):
        if side not in values:
            values[side] = make_career()
    return CareerPair.objects.create(**values)


def make_assessment_question(**values: Any) -> AssessmentQuestion:
    number = next(numbers)
    defaults = {
        "slug": f"question-{number}",
        "position": number % 1_000,
        "text": f"Which example do you like best, number {number}?",
        "status": Status.PUBLISHED,
    }
    return AssessmentQuestion.objects.create(**defaults | values)


def make_assessment_option(**values: Any) -> AssessmentOption:
    number = next(numbers)
    defaults = {
        "value": f"answer-{number}",
        "position": number % 1_000,
        "label": f"The example {number}",
    }
    values = defaults | values
    if "question" not in values:
        values["question"] = make_assessment_question()
    return AssessmentOption.objects.create(**values)


def correct(row: Model, **values: Any) -> ChangeSet:
    """Have a person set *values* of a row, as the log tells it."""
    before = snapshot(row)
    for name, value in values.items():
        setattr(row, name, value)
    row.save()
    made = ChangeSet(
        kind=ChangeKind.EDIT, state=SetState.ACCEPTED, made_by_name="somebody"
    )
    recorder = Recorder(made)
    recorder.changed(row, before)
    return recorder.save()
