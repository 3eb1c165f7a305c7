import pytest

from careers.choices import ALL_OCCUPATIONS, AreaKind, Link, Section
from careers.models import (
    CareerCredential,
    CareerInterview,
    CareerItem,
    CareerLink,
    CareerOrganization,
    CareerPath,
    CareerStep,
    EducationRoute,
    EmployerShare,
    IndustryPay,
)
from editorial.choices import Status
from tests.factories import (
    make_area,
    make_career,
    make_credential,
    make_occupation,
    make_organization,
    make_outlook,
    make_pay,
    make_pay_release,
    make_source,
)

pytestmark = pytest.mark.django_db


def make_nation():
    return make_area(kind=AreaKind.NATION, name="United States", slug="united-states")


def make_full_career(areas: int = 1, **values):
    """A career with one of everything a profile shows, and pay in *areas* states and metros."""
    career = make_career(**values)
    source = make_source()
    occupation = career.occupation
    neighbour = make_career(name="Neighbouring clerk")
    nation = make_nation()
    everything = make_occupation(soc_code=ALL_OCCUPATIONS)
    spread = {"annual_p10": 30_000, "annual_p90": 90_000, "source": source}
    make_pay(occupation=occupation, area=nation, annual_median=51_140, **spread)
    make_pay(occupation=everything, area=nation, annual_median=50_980)
    make_pay(occupation=neighbour.occupation, area=nation, annual_median=40_000)
    for kind in (AreaKind.STATE, AreaKind.METRO):
        for _number in range(areas):
            make_pay(occupation=occupation, area=make_area(kind=kind), source=source)
    for number in range(areas):
        IndustryPay.objects.create(
            occupation=occupation,
            industry_code=f"62{number:02}00",
            industry_name=f"Hospitals {number}",
            industry_level=4,
            annual_median=60_000,
            release="May 2025",
            source=source,
        )
    make_outlook(occupation=occupation, percent_change="7.1", annual_openings=14_200)
    for section in Section:
        CareerItem.objects.create(
            career=career, section=section, title=f"About {section.value}", body="Why."
        )
    path = CareerPath.objects.create(career=career, name="By certificate")
    CareerStep.objects.create(path=path, title="Enrol", months_low=6, months_high=9)
    EducationRoute.objects.create(
        career=career, name="One year", award_level="certificate-1-2", body="Short."
    )
    CareerCredential.objects.create(
        career=career, credential=make_credential(abbr="XYZ"), note="Often asked for."
    )
    for kind in Link:
        CareerLink.objects.create(career=career, kind=kind, to=neighbour, note="Near.")
    CareerInterview.objects.create(
        career=career, question="Why?", answer="So.", person="A. Person", source=source
    )
    CareerOrganization.objects.create(career=career, organization=make_organization())
    career.sources.add(make_source(title="A page that was read"))
    return career


def test_profile_lists_exactly_the_sections_it_has(client):
    html = client.get(make_full_career().get_absolute_url()).content.decode()
    for anchor in (
        "overview",
        "duties",
        "settings",
        "skills",
        "specialties",
        "how-to-become",
        "education",
        "credentials",
        "pay",
        "outlook",
        "advancement",
        "related",
        "interview",
        "organizations",
        "checklist",
        "questions",
        "myths",
        "programs",
    ):
        assert f'href="#{anchor}"' in html
        assert html.count(f'id="{anchor}"') == 1


def test_profile_without_content_lists_no_empty_section(client):
    response = client.get(make_career().get_absolute_url())
    anchors = [anchor for anchor, _label in response.context["contents"]]
    assert anchors == ["overview", "pay", "outlook", "programs"]
    assert "No pay is published for this occupation" in response.content.decode()


def test_profile_cites_every_source_once(client):
    response = client.get(make_full_career().get_absolute_url())
    titles = [source["title"] for source in response.context["sources"]]
    assert len(titles) == len(set(titles))
    assert "A page that was read" in titles
    html = response.content.decode()
    for number in range(1, len(titles) + 1):
        assert f'id="source-{number}"' in html


def test_profile_links_to_the_finder(client):
    career = make_career(program_fields=["coding-billing"])
    html = client.get(career.get_absolute_url()).content.decode()
    assert f'href="/schools/?career={career.slug}"' in html


def test_second_hand_outlook_stands_apart(client):
    career = make_career()
    make_outlook(occupation=career.occupation, percent_change="7.1")
    make_outlook(
        occupation=career.occupation,
        cycle="2025-35",
        base_year=2025,
        projected_year=2035,
        percent_change="7.8",
        is_second_hand=True,
    )
    response = client.get(career.get_absolute_url())
    assert response.context["headline"].growth.text == "7.1%"
    assert response.context["outlook"].second_hand.cycle == "2025-35"
    assert "at second hand" in response.content.decode()


def make_releases(occupation, **medians):
    """The nation's pay by year, and a state's, which history leaves out."""
    nation, state = make_nation(), make_area(kind=AreaKind.STATE)
    for year, median in medians.items():
        for area in (nation, state):
            make_pay(
                occupation=occupation,
                area=area,
                release=f"May {year.strip('_')}",
                annual_median=median,
            )
    return nation


def test_one_release_has_no_history(client):
    career = make_career()
    make_releases(career.occupation, _2025=51_000)
    response = client.get(career.get_absolute_url())
    assert response.context["pay"].history == []
    assert "Earlier releases" not in response.content.decode()


