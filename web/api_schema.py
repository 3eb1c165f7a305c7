"""The description of the public API, as drf-spectacular works it out."""

import threading
from typing import Any

from drf_spectacular.generators import SchemaGenerator


class OneByOne(SchemaGenerator):
    """Works it out in one thread at a time.

    The library loads its extensions when they are first needed; of two threads that need them at
    once, one finds half of them and fails.
    """

    working = threading.Lock()

    def get_schema(self, *args, **kwargs) -> dict:
        with self.working:
            return super().get_schema(*args, **kwargs)


def whole_answers(result: dict, **_: Any) -> dict:
    """Require every property: an answer always has it, if only as null."""
    for schema in result["components"]["schemas"].values():
        if "properties" in schema:
            schema["required"] = list(schema["properties"])
    return result
