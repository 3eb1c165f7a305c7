"""The numbered source marks of one page: each source gets its number when first cited."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Model

from editorial.choices import Kind
from editorial.models import Source


@dataclass(frozen=True)
class Mark:
    """What ``components/source.html`` needs to point at a line of the page's sources."""

    number: int
    source: Source
    kind: str
    as_of: dt.date | None = None
    others: str = ""
    """What of these figures comes from elsewhere, and from where."""

    @property
    def label(self) -> str:
        """Publisher, release and kind, as a screen reader says them."""
        year = f"{self.as_of:%Y}" if self.as_of else ""
        also = "and others" if self.others else ""
        words = [self.source.publisher, also, self.source.release or year, self.kind]
        return ", ".join(word for word in words if word)


class Marks:
    """Hand out numbers while a view collects figures; ``sources`` lists them at the end."""

    def __init__(self) -> None:
        self._marks: dict[tuple, Mark] = {}

    def of(
        self,
        source: Source | None,
        kind: str = Kind.PUBLISHED,
        as_of: dt.date | None = None,
        others: str = "",
    ) -> Mark | None:
        """The same source, kind and date keep their number; no source gives no mark.

        Without a date, the number the source already has for that kind will do. A page that
        names no release of its own speaks for the day it was read.
        """
        if source is None:
            return None
        if as_of is None:
            for (cited, cited_kind, _as_of, told), mark in self._marks.items():
                if (cited, cited_kind, told) == (source.pk, str(kind), others):
                    return mark
            as_of = None if source.release else source.retrieved_on
        key = (source.pk, str(kind), as_of, others)
        if key not in self._marks:
            number = len(self._marks) + 1
            self._marks[key] = Mark(
                number, source, Kind(kind).label.lower(), as_of, others
            )
        return self._marks[key]

    def of_group(self, thing: Model, group: str) -> Mark | None:
        """The mark of one fact group of a row, for example a program's price."""
        source, kind, as_of, others = (
            getattr(thing, f"{group}_{part}")
            for part in ("source", "kind", "as_of", "others")
        )
        return self.of(source, kind or Kind.PUBLISHED, as_of, others)

    @property
    def sources(self) -> list[dict]:
        """Rows for ``components/sources.html``, in the order of their numbers."""
        return [
            {
                "publisher": mark.source.publisher,
                "title": mark.source.title,
                "url": mark.source.url,
                "release": mark.source.release,
                "kind": mark.kind,
                "as_of": mark.as_of,
                "others": mark.others,
                "retrieved": mark.source.retrieved_on,
            }
            for mark in self._marks.values()
        ]
