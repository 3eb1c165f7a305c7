"""Django's admin with a first page of its own: what waits, then the models as staff know them.

The site is made while the admin's modules register with it, so what it shows is imported when it
is asked for.
"""

from http import HTTPStatus

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache

from web.rate_limits import SIGN_INS

ORDER = {
    "Schools and programs": ("program", "school", "accreditation", "synonym"),
    "Careers and credentials": (
        *("career", "credential", "guide", "careerpath", "careerpair", "organization"),
        *("assessmentquestion", "assessmentoption"),
    ),
    "The desk": (
        "upload",
        "report",
        "source",
        "datachange",
        "changeset",
        "change",
        "checkinterval",
        "snooze",
    ),
    "Survey tables": (
        *("occupation", "area", "pay", "payrelease", "industrypay", "outlook"),
        *("employershare", "fieldoutcome"),
    ),
}
FOLDED = "Survey tables"


class DeskSite(admin.AdminSite):
    index_template = "admin/desk.html"

    def index(self, request: HttpRequest, extra_context=None) -> HttpResponse:
        from editorial.admin.waiting import lists

        found = lists(self, request)
        context = (extra_context or {}) | {
            "waiting": [
                (one, count)
                for one, count in found
                if not one.group and (count or not one.is_quiet_when_empty)
            ],
            "old": [pair for pair in found if pair[0].group],
            "title": "What waits",
        }
        return super().index(request, context)

    @method_decorator(never_cache)
    def login(self, request: HttpRequest, extra_context=None) -> HttpResponse:
        """Too many failures from one address, whatever the names, and it has to wait."""
        if request.method == "POST" and SIGN_INS.is_reached(request):
            return SIGN_INS.refuse(render(request, "admin/locked.html"))
        response = super().login(request, extra_context)
        if request.method == "POST" and response.status_code != HTTPStatus.FOUND:
            SIGN_INS.count(request)
        return response

    def get_app_list(self, request: HttpRequest, app_label=None) -> list[dict]:
        """By what staff look for; what they never named comes last, under its app."""
        apps = super().get_app_list(request, app_label)
        if app_label is not None:
            return apps
        entries = {
            entry["model"]._meta.model_name: entry
            for app in apps
            for entry in app["models"]
        }
        found = []
        for title, names in ORDER.items():
            entry = [entries.pop(name) for name in names if name in entries]
            if entry:
                found.append(section(title, entry, folded=title == FOLDED))
        if entries:
            found.append(section("Accounts and the rest", list(entries.values())))
        return found

    def get_urls(self) -> list:
        return [
            path("waiting/<slug:slug>/", self.admin_view(self.waiting), name="waiting"),
            path(
                "waiting/<slug:slug>.csv",
                self.admin_view(self.waiting_csv),
                name="waiting-csv",
            ),
            *super().get_urls(),
        ]

    def waiting(self, request: HttpRequest, slug: str) -> HttpResponse:
        from editorial.admin.waiting import waiting_page

        return waiting_page(self, request, slug)

    def waiting_csv(self, request: HttpRequest, slug: str) -> HttpResponse:
        from editorial.admin.waiting import waiting_csv

        return waiting_csv(self, request, slug)


def section(title: str, entries: list[dict], *, folded: bool = False) -> dict:
    return {
        "name": title,
        "app_label": title.lower().replace(" ", "-"),
        "app_url": "",
        "has_module_perms": True,
        "models": entries,
        "is_folded": folded,
    }
