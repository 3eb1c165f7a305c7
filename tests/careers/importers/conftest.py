"""A folder with the smallest sound input of every importer; a test spoils what it needs."""

import csv
import json
from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from careers.importers import credential_facts

FIGURES = {
    "employment": "100",
    "employment_rse_pct": "1.5",
    "employment_per_1000": "1.250",
    "location_quotient": "1.10",
    "hourly_mean": "25.00",
    "hourly_p10": "15.00",
    "hourly_p25": "18.00",
    "hourly_median": "24.00",
    "hourly_p75": "30.00",
    "hourly_p90": "38.00",
    "annual_mean": "52000",
    "annual_p10": "31200",
    "annual_p25": "37440",
    "annual_median": "49920",
    "annual_p75": "62400",
    "annual_p90": "79040",
    "wage_rse_pct": "0.5",
    "suppressed_fields": "",
    "topcoded_fields": "",
    "release": "May 2025",
}
JOB = {"soc_code": "29-2072", "soc_title": "Medical Records Specialists"}


def area(kind: str, code: str, state: str, name: str, **figures: str) -> dict:
    place = {
        "area_type": kind,
        "oews_area_code": code,
        "state_abbr": state,
        "area_name": name,
    }
    return JOB | place | FIGURES | figures


def metro(kind: str, code: str, cbsa: str, state: str, name: str) -> dict:
    row = area(kind, code, state, name) | {"cbsa_code": cbsa}
    row["primary_state_abbr"] = row.pop("state_abbr")
    return row


PROJECTION = JOB | {
    "cycle": "2024-34",
    "base_year": "2024",
    "projected_year": "2034",
    "base_employment": "1000",
    "projected_employment": "950",
    "employment_change": "-50",
    "percent_change": "-5.0",
    "annual_openings": "0",
    "growth_label": "Decline",
    "entry_education": "Associate's degree",
    "work_experience": "None",
    "on_the_job_training": "",
    "pct_self_employed": "0",
    "source": "BLS",
    "source_type": "primary (BLS workbook copy)",
}
QUOTED = PROJECTION | {
    "cycle": "2025-35",
    "base_year": "2025",
    "projected_year": "2035",
    "base_employment": "",
    "source": "as quoted; percent derived from change/base",
    "source_type": "secondary",
}

CREDENTIAL = {
    "abbr": "RHIT",
    "name": "Registered Health Information Technician",
    "issuer": "AHIMA",
    "issuer_url": "https://www.ahima.org",
    "level": "entry/technician",
    "status": "active",
    "former_names": ["ART (Accredited Record Technician)"],
    "eligibility": {
        "min_education": "associate",
        "cahiim_required": True,
        "experience_months": 0,
        "membership_required": False,
    },
    "exam": {
        "questions_total": "140-160",
        "questions_scored": 130,
        "minutes": 210,
        "fee_member_usd": 229,
        "fee_nonmember_usd": 299,
        "fee_year": 2026,
        "passing_score": "300 on 100-400 scale",
        "delivery": "test center",
    },
    "renewal": {"ceus_per_cycle": 20, "cycle_years": 2, "fee_member_usd": 100},
    "pass_rates": [
        {"year": 2020, "pct": 68.85, "n": 10, "kind": "a report, quoted"},
        {"year": 2019, "first_time_pct": 70, "kind": "primary"},
    ],
    "related_soc": ["29-2072"],
    "confidence": {
        "eligibility": "primary",
        "exam": "secondary (two agreeing pages)",
        "renewal": "primary",
    },
    "sources": [
        {
            "url": "https://www.ahima.org/certification/rhit",
            "note": "eligibility, CEUs",
            "kind": "primary",
            "page_date": None,
            "date_seen": "2026-11-22",
        },
        {
            "url": "https://example.org/facts/rhit",
            "note": "format, fees and pass rates",
            "kind": "secondary",
            "page_date": "2026-05/06",
            "date_seen": "2026-11-22",
        },
    ],
    "unverified_fields": ["former_names", "exam.fee_member_usd"],
}


def credentials() -> dict:
    return {
        "meta": {"as_of": "2026-11-22"},
        "credentials": [json.loads(json.dumps(CREDENTIAL))],
    }


