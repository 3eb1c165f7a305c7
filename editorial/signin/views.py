"""Pages of the desk about one's own account; `DeskSite` puts them beside the models."""

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme

from editorial.signin.forms import EnrolForm
from editorial.signin.second_factor import (
    device_to_set_up,
    has_one,
    is_satisfied,
    is_shown,
    new_recovery_codes,
    picture_of,
    secret_of,
    set_up,
)
from editorial.signin.sessions import end, sessions_of


def enrol(site: AdminSite, request: HttpRequest) -> HttpResponse:
    """For whoever has signed in by password alone, and has no second factor yet."""
    if not (request.user.is_active and request.user.is_staff):
        return redirect("admin:login")
    if has_one(request.user):
        return redirect("admin:account" if is_shown(request) else "admin:login")
    device = device_to_set_up(request.user)
    form = EnrolForm(device, request.POST or None)
    after = next_of(request)
    context = site.each_context(request) | {
        "title": "Set up a second factor",
        "form": form,
        "next": after,
    }
    if request.method == "POST" and form.is_valid():
        context |= {"codes": set_up(request, device), "title": "Keep these codes"}
        return render(request, "admin/signin/codes.html", context)
    context |= {"picture": picture_of(device), "secret": secret_of(device)}
    return render(request, "admin/signin/enrol.html", context)


def account(site: AdminSite, request: HttpRequest) -> HttpResponse:
    """Where one is signed in, and one's second factor."""
    if request.method == "POST":
        return act(site, request)
    context = site.each_context(request) | {
        "title": "Your account",
        "sessions": sessions_of(request),
        "has_second_factor": has_one(request.user),
    }
    return render(request, "admin/signin/account.html", context)


def act(site: AdminSite, request: HttpRequest) -> HttpResponse:
    if "codes" in request.POST and has_one(request.user) and is_satisfied(request):
        context = site.each_context(request) | {
            "title": "Keep these codes",
            "codes": new_recovery_codes(request.user),
            "next": "",
        }
        return render(request, "admin/signin/codes.html", context)
    if "end" in request.POST or "end_others" in request.POST:
        count = end(request, request.POST.get("end", ""))
        said = "Signed out elsewhere." if count else "Nobody was signed in there."
        messages.success(request, said)
    return redirect("admin:account")


def next_of(request: HttpRequest) -> str:
    """Where to go on to, on this site only; blank: the first page."""
    given = request.POST.get("next") or request.GET.get("next", "")
    own = url_has_allowed_host_and_scheme(given, {request.get_host()})
    return given if own else ""
