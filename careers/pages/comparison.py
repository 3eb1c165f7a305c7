"""Careers side by side: the rows of the table, and what could not be compared."""

from collections import defaultdict
from dataclasses import dataclass

from django.http import QueryDict

from careers.choices import Section
from careers.models import (
    Area,
    Career,
    CareerCredential,
    CareerItem,
    CareerLink,
    CareerPair,
)
from careers.pay.figures import NO_ROW, Figure
from careers.pay.form import AreaForm
from careers.pay.headlines import Headline, Headlines
from editorial.choices import Status
from editorial.marks import Mark, Marks
from web.templatetags.figures import month_range

MOST = 4
"""Careers beside one another: what fits in a page's 1,200 px at a readable 250 px a column."""

DUTIES_SHOWN = 5
"""Of the six to eight that a profile lists."""


@dataclass(frozen=True)
class CareerCell:
    """A value with its source mark, a list, or the reason why there is none."""

    text: str = ""
    items: tuple[str, ...] = ()
    unit: str = ""
    mark: Mark | None = None
    kind: str = ""
    is_figure: bool = False
    reason: str = "Not known"

    @property
    def content(self) -> tuple[str, tuple[str, ...]]:
        """What must differ for two cells to differ."""
        return self.text, self.items


@dataclass(frozen=True)
class CareerRow:
    label: str
    cells: list[CareerCell]

    @property
    def is_different(self) -> bool:
        return len({cell.content for cell in self.cells}) > 1


def comparison(query: QueryDict) -> dict:
    """The template's context. Slugs are looked up in memory: what was typed never reaches SQL."""
    published = {career.slug: career for career in Career.objects.published()}
    asked = list(dict.fromkeys(slug for slug in query.getlist("c") if slug))
    found = [published[slug] for slug in asked if slug in published]
    chosen = found[:MOST]
    form = AreaForm(query)
    form.is_valid()
    form.show_what_was_read()
    area = form.chosen_area
    only_differences = query.get("only") == "differences"
    marks = Marks()
    rows = compare(chosen, area, marks) if chosen else []
    shown = [row for row in rows if row.is_different or not only_differences]
    pair = pair_of(chosen)
    return {
        "title": title(chosen, area),
        "careers": chosen,
        "form": form,
        "area": area,
        "choices": list(published.values()),
        "rows": shown,
        "hidden": len(rows) - len(shown),
        "only_differences": only_differences,
        "pair": pair,
        "notes": notes_between(chosen) if len(chosen) > 1 and not pair else [],
        "errors": faults(len(asked) - len(found), len(found)),
        "sources": marks.sources,
    }


def title(careers: list[Career], area: Area | None) -> str:
    """“Medical coder or medical biller in Ohio”; plain words for fewer than two."""
    if len(careers) < 2:
        return "Compare careers"
    names = [career.name for career in careers]
    later = [name[0].lower() + name[1:] for name in names[1:]]
    either = " or ".join([", ".join([names[0], *later[:-1]]), later[-1]])
    return f"{either} in {area.name}" if area else either


def faults(unknown: int, found: int) -> list[str]:
    """In words; what was typed is not repeated."""
    errors = []
    if unknown:
        errors.append(
            "One career in the link is not known here."
            if unknown == 1
            else f"{unknown} careers in the link are not known here."
        )
    if found > MOST:
        errors.append(
            f"Up to {MOST} careers can be compared at a time; these are the first."
        )
    return errors


