"""Django's admin with a first page of its own: what waits, then the models as staff know them.

The site is made while the admin's modules register with it, so what it shows is imported when it
is asked for.
"""

import functools
from collections.abc import Callable
from http import HTTPStatus

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache

from web.rate_limits import SIGN_INS
from web.unsaved import Unsaved, salt_for

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
        *("employershare", "fieldoutcome", "earningstest"),
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
        sealed, salt = request.POST.get("sealed", ""), salt_for(request)
        response = super().login(request, {"sealed": sealed} | (extra_context or {}))
        if request.method != "POST":
            return response
        if response.status_code != HTTPStatus.FOUND:
            SIGN_INS.count(request)
        elif unsaved := Unsaved.unseal(sealed, salt):
            return unsaved.page(
                request,
                "admin/unsaved.html",
                status=200,
                title="Save what you typed",
                said="You are signed in again. What you had typed is not saved yet.",
            )
        return response

    def admin_view(self, view: Callable, cacheable: bool = False) -> Callable:
        """Whoever sends a form after the session ended signs in, and has it back."""
        inner = super().admin_view(view, cacheable)

        @functools.wraps(inner)
        def answer(request: HttpRequest, *args, **kwargs) -> HttpResponse:
            if request.method == "POST" and request.user.is_anonymous:
                unsaved = Unsaved.of(request)
                if unsaved and request.path != reverse("admin:logout"):
                    return self.sign_in_first(request, unsaved)
            return inner(request, *args, **kwargs)

        return answer

    def sign_in_first(self, request: HttpRequest, unsaved: Unsaved) -> HttpResponse:
        context = {
            "sealed": unsaved.seal(request),
            "app_path": reverse("admin:login"),
            "next": unsaved.path,
        }
        # Only to be shown, or the form would be read as the answer to it.
        request.method = "GET"
        response = self.login(request, context)
        request.method = "POST"
        response.status_code = HTTPStatus.FORBIDDEN
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
