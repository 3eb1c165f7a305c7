"""Sources, publishing states, the catalogue's version, changes, and reports of visitors."""

from editorial.models.catalogue import Catalogue
from editorial.models.changes import ImportBatch
from editorial.models.content import Imported, Publishable
from editorial.models.data_changes import DataChange
from editorial.models.reports import Report
from editorial.models.sources import Source

__all__ = [
    "Catalogue",
    "DataChange",
    "ImportBatch",
    "Imported",
    "Publishable",
    "Report",
    "Source",
]
