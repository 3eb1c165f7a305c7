"""Answers that are kept on the way for as long as their content is the same."""

import pytest
from django.http import Http404, HttpRequest, HttpResponse
from django.test import RequestFactory

from web.http_caching import cached_while


class Site:
    """A view whose content has a state, and how often it was asked."""

    def __init__(self, status: int = 200, vary_on=()) -> None:
        self.state, self.status, self.asked = "one", status, 0
        keep = cached_while(lambda _request: self.state, vary_on=vary_on, max_age=60)
        self.answer = keep(self.view)

    def view(self, request: HttpRequest) -> HttpResponse:
        self.asked += 1
        return HttpResponse("words", status=self.status)

    def get(self, path: str = "/", method: str = "GET", **headers: str) -> HttpResponse:
        names = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.answer(RequestFactory().generic(method, path, headers=names))


def test_a_known_answer_is_not_made_again():
    site = Site()
    first = site.get()
    again = site.get(if_none_match=first["ETag"])
    assert (again.status_code, again.content, site.asked) == (304, b"", 1)
    assert again["ETag"] == first["ETag"]
    assert again["Cache-Control"] == first["Cache-Control"]
    assert set(first["Cache-Control"].split(", ")) == {"max-age=60", "public"}


def test_another_state_address_or_header_is_another_answer():
    site = Site(vary_on=["Part"])
    tags = {site.get()["ETag"], site.get("/?q=1")["ETag"], site.get(part="1")["ETag"]}
    site.state = "two"
    assert len(tags | {site.get()["ETag"]}) == 4


def test_a_header_that_is_not_varied_on_changes_nothing():
    assert Site().get()["ETag"] == Site().get(part="1")["ETag"]


def test_every_answer_says_what_it_varies_on():
    site = Site(vary_on=["Part"])
    first = site.get()
    again = site.get(if_none_match=first["ETag"])
    missing = Site(404, vary_on=["Part"]).get()
    assert first["Vary"] == again["Vary"] == missing["Vary"] == "Part"
    assert "Vary" not in Site().get()


@pytest.mark.parametrize("known", ["", "*"])
def test_what_failed_is_kept_nowhere(known):
    response = Site(404).get(if_none_match=known)
    assert response.status_code == 404
    assert response["Cache-Control"] == "no-store"
    assert "ETag" not in response


def test_an_address_that_is_not_there_stays_so():
    def view(request):
        raise Http404

    cached = cached_while(lambda _request: "one")(view)
    with pytest.raises(Http404):
        cached(RequestFactory().get("/", headers={"If-None-Match": "*"}))


def test_whoever_has_any_copy_need_not_have_another_of_what_is_there():
    response = Site().get(if_none_match="*")
    assert (response.status_code, response.content) == (304, b"")


def test_what_changes_something_is_not_cached():
    response = Site().get(method="POST")
    assert response.status_code == 200
    assert "ETag" not in response
    assert "Cache-Control" not in response
