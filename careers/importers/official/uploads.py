"""Which importers of this app take files that staff upload."""

from careers.importers.official import oews, projections
from careers.importers.official.oews import NOTES_COLUMNS, NOTES_NAME
from editorial.imports.uploads.importers import Importer, NeededFile, add_importer


def add_importers() -> None:
    add_importer(
        Importer(
            "oews",
            "BLS pay by occupation (OEWS: national, state, MSA, BOS, industries)",
            (
                NeededFile(
                    oews.NAME, oews.COLUMNS, oews.with_known_header, is_repeated=True
                ),
                NeededFile(
                    NOTES_NAME, NOTES_COLUMNS, oews.with_notes_header, is_optional=True
                ),
            ),
            oews.propose,
            comes_in_parts=True,
        )
    )
    add_importer(
        Importer(
            "projections",
            "BLS Employment Projections (occupation.xlsx, Table 1.2)",
            (
                NeededFile(
                    projections.NAME,
                    projections.COLUMNS,
                    projections.with_plain_header,
                    header_row=projections.HEADER_ROW,
                ),
            ),
            projections.propose,
        )
    )
