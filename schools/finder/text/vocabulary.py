"""The words that a search reads as filters: from the catalogue, and from what staff say of them."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from careers.choices import Field, State
from careers.models import Career, Credential
from schools.choices import Level, ReadAs, Sector, StudyMode
from schools.finder.index.arrays import Index
from schools.finder.text.spellings import SHORTEST_CORRECTED, Spellings
from schools.finder.text.word_lists import SchoolWords
from schools.finder.text.words import FILLERS, readings
from schools.models import Synonym
from schools.models.search_text import CITY_MARK, fold

LETTERS_OF_A_CODE = 2
LONGEST_NAME = 8
"""Words of a school's name to look at: no two schools share as many."""
GENERIC = frozenset({"academy", "center", "college", "institute", "university"})
"""What many schools are called: names none alone."""
AFTER_STATE = GENERIC | {"state", "tech"}
"""What makes the name of a state that of a school, also of one that we do not have."""
IN_BRACKETS = re.compile(r"\(([^)]*)\)")


@dataclass(frozen=True)
class WordMeaning:
    """What words are read as; `parameter` is one of `ReadAs`."""

    parameter: str
    value: str = ""


Phrase = tuple[str, ...]
"""Folded words, one after the other."""
Pair = tuple[str, WordMeaning]


class Vocabulary:
    """Phrases with their meanings, and the names that stand above them."""

    def __init__(
        self,
        meanings: Iterable[Pair],
        schools: SchoolWords,
        cities: Iterable[str] = (),
        other_words: Iterable[str] = (),
    ) -> None:
        """*meanings*: folded words with what they mean, in any order; several add up.

        *cities*: folded names. *other_words*: what is spelt right besides.
        """
        self.schools = schools
        self.cities = frozenset(cities)
        names = [*schools.names, *schools.aliases, *self.cities]
        self.beginnings = {" ".join(n.split()[:2]) for n in names if " " in n}
        """The first two words of each name of several."""
        self.meanings: dict[Phrase, list[WordMeaning]] = {}
        self.longest: dict[str, int] = {}
        """The most words of a phrase that begins with a word."""
        for words, meaning in meanings:
            phrase = tuple(words.split())
            self.meanings.setdefault(phrase, []).append(meaning)
            longest = self.longest.get(phrase[0], 0)
            self.longest[phrase[0]] = max(longest, len(phrase))
        self.words = {word for phrase in self.meanings for word in phrase}
        names = [*schools.list.words, *other_words]
        self.of_names = Spellings(names)
        self.spellings = Spellings([*self.words, *names])

    def phrase_at(self, words: Sequence[str], at: int) -> int:
        """How many of *words* from *at* are the longest phrase there; 0: none."""
        longest = min(self.longest.get(words[at], 0), len(words) - at)
        for length in range(longest, 0, -1):
            if tuple(words[at : at + length]) in self.meanings:
                return length
        return 0

    def name_at(self, words: Sequence[str], at: int) -> int:
        """How many of *words* from *at* name a school or a city together; 0: fewer than two do.

        The beginning of a school's own name will do, as people say “Texas State”.
        """
        longest = self.school_of_state_at(words, at)
        two = readings(" ".join(words[at : at + 2]))
        if self.beginnings.isdisjoint(two):
            return longest
        begins_name = True
        for length in range(2, min(LONGEST_NAME, len(words) - at) + 1):
            typed = " ".join(words[at : at + length])
            names = readings(typed)
            begins_name = begins_name and any(map(self.schools.begins_name, names))
            is_whole = any(name in self.schools.aliases for name in names)
            if begins_name or is_whole or typed in self.cities:
                longest = max(longest, length)
        said = words[at : at + longest]
        return 0 if all(w in GENERIC or w in FILLERS for w in said) else longest

    def school_of_state_at(self, words: Sequence[str], at: int) -> int:
        """How many of *words* from *at* are a state and what makes a school of it: Ohio College."""
        length = self.phrase_at(words, at)
        said = tuple(words[at : at + length])
        is_state = len("".join(said)) > LETTERS_OF_A_CODE and all(
            meaning.parameter == ReadAs.STATE for meaning in self.meanings[said]
        )
        after = words[at + length : at + length + 1]
        return length + 1 if is_state and AFTER_STATE.issuperset(after) and after else 0

    def corrected(self, word: str) -> str:
        """*word*, or the word of ours for which it is probably a slip."""
        is_known = word in self.words or self.of_names.has(word, whole=False)
        if is_known or len(word) < SHORTEST_CORRECTED or not word.isalpha():
            return word
        nearest = self.spellings.nearest(word)
        return nearest if nearest in self.words else word


