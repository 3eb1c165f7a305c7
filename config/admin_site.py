"""Django's admin with a first page of its own: what waits, then the models as staff know them.

The site is made while the admin's modules register with it, so what it shows is imported when it
is asked for.
"""

import functools
from collections.abc import Callable
from http import HTTPStatus

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.http import urlencode
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
        "publishingtime",
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


SECRETS = {"otp_static", "otp_totp"}
"""Apps whose rows are nobody's to read."""


class DeskSite(admin.AdminSite):
    index_template = "admin/desk.html"

    @property
    def login_form(self) -> type:
        from editorial.signin.forms import SignInForm

        return SignInForm

    def register(self, models, admin_class=None, **options) -> None:
        found = models if isinstance(models, list | tuple) else [models]
        shown = [model for model in found if model._meta.app_label not in SECRETS]
        super().register(shown, admin_class, **options)

    def has_permission(self, request: HttpRequest) -> bool:
        from editorial.signin.second_factor import is_satisfied

        return super().has_permission(request) and is_satisfied(request)

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
        if request.method != "POST" and self.lacks_second_factor(request):
            after = urlencode({"next": request.GET.get("next", "")})
            return redirect(f"{reverse('admin:enrol')}?{after}")
        sealed, salt = request.POST.get("sealed", ""), salt_for(request)
        response = super().login(request, {"sealed": sealed} | (extra_context or {}))
        if request.method != "POST":
            return response
        if response.status_code != HTTPStatus.FOUND:
            SIGN_INS.count(request)
            return response
        self.signed_in(request)
        if self.lacks_second_factor(request):
            return response
        if unsaved := Unsaved.unseal(sealed, salt):
            return unsaved.page(
                request,
                "admin/unsaved.html",
                status=200,
                title="Save what you typed",
                said="You are signed in again. What you had typed is not saved yet.",
            )
        return response

    def signed_in(self, request: HttpRequest) -> None:
        """Tell the session with what it began."""
        from editorial.signin.sessions import note

        note(request)

    def lacks_second_factor(self, request: HttpRequest) -> bool:
        """Whether somebody has given the right password and has nothing else to give."""
        from editorial.signin.second_factor import has_one, is_satisfied

        user = request.user
        is_staff = user.is_active and user.is_staff
        return is_staff and not is_satisfied(request) and not has_one(user)

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
        from editorial.signin import views

        account = self.admin_view(functools.partial(views.account, self))
        # Nobody without a second factor has the right to see more than this.
        enrol = never_cache(functools.partial(views.enrol, self))
        return [
            path("account/", account, name="account"),
            path("second-factor/", enrol, name="enrol"),
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
