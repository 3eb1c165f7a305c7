"""The programs a visitor has chosen: `p` in an address, read and written in one place."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse
from django.utils.text import capfirst

from careers.choices import State
from editorial.changes.old_addresses import old_slugs
from schools.finder.index.current import Index
from schools.finder.query import ProgramFilter
from schools.finder.text.fields import shown
from schools.models import Program
from schools.models.querysets import ProgramQuerySet

MOST_COMPARED = 4
MOST_LISTED = 20
MOST_READ = 40
"""How many programs of one address are looked up, however many it names."""
REF = re.compile(r"[0-9A-Za-z]{1,6}\.[-0-9A-Za-z_]{1,180}")
NUMBER_WORDS = {MOST_COMPARED: "four", MOST_LISTED: "twenty", MOST_READ: "forty"}
WHY_UNKNOWN = "no longer listed, or the link was cut short."
MOST_NAMED = 5
"""Unknown refs that a refusal names; the others it counts."""


path_of = cache(reverse)
"""The address of a page that has only one; a list of programs names some of them many times."""


def address(
    page: str, refs: Iterable[str], *, home: str = "", **more: str | bool
) -> str:
    """Where *page* shows the programs *refs*, for somebody who lives in *home*."""
    query = [("p", ref) for ref in refs]
    query += [(name, value) for name, value in {"home": home, **more}.items() if value]
    path = path_of(f"schools:{page}")
    return f"{path}?{urlencode(query)}" if query else path


def refs_in(params: QueryDict) -> list[str]:
    """Whatever has the shape of a ref, each once, in the order given."""
    given = (ref for ref in params.getlist("p") if REF.fullmatch(ref))
    return list(dict.fromkeys(given))[:MOST_READ]


@dataclass(frozen=True)
class Selection:
    programs: list[Program]
    beyond_limit: list[str]
    """Refs of programs beyond the limit."""
    home: str
    asked: int
    """Programs that the address names, each counted once."""
    most: int
    unknown: list[str]
    """What the address names and we do not list, as it was typed."""
    is_repeated: bool
    """A program stands in the address more than once; it counts once."""
    home_errors: list[str]

    @property
    def refs(self) -> list[str]:
        return [program.ref for program in self.programs]

    @property
    def home_label(self) -> str:
        return State(self.home).label if self.home else ""

    def url(self, page: str, *, without: Program | None = None, **more: str) -> str:
        refs = [program.ref for program in self.programs if program != without]
        return address(page, refs, home=self.home, **more)

    @property
    def csv_url(self) -> str:
        """A file of all that the address names; it holds more than the page."""
        return address(
            "shortlist-csv", [*self.refs, *self.beyond_limit], home=self.home
        )

    @property
    def is_too_long(self) -> bool:
        return bool(self.beyond_limit) or self.asked > MOST_READ

    @property
    def limit(self) -> str:
        return (
            f"holds up to {NUMBER_WORDS[self.most]} programs and the address names "
            f"{self.asked}."
        )

    @property
    def errors(self) -> list[str]:
        """What was wrong with the address, in sentences for the page."""
        found = [f"Your home state: {error}" for error in self.home_errors]
        if unknown := len(self.unknown):
            are = "One program" if unknown == 1 else f"{unknown} programs"
            verb = "is" if unknown == 1 else "are"
            found.append(f"{are} in the address {verb} not known here: {WHY_UNKNOWN}")
        if self.is_repeated:
            found.append(
                "A program stands in the address more than once; it counts once."
            )
        if self.is_too_long:
            found.append(
                f"This page {self.limit} These are the first {NUMBER_WORDS[self.most]}."
            )
        return found

    @property
    def refusals(self) -> dict[str, list[str]]:
        """The same by parameter for a file, which cannot leave out what it does not know."""
        found: dict[str, list[str]] = {}
        if self.home_errors:
            found["home"] = self.home_errors
        if self.is_too_long:
            found["p"] = [f"This file {self.limit}"]
        elif self.unknown:
            named = ", ".join(
                f"“{ref}”" if REF.fullmatch(ref) else shown(ref)
                for ref in self.unknown[:MOST_NAMED]
            )
            more = len(self.unknown) - MOST_NAMED
            others = f" and {more} more" if more > 0 else ""
            found["p"] = [f"Not known here: {named}{others}. {capfirst(WHY_UNKNOWN)}"]
        return found


def moved_programs(programs: ProgramQuerySet, refs: list[str]) -> dict[str, Program]:
    """Those of *refs* that an address of before named, with the programs; at most three queries."""
    slugs = {ref: ref.partition(".")[2] for ref in refs}
    pks = old_slugs(Program, slugs.values())
    found = programs.in_bulk({pk for one in pks.values() for pk in one}) if pks else {}
    return {
        ref: found[pk]
        for ref, slug in slugs.items()
        for pk in pks.get(slug, ())
        if pk in found and found[pk].school.unitid == ref.partition(".")[0]
    }


def select(
    params: QueryDict, programs: ProgramQuerySet, index: Index, *, most: int
) -> Selection:
    """Those of *programs* that the address names, up to *most*, and what was wrong with it."""
    given = [ref for ref in params.getlist("p") if ref]
    asked = list(dict.fromkeys(given))
    found = {
        ref: program
        for ref, program in programs.by_refs(refs_in(params)).items()
        if program.pk in index.row_of
    }
    lost = [ref for ref in refs_in(params) if ref not in found]
    for ref, program in moved_programs(programs, lost).items():
        if program.pk in index.row_of and program not in found.values():
            found[ref] = program
    found = {ref: found[ref] for ref in asked if ref in found}
    filterset = ProgramFilter(params, credentials=(), careers=())
    return Selection(
        programs=list(found.values())[:most],
        beyond_limit=list(found)[most:],
        home=filterset.query.home,
        asked=len(asked),
        most=most,
        unknown=[ref for ref in asked if ref not in found][: MOST_READ - len(found)],
        is_repeated=len(given) > len(asked),
        home_errors=filterset.form.errors.get("home", []),
    )
