"""Typed readers of environment variables; a wrong value stops the start, loudly."""

import os

from django.core.exceptions import ImproperlyConfigured


def required(name: str) -> str:
    if value := os.environ.get(name):
        return value
    raise ImproperlyConfigured(f"Set {name} in the environment.")


def text(name: str, *, default: str = "") -> str:
    return os.environ.get(name) or default


def boolean(name: str, *, default: bool) -> bool:
    value = os.environ.get(name, str(default)).lower()
    if value not in {"true", "false"}:
        raise ImproperlyConfigured(f"{name} must be 'true' or 'false', not {value!r}.")
    return value == "true"


def integer(name: str, *, default: int) -> int:
    value = os.environ.get(name) or str(default)
    try:
        return int(value)
    except ValueError as error:
        raise ImproperlyConfigured(
            f"{name} must be a whole number, not {value!r}."
        ) from error


def comma_separated(name: str, *, default: str = "") -> list[str]:
    value = os.environ.get(name) or default
    return [part.strip() for part in value.split(",") if part.strip()]
