"""What the front page counts: every figure on it is asked of the catalogue."""

from dataclasses import dataclass

import numpy as np

from careers.choices import State
from careers.eligibility import in_order_of_renown
from careers.pay.charts import OccupationBar, side_by_side
from careers.pay.headlines import Headlines
from editorial.marks import Marks
from editorial.models import DataChange
from schools.finder.index.current import Index
from schools.finder.query import Query
from schools.finder.result import search
from schools.models import Program
from schools.models.bands import CONFIRMED, PriceBand
from schools.pages.states import state_url
from schools.pages.structured import website

NEWEST = 3


@dataclass(frozen=True)
class FrontPage:
    programs: int
    schools: int
    states: int
    confirmed: int
    credentials: list[dict]
    states_with_most: list[dict]
    budgets: list[dict]
    state_choices: list[tuple[str, str]]
    careers: int
    pay_bars: list[OccupationBar]
    """The surveyed occupations with the core careers of each, drawn on one scale."""
    accredited: list[Program]
    """Programs whose accreditation was confirmed last."""
    changes: list[DataChange]
    sources: list[dict]

    @property
    def structured(self) -> list[dict]:
        return [website()]


def front_page(index: Index) -> FrontPage:
    found = search(index, Query())
    counts = found.by_state
    credentials = found.counts("credential")
    prices = found.counts("price")
    by_slug = {c.slug: c for c in index.rulebook.credentials}
    core = [career for career in index.careers if not career.is_short]
    headlines = Headlines.read((career.occupation_id for career in core), Marks())
    pay = [(career, headlines.of(career.occupation_id)) for career in core]
    marks = Marks()
    for mark in (line.pay_mark for _career, line in pay if line.pay_mark):
        marks.of(mark.source, mark.kind)
    by_accreditation = found.counts("accreditation")
    return FrontPage(
        programs=found.total,
        schools=len(np.unique(index.school[found.matching])),
        states=sum(1 for count in counts.values() if count),
        confirmed=sum(by_accreditation[choice] for choice in CONFIRMED),
        credentials=[
            {"credential": by_slug[slug], "count": credentials[slug]}
            for slug in in_order_of_renown(by_slug)
        ],
        states_with_most=[
            {"label": State(code).label, "url": state_url(code), "count": count}
            for code, count in sorted(counts.items(), key=lambda item: -item[1])[:8]
            if count
        ],
        budgets=[
            {"value": value, "label": label, "count": prices[value]}
            for value, label in PriceBand.choices
        ],
        state_choices=State.choices,
        careers=len(index.careers),
        pay_bars=side_by_side((career, line.pay) for career, line in pay),
        accredited=list(Program.objects.newly_accredited(on=index.day)[:NEWEST]),
        changes=list(DataChange.objects.all()[:NEWEST]),
        sources=marks.sources,
    )
