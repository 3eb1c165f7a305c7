"""The page of all careers: full profiles as cards, their pay on one scale, then the short ones."""

from careers.models import Career, CareerPair
from careers.pay.charts import side_by_side
from careers.pay.headlines import Headlines
from editorial.marks import Marks


def career_list() -> dict:
    """The template's whole context."""
    published = list(Career.objects.published())
    marks = Marks()
    headlines = Headlines.read((career.occupation_id for career in published), marks)
    entries = [(career, headlines.of(career.occupation_id)) for career in published]
    core = [entry for entry in entries if not entry[0].is_short]
    return {
        "core": core,
        "short": [entry for entry in entries if entry[0].is_short],
        "bars": side_by_side((career, line.pay) for career, line in core),
        "pairs": CareerPair.objects.shown(),
        "estimate_mark": headlines.estimate_mark() if core else None,
        "sources": marks.sources,
    }
