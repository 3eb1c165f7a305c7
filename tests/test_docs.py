"""What `docs/` says of the code is so: files and names are there, and a search goes as told."""

import ast
import re
import sys
from pathlib import Path

import pytest
from django.conf import settings

from careers.choices import AwardLevel
from tests.factories import make_program, make_school

ROOT = settings.BASE_DIR
ARCHITECTURE = ROOT / "docs" / "architecture.md"
PAGES = [
    *ROOT.glob("*.md"),
    *(ROOT / "docs").rglob("*.md"),
    *(ROOT / "bench").glob("*.md"),
    *(ROOT / "fixtures").glob("*.md"),
]
PLACE = re.compile(
    r"`((?:bench|careers|config|deploy|docs|editorial|fixtures|schools|templates|tests|web)/[^`:]*)"
    r"(?:: (\w+))?`"
)
LINK = re.compile(r"\]\(([^)#:]+)(?:#[^)]*)?\)")
MOST_STATIONS = 10


def names_in(path: Path) -> set[str]:
    """Functions, classes, methods and names that are given a value."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            found.add(node.name)
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            found.add(node.id)
    return found


def stations(story: str) -> list[tuple[str, str]]:
    """File and function of each numbered step under the heading *story*."""
    text = ARCHITECTURE.read_text("utf-8")
    _, _, part = text.partition(f"\n## {story}\n")
    steps = re.findall(r"^\d+\. (.+)$", part.partition("\n## ")[0], re.MULTILINE)
    return [PLACE.match(step).groups(default="") for step in steps]


def test_every_file_and_name_of_the_architecture_is_there():
    places = set(PLACE.findall(ARCHITECTURE.read_text("utf-8")))
    assert len(places) > 50
    missing = [
        f"{path}: {name}"
        for path, name in sorted(places)
        if not (ROOT / path).exists() or (name and name not in names_in(ROOT / path))
    ]
    assert missing == []


@pytest.mark.parametrize("page", ["security.md", "reliability.md"])
def test_what_a_claim_rests_on_is_there(page):
    places = PLACE.findall((ROOT / "docs" / page).read_text("utf-8"))
    assert len(places) > 15
    assert [path for path, _ in places if not (ROOT / path).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_between_pages_lead_somewhere(page):
    links = LINK.findall(page.read_text("utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []


@pytest.mark.django_db
def test_a_search_goes_forward_through_the_stations_of_its_story(client):
    *told, (template, _) = stations("One search")
    assert len(told) + 1 <= MOST_STATIONS
    school = make_school(name="Alder College", state="OH")
    for _ in range(5):
        make_program(school=school, title="Coding", award_level=AwardLevel.ASSOCIATE)
    seen = []

    def watch(frame, event, _argument) -> None:
        code = frame.f_code
        if event == "call" and code.co_filename.startswith(str(ROOT)):
            path = str(Path(code.co_filename).relative_to(ROOT))
            if (path, code.co_name) in told:
                seen.append((path, code.co_name))

    sys.setprofile(watch)
    try:
        response = client.get("/schools/?q=coding&state=OH&sort=price")
    finally:
        sys.setprofile(None)
    assert response.context["finder"].total == 5
    assert seen == told
    assert template.removeprefix("templates/") in {t.name for t in response.templates}
