"""The words of a search, and what a match is worth by where it stands."""

from itertools import islice, product

from schools.models.search_text import FILLERS, IN_NAMES, fold

MOST_WORDS = 10
"""Of one search; `match_words` has a bit for each in 16."""
NAMES_BEFORE_PLACES = {"name": 6, "alias": 5, "city": 3, "title": 2, "state": 1}
"""Worth of the beginning of a word by where it stands; a whole word is worth twice that. Only whole
words find a state, and count once."""
SHORT_FORMS = {short: (long,) for short, long in IN_NAMES.items()} | {
    "st": ("saint", "state", "street"),
    "tech": ("technical", "technology", "technician"),
    "cc": ("community college",),
}
"""What people who type a short form may mean; each may be several words."""
MOST_READINGS = 16
"""Of one search: two words that may each mean three things besides themselves."""
STARTS_NAME = 12
"""Bonus of a name that begins with all that was typed: one more whole word of a name."""
WHOLE_NAME = 40
"""Bonus of a name that is all that was typed. More than three words can be worth in a longer name,
so that “Ohio State University” stands before its branches."""


def words_of(typed: str) -> list[str]:
    """The words to look for, folded; fillers count only when there is nothing else."""
    words = list(dict.fromkeys(fold(typed).split()))
    return ([word for word in words if word not in FILLERS] or words)[:MOST_WORDS]


def meanings(word: str) -> tuple[str, ...]:
    """What the typed *word* may stand for: itself, and what it is short for."""
    return (word, *SHORT_FORMS.get(word, ()))


def readings(typed: str) -> list[str]:
    """Folded text in each of its meanings, as typed first: “kent st”, “kent saint” …"""
    every = product(*map(meanings, typed.split()))
    return [" ".join(words) for words in islice(every, MOST_READINGS)]
