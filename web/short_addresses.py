"""Addresses without what means nothing there: what is copied and sent stays short."""

from collections.abc import Callable, Collection
from functools import wraps

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict

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
        return led_on(request, query)

    return wrapped


def without_fields(names: Collection[str]) -> Callable[[View], View]:
    """The same for the fields *names* of a form that has buttons to several pages."""

    def decorate(view: View) -> View:
        @wraps(view)
        def wrapped(request: HttpRequest, *args, **kwargs) -> HttpResponse:
            if request.GET.keys().isdisjoint(names):
                return view(request, *args, **kwargs)
            query = request.GET.copy()
            for name in names:
                query.pop(name, None)
            return led_on(request, query)

        return wrapped

    return decorate


def led_on(request: HttpRequest, query: QueryDict) -> HttpResponse:
    address = query.urlencode()
    return HttpResponseRedirect(
        f"{request.path}?{address}" if address else request.path
    )
