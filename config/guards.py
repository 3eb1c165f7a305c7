"""What every answer says about who may use it, and what no address listens to."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed

Answering = Callable[[HttpRequest], HttpResponse]

METHODS = ("GET", "HEAD", "POST", "OPTIONS")
UNUSED_FEATURES = (
    "accelerometer",
    "browsing-topics",
    "camera",
    "display-capture",
    "geolocation",
    "gyroscope",
    "magnetometer",
    "microphone",
    "payment",
    "usb",
)


def isolation(get_response: Answering) -> Answering:
    """Keep other sites from embedding what we answer, and our pages from asking for devices."""
    policy = ", ".join(f"{feature}=()" for feature in UNUSED_FEATURES)

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.headers.setdefault("Permissions-Policy", policy)
        return response

    return answer


def known_methods(get_response: Answering) -> Answering:
    """Refuse TRACE, PUT and whatever else no page, form or API of ours answers."""

    def answer(request: HttpRequest) -> HttpResponse:
        if request.method not in METHODS:
            return HttpResponseNotAllowed(METHODS)
        return get_response(request)

    return answer
