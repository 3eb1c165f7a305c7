"""The pay explorer shows what the survey's file says, cell by cell, suppressed ones included."""

import json
import random
import re
from decimal import Decimal
from html import unescape

import pytest
from django.conf import settings

from careers.choices import AreaKind
from careers.models import Area, Occupation
from careers.pay.figures import (
    NOT_PUBLISHED,
    PERCENTILES,
    TOP_CODE,
    TOP_CODE_HOURLY,
    WITHHELD,
)
from tests.factories import make_area, make_pay, make_source

pytestmark = pytest.mark.django_db

WAGES = [f"{per}_{key}" for per in ("annual", "hourly") for key in PERCENTILES]
CELLS = 50
SUPPRESSED = 15
SEED = 20_261_122


def entries(name: str) -> list[dict]:
    path = settings.BASE_DIR / "fixtures" / f"{name}.json"
    return json.loads(path.read_text("utf-8"))


def fields_of(name: str, model: str) -> list[dict]:
    return [row["fields"] for row in entries(name) if row["model"] == model]


ROWS = fields_of("pay", "careers.pay")
AREAS = {area["code"]: area for area in fields_of("areas", "careers.area")}
TITLES = {
    occupation["soc_code"]: occupation["title"]
    for occupation in fields_of("occupations", "careers.occupation")
}


def is_suppressed(row: dict, column: str) -> bool:
    return column in row.get("suppressed_fields", "").split(";")


def chosen_cells() -> list[tuple[dict, str]]:
    """Some that BLS withholds, the others from anywhere in the file; the same every time."""
    chance = random.Random(SEED)
    everything = [(row, column) for row in ROWS for column in ["employment", *WAGES]]
    withheld = [cell for cell in everything if is_suppressed(*cell)]
    some = chance.sample(withheld, SUPPRESSED)
    return some + chance.sample(everything, CELLS - SUPPRESSED)


def expected(row: dict, column: str) -> str:
    """What the page should say, from the file alone."""
    value = row.get(column)
    if value is None:
        return WITHHELD if is_suppressed(row, column) else NOT_PUBLISHED
    if column == "employment":
        return f"{value:,}"
    if column.startswith("hourly"):
        most = Decimal(value) >= TOP_CODE_HOURLY
        return "$115 or more" if most else f"${Decimal(value):,.2f}"
    return f"${TOP_CODE:,} or more" if value >= TOP_CODE else f"${value:,}"


def shown(html: str, column: str) -> str:
    """What the page says in that cell."""
    text = re.sub(r"<script.*?</script>", "", html, flags=re.DOTALL)
    if column == "employment":
        [cell] = re.findall(r"Jobs counted here: (.*?)\. Self-employed", text)
    else:
        per, _, key = column.partition("_")
        label = PERCENTILES[key].capitalize()
        [cells] = re.findall(
            rf'<th scope="row">{label}</th>(.*?)</tr>', text, flags=re.DOTALL
        )
        year, hour = re.findall(r"<td.*?>(.*?)</td>", cells, flags=re.DOTALL)
        cell = year if per == "annual" else hour
    return unescape(re.sub(r"<.*?>", "", cell)).strip()


def load(row: dict) -> tuple[Occupation, Area]:
    """The one row of the file, with its place and its occupation."""
    soc_code, code = row["occupation"][0], row["area"][0]
    source = make_source()
    occupation = Occupation.objects.create(
        soc_code=soc_code, title=TITLES[soc_code], source=source
    )
    area = Area.objects.create(**AREAS[code])
    if area.kind != AreaKind.NATION:
        make_area(kind=AreaKind.NATION, name="United States", slug="united-states")
    figures = {**row, "occupation": occupation, "area": area, "source": source}
    make_pay(**figures)
    return occupation, area


@pytest.mark.parametrize(
    ("row", "column"),
    [
        pytest.param(
            row, column, id=f"{row['occupation'][0]}-{row['area'][0]}-{column}"
        )
        for row, column in chosen_cells()
    ],
)
def test_the_explorer_says_what_the_file_says(client, row, column):
    occupation, area = load(row)
    query = f"occupation={occupation.soc_code}&area={area.slug}"
    response = client.get(f"/careers/pay/?{query}")
    assert not response.context["form"].errors
    assert shown(response.content.decode(), column) == expected(row, column)


def test_the_sample_covers_withheld_and_published_cells():
    cells = chosen_cells()
    assert len({(id(row), column) for row, column in cells}) >= CELLS - 1
    assert sum(is_suppressed(*cell) for cell in cells) >= SUPPRESSED
    assert sum(row.get(column) is not None for row, column in cells) >= 25
    assert {column for _row, column in cells} >= {"employment", "annual_median"}
