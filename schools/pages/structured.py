"""What pages of schools and programs say to search engines: facts that stand on the page."""

from django.conf import settings
from django.urls import reverse

from editorial.choices import Kind
from schools.choices import StudyMode
from schools.models import Program, School
from web.downloads import public_url

MODES = {
    StudyMode.CAMPUS: "onsite",
    StudyMode.ONLINE: "online",
    StudyMode.HYBRID: "blended",
}


def website() -> dict:
    finder = public_url(reverse("schools:finder"))
    return {
        "@type": "WebSite",
        "name": settings.SITE_NAME,
        "url": public_url("/"),
        "potentialAction": {
            "@type": "SearchAction",
            "target": {
                "@type": "EntryPoint",
                "urlTemplate": f"{finder}?q={{search_term_string}}",
            },
            "query-input": "required name=search_term_string",
        },
    }


def college(school: School) -> dict:
    address = {
        "streetAddress": school.address,
        "addressLocality": school.city,
        "addressRegion": school.state,
        "postalCode": school.zip,
        "addressCountry": "US",
    }
    data = {
        "@type": "CollegeOrUniversity",
        "name": school.name,
        "url": public_url(school.get_absolute_url()),
        "address": {"@type": "PostalAddress"}
        | {name: value for name, value in address.items() if value},
    }
    if school.website:
        data["sameAs"] = school.website
    return data


def offering(program: Program) -> dict:
    data = {
        "@type": "EducationalOccupationalProgram",
        "name": program.title,
        "url": public_url(program.get_absolute_url()),
        "provider": college(program.school),
        "educationalCredentialAwarded": program.get_award_level_display(),
        "identifier": {
            "@type": "PropertyValue",
            "propertyID": "CIP",
            "value": program.cip_code,
        },
    }
    if program.study_mode in MODES:
        data["educationalProgramMode"] = MODES[program.study_mode]
    # One length only: schema.org has no word for a range.
    if program.months_high and program.months_low == program.months_high:
        data["timeToComplete"] = f"P{program.months_high}M"
    if program.credits:
        data["numberOfCredits"] = float(program.credits)
    if offers := prices(program):
        data["offers"] = offers
    return data


def prices(program: Program) -> list[dict]:
    if program.price_resident is None:
        return []
    if program.has_single_price:
        return [offer(program, "Total Cost", program.price_resident)]
    return [
        offer(program, "In-state", program.price_resident),
        offer(program, "Out-of-state", program.price_nonresident),
    ]


def offer(program: Program, category: str, amount: int) -> dict:
    """The whole program's price, with the word that stands beside it on the page."""
    estimated = ", estimated" if program.price_kind == Kind.ESTIMATED else ""
    return {
        "@type": "Offer",
        "category": category,
        "priceSpecification": {
            "@type": "PriceSpecification",
            "price": amount,
            "priceCurrency": "USD",
            "description": f"Whole program, {program.price_year} prices{estimated}",
        },
    }
