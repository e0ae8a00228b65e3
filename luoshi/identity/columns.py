"""Whole columns of resident numbers, millions a second, with the findings of `check_id_number`."""

from collections.abc import Collection
from datetime import date

import numpy as np
import polars as pl
from numpy.typing import NDArray

from luoshi.identity.resident import EARLIEST_BIRTH_YEAR, SYNTHETIC_PREFIX, IdProblem

_Bytes = NDArray[np.uint8]
_Flags = NDArray[np.bool_]

# 128 Ki numbers of 18 bytes are 2.3 MB: with the working columns of one block they stay in the cache.
_BLOCK = 1 << 17
_X = ord("X") - ord("0")
_SMALL_X = ord("x") - ord("0")
# ISO 7064 mod 11-2: the place i from the left (from 0) weighs 2 ** (17 - i) mod 11, the check digit 1.
_WEIGHTS = [pow(2, 17 - place, 11) for place in range(18)]
_DAYS = np.array([0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] + [0] * 87, dtype=np.uint8)


def check_id_numbers(numbers: pl.Series, *, today: date, known_prefixes: Collection[str] | None = None) -> pl.Series:
    """Return for each number its IdProblem as UInt8, 0 where there is none, null where there is no number.

    The findings are those of `check_id_number`, which says what `known_prefixes` means.
    """
    known = None if known_prefixes is None else _build_prefix_table(known_prefixes)
    found = [_check_block(numbers.slice(at, _BLOCK), today, known) for at in range(0, len(numbers), _BLOCK)]
    return pl.concat(found) if found else pl.Series(numbers.name, [], dtype=pl.UInt8)


def append_check_digits(bodies: pl.Series) -> pl.Series:
    """Return 17-digit bodies with their check digit; a body that is not 17 ASCII digits is a ValueError."""
    if not bodies.is_empty() and not bodies.str.contains(r"\A[0-9]{17}\z").fill_null(value=False).all():
        raise ValueError("a body of a resident number has 17 digits")
    sums = _sum_weighted(_read_digits(bodies, 17))
    # The whole sum must leave 1, so the check digit is 1 minus the rest of the body.
    checks = pl.Series([*"0123456789X"]).gather((1 - sums.astype(np.int16)) % 11)
    return (bodies + checks).alias(bodies.name)


def _check_block(numbers: pl.Series, today: date, known: _Flags | None) -> pl.Series:
    problems = np.full(len(numbers), IdProblem.LENGTH, dtype=np.uint8)
    # Characters are counted, not bytes: 18 characters with a full-width digit are a fault of characters.
    is_long = (numbers.str.len_chars() == 18).fill_null(value=False)
    is_ascii = is_long & (numbers.str.len_bytes() == 18).fill_null(value=False)
    problems[is_long.to_numpy()] = IdProblem.CHARACTERS
    if is_ascii.any():
        digits = _read_digits(numbers if is_ascii.all() else numbers.filter(is_ascii), 18)
        problems[is_ascii.to_numpy()] = _check_digits(digits, today, known)
    findings = pl.Series(numbers.name, problems)
    if not numbers.null_count():
        return findings
    return pl.select(pl.when(numbers.is_not_null()).then(findings).alias(numbers.name)).to_series()


def _read_digits(texts: pl.Series, width: int) -> _Bytes:
    """Return one row per character place and one column per text, as differences from the character 0."""
    joined = texts.str.join("").item() if len(texts) else ""
    table = np.frombuffer(joined.encode(), dtype=np.uint8).reshape(-1, width)
    return np.ascontiguousarray(table.T) - np.uint8(ord("0"))


def _sum_weighted(digits: _Bytes) -> NDArray[np.uint16]:
    # At most 18 places of 9 or 10 times a weight of 10: 1,800 fits 16 bits.
    sums = np.zeros(digits.shape[1], dtype=np.uint16)
    for place, weight in zip(digits, _WEIGHTS, strict=False):
        sums += place.astype(np.uint16) * np.uint16(weight)
    return sums % 11


def _check_digits(digits: _Bytes, today: date, known: _Flags | None) -> _Bytes:
    check = digits[17]
    check[(check == _X) | (check == _SMALL_X)] = 10
    is_bad = (digits[:17] > 9).any(axis=0) | (check > 10)
    digits[:, is_bad] = 0  # so that what follows stays within its tables
    year, month, day = _join(digits[6:10]), _join(digits[10:12]), _join(digits[12:14])
    # The order is from the last problem to the first, so the smallest stays.
    problems = np.where(_sum_weighted(digits) == 1, 0, IdProblem.CHECK_DIGIT).astype(np.uint8)
    born = year * 10_000 + month * 100 + day
    problems[born > today.year * 10_000 + today.month * 100 + today.day] = IdProblem.FUTURE_BIRTH
    problems[~_is_real_date(year, month, day)] = IdProblem.BIRTH_DATE
    if known is not None:
        problems[~known[_join(digits[:6])]] = IdProblem.AREA
    problems[is_bad] = IdProblem.CHARACTERS
    return problems


def _is_real_date(year: NDArray[np.int32], month: NDArray[np.int32], day: NDArray[np.int32]) -> _Flags:
    is_leap = (year % 4 == 0) & ((year % 100 != 0) | (year % 400 == 0))
    days = _DAYS[month] + (is_leap & (month == 2))
    real: _Flags = (year >= EARLIEST_BIRTH_YEAR) & (day >= 1) & (day <= days)
    return real


def _join(places: _Bytes) -> NDArray[np.int32]:
    value = np.zeros(places.shape[1], dtype=np.int32)
    for place in places:
        value *= 10
        value += place
    return value


def _build_prefix_table(prefixes: Collection[str]) -> _Flags:
    known = np.zeros(1_000_000, dtype=np.bool_)
    known[[int(prefix) for prefix in prefixes]] = True
    known[int(SYNTHETIC_PREFIX) * 1000 :] = True
    return known
