"""Build the whole synthetic city: targets, cohorts of every kind, files, and the batches of the book."""

import json
import time
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import numpy as np
import polars as pl

from luoshi.errors import UserFault
from luoshi.query import Measure
from luoshi.records import Batch, Book, is_book
from luoshi.registry import Registry
from luoshi.synthetic.blueprint import Blueprint, draw_targets
from luoshi.synthetic.builder import Builder
from luoshi.synthetic.cohorts import Calendar, Recipe
from luoshi.synthetic.faults import PAYMENTS, Faults, Site, build_faults, choose_payments
from luoshi.synthetic.files import Writer
from luoshi.synthetic.hardship import Ground, Listed, find_listed, make_households
from luoshi.synthetic.people import People
from luoshi.synthetic.population import Ints, Population, build_population
from luoshi.synthetic.targets import Target

MARK = "校准的合成数据 calibrated synthetic data"
# A synthetic city has nobody to protect: this secret is known to everybody, and given here.
PUBLIC_SECRET = b"calibrated synthetic data has no secret"
_RECORD_BITS = 32  # records of one kind are consecutive, from a number of the kind's own


@dataclass(frozen=True)
class SynthesisReport:
    """What was built. `targets` are the hidden values that each measure counts to; `files` lie by kind.

    `people` is how many persons are in the book's registry; in a folder that is no book, nobody is.
    """

    mark: str
    rows: Mapping[str, int]
    seconds: float
    targets: Mapping[Measure, Target | None]
    files: Mapping[str, tuple[Path, ...]]
    ended: Mapping[str, tuple[Path, ...]]
    truth: Path | None
    people: int


def synthesize(
    target: Path,
    *,
    city: Blueprint,
    year: int = 2021,
    scale: float = 1.0,
    seed: int = 20211231,
    with_faults: bool = False,
    clock: Callable[[], datetime] | None = None,
    secret: bytes = PUBLIC_SECRET,
    progress: Callable[[str, int], None] | None = None,
) -> SynthesisReport:
    """Build the city into a book (staged and appended as one batch) or an empty folder (Parquet files).

    The same seed, scale and definitions give the same rows. `progress` hears each kind and its rows. A book's
    registry, opened under `secret`, gets the people. With faults, a second batch follows, and
    `synthetic/faults.json` beside it holds the truth.
    """
    begun = time.perf_counter()
    folder = target / "synthetic"
    if folder.exists():
        raise UserFault("synthetic.folder_in_use", folder=folder)
    folder.mkdir(parents=True)
    targets = draw_targets(city, scale, np.random.default_rng(seed))
    villages = np.array(city.villages, dtype=np.int64)
    population = build_population(max(1, round(city.residents * scale)), villages, np.random.default_rng([seed, 1]))
    builder = Builder(city, targets, year, seed, scale)
    people = People(population.size)
    rows: dict[str, int] = {}
    files: dict[str, tuple[Path, ...]] = {}
    chosen: Ints | None = None
    listed: Listed | None = None
    for kind in builder.order():
        cohorts = builder.plan(kind)
        recipe = city.recipes.get(kind, Recipe())
        if recipe.registered and not recipe.residents:
            for column in city.persons:
                people.meet(cohorts, column, recipe)
        writer = Writer(city.contracts[kind], population, city.persons, recipe, seed)
        first = get_first_record(kind)
        files[kind] = tuple(writer.write(folder, cohorts, first))
        rows[kind] = sum(cohort.size for cohort in cohorts)
        if kind == PAYMENTS and city.hardship is not None:
            listed = find_listed(cohorts, city.hardship.benefits, year)
        if with_faults and kind == PAYMENTS:
            chosen = choose_payments(cohorts, first, year, np.random.default_rng([seed, 2]))
        if progress is not None:
            progress(kind, rows[kind])
    if listed is not None:
        for kind, (path, size) in _add_households(folder, builder, people, population, listed).items():
            files[kind], rows[kind] = (path,), size
    faults = None
    if chosen is not None:
        site = Site(city.contracts, files, city.figures, year, villages, builder.draw_keys)
        faults = build_faults(site, chosen, np.random.default_rng([seed, 5]))
    truth = None if faults is None else _write_truth(folder, faults)
    ended: dict[str, tuple[Path, ...]] = {}
    registered = 0
    if is_book(target):
        files = _append(target, city, files, faults, clock)
        if progress is not None:
            progress("registry", people.count())
        frames = people.iterate_frames(population, Calendar(year).last, seed)
        registered = Registry(target / "registry", secret).register(frames)
    elif faults is not None:
        files, ended = _write_faults(folder, files, faults)
    return SynthesisReport(MARK, rows, time.perf_counter() - begun, targets, files, ended, truth, registered)


