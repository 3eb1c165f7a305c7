"""What typed words are read as, with the published vocabulary and some names of schools."""

import json
from functools import cache

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from careers.models import Career, Credential
from editorial.choices import Status
from editorial.models import Catalogue
from schools.choices import ReadAs
from schools.finder.index.current import build, current_index
from schools.finder.query import Sort
from schools.finder.text.reader import SearchReading, read_words
from schools.finder.text.vocabulary import (
    Vocabulary,
    current_vocabulary,
    meanings_of,
)
from schools.finder.text.word_lists import SchoolWords
from schools.models import Synonym
from schools.models.search_text import fold, school_text
from schools.models.synonyms import SORTS
from tests.factories import make_career, make_credential, make_school
from tests.schools.finder.catalogues import DAY
from tests.webform import form_data

SCHOOLS = (
    ("Texas State University", "", "San Marcos"),
    ("Texas Health and Science University", "", "Austin"),
    ("Texas College", "", "Tyler"),
    ("Ohio University", "", "Athens"),
    ("Ohio State University", "OSU", "Columbus"),
    ("Washington State University", "WSU", "Pullman"),
    ("Kansas City Kansas Community College", "KCKCC", "Kansas City"),
    ("University of Kansas", "KU", "Lawrence"),
    ("University of California-Davis", "UC Davis", "Davis"),
    ("Western Governors University", "", "Salt Lake City"),
    ("Mt San Antonio College", "", "Walnut"),
    ("Sinclair Community College", "", "Dayton"),
    ("Kent State University", "", "Kent"),
    ("St Philip's College", "", "San Antonio"),
    ("New York Institute of Technology", "", "New York"),
    ("College of the Canyons", "COC", "Santa Clarita"),
    ("Portland Community College", "", "Portland"),
    ("Jackson College", "", "Jackson"),
    ("Montana State University Billings", "", "Billings"),
    ("Houston School of Health", "", "Houston"),
)


@cache
def vocabulary() -> Vocabulary:
    texts = [school_text(*school) for school in SCHOOLS]
    synonyms = [
        (entry["words"], entry["parameter"], entry.get("value", ""))
        for entry in published("synonyms", "schools.synonym")
    ]
    meanings = meanings_of(
        [
            Credential(
                slug=c["slug"],
                abbr=c["abbr"],
                name=c["name"],
                former_names=c.get("former_names", ""),
            )
            for c in published("credentials", "careers.credential")
        ],
        [
            Career(
                slug=c["slug"],
                name=c["name"],
                plural=c["plural"],
                alternate_titles=c.get("alternate_titles", ""),
                program_fields=c.get("program_fields", []),
            )
            for c in published("careers", "careers.career")
        ],
        synonyms,
    )
    cities = [fold(city) for _, _, city in SCHOOLS]
    return Vocabulary(meanings, SchoolWords(texts), cities, ["records", "technology"])


def published(file: str, model: str) -> list[dict]:
    """The published entries of *model* in one of the files that are loaded into the site."""
    path = settings.BASE_DIR / "fixtures" / f"{file}.json"
    return [
        entry["fields"]
        for entry in json.loads(path.read_text("utf-8"))
        if entry["model"] == model and entry["fields"]["status"] == Status.PUBLISHED
    ]


def told(reading: SearchReading) -> str:
    """A reading in one line, filters first."""
    said = [f"{one.parameter}={one.value}" for one in reading.understood]
    said += [f"not {one.parameter}={one.value}" for one in reading.set_aside]
    said += ["near me"] if reading.asks_zip else []
    said += [f"nobody tells {one.value}" for one in reading.unknown]
    said += [f"about {topic}" for topic in reading.topics]
    said += [f"“{reading.text}”"] if reading.text else []
    said += [f"unreadable {word}" for word in reading.unreadable]
    return ", ".join(said)


