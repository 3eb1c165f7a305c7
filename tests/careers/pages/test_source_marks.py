"""Every figure on a page of careers says where it comes from: publisher, year and kind."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

import pytest
from django.conf import settings

from careers.choices import ALL_OCCUPATIONS, AreaKind, Link
from careers.models import (
    Area,
    CareerLink,
    CareerPath,
    CareerStep,
    EducationRoute,
    EmployerShare,
    IndustryPay,
    PassRate,
)
from careers.pay.headlines import ESTIMATES
from editorial.choices import Kind
from editorial.imports.seeding import load
from tests.factories import (
    make_area,
    make_career,
    make_credential,
    make_occupation,
    make_outlook,
    make_pay,
    make_rule,
    make_source,
)

VOID = {"br", "hr", "img", "input", "link", "meta", "rect", "line", "use", "path"}
FIGURE = re.compile(r"\$\d|\d\s?%|\d,\d{3}|\d\+? (?:months|credits|units|minutes)\b")
FIGURE_CLASSES = {"facts__value", "figure__value", "money", "num"}
BLOCKS = {"dd", "tr", "figure", "p", "li"}
LEFT_OUT = {"head", "header", "nav", "form", "footer", "script"}
KINDS = {str(label).lower() for label in Kind.labels}
YEAR = re.compile(r"\b(19|20)\d\d")


@dataclass
class Element:
    tag: str
    attributes: dict[str, str]
    parent: "Element | None" = None
    parts: list["Element | str"] = field(default_factory=list)

    @property
    def classes(self) -> set[str]:
        return set(self.attributes.get("class", "").split())

    @property
    def text(self) -> str:
        texts = (part if isinstance(part, str) else part.text for part in self.parts)
        return " ".join(" ".join(texts).split())

    def elements(self) -> Iterator["Element"]:
        yield self
        for part in self.parts:
            if isinstance(part, Element):
                yield from part.elements()

    def ancestors(self) -> Iterator["Element"]:
        above = self
        while above is not None:
            yield above
            above = above.parent

    def marks(self) -> list["Element"]:
        return [each for each in self.elements() if "mark" in each.classes]


class Page(HTMLParser):
    """The elements of a page; enough of a tree to climb."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.root = self.at = Element("root", {})
        self.feed(html)
        assert self.at is self.root

    def handle_starttag(self, tag, attributes) -> None:
        attributes = {name: value or "" for name, value in attributes}
        element = Element(tag, attributes, self.at)
        self.at.parts.append(element)
        if tag not in VOID:
            self.at = element

    def handle_startendtag(self, tag, attributes) -> None:
        self.at.parts.append(Element(tag, {}, self.at))

    def handle_endtag(self, tag) -> None:
        if tag not in VOID:
            assert self.at.tag == tag
            self.at = self.at.parent

    def handle_data(self, data) -> None:
        self.at.parts.append(data)


def figures(page: Page) -> Iterator[Element]:
    """What shows money, a share, a count or a length of time, outside the list of sources."""
    for element in page.root.elements():
        above = list(element.ancestors())
        if any(a.tag in LEFT_OUT or "sources" in a.classes for a in above):
            continue
        own = " ".join(part for part in element.parts if isinstance(part, str))
        is_named = element.classes & FIGURE_CLASSES and element.tag != "th"
        if FIGURE.search(own) or (is_named and re.search(r"\d", element.text)):
            yield element


def marks_beside(figure: Element) -> list[Element]:
    """Of the innermost block that has any: its words, row, figure, or caption."""
    for above in figure.ancestors():
        is_row_of_facts = above.tag == "div" and above.parent.tag == "dl"
        is_block = above.tag in BLOCKS or is_row_of_facts or "prose" in above.classes
        blocks = [above] if is_block else []
        if above.tag == "table":
            blocks = [each for each in above.elements() if each.tag == "caption"]
        if found := [mark for block in blocks for mark in block.marks()]:
            return found
    return []


def is_cited(line: str, label: str) -> bool:
    """Publisher, year of the release and kind, on the mark and on the line it points to."""
    publisher = re.split(r": |, ", label)[1]
    cited = line.partition("Retrieved")[0]
    return all(
        publisher in words
        and YEAR.search(words)
        and any(kind in words.lower() for kind in KINDS)
        for words in (cited, label)
    )


def faults(html: str) -> list[str]:
    page = Page(html)
    lines = {
        element.attributes["id"]: element.text
        for element in page.root.elements()
        if element.attributes.get("id", "").startswith("source-")
    }
    found = []
    seen = 0
    for figure in figures(page):
        seen += 1
        marks = marks_beside(figure)
        if not marks:
            found.append(f"no mark: {figure.tag} {figure.text[:80]}")
        for mark in marks:
            line = lines.get(mark.attributes["href"].removeprefix("#"), "")
            if not is_cited(line, mark.attributes["aria-label"]):
                found.append(f"{figure.text[:80]}: its source says only {line!r}")
    assert seen, "a page without any figure proves nothing"
    return found


def test_the_check_itself_sees_a_figure_without_a_mark():
    sources = (
        '<section class="sources"><ol><li id="source-1">BLS, Pay <span>Published. May 2025.'
        "</span></li></ol></section>"
    )
    mark = '<a class="mark" href="#source-1" aria-label="Source 1: BLS, May 2025, published">'
    bare = "<table><tr><td>$51,140</td></tr></table>" + sources
    cited = f"<table><caption>Pay{mark}<span>1</span></a></caption>" + bare[7:]
    assert faults(bare) == ["no mark: td $51,140"]
    assert faults(cited) == []
    assert faults(cited.replace("May 2025.", "")) != []
    assert faults(cited.replace("Published.", "")) != []


