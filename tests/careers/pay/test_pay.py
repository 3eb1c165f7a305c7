from decimal import Decimal

import pytest

from careers.choices import ALL_OCCUPATIONS, AreaKind
from careers.models import Pay
from careers.pay.charts import Scale, scale_for, spread, tiles
from careers.pay.figures import TOP_CODE, PayRow, position_in_spread
from tests.factories import make_area, make_career, make_occupation, make_pay

pytestmark = pytest.mark.django_db

SPREAD = {
    "annual_p10": 30_000,
    "annual_p25": 40_000,
    "annual_median": 50_000,
    "annual_p75": 60_000,
    "annual_p90": 80_000,
}


def row_of(**values) -> PayRow:
    pay = make_pay(**values)
    return PayRow(**Pay.objects.filter(pk=pay.pk).figures().get())


@pytest.fixture
def catalogue():
    """One occupation with pay in the nation, two states and a metro of one of them."""
    career = make_career(name="Medical coder")
    occupation = career.occupation
    nation = make_area(kind=AreaKind.NATION, name="United States", slug="united-states")
    ohio = make_area(kind=AreaKind.STATE, name="Ohio", slug="ohio", state="OH")
    iowa = make_area(kind=AreaKind.STATE, name="Iowa", slug="iowa", state="IA")
    make_pay(occupation=occupation, area=nation, **SPREAD)
    make_pay(occupation=occupation, area=ohio, employment=10, **SPREAD)
    make_pay(occupation=occupation, area=iowa, employment=20, annual_median=70_000)
    make_pay(occupation=occupation, area=make_area(name="Akron, OH"))
    make_pay(occupation=occupation, area=make_area(name="Ames, IA", state="IA"))
    make_pay(occupation=make_occupation(soc_code=ALL_OCCUPATIONS), area=nation)
    return occupation


@pytest.mark.parametrize(
    ("values", "text", "reason"),
    [
        ({"annual_median": 51_140}, "$51,140", ""),
        ({"annual_median": TOP_CODE}, "$239,200 or more", ""),
        ({"annual_median": 300_000}, "$239,200 or more", ""),
        (
            {"annual_median": None, "suppressed_fields": "annual_mean;annual_median"},
            "",
            "BLS withholds this figure",
        ),
        ({"annual_median": None}, "", "Not in this release"),
    ],
)
def test_pay_says_why_it_is_missing_and_where_it_stops(values, text, reason):
    median = row_of(**values).median
    assert (median.text, median.reason) == (text, reason)


@pytest.mark.parametrize(
    ("yearly", "words"),
    [
        (29_999, "below the 10th percentile"),
        (30_000, "at the 10th percentile"),
        (45_000, "between the 25th percentile and the median"),
        (50_000, "at the median"),
        (79_999, "between the 75th percentile and the 90th percentile"),
        (80_001, "above the 90th percentile"),
    ],
)
def test_a_pay_falls_between_percentiles(yearly, words):
    assert position_in_spread(row_of(**SPREAD), Decimal(yearly)) == words


def test_a_pay_is_placed_among_the_percentiles_that_are_published():
    row = row_of(annual_p10=30_000, annual_p90=300_000, annual_median=None)
    assert position_in_spread(row, Decimal(50_000)) == (
        "between the 10th percentile and the 90th percentile"
    )
    assert "239,200 or more" in position_in_spread(row, Decimal(250_000))
    assert position_in_spread(row_of(annual_median=None), Decimal(1)) == ""


def test_the_spread_keeps_its_order_and_stays_in_the_chart():
    row = row_of(**SPREAD)
    chart = spread(row, scale_for([row]))
    xs = [tick.x for tick in chart.ticks]
    assert xs == sorted(xs)
    assert 0 <= xs[0] <= xs[-1] <= 100
    assert chart.whole.x + chart.whole.width == pytest.approx(xs[-1])
    assert chart.ticks[0].anchor == "start"


def test_a_spread_without_ends_has_no_bar():
    row = row_of(annual_median=50_000)
    chart = spread(row, scale_for([row]))
    assert (chart.whole, chart.middle) == (None, None)
    assert scale_for([row_of(annual_median=None)]) is None


def test_a_scale_of_one_amount_still_has_a_width():
    assert Scale.over([50_000]).x(50_000) == 0


