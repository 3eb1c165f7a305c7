"""Actions on many rows say what they will do, and ask."""

import functools
from collections.abc import Callable

from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db.models import QuerySet
from django.http import HttpRequest
from django.template.response import TemplateResponse

from editorial.admin.forms import keys_of

NAMED = 20


def leave_out_what_is_no_key(request: HttpRequest) -> None:
    """Django asks the database for whatever stands in the boxes of a list."""
    if ACTION_CHECKBOX_NAME in request.POST:
        post = request.POST.copy()
        ticked = keys_of(post.getlist(ACTION_CHECKBOX_NAME))
        post.setlist(ACTION_CHECKBOX_NAME, map(str, ticked))
        request.POST = post


def ask_first(title: str, about: str) -> Callable:
    """Show which rows an action would change before it does; *about*: what that means."""

    def decorate(action: Callable) -> Callable:
        @functools.wraps(action)
        def wrapped(page, request: HttpRequest, queryset: QuerySet):
            if request.POST.get("post"):
                return action(page, request, queryset)
            number = queryset.count()
            ticked = request.POST.getlist(ACTION_CHECKBOX_NAME)
            options = page.opts
            noun = options.verbose_name if number == 1 else options.verbose_name_plural
            context = page.admin_site.each_context(request) | {
                "title": f"{title}: {number:,} {noun}",
                "about": about,
                "opts": options,
                "rows": list(queryset[:NAMED]),
                "more": max(0, number - NAMED),
                "ticked": ticked,
                # Of a list, every row of it, not the page alone, may have been meant.
                "across": request.POST.get("select_across", "0"),
                "action": request.POST.get("action", ""),
            }
            return TemplateResponse(request, "admin/ask_first.html", context)

        return wrapped

    return decorate
