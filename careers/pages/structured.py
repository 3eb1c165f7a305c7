"""What pages of careers and credentials say to search engines: facts that stand on the page."""

from collections.abc import Iterable

from django.conf import settings

from careers.models import Career, Credential, Guide, Organization
from careers.pages.credential import lines
from careers.pages.profile import MarkedItem
from careers.pay.figures import PERCENTILES, PayRow
from web.downloads import public_url
from web.templatetags.prose import render

SCHEMA_PERCENTILES = {
    "p10": "percentile10",
    "p25": "percentile25",
    "median": "median",
    "p75": "percentile75",
    "p90": "percentile90",
}
COUNTRY = {"@type": "Country", "name": "United States"}


def occupation(career: Career, nation: PayRow | None) -> dict:
    data = {
        "@type": "Occupation",
        "name": career.name,
        "description": career.tagline,
        "mainEntityOfPage": public_url(career.get_absolute_url()),
        "occupationLocation": COUNTRY,
        "educationRequirements": {
            "@type": "EducationalOccupationalCredential",
            "credentialCategory": career.get_entry_education_display(),
        },
    }
    if titles := lines(career.alternate_titles):
        data["alternateName"] = titles
    if salary := nation and yearly_pay(nation):
        data["estimatedSalary"] = [salary]
    return data


def yearly_pay(row: PayRow) -> dict | None:
    """Percentiles that are published as amounts; “or more” is not one."""
    wages = {key: row.wage(f"annual_{key}") for key in PERCENTILES}
    known = {
        SCHEMA_PERCENTILES[key]: int(wage.amount)
        for key, wage in wages.items()
        if wage.amount is not None and not wage.is_top_coded
    }
    if not known:
        return None
    return {
        "@type": "MonetaryAmountDistribution",
        "name": f"Pay a year in the United States, {row.release}",
        "currency": "USD",
        "duration": "P1Y",
        **known,
    }


def questions(items: Iterable[MarkedItem]) -> dict:
    """Nothing where no question has an answer."""
    answered = [
        {
            "@type": "Question",
            "name": marked.item.title,
            "acceptedAnswer": {
                "@type": "Answer",
                "text": render(marked.item.body).strip(),
            },
        }
        for marked in items
        if marked.item.body
    ]
    return {"@type": "FAQPage", "mainEntity": answered} if answered else {}


def article(guide: Guide) -> dict:
    data = {
        "@type": "Article",
        "headline": guide.title,
        "description": guide.summary,
        "mainEntityOfPage": public_url(guide.get_absolute_url()),
        "publisher": {"@type": "Organization", "name": settings.SITE_NAME},
    }
    if guide.published_on:
        data["datePublished"] = guide.published_on.isoformat()
    if changed := guide.checked_on or guide.published_on:
        data["dateModified"] = changed.isoformat()
    return data


def credential(found: Credential, issuer: Organization | None) -> dict:
    """Leaves out what the page marks as not read at any source."""
    unread = set(lines(found.unverified))
    data = {
        "@type": "EducationalOccupationalCredential",
        "name": found.name,
        "alternateName": found.abbr,
        "credentialCategory": "Certification",
        "url": public_url(found.get_absolute_url()),
    }
    if found.summary:
        data["description"] = found.summary
    address = issuer and (issuer.url or found.issuer_url)
    if address and "issuer" not in unread:
        data["recognizedBy"] = {
            "@type": "Organization",
            "name": issuer.name,
            "url": address,
        }
    if found.renewal_years and not unread & {"renewal", "renewal.cycle_years"}:
        data["validFor"] = f"P{found.renewal_years}Y"
    return data
