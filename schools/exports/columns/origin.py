"""The columns that say where a group of figures comes from."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Self

from editorial.choices import Kind
from editorial.models import Source
from schools.finder.indexed_program import IndexedProgram
from schools.models import Accreditation, Program, School
from web.downloads import ExportColumn


@dataclass(frozen=True)
class Origin:
    """Where the figures of one fact group come from; without a figure, all of it is None."""

    source: Source | None = None
    kind: str | None = None
    as_of: dt.date | None = None
    checked_on: dt.date | None = None
    others: str = ""

    @classmethod
    def of_group(cls, row: Program | School, group: str) -> Self:
        return cls(
            getattr(row, f"{group}_source"),
            getattr(row, f"{group}_kind"),
            getattr(row, f"{group}_as_of"),
            getattr(row, f"{group}_checked_on"),
            getattr(row, f"{group}_others"),
        )

    @classmethod
    def of_statement(cls, statement: Accreditation) -> Self:
        return cls(
            statement.source, statement.kind, statement.as_of, statement.checked_on
        )

    @property
    def citation(self) -> str | None:
        if self.source is None or not self.others:
            return self.source and self.source.citation
        return f"{self.source.citation}; from elsewhere: {self.others}"

    @property
    def source_url(self) -> str | None:
        return self.source and self.source.url

    @property
    def retrieved_on(self) -> dt.date | None:
        return self.source and self.source.retrieved_on


def origin_columns(
    group: str, origin: Callable[[IndexedProgram], Origin], *, blank: str
) -> list[ExportColumn]:
    """The same six for every group; *blank* says what it means that there is no origin."""
    figures = f"the {group} figures"
    return [
        ExportColumn(
            f"{group}_source",
            f"Where {figures} come from",
            lambda row: origin(row).citation,
            blank=blank,
        ),
        ExportColumn(
            f"{group}_source_url",
            "Address of that source",
            lambda row: origin(row).source_url,
            blank=f"{blank}, or the source has no address",
        ),
        ExportColumn(
            f"{group}_kind",
            f"How {figures} came to be",
            lambda row: origin(row).kind,
            blank=blank,
            choices=Kind,
        ),
        ExportColumn(
            f"{group}_as_of",
            f"The day {figures} speak for",
            lambda row: origin(row).as_of,
            dt.date,
            blank=blank,
        ),
        ExportColumn(
            f"{group}_retrieved_on",
            "The day we obtained our copy of the source",
            lambda row: origin(row).retrieved_on,
            dt.date,
            blank=blank,
        ),
        ExportColumn(
            f"{group}_checked_on",
            "The day a person last compared them with the source",
            lambda row: origin(row).checked_on,
            dt.date,
            blank="never, or there is no figure",
        ),
    ]
