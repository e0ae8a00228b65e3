"""Sizes that the bulletin does not print, and what is typical of a record kind. All are assumed."""

from collections.abc import Mapping
from decimal import Decimal

from luoshi.synthetic import Recipe

# By figure: the whole that a rate is a share of, or the count of a figure that no text prints.
SIZES: Mapping[str, int] = {
    "disability.living": 112_000,
    "two_cancers.funds_raised": 1_940_000,
    "watch.measures_in_place": 3_853,
    "industry.completion": 451,
    "industry.projects_approved": 451,
    "industry.projects_started": 451,
    "jobs.unemployment": 2_400_000,
    "jobs.graduates_rate": 31_000,
    "schools.completed": 40,
    "kindergartens.completed": 28,
    "hospitals.fever_clinics": 38,
    "health_records.rate": 11_000_000,
    "elderly_health.rate": 1_650_000,
    "hypertension.rate": 1_900_000,
    "diabetes.rate": 780_000,
    "screening.coverage": 380_000,
    "pension.retiree_rise": 610_000,
    "property_titles.supervised_resolved": 180,
    "property_titles.titles_issued": 298_000,
    "vouchers.issued_value": 13_000_000,
    "rural_houses.business_fixed": 5_200,
}

# Rates that no text prints: parts of a whole that is wholly reached are wholly reached.
SHARES: Mapping[str, Decimal] = {
    f"care_sites.{milestone}_{stage}": Decimal(1)
    for milestone in ("equipped", "up_to_standard", "handed_over", "running")
    for stage in ("completed", "existing")
}

# Rows of the kinds that no figure counts: two years of deaths, at about seven in a thousand residents a year.
REGISTERS: Mapping[str, int] = {"deaths": 150_000}

# Of the households in hardship: what share of the elders on the lists is destitute and alone, what share of the
# households is in towns, and how many persons asked and are not entitled for each who is.
HARDSHIP: Mapping[str, float] = {"destitute": 0.6, "urban": 0.1, "refused": 0.35}

# Ages by what a row says of its person; where nothing is given, any age.
_WORKING = {"": (18, 59)}

RECIPES: Mapping[str, Recipe] = {
    # A work-injury pension is about 1,500 yuan a month; other benefits are calibrated by their own sums.
    "payments": Recipe(
        typical={"amount": 150_000},
        ages={
            **dict.fromkeys(("orphan_institution", "orphan_scattered", "unattended_child", "hardship_child"), (1, 17)),
            **dict.fromkeys(("veteran_pension", "veteran_subsidy", "veteran_medical"), (40, 95)),
            **dict.fromkeys(("injury_allowance", "injury_nursing", "injury_lump_sum"), (25, 80)),
            "two_cancers": (35, 64),
            "elder_allowance": (80, 99),
            "longevity": (100, 108),
            "poor_elder": (60, 95),
            "rent_subsidy": (22, 70),
        },
        women=frozenset({"two_cancers"}),
    ),
    "grants": Recipe(typical={"amount": 8_000_000}),
    "service_sessions": Recipe(repeats=12, pools={"facility": 42}, ages={"child_rehabilitation": (1, 14)}),
    "service_enrolments": Recipe(pools={"facility": 67}, ages={"": (16, 59)}),
    "job_changes": Recipe(typical={"persons": 1}, ages=_WORKING),
    "hard_to_place": Recipe(ages=_WORKING),
    "internships": Recipe(ages={"": (18, 26)}),
    "graduates": Recipe(ages={"": (20, 26)}),
    "unemployment": Recipe(ages=_WORKING),
    "loans": Recipe(ages=_WORKING),
    "training_attendances": Recipe(ages=_WORKING),
    "appointments": Recipe(ages={"": (21, 40)}),
    "enrolment_applications": Recipe(
        ages={"kindergarten": (3, 4), "primary": (6, 7), "junior": (12, 13), "senior": (15, 16)}
    ),
    "health_records": Recipe(residents=True),
    "health_checks": Recipe(ages={"elderly": (65, 95), "student": (7, 18)}),
    "patient_care": Recipe(ages={"": (35, 90)}),
    "screening_rosters": Recipe(ages={"": (35, 64)}, women=frozenset({""})),
    "screenings": Recipe(ages={"": (35, 64)}, women=frozenset({""})),
    "pension_adjustments": Recipe(ages={"": (60, 92)}),
    "cards": Recipe(ages={"senior_bus": (65, 92), "student_bus": (7, 18)}),
    "devices": Recipe(ages={"locator_bracelet": (65, 95)}),
    "population_bases": Recipe(typical={"persons": 2_628}),
    "insurance_claims": Recipe(typical={"relief": 300_000}),
    "watch_members": Recipe(pools={"household": 3_000}),
    "project_units": Recipe(typical={"quantity": 600}),
    "road_sections": Recipe(typical={"length": 1_200}),
    "title_cases": Recipe(typical={"households": 700}),
    "title_issues": Recipe(typical={"titles": 300}),
    "vouchers": Recipe(typical={"face_value": 5_000}),
    "deaths": Recipe(ages={"": (50, 98)}),
    "dispatches": Recipe(typical={"inspectors": 4}),
}