READ_AS = """
# Credentials, by abbreviation, name and former name.
rhit | credential=rhit
RHIT | credential=rhit
rhit online | credential=rhit, mode=online
ctr | credential=ods-c
certified tumor registrar | credential=ods-c
ods-c | credential=ods-c
odsc | credential=ods-c
CCS-P online | credential=ccs-p, mode=online
ccsp | credential=ccs-p
registered health information technician | credential=rhit
Certified Coding Specialist - Physician-based | credential=ccs-p
certified coding specialist | credential=ccs
rhit rhia | credential=rhit, credential=rhia
rhit exam prep | credential=rhit
ctr certification programs | credential=ods-c
medical coding certification | field=coding-billing
aapc certification school | field=coding-billing
ahima schools in ohio | field=health-information, state=OH
coding bootcamp | field=coding-billing
coc | credential=coc
art | “art”
associates Degree in ART, online | level=associate, credential=rhit, mode=online
# Fields and careers.
him | field=health-information
medical billing and coding | field=coding-billing
billing & coding | field=coding-billing
icd-10 | field=coding-billing
health informatics | field=informatics
medical office assistant | field=medical-office, “assistant”
public health | “public health”
cancer registrar programs | career=cancer-registrar
medical coder | career=medical-coder
Medical Coders | career=medical-coder
inpatient coder | career=medical-coder
health data analyst | career=health-information-technologist
# Levels, as people say them.
HIM masters | field=health-information, level=master
A.A.S. health information technology | level=associate, field=health-information
AS in health information technology | level=associate, field=health-information
MS in health informatics | level=master, field=informatics
ms health informatics | level=master, field=informatics
bachelor’s degree HIM | level=bachelor, field=health-information
2 year degree him | level=associate, field=health-information
coding degree | field=coding-billing, level=associate, level=bachelor, level=doctoral, level=master
graduate certificate informatics | level=postbacc, field=informatics
post-master's certificate | level=postbacc
rhia post bachelor certificate | credential=rhia, level=postbacc
medical coding diploma | field=coding-billing, level=certificate
# Places.
coding certificate texas | field=coding-billing, level=certificate, state=TX
associate degree health information ohio | level=associate, field=health-information, state=OH
Columbus OH | state=OH, “Columbus”
portland or | state=OR, “portland”
portland or pullman | “portland pullman”
Jackson, MS coding | state=MS, field=coding-billing, “Jackson”
jackson ms | state=MS, “jackson”
portland, or rhit | state=OR, credential=rhit, “portland”
gary, in | state=IN, “gary”
Springfield, MS coding | state=MS, field=coding-billing, “Springfield”
nursing, in texas | state=TX, “nursing”
OH college coding | state=OH, field=coding-billing
coding in IN | field=coding-billing, state=IN
CODING IN OHIO | field=coding-billing, state=OH
billings mt | state=MT, “billings”
coding new york | field=coding-billing, state=NY
washington dc informatics | state=DC, field=informatics
45402 | zip=45402
45402-1234 | zip=45402
rhit near 45402 | credential=rhit, zip=45402
within 25 miles of 30303 | miles=25, zip=30303
coding 30 miles from zip code 30303 | field=coding-billing, miles=50, zip=30303
rhit within 25 miles of dayton oh | credential=rhit, miles=25, state=OH, near me, “dayton”
medical billing near me | field=coding-billing, near me
accredited schools nearby | accreditation=accredited, near me
# Prices, lengths, orders and modes.
cheapest | sort=price
cheap online him masters | sort=price, mode=online, field=health-information, level=master
rhit under $10k dayton oh | credential=rhit, price_max=10000, state=OH, “dayton”
coding under 10,000.00 | field=coding-billing, price_max=10000
coder < 10k | career=medical-coder, price_max=10000
$10.5k coding | price_max=10500, field=coding-billing
no more than 8000 dollars coding | price_max=8000, field=coding-billing
coding over $5,000 | field=coding-billing, price_min=5000
between 5k and 10k | price_min=5000, price_max=10000
$10,000-$5,000 | price_min=5000, price_max=10000
free coding classes | price_max=0, field=coding-billing
6 month certificate | months_max=6, level=certificate
coding 12-month | field=coding-billing, months_max=12
9mo coding | months_max=9, field=coding-billing
coding certificate in a year or less | field=coding-billing, level=certificate, months_max=12
8 weeks coding | months_max=2, field=coding-billing
fast coding course | sort=duration, field=coding-billing
hybrid informatics | mode=hybrid, field=informatics
coding on campus or online | field=coding-billing, mode=campus, mode=online
distance learning rhia | mode=online, credential=rhia
for-profit coding | sector=forprofit, field=coding-billing
cahiim accredited programs | accreditation=accredited
accredited health informatics master's online
  | accreditation=accredited, field=informatics, level=master, mode=online
# Names of schools and cities win.
Texas State | “Texas State”
Texas State health information | field=health-information, “Texas State”
texas health information | state=TX, field=health-information
texas health | “texas health”
Ohio University | “Ohio University”
ohio state university him | field=health-information, “ohio state university”
Washington State | “Washington State”
Washington State certificates | level=certificate, “Washington State”
Kansas City | “Kansas City”
Kansas City MO coding | state=MO, field=coding-billing, “Kansas City”
Idaho State rhit | credential=rhit, “Idaho State”
New York University informatics | field=informatics, “New York University”
texas college coding | field=coding-billing, “texas college”
U of Kansas coding | field=coding-billing, “U of Kansas”
kent st | “kent st”
st philip's | “st philip's”
San Jose\u0301 rhia | credential=rhia, “San José”
mt san antonio college | “mt san antonio college”
uc davis informatics | field=informatics, “uc davis”
wgu health information | field=health-information, “wgu”
sinclair | “sinclair”
houston | “houston”
online college for medical billing | mode=online, field=coding-billing
# What nobody tells.
evening classes coding | field=coding-billing, nobody tells when classes meet
part-time him | field=health-information, nobody tells whether a program can be taken part time
# About careers, which the site search answers.
medical coder vs medical biller | career=medical-coder, not career=medical-biller, about compare
medical coder salary texas | career=medical-coder, state=TX, about pay
how to become a medical coder | career=medical-coder, about how-to-become
boise idaho pay | state=ID, about pay, “boise”
# What contradicts itself.
texas ohio diploma aas phd
  | state=TX, state=OH, level=certificate, level=associate, level=doctoral
45402 90210 | zip=45402, not zip=90210
over 20k under 5k | price_min=20000, not price_max=5000
cheapest and fastest coding | sort=price, field=coding-billing, not sort=duration
# Only filler, or not even that.
best programs in |
what is the best school |
the college | “college”
🎓 |
rhit 🎓 online | credential=rhit, mode=online
מרחוק rhit | credential=rhit, unreadable מרחוק
٤٥٤٠٢ | unreadable ٤٥٤٠٢
кодер | unreadable кодер
%_\\ |
<b>coder</b> | career=medical-coder, “b b”
99999999999999999999 | “99999999999999999999”
# Slips.
rhitt certficate in medcal codding | credential=rhit, level=certificate, field=coding-billing
rhia onlne | credential=rhia, mode=online
acredited assosiate degre texass | accreditation=accredited, level=associate, state=TX
sinclar | “sinclar”
"""
CASES = [
    tuple(part.strip() for part in line.split("|"))
    for line in READ_AS.strip().replace("\n  |", " |").splitlines()
    if not line.startswith("#")
]


