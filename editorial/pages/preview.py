"""A draft as the public would see it, for a colleague without an account: an address that expires.

Each app says how its pages are shown, with `shows`; the address is signed and names one row.
"""

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.apps import apps
from django.core import signing
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

Show = Callable[[HttpRequest, Any], HttpResponse]

LASTS = dt.timedelta(days=7)
SALT = "editorial.preview"
SHOWN: dict[str, Show] = {}


def shows(model: type[Model]) -> Callable[[Show], Show]:
    """A decorator: this is how a row of *model* is shown, whatever its publishing state."""

    def register(show: Show) -> Show:
        SHOWN[model._meta.label_lower] = show
        return show

    return register


def preview_url(row: Model) -> str:
    """The address of a preview, for `LASTS` from now; blank where the row has no page."""
    label = row._meta.label_lower
    if label not in SHOWN or row.pk is None:
        return ""
    token = signing.dumps([label, row.pk], salt=SALT)
    return reverse("editorial:preview", args=[token])


@never_cache
@require_safe
def preview(request: HttpRequest, token: str) -> HttpResponse:
    """What the public would see of a row, kept from search engines and caches."""
    try:
        label, pk = signing.loads(token, salt=SALT, max_age=LASTS)
    except signing.SignatureExpired:
        return render(request, "editorial/preview_ended.html", status=410)
    except signing.BadSignature as error:
        raise Http404("No such preview.") from error
    row = apps.get_model(label)._base_manager.filter(pk=pk).first()
    if row is None:
        raise Http404("What it showed is gone.")
    request.preview = row
    response = SHOWN[label](request, row)
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Referrer-Policy"] = "no-referrer"
    return response
