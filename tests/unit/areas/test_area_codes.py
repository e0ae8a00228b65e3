import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoshi.areas import canonical_code, code_number, code_of_number, level_of_number, match_name, trim_name
from luoshi.errors import UserFault


@pytest.mark.parametrize(
    ("code", "number", "level"),
    [
        ("371300", 371300000000, "city"),
        ("371302", 371302000000, "county"),
        ("371371", 371371000000, "county"),
        ("371302001", 371302001000, "township"),
        ("371302001001", 371302001001, "village"),
    ],
)
def test_code_and_number_of_each_level_turn_into_each_other(code, number, level):
    assert code_number(code) == number
    assert code_of_number(number) == code
    assert canonical_code(str(number)) == code
    assert level_of_number(number) == level


@pytest.mark.parametrize("code", ["", "3713", "37130a", "３71302", "3713020010", "000000", "-71302"])
def test_code_of_another_form_is_refused(code):
    with pytest.raises(UserFault) as fault:
        code_number(code)
    assert fault.value.code == "areas.unreadable"
    assert code in fault.value.say("zh")


@pytest.mark.parametrize("number", [0, -1, 371302, 10**12])
def test_number_of_another_width_is_refused(number):
    with pytest.raises(UserFault):
        code_of_number(number)


@given(st.integers(110000000000, 659999999999))
def test_number_shortened_and_padded_again_is_the_same(number):
    assert code_number(code_of_number(number)) == number


@pytest.mark.parametrize(
    ("name", "level", "core"),
    [
        ("前十社区居民委员会", "village", "前十"),
        ("官庄村村民委员会", "village", "官庄"),
        ("官庄村委会", "village", "官庄"),
        ("罗西街道办事处", "township", "罗西"),
        ("费县", "county", "费"),
        ("村", "village", "村"),
    ],
)
def test_trim_name_leaves_what_tells_an_area_from_its_neighbours(name, level, core):
    assert trim_name(name, level) == core


def test_match_name_forgives_endings_but_not_the_core():
    assert match_name("前十社区居民委员会", "前十社区", "village")
    assert not match_name("前十社区居民委员会", "后十社区", "village")