def get_first_record(kind: str) -> int:
    """Return the record number from which the kind's rows are numbered."""
    return (zlib.crc32(kind.encode()) >> 1) << _RECORD_BITS


def _add_households(
    folder: Path, builder: Builder, people: People, population: Population, listed: Listed
) -> dict[str, tuple[Path, int]]:
    """Write the households behind the lists, and of others who asked; all of them enter the registry.

    Return file and rows of each kind.
    """
    told, seed, year = builder.city.hardship, builder.seed, builder.ground.calendar.year
    if told is None:
        return {}
    size = round(len(listed.positions) * told.refused)
    refused = np.arange(size, dtype=np.int64) + builder.ground.take("person", size)
    people.meet_positions(refused)
    ground = Ground(population, builder.ground.take("household", size + len(listed.positions)), seed)
    births = people.get_births(builder.ground.calendar.last, seed)
    made = make_households(listed, refused, births, year, told=told, ground=ground)
    written: dict[str, tuple[Path, int]] = {}
    for kind, frame in made.items():
        first = get_first_record(kind)
        numbers = pl.Series("record", np.arange(first, first + frame.height, dtype=np.int64))
        path = folder / f"{kind}-000.parquet"
        frame.insert_column(0, numbers).write_parquet(path, compression="lz4", statistics=True)
        written[kind] = (path, frame.height)
    return written


def _write_truth(folder: Path, faults: Faults) -> Path:
    path = folder / "faults.json"
    text = json.dumps({"mark": MARK, "faults": faults.truth}, ensure_ascii=False, indent=1)
    path.write_text(text + "\n", encoding="utf-8")
    return path


def _append(
    target: Path,
    city: Blueprint,
    files: Mapping[str, tuple[Path, ...]],
    faults: Faults | None,
    clock: Callable[[], datetime] | None,
) -> dict[str, tuple[Path, ...]]:
    book = Book.open(target) if clock is None else Book.open(target, clock=clock)
    staged = {kind: [book.stage_file(city.contracts[kind], path) for path in paths] for kind, paths in files.items()}
    every = tuple(each for group in staged.values() for each in group)
    book.append(Batch("synthetic", 1, every, note=MARK))
    if faults is not None:
        wrong = [book.stage_numbered(city.contracts[kind], rows) for kind, rows in faults.added.items()]
        gone = [book.stage_ended(kind, records) for kind, records in faults.ended.items()]
        book.append(Batch("synthetic", 2, (*wrong, *gone), note=f"faults: {MARK}"))
    return {kind: tuple(each.path for each in group) for kind, group in staged.items()}


def _write_faults(
    folder: Path, files: Mapping[str, tuple[Path, ...]], faults: Faults
) -> tuple[dict[str, tuple[Path, ...]], dict[str, tuple[Path, ...]]]:
    every = dict(files)
    ended: dict[str, tuple[Path, ...]] = {}
    for kind, rows in faults.added.items():
        path = folder / f"{kind}-faults.parquet"
        rows.write_parquet(path)
        every[kind] = (*files[kind], path)
    for kind, records in faults.ended.items():
        path = folder / f"{kind}-ended.parquet"
        records.to_frame().write_parquet(path)
        ended[kind] = (path,)
    return every, ended