pytestmark = pytest.mark.django_db


@pytest.fixture
def estimates():
    return make_source(
        slug=ESTIMATES, publisher=settings.SITE_NAME, title="Months and credits"
    )


def make_cited_career():
    """A career with a figure of every kind that a profile shows."""
    career = make_career(months_to_enter_low=6, months_to_enter_high=24)
    neighbour = make_career(months_to_enter_low=20, months_to_enter_high=48)
    occupation, source = career.occupation, make_source(release="May 2025")
    nation = make_area(kind=AreaKind.NATION, name="United States", slug="us")
    everything = make_occupation(soc_code=ALL_OCCUPATIONS)
    pay = {"annual_p10": 30_000, "annual_p25": 40_000, "annual_p75": 70_000}
    pay |= {"annual_p90": 90_000, "hourly_median": 25, "employment": 12_340}
    for counted in (occupation, everything, neighbour.occupation):
        make_pay(occupation=counted, area=nation, source=source, **pay)
    make_pay(occupation=occupation, area=nation, release="May 2024", source=source)
    for kind in (AreaKind.STATE, AreaKind.METRO):
        make_pay(occupation=occupation, area=make_area(kind=kind), source=source, **pay)
    IndustryPay.objects.create(
        occupation=occupation,
        industry_code="622000",
        industry_name="Hospitals",
        industry_level=4,
        annual_median=60_000,
        employment=9_000,
        release="May 2025",
        source=source,
    )
    EmployerShare.objects.create(
        occupation=occupation,
        industry="Hospitals",
        year=2024,
        percent="37.5",
        source=source,
    )
    jobs = {"percent_change": "7.1", "annual_openings": 14_200}
    jobs |= {"base_employment": 194_800, "projected_employment": 208_600}
    for counted in (occupation, everything, neighbour.occupation):
        make_outlook(occupation=counted, employment_change=13_800, **jobs)
    quoted = {"base_year": 2025, "projected_year": 2035, "is_second_hand": True}
    make_outlook(occupation=occupation, cycle="2025-35", **quoted, **jobs)
    path = CareerPath.objects.create(career=career, name="By certificate")
    CareerStep.objects.create(path=path, title="Enrol", months_low=6, months_high=9)
    EducationRoute.objects.create(
        career=career,
        name="One year",
        award_level="certificate-1-2",
        body="Short.",
        credits_low=24,
        credits_high=30,
        months_low=9,
        months_high=12,
    )
    for kind in Link:
        CareerLink.objects.create(career=career, kind=kind, to=neighbour, note="Near.")
    return career


def make_cited_credential():
    credential = make_credential(
        experience_months=24,
        membership_required=True,
        questions_total=150,
        questions_scored=130,
        minutes=210,
        fee_member=229,
        fee_nonmember=299,
        renewal_credits=20,
        renewal_years=2,
        renewal_fee_member=100,
        renewal_fee_nonmember=218,
    )
    make_rule(credential=credential, experience_months=24)
    PassRate.objects.create(
        credential=credential,
        year=2025,
        first_time_percent="71.5",
        testers=1_234,
        kind=Kind.PUBLISHED,
        source=make_source(release=""),
    )
    return credential


def test_profile_cites_every_figure(client, estimates):
    html = client.get(make_cited_career().get_absolute_url()).content.decode()
    for figure in ("6–24 months", "24–30 credits", "37.5%", "14,200", "$90,000"):
        assert figure in html
    assert faults(html) == []


@pytest.mark.parametrize("extra", ["", "&earn=60000&per=year", "&sort=jobs"])
def test_pay_explorer_cites_every_figure(client, extra):
    occupation = make_cited_career().occupation
    for area in Area.objects.all():
        html = client.get(
            f"/careers/pay/?occupation={occupation.soc_code}&area={area.slug}{extra}"
        ).content.decode()
        assert "12,340" in html
        assert faults(html) == []


def test_credential_pages_cite_every_figure(client):
    credential = make_cited_credential()
    html = client.get(credential.get_absolute_url()).content.decode()
    for figure in ("$299", "71.5%", "1,234", "24 months"):
        assert figure in html
    assert faults(html) == []
    html = client.get("/credentials/").content.decode()
    assert "24 months of experience" in html
    assert faults(html) == []


def test_lists_and_comparisons_cite_every_figure(client, estimates):
    careers = [
        make_cited_career(),
        make_career(months_to_enter_low=3, months_to_enter_high=9),
    ]
    asked = "&".join(f"c={career.slug}" for career in careers)
    for path in ("/careers/", f"/careers/compare/?{asked}"):
        html = client.get(path).content.decode()
        assert "6–24 months" in html
        assert faults(html) == []


def test_real_pages_cite_every_figure(client):
    load(settings.FIXTURE_DIRS[0])
    for path in (
        "/careers/",
        "/careers/medical-records-specialist/",
        "/careers/cancer-registrar/",
        "/careers/compare/?c=medical-coder&c=medical-biller",
        "/careers/pay/?occupation=29-9021&area=ohio&earn=30&per=hour",
        "/credentials/",
        "/credentials/rhit/",
        "/credentials/cpc/",
    ):
        assert faults(client.get(path).content.decode()) == [], path