def compare(careers: list[Career], area: Area | None, marks: Marks) -> list[CareerRow]:
    occupations = (career.occupation_id for career in careers)
    headlines = Headlines.read(occupations, marks, area)
    lines = [headlines.of(career.occupation_id) for career in careers]
    credentials = credentials_of(careers)
    duties = duties_of(careers)
    nation = ", nation" if area else ""
    return [
        *(local_rows(lines, area) if area else ()),
        CareerRow(
            f"Median pay{nation}", [pay_cell(line, line.median) for line in lines]
        ),
        CareerRow(
            f"Lowest tenth earns under{nation}",
            [range_cell(line, "p10") for line in lines],
        ),
        CareerRow(
            f"Highest tenth earns over{nation}",
            [range_cell(line, "p90") for line in lines],
        ),
        CareerRow("Growth", [outlook_cell(line, line.growth) for line in lines]),
        CareerRow(
            "Openings a year",
            [outlook_cell(line, line.openings) for line in lines],
        ),
        CareerRow(
            "Schooling to start",
            [CareerCell(career.get_entry_education_display()) for career in careers],
        ),
        CareerRow(
            "Time to enter", [months_cell(career, headlines) for career in careers]
        ),
        CareerRow(
            "Credentials",
            [
                CareerCell(
                    items=tuple(credentials[career.pk]), reason="No credential listed"
                )
                for career in careers
            ],
        ),
        CareerRow(
            "What you do",
            [
                CareerCell(items=tuple(duties[career.pk]), reason="Not written yet")
                for career in careers
            ],
        ),
        CareerRow("From home", [CareerCell(career.remote) for career in careers]),
    ]


def local_rows(lines: list[Headline], area: Area) -> list[CareerRow]:
    """Pay in the area that was asked for, which stands before the nation's."""
    return [
        CareerRow(label, [local_cell(line, name) for line in lines])
        for label, name in (
            (f"Median pay in {area.name}", "median"),
            ("Lowest tenth there earns under", "p10"),
            ("Highest tenth there earns over", "p90"),
            ("Jobs there", "jobs"),
        )
    ]


def local_cell(line: Headline, name: str) -> CareerCell:
    if line.local is None:
        return CareerCell(reason=NO_ROW)
    figure: Figure = getattr(line.local, name)
    unit = line.local.release if name == "jobs" else f"a year, {line.local.release}"
    return figure_cell(figure, unit, line.pay_mark)


def figure_cell(figure: Figure, unit: str, mark: Mark | None) -> CareerCell:
    return CareerCell(
        figure.text, unit=unit, mark=mark, is_figure=True, reason=figure.reason
    )


def pay_cell(line: Headline, figure: Figure) -> CareerCell:
    unit = f"a year, {line.release}" if line.release else ""
    return figure_cell(figure, unit, line.pay_mark)


def range_cell(line: Headline, end: str) -> CareerCell:
    if line.pay is None:
        return CareerCell(reason=line.median.reason)
    return pay_cell(line, getattr(line.pay, end))


def outlook_cell(line: Headline, figure: Figure) -> CareerCell:
    return figure_cell(figure, line.cycle, line.outlook_mark)


def months_cell(career: Career, headlines: Headlines) -> CareerCell:
    text = month_range(career.months_to_enter_low, career.months_to_enter_high)
    return CareerCell(
        text,
        unit="from high school, full time",
        mark=headlines.estimate_mark() if text else None,
        kind="estimated",
        is_figure=True,
    )


def credentials_of(careers: list[Career]) -> dict[int, list[str]]:
    parts = (
        CareerCredential.objects.filter(
            career__in=careers, credential__status=Status.PUBLISHED
        )
        .select_related("credential")
        .order_by("position", "pk")
    )
    found = defaultdict(list)
    for part in parts:
        found[part.career_id].append(part.credential.abbr)
    return found


def duties_of(careers: list[Career]) -> dict[int, list[str]]:
    """The first few of each."""
    items = CareerItem.objects.filter(
        career__in=careers, section=Section.DUTY, position__lte=DUTIES_SHOWN
    )
    found = defaultdict(list)
    for item in items.order_by("career", "position"):
        found[item.career_id].append(item.title)
    return found


def pair_of(careers: list[Career]) -> CareerPair | None:
    """What was written about exactly these two, in whichever order they stand."""
    if len(careers) != 2:
        return None
    return CareerPair.objects.shown().between(*careers).first()


def notes_between(careers: list[Career]) -> list[CareerLink]:
    """What profiles say of one another: how the two differ, in our words."""
    return list(
        CareerLink.objects.filter(career__in=careers, to__in=careers)
        .select_related("career", "to")
        .order_by("career__position", "position", "pk")
    )