@pytest.mark.parametrize(("typed", "expected"), CASES)
def test_words_are_read_as_filters(typed, expected):
    assert told(read_words(typed, vocabulary())) == expected


def test_everything_typed_is_in_the_reading():
    """What is understood, left or set aside comes with the words that were typed for it."""
    reading = read_words(
        "Cheap RHIT, near Dayton; evenings, 45402 or 90210", vocabulary()
    )
    words = [one.words for one in reading.understood]
    assert words == ["Cheap", "RHIT", "45402"]
    assert [one.words for one in reading.unknown] == ["evenings"]
    assert [one.words for one in reading.set_aside] == ["90210"]
    assert reading.text == "Dayton"


@pytest.mark.parametrize("typed", ["best programs in", "the", "🎓", "schools"])
def test_only_filler_is_told_from_a_search(typed):
    assert read_words(typed, vocabulary()).is_only_filler


@pytest.mark.parametrize(
    "typed", ["", "   ", "rhit", "near me", "evenings", "кодер", "college"]
)
def test_what_says_something_is_not_filler(typed):
    assert not read_words(typed, vocabulary()).is_only_filler


@pytest.mark.parametrize(
    "typed",
    [
        "rhit texas " * 100,
        "zzz qqq " * 100,
        "in or me " * 67,
        "st " * 200,
        "$" * 500 + "9" * 5_000 + "k",
        "1,1,1,1," * 500,
        "a.b.c." * 300,
        "\x00\u202e\u0301" * 100,
        "😀" * 200,
    ],
)
def test_any_text_is_read(typed):
    reading = read_words(typed, vocabulary())
    assert len(reading.text) <= len(typed)


def test_two_hundred_words_are_read_once_each():
    assert read_words("rhit texas " * 100, vocabulary()).filters == {
        "credential": ["rhit"],
        "state": ["TX"],
    }


def test_words_for_a_credential_that_is_not_offered_are_text():
    pairs = meanings_of([], [], [("tumor exam", ReadAs.CREDENTIAL, "ods-c")])
    nothing = Vocabulary(pairs, SchoolWords([]))
    assert read_words("tumor exam", nothing).text == "tumor exam"