ONET = {
    "meta": {
        "licence": "CC BY 4.0",
        "attribution": "Includes information from O*NET.",
        "versions": dict.fromkeys(
            ("alternate_titles", "reported_titles", "job_zone", "skills"),
            "copy committed 2025-12-28 (no number)",
        )
        | dict.fromkeys(
            ("knowledge", "work_styles", "interests", "education_distribution"),
            "29.3 (May 2025)",
        ),
    },
    "occupations": [
        {
            "onet_soc_code": "29-2072.01",
            "title": "Detailed",
            "job_zone": {"zone": 5, "date": "08/2024"},
            "alternate_titles": [{"title": "Coder"}],
            "reported_titles": ["Lead Coder", "lead coder"],
            "skills": [
                {
                    "name": "Speaking",
                    "importance": 4.12,
                    "level": 0.5,
                    "not_relevant": True,
                }
            ],
            "interests": {"scores": {"R": 2.5}},
            "education_distribution": [{"category": 5, "percent": 40.25}],
        },
        {
            "onet_soc_code": "29-2072.00",
            "title": "General",
            "job_zone": {"zone": 3, "date": "11/2021"},
            "alternate_titles": [{"title": "Coder"}],
            "skills": [
                {
                    "name": "Speaking",
                    "importance": 3,
                    "level": 2.5,
                    "not_relevant": False,
                }
            ],
        },
    ],
}
OOH = {
    "occupations": [
        {
            "soc_code": "29-2072",
            "largest_employers_pct_2024": [{"industry": "Hospitals", "pct": 28}],
        }
    ]
}
INTERVIEWS = {
    "meta": {"recommended": {"medical-coder": "holyoak", "cancer-registrar": "zollin"}},
    "interviews": [
        {
            "id": name,
            "kind": kind,
            "complete_text_read": is_whole,
            "person": "A. Person",
            "role": "coder at home",
            "source": {
                "publisher": "Example Daily (own site)",
                "title": "A day",
                "url": f"https://example.org/{name}/",
                "date": date,
                "seen": "2026-11-22",
            },
            "qa": [{"q": "Why?", "a": "So."}, {"q": "How?", "a": "Thus."}],
        }
        for name, kind, is_whole, date in (
            ("holyoak", "published first-person account", False, "2019-01-23"),
            ("zollin", "published interview", True, None),
        )
    ],
}
ORGANIZATIONS = {
    "as_of": "2026-11-22",
    "organizations": [
        {
            "name": "A. Association",
            "abbr": "AHIMA",
            "role": "x",
            "url": "https://a.org",
        },
        {"name": "New Body", "abbr": "", "role": "does new things", "url": ""},
    ],
}


def write_csv(path: Path, rows: list[dict]) -> None:
    with path.open("w", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def write_json(path: Path, content: object) -> None:
    path.write_text(json.dumps(content))


@pytest.fixture
def folder(tmp_path) -> Path:
    write_csv(
        tmp_path / "oews_wages.csv",
        [
            area("national", "0000000", "US", "United States"),
            area("state", "3600000", "NY", "New York"),
            area("district", "1100000", "DC", "District of Columbia"),
        ],
    )
    write_csv(
        tmp_path / "oews_wages_metro.csv",
        [
            metro("metropolitan", "0010180", "10180", "TX", "Abilene, TX"),
            metro("nonmetropolitan", "3600001", "", "NY", "New York"),
        ],
    )
    industry = {
        "industry_code": "622000",
        "industry_name": "Hospitals",
        "industry_display_level": "3",
        "pct_of_industry_employment_derived": "0.42",
    }
    write_csv(tmp_path / "oews_wages_industry.csv", [JOB | industry | FIGURES])
    write_csv(tmp_path / "projections.csv", [PROJECTION, QUOTED])
    write_json(tmp_path / "organizations.json", ORGANIZATIONS)
    write_json(tmp_path / "credentials.json", credentials())
    write_json(tmp_path / "credential_checks.json", {"checks": []})
    write_json(tmp_path / "interviews.json", INTERVIEWS)
    write_json(tmp_path / "onet.json", ONET)
    write_json(tmp_path / "ooh_facts.json", OOH)
    return tmp_path


@pytest.fixture
def pages(monkeypatch) -> dict[str, tuple]:
    """Pages of issuers read beside the files, by credential; none unless a test adds some."""
    pages: dict[str, tuple] = {}
    monkeypatch.setattr(credential_facts, "PAGES", pages)
    return pages


@pytest.fixture
def load(folder, db, pages) -> Callable[..., str]:
    """Run importers by name, answer what the last one printed."""

    def load(*names: str, **options) -> str:
        for name in names:
            out = StringIO()
            call_command(f"import_{name}", folder, stdout=out, **options)
        return out.getvalue()

    return load


@pytest.fixture
def edit(folder) -> Callable[[str, Callable], None]:
    """Change the content of one JSON file."""

    def edit(name: str, change: Callable[[dict], object]) -> None:
        content = json.loads((folder / name).read_text())
        change(content)
        write_json(folder / name, content)

    return edit
