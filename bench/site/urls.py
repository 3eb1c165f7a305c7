"""The site's addresses and one page of fixed bytes."""

import os
from functools import cache
from pathlib import Path

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from config.urls import *  # noqa: F403


@cache
def body() -> bytes:
    return Path(os.environ["BENCH_CONSTANT"]).read_bytes()


def constant(_request: HttpRequest) -> HttpResponse:
    return HttpResponse(body())


def count_queries(get_response):
    def answer(request: HttpRequest) -> HttpResponse:
        queries = 0

        def counting(execute, sql, params, many, context):
            nonlocal queries
            queries += 1
            return execute(sql, params, many, context)

        with connection.execute_wrapper(counting):
            response = get_response(request)
        response["X-Queries"] = str(queries)
        return response

    return answer


urlpatterns = [path("constant/", constant), path("", include("config.urls"))]
