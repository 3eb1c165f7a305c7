"""What the introductions of career pairs promise their readers, read from the fixture."""

import json
import re

import pytest
from django.conf import settings

PAIRS = [
    entry["fields"]
    for entry in json.loads(
        (settings.BASE_DIR / "fixtures" / "career_pairs.json").read_text("utf-8")
    )
]
CAREERS = (settings.BASE_DIR / "fixtures" / "careers.json").read_text("utf-8")


def named(pair: dict) -> str:
    return "-or-".join([*pair["first"], *pair["second"]])


def test_the_classic_pair_is_introduced():
    classic = {"medical-records-specialist", "health-information-technologist"}
    assert classic in [{*pair["first"], *pair["second"]} for pair in PAIRS]
    assert len(PAIRS) >= 3
    assert {pair["status"] for pair in PAIRS} == {"published"}


@pytest.mark.parametrize("pair", PAIRS, ids=named)
def test_introduction_has_every_part_and_no_figure(pair):
    body = pair["body"]
    for part in ("The day", "Schooling", "Exams", "Moving up", "Which is yours?"):
        assert f"**{part}" in body
    assert 180 <= len(body.split()) <= 260
    assert re.findall(r"[\d$%!]|\bpercent\b|\bdollars\b", body + pair["title"]) == []


@pytest.mark.parametrize("pair", PAIRS, ids=named)
def test_introduction_keeps_its_sentences_short_and_its_own(pair):
    sentences = re.split(r"(?<=[.?:])\W*\s", pair["body"])
    lengths = [len(sentence.split()) for sentence in sentences if sentence.strip()]
    assert max(lengths) <= 40
    assert sum(lengths) / len(lengths) <= 18
    long = [sentence for sentence in sentences if len(sentence.split()) > 5]
    others = CAREERS + "".join(other["body"] for other in PAIRS if other is not pair)
    assert [sentence for sentence in long if sentence in others] == []
