"""Public pages of careers, credentials, pay and sources."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from careers.choices import Section
from careers.models import Career, Credential, Guide
from careers.pages import structured
from careers.pages.accreditation import accreditation_page
from careers.pages.assessment import assess
from careers.pages.career_list import career_list
from careers.pages.comparison import comparison
from careers.pages.credential import credential_page
from careers.pages.credential_list import credential_list
from careers.pages.guides import guide_page
from careers.pages.profile import profile
from careers.pay.explorer import explorer
from careers.pay.headlines import ESTIMATES
from editorial.changes.old_addresses import found_or_moved
from editorial.models import Source
from editorial.pages.caching import public_page
from editorial.pages.preview import shows
from editorial.pages.subjects import about
from web.short_addresses import without_empty_fields


@require_safe
@public_page
def careers(request: HttpRequest) -> HttpResponse:
    return render(request, "careers/list.html", career_list())


@require_safe
@public_page
def career(request: HttpRequest, slug: str) -> HttpResponse:
    published = Career.objects.published().select_related("occupation")
    found, is_moved = found_or_moved(published, slug)
    if found is None:
        raise Http404("No such career.")
    if is_moved:
        return redirect(found, permanent=True)
    return show_career(request, found)


@shows(Career)
def show_career(request: HttpRequest, found: Career) -> HttpResponse:
    context = profile(found)
    context["structured"] = [
        structured.occupation(context["career"], context["pay"].nation),
        structured.questions(context["sections"][Section.QUESTION]),
    ]
    return render(request, "careers/career.html", context)


@require_safe
@without_empty_fields
@public_page
def pay(request: HttpRequest) -> HttpResponse:
    return render(request, "careers/pay.html", explorer(request.GET))


@require_safe
@without_empty_fields
@public_page
def compare(request: HttpRequest) -> HttpResponse:
    return render(request, "careers/compare.html", comparison(request.GET))


@require_safe
@without_empty_fields
def assessment(request: HttpRequest) -> HttpResponse:
    return render(request, "careers/assessment.html", assess(request.GET))


@require_safe
@without_empty_fields
@public_page
def credentials(request: HttpRequest) -> HttpResponse:
    context = credential_list(request.GET, on=timezone.localdate())
    return render(request, "careers/credentials.html", context)


@require_safe
@public_page
def credential(request: HttpRequest, slug: str) -> HttpResponse:
    published = Credential.objects.published().for_page()
    found, is_moved = found_or_moved(published, slug)
    if found is None:
        raise Http404("No such credential.")
    if is_moved:
        return redirect(found, permanent=True)
    return show_credential(request, found)


@shows(Credential)
def show_credential(request: HttpRequest, found: Credential) -> HttpResponse:
    context = credential_page(found, on=timezone.localdate())
    context["structured"] = [structured.credential(found, context["issuer"])]
    return render(request, "careers/credential.html", context)


@require_safe
@public_page
def accreditation(request: HttpRequest) -> HttpResponse:
    context = accreditation_page(on=timezone.localdate())
    return render(request, "careers/accreditation.html", context)


@require_safe
@public_page
def guides(request: HttpRequest) -> HttpResponse:
    found = Guide.objects.published().for_lists()
    return render(request, "careers/guides.html", {"guides": found})


@require_safe
@public_page
def guide(request: HttpRequest, slug: str) -> HttpResponse:
    published = Guide.objects.published().for_page()
    found, is_moved = found_or_moved(published, slug)
    if found is None:
        raise Http404("No such guide.")
    if is_moved:
        return redirect(found, permanent=True)
    return show_guide(request, found)


@shows(Guide)
def show_guide(request: HttpRequest, found: Guide) -> HttpResponse:
    return render(request, "careers/guide.html", guide_page(found))


@about("careers:career")
def career_at(slug: str) -> Career | None:
    return Career.objects.published().filter(slug=slug).first()


@about("careers:credential")
def credential_at(slug: str) -> Credential | None:
    return Credential.objects.published().filter(slug=slug).first()


@about("careers:guide")
def guide_at(slug: str) -> Guide | None:
    return Guide.objects.published().filter(slug=slug).first()


@require_safe
@public_page
def sources(request: HttpRequest) -> HttpResponse:
    # Months and credits of careers cite the editors without a column that says so.
    cited = Source.objects.cited() | Source.objects.filter(slug=ESTIMATES)
    sources = sorted(cited, key=Source.reading_order)
    return render(request, "careers/sources.html", {"sources": sources})
