"""Charts and maps as shapes."""

from fractions import Fraction

import pytest

from luoshi.desk.site.drawing import choose_ticks, draw_map, draw_months
from luoshi.errors import IntegrityFault
from luoshi.runs import get_city


@pytest.mark.parametrize("largest", [Fraction(1, 50), 1, 7, 87, 100, 999, 1_443_018_620])
def test_ticks_start_at_zero_and_reach_the_largest_value(largest) -> None:
    ticks = choose_ticks(Fraction(largest))
    assert ticks[0] == 0
    assert ticks[-2] < largest <= ticks[-1]
    assert 2 <= len(ticks) <= 5


def test_bars_are_as_high_as_their_values_and_an_unknown_month_has_none() -> None:
    chart = draw_months([("1", Fraction(50), ""), ("2", None, ""), ("3", Fraction(100), "")],
                        dict.fromkeys(choose_ticks(Fraction(100)), ""))  # fmt: skip
    low, unknown, high = chart.bars
    assert high.height == pytest.approx(2 * low.height, abs=0.1)
    assert (unknown.known, unknown.height) == (False, 0)
    assert all(bar.y + bar.height == pytest.approx(chart.base, abs=0.11) for bar in chart.bars)
    assert chart.line.count(",") == 2


def test_map_has_every_county_within_its_frame_and_five_steps() -> None:
    city = get_city("linyi")
    counties = [str(area.code) for area in city.load_areas().legal.at_level("county")]
    drawn = draw_map(city.boundaries, {code: Fraction(place) for place, code in enumerate(counties)})
    assert {shape.code for shape in drawn.shapes} == set(counties)
    assert {shape.step for shape in drawn.shapes} == {1, 2, 3, 4, 5}
    assert all(0 < shape.x < drawn.width and 0 < shape.y < drawn.height for shape in drawn.shapes)
    assert drawn.edges[-1] >= len(counties) - 1


def test_county_without_a_value_has_no_step() -> None:
    drawn = draw_map(get_city("linyi").boundaries, {"371302": Fraction(4)})
    assert {shape.step for shape in drawn.shapes if shape.code != "371302"} == {None}


def test_map_file_that_is_none_is_named(tmp_path) -> None:
    (tmp_path / "map.geojson").write_text('{"features": [{}]}')
    with pytest.raises(IntegrityFault, match=r"map\.geojson"):
        draw_map(tmp_path / "map.geojson", {})
