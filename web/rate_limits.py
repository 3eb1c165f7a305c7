"""How often one address may do something dear, counted in the shared cache."""

import functools
import time
from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.template.loader import get_template

from web.client_address import client_address


@dataclass(frozen=True)
class RateLimit:
    """At most *most* times in each *seconds*, by address; while the cache is away, no limit."""

    name: str
    most: int
    seconds: int

    def key(self, request: HttpRequest) -> str:
        window = int(time.time() // self.seconds)
        return f"limit:{self.name}:{window}:{client_address(request)}"

    def count(self, request: HttpRequest) -> int:
        """How many there were before this one, which is counted."""
        if not settings.RATE_LIMITS:
            return 0
        key = self.key(request)
        if cache.add(key, 1, timeout=self.seconds):
            return 0
        try:
            return cache.incr(key) - 1
        except ValueError:
            # It ran out between the two calls, or the cache is away.
            return 0

    def is_reached(self, request: HttpRequest) -> bool:
        """Whether this address had its share already; counts nothing."""
        return (cache.get(self.key(request)) or 0) >= self.most

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
                return self.refuse(HttpResponse(get_template("429.html").render()))
            return view(request, *args, **kwargs)

        return limited


REPORTS = RateLimit("reports", 10, 3600)
EXPORTS = RateLimit("exports", 60, 600)
SEARCHES = RateLimit("searches", 120, 60)
SIGN_INS = RateLimit("sign-ins", 30, 900)
"""Failed ones: one password may not be tried on a hundred accounts."""
