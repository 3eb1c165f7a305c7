"""Sources, publishing states, the catalogue's version, changes, uploads, reports of visitors."""

from editorial.models.catalogue import Catalogue
from editorial.models.changes import Change, ChangeSet, ImportKey
from editorial.models.content import Publishable
from editorial.models.data_changes import DataChange
from editorial.models.desk import CheckInterval, PublishingTime, Snooze
from editorial.models.reports import Report
from editorial.models.sources import Source
from editorial.models.uploads import ProposedChange, RowMatch, Upload

__all__ = [
    "Catalogue",
    "Change",
    "ChangeSet",
    "CheckInterval",
    "DataChange",
    "ImportKey",
    "ProposedChange",
    "Publishable",
    "PublishingTime",
    "Report",
    "RowMatch",
    "Snooze",
    "Source",
    "Upload",
]
