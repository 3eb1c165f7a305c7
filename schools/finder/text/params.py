"""Words of a search read as filters, before anything else reads the address."""

from django.http import QueryDict

from schools.finder.index.arrays import Index
from schools.finder.query import LONGEST_TEXT, Sort
from schools.finder.text.reader import SEVERAL, SearchReading, read_words
from schools.finder.text.vocabulary import current_vocabulary


def read_params(
    params: QueryDict, index: Index
) -> tuple[QueryDict, SearchReading | None]:
    """*params* with the words of `q` as the filters they mean; only what is left stays in `q`.

    None where there is nothing to read: no words, words to be taken as they stand, or what the
    form refuses. What the address says itself stands; a reading beside it is set aside.
    """
    typed = params.get("q", "")
    is_refused = len(set(params.getlist("q"))) > 1 or "\0" in typed
    if not typed.strip() or is_refused or len(typed) > LONGEST_TEXT:
        return params, None
    if params.get("q_as_text"):
        return params, None
    reading = read_words(typed, current_vocabulary(index))
    read = params.copy()
    for one in list(reading.understood):
        given = [value for value in read.getlist(one.parameter) if value]
        if one.parameter in SEVERAL:
            values = dict.fromkeys([*given, one.value])
            read.setlist(one.parameter, list(values))
        elif not given:
            read[one.parameter] = one.value
        elif given != [one.value]:
            reading.understood.remove(one)
            reading.set_aside.append(one)
    read["q"] = reading.text
    if not reading.text:
        del read["q"]
        if read.get("sort") == Sort.RELEVANCE:
            del read["sort"]
    return read, reading
