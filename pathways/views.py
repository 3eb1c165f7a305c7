"""The planner over HTTP: the address is the plan."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from careers.models import Career
from editorial.pages.caching import public_page
from pathways.export import COLUMNS, figures
from pathways.form import PlanForm
from pathways.parts import Plan
from pathways.plan import plan_of
from pathways.since import changed_since, newest_change, read_seen, seen
from schools.finder.index.current import Index
from schools.finder.phrases import link
from schools.finder.views import index_for
from web.downloads import csv_of, record
from web.rate_limits import EXPORTS
from web.short_addresses import without_empty_fields

LONGEST_VERSION = 15
"""Digits of a change's number; none is longer."""


def asked_plan(request: HttpRequest) -> Plan:
    index = index_for(request)
    careers = {
        career.slug: career
        for career in Career.objects.published().prefetch_related(
            "careercredentials__credential"
        )
    }
    day = timezone.localdate()
    form = PlanForm(request.GET, goals=goals(index, careers), day=day)
    return plan_of(form, index, careers, day)


def goals(index: Index, careers: dict[str, Career]) -> list[tuple[str, list]]:
    credentials = [
        (one.slug, f"{one.abbr}, {one.name}")
        for one in index.rulebook.credentials
        if one.slug in index.rulebook.rules
    ]
    jobs = [(f"career:{slug}", career.name) for slug, career in careers.items()]
    return [
        ("A credential", credentials),
        ("A career", sorted(jobs, key=lambda job: job[1])),
    ]


@require_safe
@without_empty_fields
@public_page
def plan(request: HttpRequest) -> HttpResponse:
    made = asked_plan(request)
    version = request.GET.get("data", "")
    is_version = version.isdecimal() and len(version) <= LONGEST_VERSION
    before = read_seen(request.GET.get("seen", ""))
    changed = changed_since(made, int(version), before) if is_version else []
    query = request.GET.copy()
    query.pop("data", None)
    query.pop("seen", None)
    context = {
        "plan": made,
        "changed": changed,
        "opened_again": is_version,
        "files": query.urlencode(),
        "others": [(one, link(query, goal=one.slug)) for one in made.others],
        "address": reverse("pathways:plan")
        + link(query, data=str(newest_change()), seen=seen(made))
        if made.routes
        else "",
    }
    return render(request, "pathways/plan.html", context)


@require_safe
@EXPORTS
@public_page
def plan_csv(request: HttpRequest) -> HttpResponse:
    lines = csv_of(COLUMNS, figures(asked_plan(request)))
    response = HttpResponse("".join(lines), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="plan.csv"'
    response["X-Robots-Tag"] = "noindex"
    return response


@require_safe
@EXPORTS
@public_page
def plan_json(request: HttpRequest) -> JsonResponse:
    made = asked_plan(request)
    response = JsonResponse(
        {"figures": [record(COLUMNS, row) for row in figures(made)]}
    )
    response["X-Robots-Tag"] = "noindex"
    return response