def test_older_releases_are_history_and_nothing_else(client):
    career = make_career()
    make_releases(career.occupation, _2023=46_000, _2024=48_000, _2025=51_000)
    response = client.get(career.get_absolute_url())
    headline, pay = response.context["headline"], response.context["pay"]
    assert (headline.release, headline.median.text) == ("May 2025", "$51,000")
    assert [(past.row.release, past.row.median.text) for past in pay.history] == [
        ("May 2024", "$48,000"),
        ("May 2023", "$46,000"),
    ]
    assert {past.mark.kind for past in pay.history} == {"historical"}
    assert [row.annual_median for row in pay.states] == [51_000]
    html = response.content.decode()
    assert html.count("$48,000") == 1
    assert "no longer in use" not in html


def test_pay_of_a_retired_code_says_so(client):
    career = make_career()
    nation = make_releases(career.occupation, _2025=51_000)
    retired = make_occupation(soc_code="29-2071", title="Records technicians")
    retired.replaced_by.add(career.occupation, make_occupation())
    make_pay(occupation=retired, area=nation, release="May 2018", annual_median=40_350)
    response = client.get(career.get_absolute_url())
    (past,) = response.context["pay"].history
    assert past.is_retired
    assert response.context["headline"].release == "May 2025"
    html = response.content.decode()
    assert "29-2071 is a code that is no longer in use." in html
    assert "retired code" in html


def test_industries_are_ranked_within_one_level(client):
    career, source = make_career(), make_source()
    make_pay_release("May 2025")
    for code, level in (("622000", 3), ("622100", 4), ("622002", 4)):
        IndustryPay.objects.create(
            occupation=career.occupation,
            industry_code=code,
            industry_name=code,
            industry_level=level,
            annual_median=60_000,
            release="May 2025",
            source=source,
        )
    tops = client.get(career.get_absolute_url()).context["pay"].industries
    assert {row.place for top in tops for row in top.rows} == {"622100"}


def test_largest_employers_are_those_of_the_newest_year(client):
    career, source = make_career(), make_source()
    for industry, year, percent in (
        ("Doctors", 2024, "8.5"),
        ("Hospitals", 2024, "46.0"),
        ("Insurers", 2019, "90.0"),
    ):
        EmployerShare.objects.create(
            occupation=career.occupation,
            industry=industry,
            year=year,
            percent=percent,
            source=source,
        )
    response = client.get(career.get_absolute_url())
    industries = [each.share.industry for each in response.context["employers"]]
    assert industries == ["Hospitals", "Doctors"]
    html = response.content.decode()
    assert '<td class="num">46%</td>' in html
    assert '<td class="num">8.5%</td>' in html


def test_markdown_of_staff_cannot_carry_script(client):
    career = make_career(
        overview="**Bold** <script>alert(1)</script> [x](javascript:alert(1))"
    )
    html = client.get(career.get_absolute_url()).content.decode()
    assert "<strong>Bold</strong>" in html
    assert "<script>alert" not in html
    assert 'href="javascript' not in html


@pytest.mark.parametrize("status", [Status.DRAFT, Status.REVIEW, Status.ARCHIVED])
def test_nothing_unpublished_is_seen(client, status):
    hidden = {"status": status}
    career = make_full_career()
    draft = make_career(name="Unseenword career", **hidden)
    CareerLink.objects.create(
        career=career, kind=Link.RELATED, position=2, to=draft, note="Unseenword note"
    )
    issuer = make_organization(name="Unseenword issuer", **hidden)
    credential = make_credential(abbr="ABC", issuer=issuer)
    unseen = make_credential(abbr="UNSEENWORD", **hidden)
    for part in (credential, unseen):
        CareerCredential.objects.create(career=career, credential=part, note="Asked.")
    CareerCredential.objects.create(career=draft, credential=credential, note="Asked.")
    CareerOrganization.objects.create(career=career, organization=issuer)
    for path in (
        "/careers/",
        career.get_absolute_url(),
        "/credentials/",
        credential.get_absolute_url(),
        f"/careers/compare/?c={career.slug}&c={draft.slug}",
        "/careers/pay/",
        "/sources/",
    ):
        html = client.get(path).content.decode()
        assert "unseenword" not in html.lower().replace(draft.slug, ""), path
    assert client.get(draft.get_absolute_url()).status_code == 404
    assert client.get(unseen.get_absolute_url()).status_code == 404


def test_sources_page_names_every_source(client):
    sources = [make_source(note=f"Doubt {number}") for number in range(3)]
    make_career().sources.set(sources)
    html = client.get("/sources/").content.decode()
    for source in sources:
        assert source.title in html
        assert source.note in html


def test_pages_have_their_own_title_description_and_canonical(client):
    career, credential = make_full_career(), make_credential()
    paths = [
        "/careers/",
        career.get_absolute_url(),
        "/careers/pay/",
        "/careers/compare/",
        "/credentials/",
        credential.get_absolute_url(),
        "/sources/",
    ]
    heads = set()
    for path in paths:
        html = client.get(path).content.decode()
        assert f'{path}">' in html[html.index('rel="canonical"') :][:200]
        title = html[html.index("<title>") : html.index("</title>")]
        description = html.split('name="description"')[1].split(">")[0]
        heads.add((title, description))
    assert len({title for title, _ in heads}) == len(paths)
    assert len({description for _, description in heads}) == len(paths)
