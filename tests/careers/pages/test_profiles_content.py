"""What the career profiles promise their readers, read straight from the fixture."""

import json
import re
from collections import Counter, defaultdict

import pytest
from django.conf import settings

from careers.choices import AwardLevel, Field

ROWS = json.loads((settings.BASE_DIR / "fixtures" / "careers.json").read_text("utf-8"))
CREDENTIALS = {
    "rhit",
    "rhia",
    "cca",
    "ccs",
    "ccs-p",
    "chda",
    "chps",
    "cdip",
    "cpc",
    "coc",
    "cic",
    "crc",
    "cpb",
    "cpma",
    "cehrs",
    "cbcs",
    "cmaa",
    "nrccs",
    "ncics",
    "ods-c",
    "cphims",
    "cahims",
}
FULL = {
    "medical-records-specialist",
    "medical-coder",
    "medical-biller",
    "health-information-technologist",
    "cancer-registrar",
    "health-information-manager",
    "medical-and-health-services-manager",
    "health-informatics-specialist",
    "clinical-documentation-specialist",
    "privacy-officer",
}
SHORT = {
    "pharmacy-technician",
    "medical-transcriptionist",
    "medical-secretary",
    "medical-assistant",
    "billing-clerk",
    "medical-receptionist",
}
FULL_COUNTS = {
    "duty": (6, 8),
    "setting": (3, 5),
    "skill": (5, 6),
    "trait": (3, 5),
    "specialty": (3, 5),
    "checklist": (5, 6),
    "question": (4, 6),
    "myth": (2, 4),
    "careerpath": (2, 4),
    "educationroute": (2, 4),
    "careercredential": (3, 6),
    "advances-to": (2, 4),
    "related": (3, 5),
    "careerorganization": (2, 4),
}
SHORT_COUNTS = {
    "duty": (4, 5),
    "checklist": (2, 3),
    "question": (1, 1),
    "careerpath": (1, 1),
    "related": (2, 2),
}
PROSE = (
    "tagline",
    "summary",
    "overview",
    "day",
    "outlook_text",
    "occupation_note",
    "entry_note",
    "remote",
    "title",
    "body",
    "name",
    "intro",
    "cost_note",
    "note",
    "question",
    "answer",
)
NEEDED = (
    "tagline",
    "summary",
    "overview",
    "day",
    "outlook_text",
    "occupation_note",
    "entry_note",
    "remote",
    "alternate_titles",
    "program_fields",
    "program_levels",
)


def model_of(row: dict) -> str:
    return row["model"].removeprefix("careers.")


def career_of(row: dict) -> str:
    fields = row["fields"]
    if model_of(row) == "career":
        return fields["slug"]
    return fields["path"][0] if "path" in fields else fields["career"][0]


def block_of(row: dict) -> str:
    return row["fields"].get("section") or row["fields"].get("kind") or model_of(row)


CAREERS = {career_of(row): row["fields"] for row in ROWS if model_of(row) == "career"}
BLOCKS = defaultdict(Counter)
TEXTS = defaultdict(list)
for each in ROWS:
    BLOCKS[career_of(each)][block_of(each)] += 1
    TEXTS[career_of(each)] += [each["fields"].get(name) or "" for name in PROSE]


def sentences(career: str) -> Counter:
    """Sentences of more than five words, without case and punctuation."""
    parts = re.split(r"(?<=[.?!])\W*\s|\n", "\n".join(TEXTS[career]))
    worded = (re.findall(r"[\w’-]+", part.lower()) for part in parts)
    return Counter(" ".join(words) for words in worded if len(words) > 5)


def test_ten_full_and_six_short_profiles_are_published():
    assert {slug for slug, career in CAREERS.items() if not career["is_short"]} == FULL
    assert {slug for slug, career in CAREERS.items() if career["is_short"]} == SHORT
    assert {career["status"] for career in CAREERS.values()} == {"published"}


@pytest.mark.parametrize("slug", sorted(FULL))
def test_full_profile_has_every_block(slug):
    career = CAREERS[slug]
    for name in NEEDED:
        assert career[name], name
    assert 2 <= len(career["overview"].split("\n\n")) <= 4
    for block, (least, most) in FULL_COUNTS.items():
        assert least <= BLOCKS[slug][block] <= most, block


@pytest.mark.parametrize("slug", sorted(SHORT))
def test_short_profile_says_what_the_job_is_and_how_it_differs(slug):
    career = CAREERS[slug]
    for name in ("tagline", "summary", "overview", "entry_note", "occupation_note"):
        assert career[name], name
    assert "\n\n" not in career["overview"]
    for block, (least, most) in SHORT_COUNTS.items():
        assert least <= BLOCKS[slug][block] <= most, block


def test_each_path_has_its_steps_in_order():
    steps = defaultdict(list)
    for row in ROWS:
        if model_of(row) == "careerstep":
            steps[tuple(row["fields"]["path"])].append(row["fields"]["position"])
    paths = {
        (career_of(row), row["fields"]["position"])
        for row in ROWS
        if model_of(row) == "careerpath"
    }
    assert set(steps) == paths
    for (slug, _position), positions in steps.items():
        least, most = (4, 6) if slug in FULL else (3, 4)
        assert least <= len(positions) <= most, slug
        assert sorted(positions) == list(range(1, len(positions) + 1))


def test_no_sentence_stands_twice():
    counted = Counter()
    for slug in CAREERS:
        counted += sentences(slug)
    assert [sentence for sentence, times in counted.items() if times > 1] == []


@pytest.mark.parametrize("slug", sorted(FULL | SHORT))
def test_prose_states_no_pay_or_share_and_never_shouts(slug):
    text = "\n".join(TEXTS[slug])
    assert re.findall(r"[$%!]|\bpercent\b|\d,\d{3}|\bdollars\b", text) == []


@pytest.mark.parametrize("slug", sorted(FULL | SHORT))
def test_prose_keeps_its_sentences_short(slug):
    lengths = [len(sentence.split()) for sentence in sentences(slug).elements()]
    assert max(lengths) <= 45
    assert sum(lengths) / len(lengths) <= 18


def test_what_profiles_name_exists():
    for row in ROWS:
        fields = row["fields"]
        if model_of(row) == "careercredential":
            assert fields["credential"][0] in CREDENTIALS
        elif model_of(row) == "careerlink":
            target = (fields["to"] or [""])[0]
            assert target in CAREERS or (not target and fields["title"])
            assert target != career_of(row)
        elif model_of(row) == "career":
            assert set(fields["program_fields"]) <= set(Field.values)
            assert set(fields["program_levels"]) <= set(AwardLevel.values)
        elif model_of(row) == "educationroute":
            assert fields["award_level"] in AwardLevel.values


def test_no_interview_stands_without_a_page_to_read():
    """A profile leaves the block out until there is a published interview to sum up."""
    sources = json.loads(
        (settings.BASE_DIR / "fixtures" / "sources.json").read_text("utf-8")
    )
    with_page = {row["fields"]["slug"] for row in sources if row["fields"].get("url")}
    answers = json.loads(
        (settings.BASE_DIR / "fixtures" / "interviews.json").read_text("utf-8")
    )
    assert {row["fields"]["source"][0] for row in answers} <= with_page
    assert {row["fields"]["career"][0] for row in answers} <= {*FULL, *SHORT}
