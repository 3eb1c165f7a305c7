"""Where somebody is signed in."""

import datetime as dt
from dataclasses import dataclass

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.dateparse import parse_datetime

NOTE = "signed_in"
BROWSERS = ("Firefox", "Edg", "OPR", "Chrome", "Safari")
NAMES = {"Edg": "Edge", "OPR": "Opera"}
SYSTEMS = ("Android", "iPhone", "iPad", "Windows", "Mac OS", "Linux")


@dataclass(frozen=True)
class SignedIn:
    ref: str
    """Names the session without giving it away."""
    since: dt.datetime | None
    browser: str
    until: dt.datetime
    is_this: bool


def note(request: HttpRequest) -> None:
    """Remember when and with what this session began; no address is kept."""
    agent = request.headers.get("User-Agent", "")
    browser = next((NAMES.get(b, b) for b in BROWSERS if b in agent), "A browser")
    system = next((f" on {s}" for s in SYSTEMS if s in agent), "")
    request.session[NOTE] = {
        "at": timezone.now().isoformat(),
        "browser": browser + system,
    }


def sessions_of(request: HttpRequest) -> list[SignedIn]:
    """Those of whoever asks, the newest first. Only staff have any, so all are looked through."""
    found = []
    for session in own(request):
        told = session.get_decoded().get(NOTE, {})
        found.append(
            SignedIn(
                ref_of(session.session_key),
                parse_datetime(told["at"]) if told else None,
                told.get("browser", "A browser"),
                session.expire_date,
                session.session_key == request.session.session_key,
            )
        )
    return sorted(found, key=lambda one: one.until, reverse=True)


def end(request: HttpRequest, ref: str = "") -> int:
    """End the session of that ref, or without one all but this; how many."""
    chosen = [
        session.pk
        for session in own(request)
        if session.session_key != request.session.session_key
        and ref in ("", ref_of(session.session_key))
    ]
    Session.objects.filter(pk__in=chosen).delete()
    return len(chosen)


def own(request: HttpRequest) -> list[Session]:
    user = str(request.user.pk)
    valid = Session.objects.filter(expire_date__gt=timezone.now())
    return [one for one in valid if one.get_decoded().get(SESSION_KEY) == user]


def ref_of(key: str) -> str:
    return salted_hmac("editorial.signin.sessions", key).hexdigest()[:16]
