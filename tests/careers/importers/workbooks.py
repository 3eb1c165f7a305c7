"""Workbooks in the shape of the Bureau's own, with made-up figures."""

from collections.abc import Iterable
from pathlib import Path

from openpyxl import Workbook

OEWS_HEADER = (
    *("AREA", "AREA_TITLE", "AREA_TYPE", "PRIM_STATE", "NAICS", "NAICS_TITLE"),
    *("I_GROUP", "OWN_CODE", "OCC_CODE", "OCC_TITLE", "O_GROUP", "TOT_EMP"),
    *("EMP_PRSE", "JOBS_1000", "LOC_QUOTIENT", "PCT_TOTAL", "PCT_RPT", "H_MEAN"),
    *("A_MEAN", "MEAN_PRSE", "H_PCT10", "H_PCT25", "H_MEDIAN", "H_PCT75", "H_PCT90"),
    *("A_PCT10", "A_PCT25", "A_MEDIAN", "A_PCT75", "A_PCT90", "ANNUAL", "HOURLY"),
)
NATION = {
    "AREA": "99",
    "AREA_TITLE": "U.S.",
    "AREA_TYPE": "1",
    "PRIM_STATE": "US",
    "NAICS": "000000",
    "NAICS_TITLE": "Cross-industry",
    "I_GROUP": "cross-industry",
    "OWN_CODE": "1235",
    "OCC_CODE": "29-2072",
    "OCC_TITLE": "Medical Records Specialists",
    "O_GROUP": "detailed",
    "TOT_EMP": 194720,
    "EMP_PRSE": 1.1,
    "H_MEAN": 27.3,
    "A_MEAN": 56790,
    "MEAN_PRSE": 0.5,
    "H_PCT10": 17.79,
    "H_PCT25": 20.91,
    "H_MEDIAN": 24.59,
    "H_PCT75": 31.17,
    "H_PCT90": 39.01,
    "A_PCT10": 37000,
    "A_PCT25": 43490,
    "A_MEDIAN": 51140,
    "A_PCT75": 64820,
    "A_PCT90": 81150,
}
STATE = NATION | {
    "AREA": "01",
    "AREA_TITLE": "Alabama",
    "AREA_TYPE": "2",
    "PRIM_STATE": "AL",
    "JOBS_1000": 1.25,
    "LOC_QUOTIENT": 0.98,
}
METRO = STATE | {"AREA": "10180", "AREA_TITLE": "Abilene, TX", "AREA_TYPE": "4"}
METRO["PRIM_STATE"] = "TX"
NONMETRO = METRO | {
    "AREA": "100001",
    "AREA_TITLE": "Northwest Alabama nonmetropolitan area",
    "AREA_TYPE": "6",
    "PRIM_STATE": "AL",
}
HOSPITALS = NATION | {
    "NAICS": "622100",
    "NAICS_TITLE": "General Medical and Surgical Hospitals",
    "I_GROUP": "4-digit",
    "PCT_TOTAL": 0.42,
}
HOURLY = [name for name in OEWS_HEADER if name.startswith("H_")]
ANNUAL = [name for name in OEWS_HEADER if name.startswith("A_")]
JOBS = ["TOT_EMP", "EMP_PRSE", "JOBS_1000", "LOC_QUOTIENT"]

PROJECTIONS_HEADER = (
    "{0} National Employment Matrix title",
    "{0} National Employment Matrix code",
    "Occupation type",
    "Employment, {0}",
    "Employment, {1}",
    "Employment distribution, percent, {0}",
    "Employment distribution, percent, {1}",
    "Employment change, numeric, {2}",
    "Employment change, percent, {2}",
    "Percent self employed, {0}",
    "Occupational openings, {2} annual average",
    "Median annual wage, dollars, {0}[1]",
    "Typical education needed for entry",
    "Work experience in a related occupation",
    "Typical on-the-job training needed to attain competency in the occupation",
    "Related Occupational Outlook Handbook (OOH) content xlsx",
)
RECORDS = (
    *("      Medical records specialists", "29-2072", "Line item", 194.8, 208.6),
    *(0.1, 0.1, 13.8, 7.1, "—", 14.2, 50250, "Postsecondary nondegree award"),
    *("None", "None", "OOH Content"),
)


def oews(
    path: Path,
    *rows: dict,
    year: int = 2026,
    top: str = "$115.00 per hour or $239,200 per year",
    header: Iterable[str] = OEWS_HEADER,
) -> Path:
    """A workbook of OEWS with the sheet that describes its columns, merged cells and all."""
    book = Workbook()
    book.active.title = path.stem
    book.active.append(list(header))
    for row in rows:
        book.active.append([row.get(name) for name in OEWS_HEADER])
    about = book.create_sheet("Field Descriptions")
    about.append([f"May {year} OEWS Estimates"])
    about.append([f"#  = indicates a wage equal to or greater than {top} "])
    about.merge_cells("A2:B2")
    book.save(path)
    return path


def projections(
    path: Path, *rows: tuple, years: tuple[int, int] = (2025, 2035), **renamed: str
) -> Path:
    base, last = years
    span = f"{base}–{last % 100}"
    header = [name.format(base, last, span) for name in PROJECTIONS_HEADER]
    book = Workbook()
    book.active.title = "Index"
    book.active.append(["Occupation.xlsx contents"])
    table = book.create_sheet("Table 1.2")
    table.append([f"Table 1.2 Occupational projections, {span} (in thousands)"])
    table.append([renamed.get(name.split(",")[0].lower(), name) for name in header])
    for row in rows:
        table.append(row)
    table.append(["Footnotes:"])
    table.append(["[1] Data are from another survey, which says, among others, this."])
    book.save(path)
    return path
