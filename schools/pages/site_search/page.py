"""One search over the whole site: what was asked is answered, then what fits is listed."""

import datetime as dt

from django import forms
from django.http import QueryDict

from schools.finder.index.current import current_index
from schools.finder.text.reader import read_words
from schools.finder.text.spellings import corrected
from schools.finder.text.vocabulary import current_vocabulary
from schools.finder.text.words import words_of
from schools.models.search_text import fold
from schools.pages.site_search.answers import answers
from schools.pages.site_search.found import (
    Found,
    Site,
    careers,
    credentials,
    find,
    guides,
    named_alike,
    states,
    tools,
    word_by_word,
)

LONGEST = 80
FEW = 3


class SearchForm(forms.Form):
    q = forms.CharField(
        required=False,
        max_length=LONGEST,
        label="Search the whole site",
        help_text="A question, a job, a credential, a school or a place",
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
        error_messages={"max_length": f"Use at most {LONGEST} characters."},
    )

    def clean(self) -> None:
        if len(set(self.data.getlist("q"))) > 1 and "q" not in self.errors:
            self.add_error("q", "Given more than once; give it once.")


def site_search(params: QueryDict, *, day: dt.date) -> dict:
    """The template's whole context; nothing is asked of the database without words."""
    form = SearchForm(params)
    form.is_valid()
    typed = form.cleaned_data.get("q") or ""
    context = {
        "form": form,
        "q": typed,
        "answers": [],
        "found": None,
        "corrected_to": "",
        "did_you_mean": "",
        "by_word": [],
        "alike": [],
    }
    words = words_of(typed)
    if not words:
        return context
    index = current_index(day)
    reading = read_words(typed, current_vocabulary(index))
    site = Site([*careers(), *credentials(), *guides(), *tools(), *states()], index)
    context |= {"answers": answers(reading, index, site), "reading": reading}
    found = find(site, words, fold(typed))
    # Where every word was understood, none is a misspelling.
    is_understood = context["answers"] and not reading.text
    if found.total > FEW or is_understood:
        return context | {"found": found}
    better = corrected(words, site.spellings, whole=bool(found.total))
    nearest = find(site, better, " ".join(better)) if better else Found([], [])
    if nearest.total <= found.total:
        if found.total or context["answers"]:
            return context | {"found": found}
        alike = named_alike(index.schools, words)
        by_word = word_by_word(site, words)
        return context | {"found": found, "alike": alike, "by_word": by_word}
    if found.total or context["answers"]:
        return context | {"found": found, "did_you_mean": " ".join(better)}
    return context | {"found": nearest, "corrected_to": " ".join(better)}
