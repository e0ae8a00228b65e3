"""All figures of the city, in the order of the sections."""

from luoshi.figures import Figure
from luoshi_linyi.programmes import (
    plan,
    section01_groups,
    section01_hardship,
    section02_relapse,
    section03_jobs,
    section04_education,
    section05_health,
    section05_public_health,
    section06_medical_insurance,
    section07_care_sites,
    section07_elders,
    section08_countryside,
    section08_housing,
    section09_culture,
    section10_safety,
)

FIGURES: tuple[Figure, ...] = (
    *plan.FIGURES,
    *section01_groups.FIGURES,
    *section01_hardship.FIGURES,
    *section02_relapse.FIGURES,
    *section03_jobs.FIGURES,
    *section04_education.FIGURES,
    *section05_health.FIGURES,
    *section05_public_health.FIGURES,
    *section06_medical_insurance.FIGURES,
    *section07_care_sites.FIGURES,
    *section07_elders.FIGURES,
    *section08_countryside.FIGURES,
    *section08_housing.FIGURES,
    *section09_culture.FIGURES,
    *section10_safety.FIGURES,
)
