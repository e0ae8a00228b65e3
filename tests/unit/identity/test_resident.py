from datetime import date

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoshi.errors import UserFault, get_message
from luoshi.identity import (
    IdProblem,
    append_check_digits,
    check_id_number,
    check_id_numbers,
    get_birth_date,
    get_sex,
)

TODAY = date(2021, 12, 31)
KNOWN = frozenset({"371302", "372801"})
GOOD = "11010519491231002X"  # the worked example that GB 11643 prints


def seal(body):
    return append_check_digits(pl.Series([body])).item()


def test_the_worked_example_of_the_standard_passes_with_either_x():
    assert check_id_number(GOOD, today=TODAY) is None
    assert check_id_number(GOOD.lower(), today=TODAY) is None


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", IdProblem.LENGTH),
        ("371302850101123", IdProblem.LENGTH),
        ("37130219850101123.", IdProblem.CHARACTERS),
        ("3.71302198501011E+17"[:18], IdProblem.CHARACTERS),
        ("３71302198501011234", IdProblem.CHARACTERS),
        (seal("37990219850101123"), IdProblem.AREA),
        (seal("37130219850229123"), IdProblem.BIRTH_DATE),
        (seal("37130210850101123"), IdProblem.BIRTH_DATE),
        (seal("37130220220101123"), IdProblem.FUTURE_BIRTH),
        ("371302198501011230", IdProblem.CHECK_DIGIT),
    ],
)
def test_faulty_number_alone_or_in_a_column_has_the_same_problem(text, problem):
    assert check_id_number(text, today=TODAY, known_prefixes=KNOWN) is problem
    column = check_id_numbers(pl.Series([text]), today=TODAY, known_prefixes=KNOWN)
    assert column.to_list() == [problem]


@pytest.mark.parametrize("prefix", ["371302", "372801", "999001"])
def test_number_of_a_known_or_synthetic_area_passes_though_the_area_is_younger_than_the_person(prefix):
    assert check_id_number(seal(f"{prefix}19400229123"), today=TODAY, known_prefixes=KNOWN) is None


def test_person_born_today_passes_and_born_tomorrow_does_not():
    number = seal("99937120211231123")
    assert check_id_number(number, today=TODAY) is None
    assert check_id_number(number, today=date(2021, 12, 30)) is IdProblem.FUTURE_BIRTH


def test_column_keeps_length_nulls_and_name():
    found = check_id_numbers(pl.Series("id", [GOOD, None, "1", GOOD]), today=TODAY)
    assert found.to_list() == [0, None, IdProblem.LENGTH, 0]
    assert (found.name, found.dtype) == ("id", pl.UInt8)


def test_empty_column_gives_an_empty_column():
    assert check_id_numbers(pl.Series("id", [], dtype=pl.String), today=TODAY).to_list() == []
    assert append_check_digits(pl.Series("id", [], dtype=pl.String)).to_list() == []


def test_column_longer_than_a_block_is_judged_to_its_end():
    column = pl.Series([GOOD] * 300_000 + ["110105194912310020"])
    found = check_id_numbers(column, today=TODAY)
    assert len(found) == 300_001
    assert found.sum() == found[-1] == IdProblem.CHECK_DIGIT


_BODIES = st.builds(
    "{}{:04d}{:02d}{:02d}{:03d}".format,
    st.sampled_from(["371302", "372801", "999999", "371371", "000000"]),
    st.integers(1850, 2023),
    st.integers(0, 13),
    st.integers(0, 32),
    st.integers(0, 999),
)
_TEXTS = st.one_of(
    st.none(),
    _BODIES.map(seal),
    st.builds("{}{}".format, _BODIES, st.sampled_from("0123456789Xx年")),
    st.text(),
)


@given(st.lists(_TEXTS, max_size=20))
def test_column_and_single_check_agree_on_any_texts(texts):
    for known in (None, KNOWN):
        singly = [None if t is None else (check_id_number(t, today=TODAY, known_prefixes=known) or 0) for t in texts]
        column = check_id_numbers(pl.Series(texts, dtype=pl.String), today=TODAY, known_prefixes=known)
        assert column.to_list() == singly


@given(st.integers(0, 16), st.integers(1, 9))
def test_one_wrong_digit_never_passes(place, shift):
    wrong = str((int(GOOD[place]) + shift) % 10)
    assert check_id_number(GOOD[:place] + wrong + GOOD[place + 1 :], today=TODAY) is not None


def test_check_digit_is_not_appended_to_a_body_of_another_form():
    for body in ["1234", "3713021985010112X", None]:
        with pytest.raises(ValueError, match="17 digits"):
            append_check_digits(pl.Series([body], dtype=pl.String))


def test_birth_date_and_sex_are_read_from_the_number():
    assert get_birth_date(GOOD) == date(1949, 12, 31)
    assert get_sex(GOOD) == "female"
    assert get_sex(seal("37130219850101123")[:16] + "31") == "male"


def test_birth_date_and_sex_of_an_unreadable_number_are_refused():
    with pytest.raises(UserFault):
        get_birth_date("11010519491331002X")
    with pytest.raises(UserFault):
        get_sex("1101")


@pytest.mark.parametrize("problem", IdProblem)
def test_every_problem_has_a_message_in_both_languages(problem):
    assert get_message(problem.code, "zh")
    assert get_message(problem.code, "en")
