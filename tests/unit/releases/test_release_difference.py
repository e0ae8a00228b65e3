"""Releases are listed, read and compared in one order."""

import pytest
from release_builders import build_contents, build_figure, build_result

from luoshi.errors import IntegrityFault, UserFault
from luoshi.releases import diff, get_release, list_releases


def test_list_of_a_book_without_releases_is_empty(tmp_path):
    assert list_releases(tmp_path) == ()


def test_list_leaves_out_what_a_killed_writer_left(sealing, folder):
    release = sealing()
    (folder / ".release.00ff.tmp").mkdir()
    assert [one.id for one in list_releases(folder.parent)] == [release.id]
    assert get_release(folder.parent, release.id) == release


@pytest.mark.parametrize("name", ["2020-00000000", "../2021", "", "."])
def test_get_of_an_unknown_release_names_those_there_are(sealing, folder, name):
    release = sealing()
    with pytest.raises(UserFault, match=release.id):
        get_release(folder.parent, name)


def test_release_tells_what_it_was_sealed_from(sealing):
    told = sealing().to_json()
    assert (told["period"], told["position"], told["figures"], told["results"]) == ("2021", 4, 1, 5)
    assert told["texts"]["title_en"] == "The year 2021"
    assert told["synthetic"] is True


def test_definitions_come_back_equal(sealing):
    figures = (build_figure(), build_figure("another"))
    assert sealing(figures=figures).load_figures() == (figures[1], figures[0])


def test_unreadable_parts_are_integrity_faults(sealing):
    release = sealing()
    (release.path / "parameters.json").write_bytes(b"{")
    (release.path / "results.parquet").write_bytes(b"PAR1")
    for load in (release.load_parameters, release.load_table):
        with pytest.raises(IntegrityFault, match="file_unreadable"):
            load()


def test_diff_of_a_release_with_itself_is_empty(sealing):
    assert diff(sealing(), sealing()).is_empty


def test_diff_names_results_changed_come_and_gone_in_order(sealing):
    before = sealing()
    kept = build_contents().results["legal"][2:]
    new = [build_result(5), build_result(7, area="371325"), *kept]
    changes = diff(before, sealing(results={"legal": new})).results
    assert [change.area for change in changes] == ["371300", "371302", "371325"]
    values = [tuple(side and side["value_numerator"] for side in (change.before, change.after)) for change in changes]
    assert values == [(3, 5), (1, None), (None, 7)]


def test_diff_names_a_value_that_became_unknown(sealing):
    after = sealing(results={"legal": [build_result(None), *build_contents().results["legal"][1:]]})
    (change,) = diff(sealing(), after).results
    assert change.after["value_numerator"] is None
    assert change.before["value_numerator"] == 3


def test_diff_shows_definitions_parameters_and_areas(sealing):
    after = sealing(
        figures=(build_figure(milestone="approved"), build_figure("another")),
        parameters={"low income": [{"from": "2021-01-01", "value": 70000}]},
        areas=[],
    )
    found = diff(sealing(), after)
    assert [change.figure for change in found.definitions] == ["another", "paid"]
    lines = found.definitions[1].lines
    assert ' "milestone": "paid",'.strip() in " ".join(lines)
    assert any(line.startswith("+") and "approved" in line for line in lines)
    (parameter,) = found.parameters
    assert (parameter.path, parameter.before, parameter.after) == ("/low income/0/value", 61600, 70000)
    assert {change.path for change in found.areas} == {"", "/0/code", "/0/name"}
    assert found.to_json()["results"] == []
