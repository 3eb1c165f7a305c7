"""Addresses without the fields that a visitor left empty: what is copied and sent stays short."""

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

View = Callable[..., HttpResponse]


def without_empty_fields(view: View) -> View:
    """Browsers send every field of a form; this leads on to the address of those filled in."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if all(value for _name, values in request.GET.lists() for value in values):
            return view(request, *args, **kwargs)
        query = request.GET.copy()
        for name, values in request.GET.lists():
            query.setlist(name, [value for value in values if value])
        address = query.urlencode()
        return HttpResponseRedirect(
            f"{request.path}?{address}" if address else request.path
        )

    return wrapped
