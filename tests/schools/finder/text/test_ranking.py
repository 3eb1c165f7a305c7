"""Which schools and programs come first for words: looked up, and read text by text."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schools.finder.index.current import build
from schools.finder.text.matching import match_words
from schools.finder.text.word_lists import SchoolWords, WordList, title_words
from schools.finder.text.words import readings, words_of
from schools.models.search_text import fold, school_text
from tests.factories import make_program, make_school
from tests.schools.finder.catalogues import DAY, WORDS, random_offers, store
from tests.schools.finder.text.plain_ranking import (
    PlainSchool,
    grade,
    score,
    title_points,
)

VOCABULARY = """
    al alder alderman cc college community dayton of oh ohio saint sai st state tech technical
    university univ valley
"""
WORD = st.sampled_from(VOCABULARY.split())
NAME = st.lists(WORD, min_size=1, max_size=4).map(" ".join)
TEXT = st.builds(school_text, NAME, st.lists(NAME, max_size=2).map("\n".join), NAME)


@given(texts=st.lists(TEXT, min_size=1, max_size=6), typed=NAME)
def test_schools_score_as_their_texts_say(texts, typed):
    known = SchoolWords(texts)
    plain = [PlainSchool(text) for text in texts]
    for word in words_of(typed):
        assert known.points(word).tolist() == [one.points(word) for one in plain]
    typed = fold(typed)
    assert known.bonus(typed).tolist() == [one.bonus(typed) for one in plain]


@given(titles=st.lists(NAME, min_size=1, max_size=6), word=WORD)
def test_titles_score_as_they_read(titles, word):
    points = title_words(titles).points(fold(word))
    assert points.tolist() == [title_points(fold(word), title) for title in titles]


@pytest.mark.parametrize(
    ("word", "text", "expected"),
    [
        ("coding", "medical coding", 2),
        ("cod", "medical coding", 1),
        ("oding", "medical coding", 0),
        ("ala", "alabama state", 1),
        # Two letters are a word or nothing: “al” must not find Alabama.
        ("al", "alabama state", 0),
        ("a", "alabama state", 0),
        ("al", "al college", 2),
        ("coding", "", 0),
    ],
)
def test_whole_words_count_twice_and_short_ones_whole_alone(word, text, expected):
    assert grade(word, text) == expected
    assert WordList([(0, 1, text)], 1).points(word).tolist() == [expected]


@pytest.mark.django_db
def test_letters_of_an_alias_may_stand_apart(client):
    make_program(school=make_school(name="Tumbleweed College", aliases="TWC"))
    make_program(school=make_school(name="Wagon College"))
    for typed in ("twc", "t w c", "T.W.C.", "TW C"):
        [card] = client.get("/schools/", {"q": typed}).context["finder"].cards
        assert card.program.school.name == "Tumbleweed College"
        [hit] = client.get("/search/", {"q": typed}).context["found"].hits
        assert hit.title == "Tumbleweed College"


@pytest.mark.django_db
@pytest.mark.parametrize("seed", range(3))
def test_programs_rank_as_their_texts_say(seed):
    rng = Random(seed)
    stored = store(random_offers(rng, 60))
    index = build(0, DAY)
    programs = {
        row: (
            PlainSchool(
                school_text(offer.campus.name, "", offer.campus.city),
                offer.campus.state,
            ),
            offer.title,
        )
        for row, pk in enumerate(index.pk.tolist())
        if (offer := stored[pk])
    }
    ranked = 0
    names = sorted({school.names[0] for school, _ in programs.values()})
    questions = [rng.sample(WORDS, rng.randint(1, 3)) for _ in range(40)]
    questions += [["of", *rng.choice(names).split()] for _ in range(5)]
    for question in [*questions, *(name.split() for name in names)]:
        typed = " ".join(question)
        found = match_words(index, words_of(typed), typed)
        rows = found.rows.nonzero()[0] if found.rows.dtype == bool else found.rows
        scores = dict(
            zip(rows.tolist(), found.score(index, rows).tolist(), strict=True)
        )
        plain = {
            row: score(school, title, words_of(typed), typed)
            for row, (school, title) in programs.items()
        }
        assert scores == {row: n for row, n in plain.items() if n is not None}, typed
        ranked += len(scores)
    assert ranked > 100


@pytest.fixture
def short_names():
    """Schools whose names people shorten."""
    for name in (
        "Kent State University",
        "Kent Saint Academy",
        "St Philip's College",
        "Kent Street School",
        "Sinclair Community College",
        "Butler College",
        "University of Kansas",
        "Texas Tech University",
        "Dayton Technical Institute",
    ):
        make_program(title="Records", school=make_school(name=name, city="Dayton"))
    school = make_school(name="Alder Academy", city="Billings", state="MT")
    for title in ("Health Technology", "Health Technician", "Technical Records"):
        make_program(title=title, school=school)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("typed", "names"),
    [
        (
            "Kent St",
            ["Kent Saint Academy", "Kent State University", "Kent Street School"],
        ),
        (
            "Kent St.",
            ["Kent Saint Academy", "Kent State University", "Kent Street School"],
        ),
        ("Kent St University", ["Kent State University"]),
        ("Kent Saint", ["Kent Saint Academy"]),
        ("Kent State", ["Kent State University"]),
        ("St Philip", ["St Philip's College"]),
        ("St. Philip’s College", ["St Philip's College"]),
        ("Saint Philips", ["St Philip's College"]),
        ("Sinclair CC", ["Sinclair Community College"]),
        ("Butler CC", []),
        ("Univ. of Kansas", ["University of Kansas"]),
        ("U of Kansas", ["University of Kansas"]),
        ("Texas Tech", ["Texas Tech University"]),
        ("billings mt", ["Alder Academy"]),
    ],
)
def test_short_forms_find_what_they_may_stand_for(client, short_names, typed, names):
    cards = client.get("/schools/", {"q": typed}).context["finder"].cards
    assert list(dict.fromkeys(c.program.school.name for c in cards)) == names
    hits = client.get("/search/", {"q": typed}).context["found"].hits
    if "mt" not in typed:  # The site search finds schools by name and city alone.
        assert {h.title for h in hits if h.kind == "school"} == {*names}


@pytest.mark.django_db
def test_tech_is_technology_technician_and_technical(client, short_names):
    def titles(typed):
        cards = client.get("/schools/", {"q": typed}).context["finder"].cards
        return {card.program.title for card in cards}

    assert titles("alder tech") == {
        "Health Technology",
        "Health Technician",
        "Technical Records",
    }
    assert titles("alder technology") == {"Health Technology"}


@pytest.mark.django_db
def test_a_whole_name_in_short_comes_first(client):
    for name in ("Bowling Green State University", "University of Bowling St Green"):
        make_program(school=make_school(name=name))
    cards = (
        client.get("/schools/", {"q": "bowling green st university"})
        .context["finder"]
        .cards
    )
    assert cards[0].program.school.name == "Bowling Green State University"


def test_a_long_text_has_few_readings():
    assert readings("kent st") == ["kent st", "kent saint", "kent state", "kent street"]
    assert len(readings("st " * 40)) == 16
