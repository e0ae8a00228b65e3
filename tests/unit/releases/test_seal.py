"""Sealing is whole or not at all, repeatable, and says when data are synthetic."""

import errno
import os
import shutil
from pathlib import Path

import polars as pl
import pytest
from release_builders import NOON, build_contents, build_figure, build_result

from luoshi.errors import IntegrityFault, UserFault
from luoshi.periods import FixedClock, Period
from luoshi.releases import NOTICE, list_releases, seal, verify


class Killed(BaseException):
    """The process ends here: no handler of Luoshi's own may run on."""


def _count_and_kill(monkeypatch, at):
    """Let every write boundary pass but the one numbered `at`; return the list of those that were reached."""
    reached = []

    def guard(original):
        def wrapped(*args, **kwargs):
            reached.append(original.__name__)
            if len(reached) - 1 == at:
                raise Killed
            return original(*args, **kwargs)

        return wrapped

    for owner, name in (
        (os, "replace"),
        (os, "fsync"),
        (Path, "mkdir"),
        (Path, "write_bytes"),
        (pl.DataFrame, "write_parquet"),
        (pl.DataFrame, "write_csv"),
    ):
        monkeypatch.setattr(owner, name, guard(getattr(owner, name)))
    # What a killed process leaves behind stays: nobody cleans up after it.
    monkeypatch.setattr(shutil, "rmtree", lambda *args, **kwargs: None)
    return reached


def test_release_has_its_files_and_an_id_of_period_and_hash(sealing):
    release = sealing()
    assert release.path.name == release.id == f"2021-{release.manifest.content[:8]}"
    assert sorted(path.name for path in release.path.iterdir()) == [
        "areas.json",
        "definitions.json",
        "inclusion.json",
        "manifest.json",
        "manifest.sig",
        "parameters.json",
        "record_blocks.json",
        "records.json",
        "results.csv",
        "results.parquet",
        "verify_release.py",
        "witness.json",
    ]


def test_results_come_back_equal_and_sorted(sealing):
    given = build_contents().results["legal"]
    assert sealing().load_results() == tuple(sorted(given, key=lambda result: result.area))
    assert sealing().load_results("reporting") == ()


def test_results_of_one_area_or_period_come_back_alone(sealing):
    release = sealing()
    everything = release.load_results()
    area = everything[0].area
    assert release.load_results(area=area) == tuple(one for one in everything if one.area == area)
    assert release.load_results(period=everything[0].period) == everything
    assert release.load_results(period=Period.parse("1999")) == ()


def test_csv_holds_city_and_counties_with_the_notice(sealing):
    text = (sealing().path / "results.csv").read_text(encoding="utf-8-sig")
    assert "371302," in text
    assert "371302001" not in text
    assert text.count(NOTICE["en"]) == 4
    real = (sealing(synthetic=False).path / "results.csv").read_text(encoding="utf-8-sig")
    assert "ynthetic" not in real


def test_sealing_the_same_again_changes_nothing(sealing, folder):
    first = sealing()
    before = {path: path.read_bytes() for path in first.path.iterdir()}
    assert sealing(results={"legal": reversed(build_contents().results["legal"])}).id == first.id
    assert {path: path.read_bytes() for path in first.path.iterdir()} == before
    assert [path.name for path in folder.iterdir()] == [first.id]


@pytest.mark.parametrize(
    "change",
    [
        {"position": 5},
        {"head": "ef" * 32},
        {"code_version": "0.1.1"},
        {"area_version": "2022-12-31"},
        {"synthetic": False},
        {"parameters": {}},
        {"areas": []},
        {"records": []},
        {"texts": {}},
        {"results": {"legal": [build_result(4)]}},
        {"figures": (build_figure(note="more"),)},
    ],
)
def test_any_other_content_has_another_id(sealing, change):
    assert sealing(**change).id != sealing().id


def test_kill_at_every_write_boundary_leaves_no_release_or_a_whole_one(tmp_path, signer, public_keys, monkeypatch):
    def run(book, at):
        with monkeypatch.context() as patch:
            reached = _count_and_kill(patch, at)
            if at < 0:
                seal(book / "releases", build_contents(), signer=signer, clock=FixedClock(NOON))
            else:
                with pytest.raises(Killed):
                    seal(book / "releases", build_contents(), signer=signer, clock=FixedClock(NOON))
        return reached

    boundaries = run(tmp_path / "whole", -1)
    assert {"replace", "fsync", "mkdir", "write_bytes", "write_parquet", "write_csv"} <= set(boundaries)
    for at in range(len(boundaries)):
        book = tmp_path / f"killed-{at}"
        run(book, at)
        for release in list_releases(book):
            assert verify(release.path, public_keys).holds
        again = seal(book / "releases", build_contents(), signer=signer, clock=FixedClock(NOON))
        assert verify(again.path, public_keys).holds
        assert [one.id for one in list_releases(book)] == [again.id]


@pytest.mark.parametrize("name", ["results.parquet", "results.csv", "definitions.json", "manifest.sig"])
def test_full_disk_is_told_and_leaves_nothing(sealing, folder, monkeypatch, name):
    original = Path.write_bytes

    def refuse(path, content):
        if path.name == name:
            raise OSError(errno.ENOSPC, "No space left on device")
        return original(path, content)

    monkeypatch.setattr(Path, "write_bytes", refuse)
    with pytest.raises(UserFault, match="disk_full"):
        sealing()
    assert list(folder.iterdir()) == []


def test_other_content_under_the_same_id_is_refused(sealing):
    release = sealing()
    other = sealing(position=9)
    shutil.rmtree(release.path)
    shutil.move(other.path, release.path)
    with pytest.raises(IntegrityFault, match="id_taken"):
        sealing()


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"results": {"legal": [build_result(), build_result(4)]}}, "result_twice"),
        ({"results": {"legal": [build_result(figure="other")]}}, "result_without_definition"),
        ({"results": {"legal": [build_result(2**64)]}}, "result_unfit"),
        ({"figures": (build_figure(), build_figure(note="2"))}, "definition_twice"),
    ],
)
def test_unfit_contents_are_refused_and_nothing_is_written(sealing, folder, change, code):
    with pytest.raises(UserFault) as caught:
        sealing(**change)
    assert caught.value.code == f"releases.{code}"
    assert caught.value.say("zh")
    assert not list_releases(folder.parent)


def test_two_trees_may_differ_in_one_area(sealing):
    release = sealing(results={"legal": [build_result(1)], "reporting": [build_result(2)]})
    assert release.load_results("reporting")[0].value == 2


def test_release_without_results_is_sealed(sealing, public_keys):
    assert verify(sealing(results={"legal": []}).path, public_keys).holds
