"""A pattern means the same to whoever judges it, and the slow ones are known."""

from __future__ import annotations

import re
from random import Random

import polars as pl
import pytest

from pactexit.patterns import in_linear_time, is_bounded, refusal

LEAVES = [
    *("a", "b", "ab", "[ab]", "[^a]", ".", r"\d", r"\w", r"\s", r"\D", r"\W", r"\S", "-", "x"),
    *("é", "[а-я]", r"[^\d]", r"[\s-]", "[a-c1]", r"\.", "[]a]", "[^]a]", r"[\w.-]", "[&-]"),
]
REPEATS = ["*", "+", "?", "{2}", "{0,3}", "{1,}", "*?", "{3,9}"]
LETTERS = ["a", "b", "x", "1", "-", " ", "\n", "é", "я", "_", "٣", "c", "\u2003", "€", ".", "&"]


def invented(random: Random, depth: int) -> str:
    """A pattern of any kind that both engines know."""
    if depth == 0:
        return random.choice(LEAVES)
    inner, other = (invented(random, depth - 1) for _ in range(2))
    return random.choice(
        [
            inner + other,
            f"({inner}|{other})",
            f"({inner}){random.choice(REPEATS)}{random.choice(LEAVES)}",
            f"(?:{inner})?",
            f"(?={inner}){other}" if depth == 3 else inner,
            f"(?!{inner}$){other}" if depth == 3 else other,
            f"^{inner}$",
        ]
    )


def has(pattern: str, text: str) -> bool:
    """What frictionless does."""
    return re.compile(f"^{pattern}$").match(text) is not None


@pytest.mark.parametrize("part", range(4))
def test_what_polars_is_given_instead_says_the_same(part: int) -> None:
    compared = 0
    for seed in range(part * 60, part * 60 + 60):
        random = Random(seed)
        pattern = invented(random, 3)
        parts = in_linear_time(pattern)
        if parts is None:
            continue
        texts = ["".join(random.choices(LETTERS, k=length % 7)) for length in range(40)]
        both = [pl.Series(texts), pl.Series([text.removesuffix("\n") for text in texts])]
        for number, text in enumerate(texts):
            found = [any(s.str.contains(p)[number] for s in both) == w for p, w in parts]
            assert all(found) == has(pattern, text), (seed, pattern, text, parts)
            compared += 1
    assert compared > 1_000


@pytest.mark.parametrize(
    "pattern",
    [
        "^[a-z0-9]+(-[a-z0-9]+)*$",
        r"\d{4}(-\d{2}(-\d{2})?)?",
        r"-?\d+(\.\d+)?",
        r"[A-Z][a-z]+( [A-Z][a-z]+)*",
        "https?://[^ ]+",
        r"\w+\s\w+",
        "(ab|cd)x?",
        "a|b",
        "(?!x)[a-z]+",
        r"(?<!a)b\b",
        "(?>a+)b",
    ],
)
def test_a_pattern_that_leaves_no_choice_is_judged_by_re_itself(pattern: str) -> None:
    assert is_bounded(pattern)


@pytest.mark.parametrize(
    "pattern",
    [
        *("(a+)+", "(a*)*", "(a|a)+", "(a?){30}", "(a|ab)(c|bcd)", ".*.*.*", r"(\w|\d)+x"),
        *("a?a?a?aaa", "(x?)*", "(a?|b?)(c?|d?)", r"[^@]+@[^@]+\.[^@]+", "(?:(?=.*x)a)*", "(.+)+é"),
    ],
)
def test_a_pattern_that_leaves_a_choice_is_not(pattern: str) -> None:
    assert not is_bounded(pattern)


@pytest.mark.parametrize(
    "pattern",
    [
        *("(a+)+", "(?!.*--)[a-z-]+", r"(?=.*\d)(?=.{3,9}$)[a-z0-9]+"),
        # what is no pattern is reported, not refused
        *("[", "(" * 5_000),
    ],
)
def test_a_pattern_that_either_can_judge_is_not_refused(pattern: str) -> None:
    assert refusal(pattern) is None


@pytest.mark.parametrize(
    "pattern", [r"(['\"]).*\1", "x(?=(a+)+$)", r"(\w{1,9}){1,999}", "a" * 10_001]
)
def test_a_pattern_that_neither_can_judge_in_bounded_time_is_refused(pattern: str) -> None:
    assert refusal(pattern) is not None


@pytest.mark.parametrize(
    "pattern",
    [
        *(r"(\w{1,9}){1,14}", r"(\d?){1300}", "([^x]?){6600}", "(a?){39000}", "([а-яё]?){5500}"),
        *(r"(\W?){130}", r"([^\w\d\s]?){60}", r"([\u0080-\u3000]?){6600}"),
    ],
)
def test_polars_builds_what_is_as_large_as_may_be(pattern: str) -> None:
    ((part, wanted),) = in_linear_time(pattern) or ()
    assert wanted
    assert not pl.Series(["€x"]).str.contains(part).any()
