"""Whoever asks for the description of the API first need not ask alone."""

import time
from concurrent.futures import ThreadPoolExecutor

from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.views import SpectacularJSONAPIView, SpectacularYAMLAPIView


def test_threads_take_turns(monkeypatch):
    at_work, together = [], []

    def slowly(self, **_) -> dict:
        at_work.append(self)
        time.sleep(0.01)
        together.append(len(at_work))
        at_work.remove(self)
        return {}

    monkeypatch.setattr(SchemaGenerator, "get_schema", slowly)
    with ThreadPoolExecutor(4) as threads:
        for view in (SpectacularJSONAPIView, SpectacularYAMLAPIView) * 2:
            threads.submit(view.generator_class().get_schema, public=True)
    assert together == [1, 1, 1, 1]
