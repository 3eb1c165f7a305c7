"""A form that could not be saved comes back with what was typed and one button to send it again.

It needs neither database nor session: what was typed came with the request. Across a sign-in it
travels in the sign-in form, signed for the browser it came from: nothing is stored for strangers.
"""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.template.loader import get_template
from django.views.csrf import csrf_failure

SALT = "web.unsaved"
KEPT_SECONDS = 12 * 3600
TOKEN = "csrfmiddlewaretoken"  # noqa: S105 - the name of a field
SECRET = re.compile(r"passw", re.IGNORECASE)
FOR_MACHINES = re.compile(
    r"^_|^edition$|^initial-|-(TOTAL|INITIAL|M.._NUM)_FORMS$|-id$"
)


@dataclass(frozen=True)
class Unsaved:
    path: str
    fields: tuple[tuple[str, str], ...]
    had_files: bool = False

    @classmethod
    def of(cls, request: HttpRequest) -> "Unsaved | None":
        """What *request* sent; None where nothing was, or a password is among it."""
        fields = tuple(
            (name, value)
            for name, values in request.POST.lists()
            for value in values
            if name != TOKEN
        )
        if not fields or any(SECRET.search(name) for name, _ in fields):
            return None
        return cls(request.get_full_path(), fields, bool(request.FILES))

    @property
    def to_read(self) -> list[tuple[str, str]]:
        return [
            (name.replace("_", " "), value)
            for name, value in self.fields
            if value and not FOR_MACHINES.search(name)
        ]

    def seal(self, request: HttpRequest) -> str:
        parts = [self.path, self.fields, self.had_files]
        return signing.dumps(parts, salt=salt_for(request), compress=True)

    @classmethod
    def unseal(cls, sealed: str, salt: str) -> "Unsaved | None":
        try:
            path, fields, had_files = signing.loads(
                sealed, salt=salt, max_age=KEPT_SECONDS
            )
        except signing.BadSignature:
            return None
        return cls(path, tuple(map(tuple, fields)), had_files)

    def page(
        self, request: HttpRequest, template: str, *, status: int, said: str, title: str
    ) -> HttpResponse:
        """*template* is given no request where it has to do without a database."""
        context = {"unsaved": self, "said": said, "title": title}
        context |= {"token": get_token(request), "token_name": TOKEN}
        whole = request if template.startswith("admin/") else None
        response = HttpResponse(
            get_template(template).render(context, whole), status=status
        )
        response["Cache-Control"] = "no-store"
        return response


def salt_for(request: HttpRequest) -> str:
    """Another browser cannot open what was sealed for this one."""
    get_token(request)
    return f"{SALT}:{request.META['CSRF_COOKIE']}"


def came_from_here(request: HttpRequest) -> bool:
    """Whether a page of this site sent the form; browsers do not let others say so."""
    sent_by = request.headers.get("Origin") or request.headers.get("Referer") or ""
    origin = urlsplit(sent_by)
    return (origin.scheme, origin.netloc) == (request.scheme, request.get_host())


def forged_or_old(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Signing in anew makes the forms of other tabs too old; a form of another site is refused."""
    unsaved = Unsaved.of(request) if came_from_here(request) else None
    if unsaved is None:
        return csrf_failure(request, reason)
    return unsaved.page(
        request,
        "unsaved.html",
        status=403,
        title="Please save again",
        said="You signed in again after this form was opened, so it was not saved.",
    )
