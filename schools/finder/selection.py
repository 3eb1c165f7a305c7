"""The programs a visitor has chosen: `p` in an address, read and written in one place."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse

from careers.choices import State
from schools.finder.index.current import Index
from schools.finder.query import ProgramFilter
from schools.models import Program
from schools.models.querysets import ProgramQuerySet

MOST_COMPARED = 4
MOST_LISTED = 20
MOST_READ = 40
"""How many programs of one address are looked up, however many it names."""
REF = re.compile(r"[0-9A-Za-z]{1,6}\.[-0-9A-Za-z_]{1,180}")
WORDS = {MOST_COMPARED: "four", MOST_LISTED: "twenty"}


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
    spare: list[str]
    """Refs of programs beyond the limit."""
    errors: list[str]
    home: str

    @property
    def refs(self) -> list[str]:
        return [program.ref for program in self.programs]

    @property
    def home_label(self) -> str:
        return State(self.home).label if self.home else ""

    def url(self, page: str, *, without: Program | None = None, **more: str) -> str:
        refs = [program.ref for program in self.programs if program != without]
        return address(page, refs, home=self.home, **more)


def select(
    params: QueryDict, programs: ProgramQuerySet, index: Index, *, most: int
) -> Selection:
    """Those of *programs* that the address names, up to *most*, and what was wrong with it."""
    given = [ref for ref in params.getlist("p") if ref]
    asked = list(dict.fromkeys(given))
    refs = refs_in(params)
    found = {
        ref: program
        for ref, program in programs.by_refs(refs).items()
        if program.pk in index.row_of
    }
    shown, spare = list(found)[:most], list(found)[most:]
    filterset = ProgramFilter(params, credentials=(), careers=())
    errors = [
        f"Your home state: {error}" for error in filterset.form.errors.get("home", [])
    ]
    if unknown := min(len(asked), MOST_READ) - len(found):
        errors.append(
            f"{'One program' if unknown == 1 else f'{unknown} programs'} in the address "
            f"{'is' if unknown == 1 else 'are'} not known here: no longer listed, or the "
            "link was cut short."
        )
    if len(given) > len(asked):
        errors.append("A program stands in the address more than once; it counts once.")
    if spare or len(asked) > MOST_READ:
        errors.append(
            f"This page holds up to {WORDS[most]} programs and the address names "
            f"{len(asked)}. These are the first {WORDS[most]}."
        )
    return Selection([found[ref] for ref in shown], spare, errors, filterset.query.home)
