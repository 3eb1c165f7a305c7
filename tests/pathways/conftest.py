"""A small catalogue in which RHIT, RHIA and a coding exam can be reached."""

import pytest

from careers.choices import AreaKind, AwardLevel, Field
from editorial.models import Catalogue
from schools.choices import StudyMode
from tests.factories import (
    make_accreditation,
    make_area,
    make_credential,
    make_occupation,
    make_pay,
    make_program,
    make_rule,
    make_school,
)

HI = [Field.HEALTH_INFORMATION]


@pytest.fixture
def catalogue(db) -> dict:
    rhit = make_credential(slug="rhit", abbr="RHIT", fee_nonmember=299, fee_member=229)
    rhia = make_credential(slug="rhia", abbr="RHIA")
    cpc = make_credential(slug="cpc", abbr="CPC", fee_nonmember=400)
    make_rule(
        credential=rhit, award_levels=["associate"], fields=HI, accreditor="CAHIIM"
    )
    make_rule(
        credential=rhia,
        award_levels=["bachelor", "post-bachelor", "master"],
        fields=HI,
        accreditor="CAHIIM",
    )
    make_rule(credential=cpc, fields=[Field.CODING_BILLING, Field.HEALTH_INFORMATION])
    ohio = make_school(name="Alder College", state="OH", books_supplies=1_000)
    texas = make_school(name="Birch University", state="TX", books_supplies=None)
    both = {"cip_code": "51.0706", "field": Field.HEALTH_INFORMATION}
    made = {
        "associate": make_program(
            school=ohio,
            title="Records",
            award_level=AwardLevel.ASSOCIATE,
            field=Field.HEALTH_INFORMATION,
            price_resident=10_000,
            price_nonresident=16_000,
            months_high=24,
            awards_latest=9,
        ),
        "bachelor": make_program(
            school=texas,
            title="Management",
            award_level=AwardLevel.BACHELOR,
            price_resident=40_000,
            price_nonresident=60_000,
            months_high=48,
            study_mode=StudyMode.ONLINE,
            awards_latest=9,
            **both,
        ),
        "post-bachelor": make_program(
            school=texas,
            title="Certificate",
            award_level=AwardLevel.POSTBACC,
            price_resident=9_000,
            price_nonresident=12_000,
            months_high=12,
            study_mode=StudyMode.ONLINE,
            awards_latest=9,
            **both,
        ),
    }
    for name in ("associate", "bachelor"):
        make_accreditation(program=made[name])
    job = make_occupation(title="Records specialists")
    nation = make_area(kind=AreaKind.NATION, name="United States", slug="nation")
    state = make_area(kind=AreaKind.STATE, name="Texas", slug="texas", state="TX")
    pay = {"annual_p25": 36_000, "annual_median": 50_000, "annual_p75": 66_000}
    make_pay(occupation=job, area=nation, **pay)
    made["pay"] = make_pay(
        occupation=job, area=state, **{k: v - 2_000 for k, v in pay.items()}
    )
    for credential in (rhit, rhia, cpc):
        credential.occupations.add(job)
    Catalogue.objects.bump()
    return made | {"rhit": rhit, "rhia": rhia, "cpc": cpc}
