"""A cache on another machine that may be away or full of junk: then everything is a miss."""

import logging
import time
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError, ResponseError

REST_SECONDS = 1
"""How long a cache that did not answer is not asked: a page asks several times, and waits once."""

logger = logging.getLogger(__name__)


class ForgivingRedisCache(RedisCache):
    """Django's own, which answers as an empty cache would where Redis does not.

    Nothing that has to last is kept in it, so a visitor never hears of it.
    """

    def __init__(self, server: str, params: dict) -> None:
        super().__init__(server, params)
        self._rests_until = 0.0

    def _forgiving(self, name: str, otherwise: Any, *args, **kwargs) -> Any:
        if time.monotonic() < self._rests_until:
            if name == "incr":
                raise ValueError("The cache did not answer just now.")
            return otherwise
        try:
            return getattr(super(), name)(*args, **kwargs)
        except ValueError:
            # Django's word for a counter that is not there; junk under its key is as good as none.
            if name == "incr":
                raise
            return otherwise
        except Exception as error:
            logger.warning("The cache does not answer: %s", type(error).__name__)
            if isinstance(error, RedisError) and not isinstance(error, ResponseError):
                self._rests_until = time.monotonic() + REST_SECONDS
            if name == "incr":
                raise ValueError("The cache does not answer.") from error
            return otherwise

    def add(self, key, value, timeout=DEFAULT_TIMEOUT, version=None) -> bool:
        return self._forgiving("add", False, key, value, timeout, version)

    def get(self, key, default=None, version=None) -> Any:
        return self._forgiving("get", default, key, default, version)

    def set(self, key, value, timeout=DEFAULT_TIMEOUT, version=None) -> None:
        self._forgiving("set", None, key, value, timeout, version)

    def touch(self, key, timeout=DEFAULT_TIMEOUT, version=None) -> bool:
        return self._forgiving("touch", False, key, timeout, version)

    def delete(self, key, version=None) -> bool:
        return self._forgiving("delete", False, key, version)

    def get_many(self, keys, version=None) -> dict:
        return self._forgiving("get_many", {}, keys, version)

    def has_key(self, key, version=None) -> bool:
        return self._forgiving("has_key", False, key, version)

    def incr(self, key, delta=1, version=None) -> int:
        return self._forgiving("incr", 0, key, delta, version)

    def set_many(self, data, timeout=DEFAULT_TIMEOUT, version=None) -> list:
        return self._forgiving("set_many", list(data), data, timeout, version)

    def delete_many(self, keys, version=None) -> None:
        self._forgiving("delete_many", None, keys, version)

    def clear(self) -> bool:
        return self._forgiving("clear", False)
