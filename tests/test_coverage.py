"""`docs/coverage.md` says where each block of the older guides lives here: hold it to that."""

import io
import re
from html import unescape
from typing import NamedTuple

import pytest
from django.conf import settings
from django.core.management import call_command

ROW = re.compile(
    r"^\| (?P<block>[^|]+) \| (?P<place>[^|]*) \| (?P<words>[^|]*) \| (?P<checked>[^|]+) \|$"
)
HEADS = {"block", "feature", "---"}


class Row(NamedTuple):
    block: str
    place: str
    words: str
    checked: str


def rows() -> list[Row]:
    text = (settings.BASE_DIR / "docs" / "coverage.md").read_text("utf-8")
    found = [
        match.groupdict() for line in text.splitlines() if (match := ROW.match(line))
    ]
    cleaned = [
        Row(**{key: value.strip() for key, value in row.items()}) for row in found
    ]
    return [row for row in cleaned if row.block not in HEADS]


def reads(page: str, anchor: str) -> str | None:
    """What a reader sees from *anchor* to the next entry of the page; None without the anchor."""
    part = page[page.index("<main") :]
    if anchor:
        _, at, part = part.partition(f'id="{anchor}"')
        if not at:
            return None
        part = "<" + part.partition('<section class="entry"')[0]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", part)).split())


def test_every_row_says_where_or_why_not():
    assert len(rows()) > 100
    for row in rows():
        if row.checked == "yes":
            assert re.fullmatch(r"`/[^`]*`", row.place), row.block
            assert re.fullmatch(r"“.+”", row.words), row.block
        else:
            assert re.match(r"(not yet|left out): .+", row.checked), row.block
            assert (row.place, row.words) == ("", ""), row.block


@pytest.mark.django_db
def test_every_block_is_where_the_table_says(client):
    call_command("seed", stdout=io.StringIO())
    pages: dict[str, str] = {}
    faults = []
    for row in rows():
        if row.checked != "yes":
            continue
        address, _, anchor = row.place.strip("`").partition("#")
        if address not in pages:
            response = client.get(address)
            pages[address] = response.content.decode()
            if response.status_code != 200:
                faults.append(f"{address}: {response.status_code}")
        text = reads(pages[address], anchor)
        if text is None:
            faults.append(f"{row.place}: no such anchor")
        elif row.words.strip("“”") not in text:
            faults.append(f"{row.place}: {row.words} is not there")
    assert not faults, "\n".join(faults)
