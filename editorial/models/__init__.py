"""Sources, publishing states, the catalogue's version, changes, and reports of visitors."""

from editorial.models.catalogue import Catalogue
from editorial.models.changes import Change, ChangeSet, ImportKey
from editorial.models.content import Publishable
from editorial.models.data_changes import DataChange
from editorial.models.reports import Report
from editorial.models.sources import Source

__all__ = [
    "Catalogue",
    "Change",
    "ChangeSet",
    "DataChange",
    "ImportKey",
    "Publishable",
    "Report",
    "Source",
]
