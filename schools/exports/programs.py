"""Programs as CSV and JSON, streamed: however many there are, a few hundred are in memory."""

import gc
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.http import QueryDict, StreamingHttpResponse

from schools.exports.columns import PROGRAM_COLUMNS
from schools.finder.index.current import Index
from schools.finder.indexed_program import IndexedProgram
from schools.finder.query import ProgramFilter
from schools.finder.result import SearchResult
from schools.finder.text.params import read_params
from schools.models import Program
from web.downloads import csv_of, download, json_of

CHUNK = 500


def read_search(index: Index, params: QueryDict) -> ProgramFilter:
    params, reading = read_params(params, index)
    return ProgramFilter(
        params,
        credentials=index.rulebook.credentials,
        careers=index.careers,
        reading=reading,
    )


def in_order(
    index: Index, pks: Sequence[int], *, home: str = ""
) -> Iterator[IndexedProgram]:
    """Programs by primary key in the order given; those no longer public are left out."""
    programs = Program.objects.listed().for_export()
    for start in range(0, len(pks), CHUNK):
        wanted = [int(pk) for pk in pks[start : start + CHUNK]]
        found = programs.in_bulk(wanted)
        for pk in wanted:
            if pk in found and pk in index.row_of:
                yield IndexedProgram(found[pk], index, home)
        if start + CHUNK < len(pks):
            # Rows and what was read along with them hold each other; of a long export they
            # would fill a hundred megabytes before Python looks for such.
            found.clear()
            gc.collect(1)


def matching(
    result: SearchResult, rows: Sequence[int] | None = None
) -> Iterator[IndexedProgram]:
    """The programs of a search in its order: every one, or those in *rows* of the index."""
    index = result.index
    pks = index.pk[result.rows if rows is None else rows]
    for program in in_order(index, pks, home=result.query.home):
        program.miles = result.miles_of(program.row)
        yield program


def csv_response(
    programs: Iterable[IndexedProgram], file_name: str
) -> StreamingHttpResponse:
    return download(csv_of(PROGRAM_COLUMNS, programs), "text/csv", file_name)


def json_response(
    head: dict[str, Any], programs: Iterable[IndexedProgram], file_name: str
) -> StreamingHttpResponse:
    parts = json_of(head, "programs", PROGRAM_COLUMNS, programs)
    return download(parts, "application/json", file_name)