def test_tiles_are_shaded_in_five_steps_and_none_where_unknown():
    rows = [
        row_of(area=make_area(kind=AreaKind.STATE, state=state), annual_median=median)
        for state, median in zip(
            ("AL", "AK", "AZ", "AR", "CA", "CO"),
            (10_000, 20_000, 30_000, 40_000, 50_000, None),
            strict=True,
        )
    ]
    shades = {tile.state: tile.shade for tile in tiles(rows)}
    assert shades == {"AL": 1, "AK": 2, "AZ": 3, "AR": 4, "CA": 5, "CO": 0}


def test_equal_pay_has_an_equal_shade():
    rows = [
        row_of(area=make_area(kind=AreaKind.STATE, state=state), annual_median=40_000)
        for state in ("AL", "AK", "AZ")
    ]
    assert len({tile.shade for tile in tiles(rows)}) == 1


def test_explorer_opens_with_the_first_career_in_the_nation(client, catalogue):
    lookup = client.get("/careers/pay/").context["lookup"]
    assert lookup.occupation == catalogue
    assert lookup.area.kind == AreaKind.NATION
    assert lookup.median.text == "$50,000"


def test_explorer_xs_hourly_pay_here_and_in_the_nation(client, catalogue):
    query = f"?occupation={catalogue.soc_code}&area=ohio&earn=%2425.00&per=hour"
    response = client.get(f"/careers/pay/{query}")
    lookup = response.context["lookup"]
    assert lookup.yearly == 52_000
    assert [found.place for found in lookup.own_pay] == ["Ohio", "the United States"]
    assert lookup.own_pay[0].words == "between the median and the 75th percentile"
    assert (lookup.beaten, len(lookup.state_medians)) == (1, 2)
    assert "$52,000 a year is between the median" in response.content.decode()


def test_explorer_lists_the_metros_of_the_chosen_state(client, catalogue):
    lookup = client.get("/careers/pay/?area=ohio").context["lookup"]
    assert [row.place for row in lookup.metros] == ["Akron, OH"]


@pytest.mark.parametrize(
    ("sort", "order"),
    [
        ("median", ["Iowa", "Ohio"]),
        ("-median", ["Ohio", "Iowa"]),
        ("jobs", ["Iowa", "Ohio"]),
        ("name", ["Iowa", "Ohio"]),
        ("nonsense", ["Iowa", "Ohio"]),
    ],
)
def test_states_are_sorted_on_the_server(client, catalogue, sort, order):
    lookup = client.get(f"/careers/pay/?sort={sort}").context["lookup"]
    assert [row.place for row in lookup.states] == order


def test_a_place_the_release_leaves_out_is_said_in_words(client, catalogue):
    make_area(kind=AreaKind.STATE, name="Utah", slug="utah", state="UT")
    response = client.get("/careers/pay/?area=utah")
    assert "This release has no row for that job here" in response.content.decode()


def test_a_withheld_figure_is_said_in_words(client, catalogue):
    utah = make_area(kind=AreaKind.STATE, name="Utah", slug="utah", state="UT")
    make_pay(
        occupation=catalogue,
        area=utah,
        annual_median=None,
        suppressed_fields="annual_median;employment",
    )
    html = client.get("/careers/pay/?area=utah").content.decode()
    assert "BLS withholds this figure" in html
    assert "Utah: BLS withholds this figure" in html


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("occupation=99-9999", "occupation"),
        ("occupation=%00", "occupation"),
        ("occupation=" + "x" * 10_000, "occupation"),
        ("area=nowhere", "area"),
        ("area=%00", "area"),
        ("earn=abc", "earn"),
        ("earn=-1", "earn"),
        ("earn=0", "earn"),
        ("earn=1" + "0" * 400, "earn"),
        ("earn=1e400", "earn"),
        ("earn=NaN", "earn"),
        ("earn=%00", "earn"),
        ("per=week", "per"),
        ("sort=nonsense", "sort"),
    ],
)
def test_nonsense_is_answered_beside_its_field(client, catalogue, query, field):
    response = client.get(f"/careers/pay/?{query}")
    assert response.status_code == 200
    assert list(response.context["form"].errors) == [field]
    assert response.context["form"].errors[field][0] in response.content.decode()


def test_explorer_of_an_empty_database_is_a_page(client):
    response = client.get("/careers/pay/")
    assert response.status_code == 200
    assert response.context["lookup"] is None
