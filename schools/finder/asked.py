"""What a visitor asks of the finder: the search of an address, and what its links repeat."""

from dataclasses import dataclass, field
from functools import cached_property

from django.http import QueryDict

from schools.finder.index.current import Index
from schools.finder.query import ProgramFilter, Query
from schools.finder.selection import MOST_LISTED, refs_in
from schools.finder.text.params import read_params


@dataclass(frozen=True)
class FinderRequest:
    """What a visitor asks of the finder, and how the page is to be shown."""

    filterset: ProgramFilter
    params: QueryDict
    """All of it: what the path says too."""
    params_of_query: QueryDict
    """What stands after the question mark."""
    typed: QueryDict
    """As it was sent, before its words were read as filters."""
    chosen: list[str] = field(default_factory=list)
    """Refs of programs ticked in earlier searches; the search itself ignores them."""

    @cached_property
    def query(self) -> Query:
        return self.filterset.query

    @property
    def is_table(self) -> bool:
        """The compact view; the same rows in the same order."""
        return self.params.get("view") == "table"

    @cached_property
    def kept(self) -> QueryDict:
        """What the links of the page repeat: all that was understood, and how it is shown."""
        return self.understood_of(self.params)

    @cached_property
    def kept_of_query(self) -> QueryDict:
        """The same, of what stands after the question mark."""
        if self.params_of_query is self.params:
            return self.kept
        return self.understood_of(self.params_of_query)

    def understood_of(self, params: QueryDict) -> QueryDict:
        understood = self.filterset.understood
        shown = {"p": self.chosen, "view": ["table"] if self.is_table else []}
        kept = QueryDict(mutable=True)
        for name, values in params.lists():
            known = shown[name] if name in shown else understood.getlist(name)
            if name not in ProgramFilter.READ:
                known = [value for value in values if value in known]
            if known:
                kept.setlist(name, known)
        return kept


def finder_request(
    index: Index, params: QueryDict, *, in_path: dict[str, str] | None = None
) -> FinderRequest:
    """*in_path*: choices that the path of the address makes."""
    params_of_query = params.copy()
    # Every link of the page repeats these, so nothing else may hide among them.
    chosen = refs_in(params_of_query)[:MOST_LISTED]
    params_of_query.setlist("p", chosen)
    typed = params_of_query
    params_of_query, reading = read_params(params_of_query, index)
    params = params_of_query.copy() if in_path else params_of_query
    for name, value in (in_path or {}).items():
        params.setlist(name, [value])
    filterset = ProgramFilter(
        params,
        credentials=index.rulebook.credentials,
        careers=index.careers,
        reading=reading,
    )
    return FinderRequest(filterset, params, params_of_query, typed, chosen)
