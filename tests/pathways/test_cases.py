"""Whole plans worked by hand, from the question to the months of payback.

Take-home pay, by which all of them are paid back (tax year 2026: 16,100 free, 10 % of the next
12,400, 12 % up to 50,400, 22 % above; 7.65 % payroll tax):

    20,000 - 390 - 1,530          = 18,080
    30,000 - 1,420 - 2,295        = 26,285
    31,200 - 1,564 - 2,386.80     = 27,249   (15 an hour)
    36,000 - 2,140 - 2,754        = 31,106
    45,000 - 3,220 - 3,442.50     = 38,338
    48,000 - 3,580 - 3,672        = 40,748   (the middle in Texas)
    50,000 - 3,820 - 3,825        = 42,355   (the middle in the nation)
    55,000 - 4,420 - 4,207.50     = 46,372

The catalogue is that of `conftest.py`: an associate degree in Ohio (10,000 for residents, 24
months, 1,000 a year for books), a bachelor's degree (40,000 and 60,000, 48 months) and a
post-bachelor's certificate (9,000 and 12,000, 12 months) in Texas, both online and without a figure
for books.
"""

from dataclasses import dataclass, field

import pytest
from django.utils.http import urlencode

from editorial.models import Catalogue
from tests.factories import evidence

pytestmark = pytest.mark.django_db

ASSOCIATE = "Associate degree and RHIT"
CERTIFICATE = "Post-degree certificate and RHIA"
BACHELOR = "Bachelor’s degree and RHIA"
BOTH = "Associate degree and RHIT, then bachelor’s degree and RHIA"


@dataclass
class Case:
    asked: dict
    way: str
    full_time: int
    months: int
    price: int
    payback: int | None
    """Months, at the median or with the raise that was given."""
    renewal: dict = field(default_factory=dict)


CASES = {
    # 24 months x 45/15. 10,000 + 2,000 of books + 299. 12,299 x 12 / 42,355 = 3.5.
    "no college, Ohio, 15 hours, RHIT": Case(
        {"goal": "rhit", "home": "OH"}, ASSOCIATE, 24, 72, 12_299, 4
    ),
    # 229 for members. 12,229 x 12 / (42,355 - 26,285) = 9.1.
    "full time, a member, who earns 30,000": Case(
        {
            "goal": "rhit",
            "home": "OH",
            "hours": 45,
            "exam": "member",
            "wage": "30,000",
        },
        *(ASSOCIATE, 24, 24, 12_229, 10),
    ),
    # 57 % of 30 credits: 17 of 60; 43/60 left. 17.2 months; x 2.25 = 38.7. 7,167 + 1,500 + 299.
    # 8,966 x 12 / (42,355 - 31,106) = 9.6.
    "thirty credits and 20 hours": Case(
        {
            "have": "some-credits",
            "credits": 30,
            "goal": "rhit",
            "home": "OH",
            "hours": 20,
            "wage": "36k",
        },
        *(ASSOCIATE, 18, 39, 8_966, 10),
    ),
    # All 60 would be taken, but a quarter must be earned there: 15/60 left. 2,500 + 500 + 299.
    # 3,299 x 12 / 42,355 = 0.9.
    "more credits than a school takes": Case(
        {
            "have": "some-credits",
            "credits": 60,
            "share": 100,
            "goal": "rhit",
            "home": "OH",
            "hours": 45,
        },
        *(ASSOCIATE, 6, 6, 3_299, 1),
    ),
    # 12 x 45/10. No credit is taken off a certificate. 9,000 x 12 / (40,748 - 38,338) = 44.8.
    "a bachelor in Texas, ten hours, RHIA": Case(
        {
            "have": "bachelor",
            "goal": "rhia",
            "home": "TX",
            "hours": 10,
            "wage": "45,000",
        },
        *(CERTIFICATE, 12, 54, 9_000, 45),
    ),
    # The price of everybody else, the pay of the nation: 12,000 x 12 / (42,355 - 38,338) = 35.8.
    "the same from Ohio": Case(
        {
            "have": "bachelor",
            "goal": "rhia",
            "home": "OH",
            "hours": 10,
            "wage": "45,000",
        },
        *(CERTIFICATE, 12, 54, 12_000, 36),
    ),
    # 9,000 x 12 / (46,372 - 38,338) = 13.4.
    "a raise of 10,000 promised": Case(
        {
            "have": "bachelor",
            "goal": "rhia",
            "home": "TX",
            "hours": 10,
            "wage": "45,000",
            "rise": "10,000",
        },
        *(CERTIFICATE, 12, 54, 9_000, 14),
    ),
    # 80,000 is more than three quarters of them earn.
    "who earns more already": Case(
        {
            "have": "bachelor",
            "goal": "rhia",
            "home": "TX",
            "hours": 10,
            "wage": "80,000",
        },
        *(CERTIFICATE, 12, 54, 9_000, None),
    ),
    # 60,000 from Ohio. 60,000 x 12 / 42,355 = 16.999.
    "no college to RHIA at once": Case(
        {"goal": "rhia", "home": "OH", "hours": 45}, BACHELOR, 48, 48, 60_000, 17
    ),
    # Then 34 of 60 credits count: 86/120 of 48 months and of 60,000 are left, 35 and 43,000.
    # 10,000 + 2,000 + 299 + 43,000. 55,299 x 12 / 42,355 = 15.7.
    "no college to RHIA by way of RHIT": Case(
        {"goal": "rhia", "home": "OH", "hours": 45}, BOTH, 59, 59, 55_299, 16
    ),
    # 34.4 months, x 3 = 103.2. 40,000 x 86/120 = 28,666.67.
    # 28,667 x 12 / (40,748 - 27,249) = 25.5.
    "RHIT to RHIA at 15 dollars an hour": Case(
        {"have": "rhit", "goal": "rhia", "home": "TX", "wage": "15"},
        *(BACHELOR, 35, 104, 28_667, 26),
    ),
    # 400 and nothing else. 400 x 12 / (40,748 - 18,080) = 0.2.
    "CPC without a program": Case(
        {"goal": "cpc", "home": "TX", "wage": "20000"},
        *("CPC exam, without a program", 0, 0, 400, 1),
    ),
    # Two hours a credit make 30 a week full time: 24 x 30/15. 10,000 + 1,200 + 299.
    # 11,499 x 12 / (42,355 - 27,249) = 9.1.
    "own figures for hours and books": Case(
        {
            "goal": "rhit",
            "home": "OH",
            "per_credit": 2,
            "books": "600",
            "wage": "15",
        },
        *(ASSOCIATE, 24, 48, 11_499, 10),
    ),
    # 12,299 and 218 of renewal. 12,517 x 12 / 42,355 = 3.5.
    "a renewal fee that is known": Case(
        {"goal": "rhit", "home": "OH"},
        *(ASSOCIATE, 24, 72, 12_517, 4),
        {"renewal_fee_nonmember": 218, "renewal_years": 2},
    ),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_a_case_worked_by_hand(client, catalogue, case):
    if case.renewal:
        for name, value in (case.renewal | evidence("renewal")).items():
            setattr(catalogue["rhit"], name, value)
        catalogue["rhit"].save()
        Catalogue.objects.bump()
    response = client.get(f"/pathways/?{urlencode(case.asked)}")
    routes = {route.title: route for route in response.context["plan"].routes}
    route = routes[case.way]
    assert (route.full_time, route.months) == (case.full_time, case.months)
    assert route.price == case.price
    assert route.usual.months == case.payback
    page = response.content.decode()
    assert f"${case.price:,}" in page
    assert ("not by pay alone" in page) == (case.payback is None)
