"""Invented people: numbers that belong to nobody, keys that the book uses, ages that fit."""

from datetime import date

import numpy as np
import polars as pl

from luoshi.identity import check_id_numbers, get_birth_date, get_sex
from luoshi.synthetic import Recipe, build_population
from luoshi.synthetic.cohorts import Cohort
from luoshi.synthetic.people import People
from luoshi.synthetic.population import make_person_keys

DAY = date(2021, 12, 31)
VILLAGES = np.array([371302001001, 371312001002], dtype=np.int64)
RECIPE = Recipe(ages={"longevity": (100, 108), "screening": (35, 64)}, women=frozenset({"screening"}))


def make_cohort(first: int, size: int, benefit: str) -> Cohort:
    return Cohort(
        {"benefit": benefit}, size, "counted", keys={"person": np.arange(first, first + size, dtype=np.int64)}
    )


def make_people(*cohorts: Cohort) -> pl.DataFrame:
    people = People(10)
    people.meet(cohorts, "person", RECIPE)
    population = build_population(50_000, VILLAGES, np.random.default_rng(1))
    return pl.concat(people.iterate_frames(population, DAY.toordinal(), 5))


def test_each_person_once_with_a_right_number_that_no_real_person_has() -> None:
    found = make_people(make_cohort(0, 20_000, "longevity"), make_cohort(10_000, 20_000, "screening"))
    assert found.height == found["person"].n_unique() == found["id_number"].n_unique() == 30_000
    assert check_id_numbers(found["id_number"], today=DAY, known_prefixes=[]).sum() == 0
    assert found["id_number"].str.starts_with("999").all()
    assert found["name"].str.len_chars().is_between(2, 4).all()


def test_book_and_registry_use_the_same_keys() -> None:
    found = make_people(make_cohort(3, 4, "longevity"))
    assert found["person"].to_list() == make_person_keys(np.arange(3, 7, dtype=np.int64), 5).tolist()


def test_ages_and_sex_fit_the_programme_that_knew_the_person_first() -> None:
    found = make_people(make_cohort(0, 100, "screening"), make_cohort(50, 100, "longevity"))
    numbers = found["id_number"].to_list()
    ages = [(DAY - get_birth_date(number)).days // 365 for number in numbers]
    assert all(35 <= age <= 65 for age in ages[:100])
    assert {get_sex(number) for number in numbers[:100]} == {"female"}
    assert all(100 <= age <= 109 for age in ages[100:])
