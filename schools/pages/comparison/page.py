"""Programs side by side: what heads the columns, and what the page says around the table."""

from dataclasses import dataclass, replace

from django.http import QueryDict

from careers.choices import State
from careers.pages.accreditation import DIRECTORY_URL
from editorial.marks import Marks
from schools.finder.index.current import Index
from schools.finder.phrases import joined
from schools.finder.selection import MOST_COMPARED, Selection, address, select
from schools.models import Program
from schools.pages.comparison.compared_program import ComparedProgram
from schools.pages.comparison.groups import row_groups
from schools.pages.comparison.table import RowGroup, with_source_marks
from schools.pages.program import campuses_of


@dataclass(frozen=True)
class ColumnHeading:
    program: Program
    url: str
    remove_url: str
    title: str
    """Said where two columns are of one school; else blank."""


@dataclass(frozen=True)
class ProgramComparison:
    chosen: Selection
    headings: list[ColumnHeading]
    groups: list[RowGroup]
    hidden: int
    """Rows left out because all their cells agree."""
    only_differences: bool
    sources: list[dict]

    directory_url = DIRECTORY_URL
    states = State.choices

    @property
    def title(self) -> str:
        """Schools by name; where all are one school's, programs by title."""
        programs = self.chosen.programs
        if len(programs) < 2:
            return "Compare programs"
        names = list(dict.fromkeys(program.school.name for program in programs))
        if len(names) > 1:
            return joined(names)
        titles = dict.fromkeys(program.title for program in programs)
        return f"{joined(titles)} at {names[0]}"

    @property
    def url(self) -> str:
        return self.chosen.url("compare")

    @property
    def differences_url(self) -> str:
        return self.chosen.url("compare", only="differences")

    @property
    def csv_url(self) -> str:
        return self.chosen.csv_url

    @property
    def finder_url(self) -> str:
        return self.chosen.url("finder")

    @property
    def shortlist_url(self) -> str:
        """All that the address names; the shortlist holds more."""
        chosen = self.chosen
        refs = [*chosen.refs, *chosen.beyond_limit]
        return address("shortlist", refs, home=chosen.home)


def comparison(params: QueryDict, index: Index) -> ProgramComparison:
    """What the page says of the programs that *params* name; at most six queries."""
    programs = Program.objects.listed().for_comparison()
    chosen = select(params, programs, index, most=MOST_COMPARED)
    only_differences = params.get("only") == "differences"
    headings = [
        column_heading(chosen, program, only_differences) for program in chosen.programs
    ]
    if len(headings) < 2:
        return ProgramComparison(chosen, headings, [], 0, False, [])
    marks = Marks()
    campuses = campuses_of(program.school for program in chosen.programs)
    columns = [
        ComparedProgram(
            program,
            index,
            chosen.home,
            campuses=campuses.get(program.school.opeid6, 1),
        )
        for program in chosen.programs
    ]
    groups = row_groups(columns, index, marks)
    marks_of_columns = [column.source_marks(marks) for column in columns]
    rows = sum(len(group.rows) for group in groups)
    if only_differences:
        different = (
            replace(group, rows=[row for row in group.rows if row.is_different])
            for group in groups
        )
        groups = [group for group in different if group.rows]
    hidden = rows - sum(len(group.rows) for group in groups)
    return ProgramComparison(
        chosen,
        headings,
        [with_source_marks(group, marks_of_columns) for group in groups],
        hidden,
        only_differences,
        marks.sources,
    )


def column_heading(
    chosen: Selection, program: Program, only_differences: bool
) -> ColumnHeading:
    home = f"?home={chosen.home}" if chosen.home else ""
    schools = [other.school_id for other in chosen.programs]
    more = {"only": "differences"} if only_differences else {}
    return ColumnHeading(
        program,
        f"{program.get_absolute_url()}{home}",
        chosen.url("compare", without=program, **more),
        program.title if schools.count(program.school_id) > 1 else "",
    )
