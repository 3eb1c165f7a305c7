"""How often one address may do something dear, counted in the shared cache."""

import functools
import time
from collections.abc import Callable
from dataclasses import dataclass
from ipaddress import ip_address

from django.conf import settings
from django.core.cache import cache
from django.core.cache.backends.base import BaseCache
from django.core.cache.backends.locmem import LocMemCache
from django.http import HttpRequest, HttpResponse
from django.template.loader import get_template

from web.client_address import client_address

meanwhile = LocMemCache("rate-limits", {})


@dataclass(frozen=True)
class RateLimit:
    """At most *most* times in each *seconds*, by address.

    While the shared cache is away each process counts what it answers itself.
    """

    name: str
    most: int
    seconds: int

    def key(self, request: HttpRequest) -> str:
        window = int(time.time() // self.seconds)
        return f"limit:{self.name}:{window}:{client_address(request)}"

    def count(self, request: HttpRequest, amount: int = 1) -> int:
        """How many there were before *amount*, which is counted."""
        if not settings.RATE_LIMITS:
            return 0
        for store in (cache, meanwhile):
            try:
                return self.counted(store, self.key(request), amount)
            except ValueError:
                # It ran out between the two calls, or the shared cache is away.
                continue
        return 0

    def counted(self, store: BaseCache, key: str, amount: int) -> int:
        if store.add(key, amount, timeout=self.seconds):
            return 0
        return store.incr(key, amount) - amount

    def is_reached(self, request: HttpRequest) -> bool:
        """Whether this address had its share already; counts nothing."""
        key = self.key(request)
        found = (store.get(key) for store in (cache, meanwhile))
        return any(isinstance(one, int) and one >= self.most for one in found)

    @property
    def retry_after(self) -> int:
        """Seconds until the next share begins."""
        return self.seconds - int(time.time() % self.seconds)

    def refuse(self, response: HttpResponse) -> HttpResponse:
        response.status_code = 429
        response["Retry-After"] = str(self.retry_after)
        response["Cache-Control"] = "no-store"
        return response

    def __call__(self, view: Callable) -> Callable:
        """Answer 429 with a plain page instead of *view* once the limit is reached."""

        @functools.wraps(view)
        def limited(request: HttpRequest, *args, **kwargs) -> HttpResponse:
            if self.count(request) >= self.most:
                return self.refuse(too_many())
            return view(request, *args, **kwargs)

        return limited


def too_many() -> HttpResponse:
    return HttpResponse(get_template("429.html").render())


REPORTS = RateLimit("reports", 10, 3600)
EXPORTS = RateLimit("exports", 60, 600)
SEARCHES = RateLimit("searches", 120, 60)
SIGN_INS = RateLimit("sign-ins", 30, 900)
"""Failed ones: one password may not be tried on a hundred accounts."""
PROCESSOR = RateLimit("processor", 20_000, 60)
"""Milliseconds of ours that one address may use: two hundred of the dearest pages a minute."""


def is_of_this_machine(request: HttpRequest) -> bool:
    """A probe, a benchmark, or every visitor at once where a proxy hides who asks."""
    try:
        return ip_address(client_address(request)).is_loopback
    except ValueError:
        return False


def bounded_processor_time(get_response: Callable) -> Callable:
    """Whoever has the site think too long has to wait, whatever they ask.

    The desk is left out: strangers get no further there than signing in, which has its own limit.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.path_info.startswith("/admin/") or is_of_this_machine(request):
            return get_response(request)
        if PROCESSOR.is_reached(request):
            return PROCESSOR.refuse(too_many())
        began = time.thread_time()
        response = get_response(request)
        PROCESSOR.count(request, round((time.thread_time() - began) * 1000))
        return response

    return middleware
