"""What a misspelt word may be meant for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz import fuzz

from schools.finder.text.spellings import (
    CLOSE_ENOUGH,
    Spellings,
    corrected,
    names_of_credentials,
)
from tests.factories import make_credential

WORDS = st.text("abcdehilnoprstu1", min_size=1, max_size=12)


@given(vocabulary=st.lists(WORDS, max_size=30), word=WORDS)
def test_nearest_is_as_near_as_any_word(vocabulary, word):
    known = Spellings(vocabulary)
    likeness = [fuzz.ratio(word, other) for other in known.words]
    best = max(likeness, default=0)
    nearest = known.nearest(word)
    if best < CLOSE_ENOUGH:
        assert nearest is None
    else:
        assert fuzz.ratio(word, nearest) == best


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("colege", "college"), ("informatoin", "information"), ("zzzzzz", None)],
)
def test_real_slips_are_understood(typed, meant):
    known = Spellings(["college", "information", "collegiate", "of"])
    assert known.nearest(typed) == meant


@pytest.mark.parametrize("word", ["a", "rh", "rht", "rhit", "codr"])
def test_words_of_up_to_four_letters_are_never_corrected(word):
    known = Spellings(["rhiti", "coder", "rht1", "rhitis", "health"])
    assert corrected([word], known) is None
    assert corrected([word, "heelth"], known) == [word, "health"]


def test_names_of_credentials_are_never_corrected(db):
    credentials = [
        make_credential(abbr="CASCC", slug="cascc"),
        make_credential(abbr="CCS-PX", slug="coder-px"),
    ]
    vocabulary = ["casco", "ccspy", "coders"]
    protected = names_of_credentials(credentials)
    for word in ("cascc", "ccspx", "coder"):
        assert corrected([word], Spellings(vocabulary), whole=True) is not None
        assert corrected([word], Spellings(vocabulary, protected), whole=True) is None


def test_words_that_begin_a_known_one_stand():
    known = Spellings(["coding"])
    assert corrected(["codin"], known) is None
    assert corrected(["codin"], known, whole=True) == ["coding"]