_vocabularies: WeakKeyDictionary[Index, Vocabulary] = WeakKeyDictionary()


def current_vocabulary(index: Index) -> Vocabulary:
    """The vocabulary of the catalogue that *index* is of; one query the first time."""
    if index not in _vocabularies:
        schools = index.schools
        cities = (text.partition("\n" + CITY_MARK)[2] for text in schools.texts)
        _vocabularies[index] = Vocabulary(
            meanings_of(index.rulebook.credentials, index.careers, synonyms()),
            schools.words,
            cities,
            index.titles.words.words,
        )
    return _vocabularies[index]


def synonyms() -> Iterable[tuple[str, str, str]]:
    """Words, parameter and value of every synonym that staff published."""
    return Synonym.objects.published().values_list("words", "parameter", "value")


def meanings_of(
    credentials: Iterable[Credential],
    careers: Iterable[Career],
    synonyms: Iterable[tuple[str, str, str]],
) -> list[Pair]:
    """Words with their meanings. Who comes first decides about words of several.

    Codes of states come besides: where such a word stands tells what it is. *synonyms*: folded
    words, parameter and value; those of a credential or career that is not given are left out.
    """
    credentials, careers = list(credentials), list(careers)
    offered = {
        ReadAs.CREDENTIAL: {credential.slug for credential in credentials},
        ReadAs.CAREER: {career.slug for career in careers},
    }
    sources = (
        [
            (words, WordMeaning(parameter, value))
            for words, parameter, value in synonyms
            if value in offered.get(parameter, {value})
        ],
        list(words_of_credentials(credentials)),
        list(words_of_choices()),
        list(words_of_careers(careers)),
    )
    pairs: list[Pair] = []
    taken: set[str] = set()
    for source in sources:
        pairs += [pair for pair in source if pair[0] and pair[0] not in taken]
        taken |= {words for words, meaning in pairs if not says_nothing(meaning)}
    codes = [(code.lower(), WordMeaning(ReadAs.STATE, code)) for code in State.values]
    return list(dict.fromkeys(pairs + codes))


def says_nothing(meaning: WordMeaning) -> bool:
    return meaning.parameter in (ReadAs.FILLER, ReadAs.TEXT)


def words_of_credentials(credentials: Iterable[Credential]) -> Iterable[Pair]:
    """Abbreviation, full name and former ones, in brackets or before them."""
    for credential in credentials:
        meaning = WordMeaning(ReadAs.CREDENTIAL, credential.slug)
        abbreviations = [credential.abbr, credential.slug]
        for former in credential.former_names.splitlines():
            abbreviations.append(IN_BRACKETS.sub("", former))
            yield from ((fold(name), meaning) for name in IN_BRACKETS.findall(former))
        for name in map(fold, abbreviations):
            yield name, meaning
            yield name.replace(" ", ""), meaning
        yield fold(credential.name), meaning


def words_of_careers(careers: Iterable[Career]) -> Iterable[Pair]:
    """Names and titles, one and several, of careers that programs lead to.

    A title of two careers means neither; a career's own name is its own.
    """
    names: dict[str, str] = {}
    titles: dict[str, set[str]] = defaultdict(set)
    for career in careers:
        if not career.program_fields:
            continue
        for name in (career.name, career.plural):
            names[fold(IN_BRACKETS.sub("", name))] = career.slug
        for title in career.alternate_titles.splitlines():
            singular = fold(IN_BRACKETS.sub("", title))
            titles[singular].add(career.slug)
            titles[f"{singular}s"].add(career.slug)
    own = {title: slug for title, (slug, *others) in titles.items() if not others}
    for title, slug in (own | names).items():
        yield title, WordMeaning(ReadAs.CAREER, slug)


def words_of_choices() -> Iterable[Pair]:
    """The finder's own labels, and the names of states."""
    for parameter, choices in (
        (ReadAs.FIELD, Field.choices),
        (ReadAs.LEVEL, Level.choices),
        (ReadAs.MODE, StudyMode.choices),
        (ReadAs.SECTOR, Sector.choices),
        (ReadAs.STATE, State.choices),
    ):
        for value, label in choices:
            if value not in (StudyMode.UNKNOWN, StudyMode.HYBRID):
                yield fold(label.removeprefix("U.S. ")), WordMeaning(parameter, value)