def test_a_title_of_two_careers_means_neither():
    careers = [
        Career(
            slug=slug,
            name=slug,
            plural=f"{slug}s",
            alternate_titles=f"Custodian\n{slug} lead",
            program_fields=["informatics"],
        )
        for slug in ("clerk", "officer")
    ]
    known = Vocabulary(meanings_of([], careers, []), SchoolWords([]))
    assert told(read_words("custodian", known)) == "“custodian”"
    assert told(read_words("officer leads", known)) == "career=officer"


def test_a_career_without_programs_is_no_filter():
    career = Career(slug="clerk", name="Clerk", plural="Clerks", program_fields=[])
    known = Vocabulary(meanings_of([], [career], []), SchoolWords([]))
    assert told(read_words("clerk", known)) == "“clerk”"


def test_nothing_is_read_without_a_vocabulary():
    nothing = Vocabulary([], SchoolWords([]))
    assert told(read_words("rhit online in texas", nothing)) == "“rhit online in texas”"


@pytest.mark.django_db
def test_the_vocabulary_is_read_once_for_each_state_of_the_catalogue(
    django_assert_num_queries,
):
    make_credential(abbr="RHIT", slug="rhit")
    make_career(
        name="Medical coder", slug="medical-coder", program_fields=["coding-billing"]
    )
    make_school(name="Online College")
    synonym("from the couch", "mode", "online")
    synonym("dreamt up", "mode", "campus", status=Status.DRAFT)
    index = build(0, DAY)
    with django_assert_num_queries(1):
        for _ in range(2):
            known = current_vocabulary(index)
    read = told(read_words("rhit medical coder from the couch dreamt up", known))
    assert read == "credential=rhit, career=medical-coder, mode=online, “dreamt up”"
    assert (
        told(read_words("online college rhit", known))
        == "credential=rhit, “online college”"
    )
    Synonym.objects.filter(words="dreamt up").update(status=Status.PUBLISHED)
    Catalogue.objects.bump()
    later = current_vocabulary(current_index(DAY))
    assert told(read_words("dreamt up", later)) == "mode=campus"


def synonym(words: str, parameter: str, value: str = "", **values) -> Synonym:
    made = Synonym(
        words=words,
        parameter=parameter,
        value=value,
        **{"status": Status.PUBLISHED, **values},
    )
    made.full_clean()
    made.save()
    return made


@pytest.mark.django_db
def test_words_of_a_synonym_are_folded():
    assert (
        synonym("  Bachelor’s  DEGREE ", "level", "bachelor").words
        == "bachelors degree"
    )


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("words", "parameter", "value", "field"),
    [
        ("!?", "filler", "", "words"),
        ("tumor exam", "credential", "rhitt", "value"),
        ("tumor job", "career", "registrar", "value"),
        ("two years", "level", "Associate", "value"),
        ("lone star", "state", "Texas", "value"),
        ("cheapest", "sort", "cheap", "value"),
        ("ten grand", "price_max", "10k", "value"),
        ("ten grand", "price_max", "", "__all__"),
        ("here", "near", "home", "__all__"),
    ],
)
def test_a_synonym_means_something_to_the_finder(words, parameter, value, field):
    with pytest.raises(ValidationError) as refused:
        synonym(words, parameter, value)
    assert field in refused.value.message_dict


@pytest.mark.django_db
def test_a_synonym_stands_once():
    synonym("two years", "level", "associate")
    with pytest.raises(ValidationError, match="read so already"):
        synonym("Two years", "level", "associate")
    with pytest.raises(IntegrityError), transaction.atomic():
        Synonym.objects.create(words="here", parameter="near", value="home")


def test_orders_that_synonyms_may_name_are_those_of_the_finder():
    assert set(SORTS) < set(Sort.values)


@pytest.mark.django_db
def test_a_published_synonym_shows_at_once(client, editor):
    client.force_login(editor)
    version = Catalogue.objects.mark()
    made = Synonym.objects.create(words="from bed", parameter="mode", value="online")
    change = f"/admin/schools/synonym/{made.pk}/change/"
    response = client.post(change, form_data(client, change) | {"status": "published"})
    assert response.status_code == 302
    assert Catalogue.objects.mark() != version
    index = current_index(DAY)
    assert read_words("from bed", current_vocabulary(index)).filters == {
        "mode": ["online"]
    }
