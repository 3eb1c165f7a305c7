"""Amounts are read as people type them, and never guessed."""

from decimal import Decimal

import pytest

from web.dollars import dollars_typed


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("10000", 10_000),
        ("$10,000", 10_000),
        ("$ 10,000", 10_000),
        ("10k", 10_000),
        ("10K", 10_000),
        ("$10k", 10_000),
        ("1.5k", 1_500),
        ("12.345k", 12_345),
        ("10,000.00", 10_000),
        ("10,000.", 10_000),
        (" 10 000 ", 10_000),
        ("10\u00a0000", 10_000),
        ("10'000", 10_000),
        ("1,234,567", 1_234_567),
        ("10,000 dollars", 10_000),
        ("10k dollars", 10_000),
        ("USD 10,000", 10_000),
        ("10000$", 10_000),
        ("＄１０,０００", 10_000),
        ("24.50", Decimal("24.50")),
        ("0", 0),
        ("-5", -5),
        ("-$5", -5),
    ],
)
def test_an_amount_is_read(typed, amount):
    assert dollars_typed(typed) == amount


@pytest.mark.parametrize(
    "typed",
    [
        "",
        " ",
        "cheap",
        "k",
        "$",
        "10.000",
        "10,00",
        "1,0,0",
        "10,000,00",
        "1,000 000",
        "10 00",
        "1e4",
        "NaN",
        "Infinity",
        "0x10",
        "10kk",
        "10-20",
        "under 10k",
        "½",
        "1\x0000",
        "9" * 10_000,
    ],
)
def test_what_is_not_clear_is_not_guessed(typed):
    assert dollars_typed(typed) is None
