"""Pay of several careers beside one another: as the survey counts them, not as we name them."""

import pytest

from careers.choices import AreaKind
from tests.factories import make_area, make_career, make_occupation, make_pay

pytestmark = pytest.mark.django_db


@pytest.fixture
def nation():
    return make_area(kind=AreaKind.NATION, name="United States", slug="united-states")


def bars_of(client, path: str) -> list:
    context = client.get(path).context
    return context["front"].pay_bars if path == "/" else context["bars"]


@pytest.mark.parametrize("path", ["/", "/careers/"])
def test_careers_that_the_survey_counts_together_share_a_bar(client, nation, path):
    records = make_occupation(title="Medical Records Specialists")
    for position, name in enumerate(["Medical coder", "Privacy officer"]):
        make_career(name=name, occupation=records, position=position)
    manager = make_career(name="Manager", position=9)
    make_pay(occupation=records, area=nation, annual_median=51_140)
    make_pay(occupation=manager.occupation, area=nation, annual_median=123_860)
    bars = bars_of(client, path)
    assert [[career.name for career in bar.careers] for bar in bars] == [
        ["Medical coder", "Privacy officer"],
        ["Manager"],
    ]
    assert bars[0].title == "Medical records specialists"
    html = client.get(path).content.decode()
    assert html.count('class="spread spread--row"') == 2
    for career in (*bars[0].careers, manager):
        assert f'href="{career.get_absolute_url()}#pay"' in html


@pytest.mark.parametrize("path", ["/", "/careers/"])
def test_a_career_without_published_pay_has_no_bar(client, nation, path):
    paid, unpaid = make_career(), make_career()
    make_pay(occupation=paid.occupation, area=nation, annual_median=51_140)
    make_pay(occupation=unpaid.occupation, area=make_area(kind=AreaKind.STATE))
    assert [bar.careers for bar in bars_of(client, path)] == [[paid]]
