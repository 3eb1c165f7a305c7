"""A site with something of everything, to be asked as a whole."""

import datetime as dt

from careers.choices import AreaKind, Confidence, Link, Section
from careers.models import (
    AssessmentWeight,
    CareerCredential,
    CareerInterview,
    CareerItem,
    CareerLink,
    CareerOrganization,
    CareerPath,
    CareerStep,
    CredentialSource,
    EducationRoute,
    EmployerShare,
    IndustryPay,
    PassRate,
)
from editorial.choices import Kind
from editorial.models import Report
from tests.factories import (
    AS_OF,
    correct,
    make_accreditation,
    make_area,
    make_assessment_option,
    make_assessment_question,
    make_career,
    make_career_pair,
    make_check_interval,
    make_credential,
    make_data_change,
    make_earnings_test,
    make_field_outcome,
    make_guide,
    make_occupation,
    make_organization,
    make_outlook,
    make_pay,
    make_program,
    make_publishing_time,
    make_rule,
    make_school,
    make_snooze,
    make_source,
    make_synonym,
    make_upload,
)


def publish(rows: int) -> None:
    """A site with *rows* of everything, all of it about one career, credential and school."""
    source = make_source()
    publish_careers(rows, source)
    publish_schools(rows)
    for number in range(rows):
        make_data_change()
        make_check_interval()
        make_snooze()
        make_publishing_time()
        make_synonym()
        make_upload()
        Report.objects.create(page="/", wrong=f"Wrong {number}", right="Right")
        correct(make_source(), note="Read again.")


def publish_careers(rows: int, source) -> None:
    occupation = make_occupation(soc_code="29-2072", job_zone=3)
    everything = make_occupation(soc_code="00-0000")
    nation = make_area(kind=AreaKind.NATION, name="United States", slug="nation")
    coder = make_career(
        slug="coder",
        name="Harbor coder",
        occupation=occupation,
        program_fields=["health-information"],
    )
    rhit = make_credential(
        slug="rhit", abbr="RHIT", fee_member=229, accredited_program_required=True
    )
    biller = make_career(slug="biller", name="Biller")
    question = make_assessment_question(slug="company")
    alone = make_assessment_option(question=question, value="alone")
    make_pay(occupation=everything, area=nation)
    careers = [coder, biller, *(make_career(name="Harbor clerk") for _ in range(rows))]
    for career in careers:
        pay = {"annual_p10": 30_000, "annual_p90": 90_000}
        make_pay(occupation=career.occupation, area=nation, **pay)
        make_outlook(occupation=career.occupation, percent_change="7.1")
        AssessmentWeight.objects.create(
            option=alone, career=career, points=1, reason="Because."
        )
    for number, career in enumerate(careers[1:], start=1):
        CareerLink.objects.create(
            career=coder, kind=Link.RELATED, to=career, note="Near.", position=number
        )
    for number in range(1, rows + 1):
        credential = make_credential(name=f"Harbor credential {number}")
        organization = make_organization()
        for each in (rhit, credential):
            make_rule(credential=each, accreditor="CAHIIM")
            CredentialSource.objects.create(credential=each, source=make_source())
        PassRate.objects.create(
            credential=rhit,
            year=2000 + number,
            first_time_percent="70.5",
            kind=Kind.PUBLISHED,
            confidence=Confidence.PRIMARY,
            source=make_source(),
        )
        for section in Section:
            CareerItem.objects.create(
                career=coder,
                section=section,
                title=f"{section} {number}",
                position=number,
            )
        path = CareerPath.objects.create(
            career=coder, name=f"Path {number}", position=number
        )
        for position in range(1, rows + 1):
            CareerStep.objects.create(path=path, title="Enrol", position=position)
        EducationRoute.objects.create(
            career=coder,
            name=f"Route {number}",
            award_level="certificate-1-2",
            body="Short.",
            position=number,
        )
        CareerCredential.objects.create(
            career=coder, credential=credential, note="Asked for."
        )
        CareerCredential.objects.create(
            career=careers[number + 1], credential=rhit, note="Asked for."
        )
        CareerInterview.objects.create(
            career=coder,
            question=f"Why {number}?",
            answer="So.",
            person="A. Person",
            source=make_source(),
            position=number,
        )
        CareerOrganization.objects.create(career=coder, organization=organization)
        guide = make_guide(slug="accreditation" if number == 1 else f"other-{number}")
        guide.careers.set([coder, biller])
        guide.credentials.set([rhit, credential])
        guide.sources.set([make_source(), source])
        coder.sources.add(make_source())
        for kind in (AreaKind.STATE, AreaKind.METRO):
            make_pay(occupation=occupation, area=make_area(kind=kind))
        make_pay(occupation=occupation, area=nation, release=f"May {2000 + number}")
        IndustryPay.objects.create(
            occupation=occupation,
            industry_code=f"62{number:02}00",
            industry_name=f"Hospitals {number}",
            industry_level=4,
            annual_median=60_000,
            release="May 2025",
            source=make_source(),
        )
        EmployerShare.objects.create(
            occupation=occupation,
            industry=f"Hospitals {number}",
            year=2024,
            percent="20.0",
            source=make_source(),
        )
        make_assessment_option(question=make_assessment_question())
        make_career_pair()
    make_career_pair(first=coder, second=biller)


def publish_schools(rows: int) -> None:
    college = make_school(
        name="Ohio Valley College",
        slug="ohio-valley",
        unitid="900001",
        tuition_fees_in_state=4_000,
        latitude="39.1",
        longitude="-84.5",
    )
    titles = ["Records", *(f"Coding {number}" for number in range(rows))]
    for title in titles:
        for school in (college, make_school(name=f"Harbor College {title}")):
            program = make_program(
                school=school,
                title=title,
                slug=title.lower().replace(" ", "-"),
                price_resident=5_000,
                months_high=24,
                awards_latest=5,
            )
            make_accreditation(program=program)
            make_accreditation(program=program, as_of=AS_OF - dt.timedelta(days=400))
            make_field_outcome(school=school)
            make_earnings_test()
