"""The description of the public API, as drf-spectacular works it out."""

import threading

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
