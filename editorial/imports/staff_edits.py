"""What people wrote on the desk, as its history tells; loading files leaves it alone."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.contrib import admin
from django.contrib.admin.models import ADDITION, CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model

from editorial.models import Imported


@dataclass
class StaffEdits:
    """Rows of one model that somebody wrote, and pages on which somebody wrote such rows."""

    rows: set[int] = field(default_factory=set)
    pages: dict[str, set[int]] = field(default_factory=dict)
    """Column that refers to a page, and the keys of those pages."""

    @classmethod
    def on(cls, model: type[Model]) -> "StaffEdits":
        found = cls()
        # Of what importers fill as well, each row names the fields that people decided.
        if not issubclass(model, Imported):
            found.rows = {key for key, piece in edited(model) if not piece}
        name = str(model._meta.verbose_name)
        for page, desk in admin.site._registry.items():
            for inline in desk.inlines:
                if inline.model is model:
                    keys = {key for key, piece in edited(page) if piece == name}
                    column = column_of(inline, page)
                    found.pages.setdefault(column, set()).update(keys)
        return found

    def includes(self, row: Model) -> bool:
        return row.pk in self.rows or any(
            getattr(row, column) in pages for column, pages in self.pages.items()
        )


def column_of(inline: type[admin.options.InlineModelAdmin], page: type[Model]) -> str:
    """The column by which a piece says on whose page it stands."""
    return next(
        column.attname
        for column in inline.model._meta.concrete_fields
        if column.name == inline.fk_name
        or (inline.fk_name is None and column.related_model is page)
    )


def edited(model: type[Model]) -> Iterator[tuple[int, str]]:
    """Keys of rows that were edited, and what kind of piece on their page; blank: the row."""
    entries = LogEntry.objects.filter(
        content_type=ContentType.objects.get_for_model(model),
        action_flag__in=(ADDITION, CHANGE),
    )
    for key, message in entries.values_list("object_id", "change_message"):
        # What a list's action did, such as publishing, is told in words.
        for step in json.loads(message) if message.startswith("[") else ():
            for about in step.values():
                yield int(key), about.get("name", "")
