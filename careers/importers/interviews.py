"""Interviews: what people of the trade said in print, summed up in our own words."""

from collections.abc import Iterator
from pathlib import Path

from careers.choices import InterviewForm
from careers.importers.dates import day_of
from careers.importers.issuer_pages import host_of, why_refused
from careers.importers.references import slug_of
from careers.models import Career, CareerInterview
from editorial.imports.proposals import (
    Fault,
    ImportFaults,
    JsonEntry,
    Proposal,
    Ref,
    read_entry,
)
from editorial.models import Source

FILE = "interviews.json"

OPENING_ONLY = "We could read the opening of the page only."
NOTES = {
    "mcnellis": (
        "A career guide. Its figures are of 2016, so it was written in 2017 or later. The "
        "credential CTR has been called ODS since 2024."
    ),
    "newhouser": "The publisher employs the person it interviews.",
    "zollin": (
        "The publisher employed the author. The questions are ours. The credential CTR has been "
        "called ODS since 2024."
    ),
    "holyoak": "The author’s own site. The questions are ours.",
    "wu": "The publisher awarded the degree; the person had just finished it.",
    "myhre": "Probably of about 2009, judging by the number of the article.",
    "moravec": "Probably of about 2010, judging by the number of the article.",
}
"""By the file's name of a piece: who stands behind it, and what its age changes."""


def proposals(folder: Path) -> Iterator[Proposal]:
    """The piece that the file recommends for each career, question by question."""
    faults: list[Fault] = []
    content = read_entry(folder / FILE, faults)
    pieces = {
        piece.text("id"): piece for piece in content.entries("interviews", key="id")
    }
    recommended = content.entry("meta").entry("recommended")
    if not recommended.data:
        content.fault("meta.recommended", "names no piece for any career")
    for career in recommended.data:
        piece = pieces.get(recommended.text(career))
        if piece is None:
            recommended.fault(career, "is not among the interviews")
        elif piece.text("id") not in NOTES:
            piece.fault("id", "has no note of ours on its publisher yet")
        else:
            yield from Piece(piece).proposals(career)
    if faults:
        raise ImportFaults(faults)


class Piece:
    """One published piece with its questions."""

    def __init__(self, entry: JsonEntry) -> None:
        self.entry = entry
        self.page = entry.entry("source")
        self.slug = slug_of(self.page.text("url", required=True))

    def proposals(self, career: str) -> Iterator[Proposal]:
        yield self.source()
        is_account = "account" in self.entry.text("kind", required=True)
        form = InterviewForm.ACCOUNT if is_account else InterviewForm.INTERVIEW
        for position, qa in enumerate(self.entry.entries("qa", key="q"), start=1):
            yield Proposal(
                CareerInterview,
                {"career": Ref.to(Career, career), "position": position},
                {
                    "published_as": form,
                    "question": qa.text("q", required=True),
                    "answer": qa.text("a", required=True),
                    "person": self.entry.text("person", required=True),
                    "role": self.entry.text("role"),
                    "source": Ref.to(Source, self.slug),
                },
                file=FILE,
            )

    def source(self) -> Proposal:
        url = self.page.text("url")
        if why := why_refused(url):
            self.page.fault("url", f"{host_of(url)} is not cited here: {why}")
        notes = [NOTES[self.entry.text("id")]]
        if self.entry.flag("complete_text_read") is False:
            notes.append(OPENING_ONLY)
        published = day_of(self.page, "date") if self.page.text("date") else None
        return Proposal(
            Source,
            {"slug": self.slug},
            {
                "publisher": self.page.text("publisher", required=True).partition(" (")[
                    0
                ],
                "title": self.page.text("title", required=True),
                "url": url,
                "release": f"{published.day} {published:%B %Y}" if published else "",
                "retrieved_on": day_of(self.page, "seen"),
                "note": " ".join(notes),
            },
            file=FILE,
        )
