"""Sizes that the bulletin does not print, and what is typical of a record kind. All are assumed."""

from collections.abc import Mapping

from luoshi.synthetic import Recipe

# By figure: the whole that a rate is a share of, or the count of a figure that no text prints.
SIZES: Mapping[str, int] = {
    "disability.living": 112_000,
    "two_cancers.funds_raised": 1_940_000,
    "watch.measures_in_place": 3_853,
    "industry.completion": 451,
    "jobs.unemployment": 2_400_000,
    "jobs.graduates_rate": 31_000,
    "schools.completed": 40,
    "kindergartens.completed": 28,
    "health_records.rate": 11_000_000,
    "elderly_health.rate": 1_650_000,
    "hypertension.rate": 1_900_000,
    "diabetes.rate": 780_000,
    "screening.coverage": 380_000,
    "property_titles.supervised_resolved": 180,
    "rural_houses.business_fixed": 5_200,
}

# Sections whose records the city holds; figures set apart need key positions shared between cohorts.
SECTIONS = frozenset({1, 2, 3, 4, 6, 9})

RECIPES: Mapping[str, Recipe] = {
    # A work-injury pension is about 1,500 yuan a month; other benefits are calibrated by their own sums.
    "payments": Recipe(typical={"amount": 150_000}),
    "grants": Recipe(typical={"amount": 8_000_000}),
    "service_sessions": Recipe(repeats=12, pools={"facility": 42}),
    "service_enrolments": Recipe(pools={"facility": 67}),
    "job_changes": Recipe(typical={"persons": 1}),
    "population_bases": Recipe(typical={"persons": 2_628}),
    "insurance_claims": Recipe(typical={"relief": 300_000}),
    "watch_members": Recipe(pools={"household": 3_000}),
}
