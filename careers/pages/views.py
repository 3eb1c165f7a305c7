"""Public pages of careers, credentials, pay and sources."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from careers.choices import Section
from careers.models import Career, CareerPair, Credential
from careers.pages import structured
from careers.pages.accreditation import accreditation_page
from careers.pages.assessment import assess
from careers.pages.comparison import comparison
from careers.pages.credential import credential_page, with_marks
from careers.pages.credential_filter import CredentialFilter
from careers.pages.profile import profile
from careers.pay.charts import side_by_side
from careers.pay.explorer import explorer
from careers.pay.headlines import Headlines
from editorial.marks import Marks
from editorial.models import Source
from editorial.public_pages import public_page
from web.templatetags.heads import fitting


@require_safe
@public_page
def careers(request: HttpRequest) -> HttpResponse:
    """Core careers as cards, with the pay of all of them on one scale; then the short ones."""
    published = list(Career.objects.published())
    marks = Marks()
    headlines = Headlines.read((career.occupation_id for career in published), marks)
    entries = [(career, headlines.of(career.occupation_id)) for career in published]
    core = [entry for entry in entries if not entry[0].is_short]
    context = {
        "core": core,
        "short": [entry for entry in entries if entry[0].is_short],
        "spreads": side_by_side((career, line.pay) for career, line in core),
        "pairs": CareerPair.objects.shown(),
        "estimate_mark": headlines.estimate_mark() if core else None,
        "sources": marks.sources,
    }
    return render(request, "careers/list.html", context)


@require_safe
@public_page
def career(request: HttpRequest, slug: str) -> HttpResponse:
    published = Career.objects.published().select_related("occupation")
    found = get_object_or_404(published, slug=slug)
    context = profile(found)
    context["title"] = fitting(
        f"{found.name}: pay, outlook and how to become one",
        f"{found.name}: pay and outlook",
        found.name,
    )
    context["structured"] = [
        structured.occupation(found, context["pay"].nation),
        structured.questions(context["sections"][Section.QUESTION]),
    ]
    return render(request, "careers/career.html", context)


@require_safe
@public_page
def pay(request: HttpRequest) -> HttpResponse:
    return render(request, "careers/pay.html", explorer(request.GET))


@require_safe
@public_page
def compare(request: HttpRequest) -> HttpResponse:
    context = comparison(
        request.GET.getlist("c"),
        only_differences=request.GET.get("only") == "differences",
    )
    return render(request, "careers/compare.html", context)


@require_safe
def assessment(request: HttpRequest) -> HttpResponse:
    return render(request, "careers/assessment.html", assess(request.GET))


@require_safe
@public_page
def credentials(request: HttpRequest) -> HttpResponse:
    published = Credential.objects.published().for_page()
    filterset = CredentialFilter(request.GET, queryset=published)
    marks = Marks()
    context = {
        "form": filterset.form,
        "credentials": with_marks(filterset.qs, marks),
        "unclear": with_marks(filterset.unclear, marks) if filterset.chosen else [],
        "chosen": filterset.chosen,
        "sources": marks.sources,
    }
    return render(request, "careers/credentials.html", context)


@require_safe
@public_page
def credential(request: HttpRequest, slug: str) -> HttpResponse:
    published = Credential.objects.published().for_page()
    found = get_object_or_404(published, slug=slug)
    context = credential_page(found, on=timezone.localdate())
    context["title"] = fitting(
        f"{found.abbr}: {found.name}, eligibility, exam and fee",
        f"{found.abbr}: {found.name}, exam and fee",
        f"{found.abbr}: {found.name}",
        f"{found.abbr}: eligibility, exam and fee",
    )
    context["structured"] = [structured.credential(found, context["issuer"])]
    return render(request, "careers/credential.html", context)


@require_safe
@public_page
def accreditation(request: HttpRequest) -> HttpResponse:
    context = accreditation_page(on=timezone.localdate())
    return render(request, "careers/accreditation.html", context)


@require_safe
@public_page
def sources(request: HttpRequest) -> HttpResponse:
    return render(request, "careers/sources.html", {"sources": Source.objects.all()})
