"""The words of a search, and what a match is worth by where it stands."""

from schools.models.search_text import FILLERS, fold

MOST_WORDS = 10
"""Of one search; `match_words` has a bit for each in 16."""
NAMES_BEFORE_PLACES = {"name": 6, "alias": 5, "city": 3, "title": 2, "state": 1}
"""Worth of the beginning of a word by where it stands; a whole word is worth twice that. Only whole
words find a state, and count once."""
STARTS_NAME = 12
"""Bonus of a name that begins with all that was typed: one more whole word of a name."""
WHOLE_NAME = 40
"""Bonus of a name that is all that was typed. More than three words can be worth in a longer name,
so that “Ohio State University” stands before its branches."""


def words_of(typed: str) -> list[str]:
    """The words to look for, folded; fillers count only when there is nothing else."""
    words = list(dict.fromkeys(fold(typed).split()))
    return ([word for word in words if word not in FILLERS] or words)[:MOST_WORDS]
