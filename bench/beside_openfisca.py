"""Five benefits in OpenFisca-core, on the facts that bench/rules.py wrote; run by an interpreter that has it.

OpenFisca is AGPL: it is measured here, beside us, in an environment of its own, and nothing of Luoshi imports it.
The facts are in memory before its clock starts; its run is building the simulation, input and five benefits.
"""

import json
import sys
import time

import numpy as np
from openfisca_core import entities, periods, simulations, taxbenefitsystems, variables
from openfisca_core.parameters import ParameterNode

MONTH = "2021-12"
HOUSEHOLD = entities.build_entity("household", "households", "", roles=[{"key": "member", "plural": "members"}])
PERSON = entities.build_entity("person", "persons", "", is_person=True)
INPUTS = {
    HOUSEHOLD: ("urban", "income", "assets", "vehicles", "dwellings", "business_capital", "first_month"),
    PERSON: ("age", "category", "grade", "care", "obligor", "subsidies_month"),
}
INTELLECTUAL, MENTAL, PHYSICAL, VISUAL, MULTIPLE = range(1, 6)


def make(entity, name, formula=None):
    body = {"value_type": int, "entity": entity, "definition_period": periods.DateUnit.MONTH, "label": name}
    return type(name, (variables.Variable,), body if formula is None else {**body, "formula": formula})


def income_per_head(household, period, parameters):
    return household("income", period) // (household.nb_persons() * 12)


def standard(household, period, parameters):
    told = parameters(period)
    return np.where(household("urban", period) == 1, told.dibao_urban, told.dibao_rural)


def property_ok(household, period, parameters):
    told = parameters(period)
    limit = household("standard", period) * 12 * told.assets_years
    return (
        (household("assets", period) // household.nb_persons() <= limit)
        * (household("vehicles", period) <= told.vehicles)
        * (household("dwellings", period) <= told.dwellings)
        * (household("business_capital", period) <= told.business_capital)
        * (household("first_month", period) <= period.start.year * 12 + period.start.month)
    )


def tekun(person, period, parameters):
    told = parameters(period)
    age, kind, grade = person("age", period), person("category", period), person("grade", period)
    weak = (age >= 60) + (age < 16)
    for category, worst in ((INTELLECTUAL, 3), (MENTAL, 3), (PHYSICAL, 2), (VISUAL, 1)):
        weak = weak + (kind == category) * (grade <= worst)
    home = person.household
    poor = home("income_per_head", period) < home("standard", period)
    entitled = (weak > 0) * poor * (person("obligor", period) > 0) * (home("property_ok", period) > 0)
    basic = np.where(home("urban", period) == 1, told.tekun_urban, told.tekun_rural)
    care = np.select(
        [person("care", period) == 2, person("care", period) == 1], [told.care_full, told.care_part], told.care_able
    )
    return entitled * (basic + care)


def dibao(person, period, parameters):
    step = parameters(period).rounding
    home = person.household
    gap = home("standard", period) - home("income_per_head", period)
    entitled = (gap > 0) * (home("property_ok", period) > 0) * (person("tekun", period) == 0)
    return entitled * ((gap + step - 1) // step * step)


def nursing_due(person, period, parameters):
    told, grade = parameters(period), person("grade", period)
    now = period.start.year * 12 + period.start.month
    due = (person("subsidies_month", period) <= now) * (person("tekun", period) == 0)
    return due * np.select([grade == 1, grade == 2], [told.nursing, told.nursing_second], 0)


def addition_due(person, period, parameters):
    age, grade, kind = person("age", period), person("grade", period), person("category", period)
    severe = (grade >= 1) * (grade <= 2) * np.isin(kind, (INTELLECTUAL, MENTAL, PHYSICAL, MULTIPLE))
    unable = (person("care", period) > 0) + severe > 0
    return (person("dibao", period) > 0) * (age >= 60) * (age <= 99) * unable * parameters(period).increment


def disability_living(person, period, parameters):
    told, grade = parameters(period), person("grade", period)
    now = period.start.year * 12 + period.start.month
    due = (person("dibao", period) > 0) * (person("subsidies_month", period) <= now)
    return due * np.select([(grade >= 1) * (grade <= 2), grade >= 3], [told.living, told.living_light], 0)


def disability_nursing(person, period, parameters):
    return (person("addition_due", period) <= person("nursing_due", period)) * person("nursing_due", period)


def poor_elder(person, period, parameters):
    told, age = parameters(period), person("age", period)
    base = np.select([age < 60, age < 80, age < 90, age < 100], [0, told.elder_60, told.elder_80, told.elder_90], 0)
    addition = person("addition_due", period)
    added = np.where(addition > person("nursing_due", period), addition, 0)
    return (person("dibao", period) > 0) * (base > 0) * (base + added)


FORMULAS = {
    HOUSEHOLD: (income_per_head, standard, property_ok),
    PERSON: (tekun, dibao, nursing_due, addition_due, disability_living, disability_nursing, poor_elder),
}
BENEFITS = ("tekun", "dibao", "disability_living", "disability_nursing", "poor_elder")


def main(facts_path: str, amounts_path: str) -> None:
    with np.load(facts_path) as stored:
        facts = dict(stored)
    with open(amounts_path, encoding="utf-8") as file:
        amounts = json.load(file)
    system = taxbenefitsystems.TaxBenefitSystem([PERSON, HOUSEHOLD])
    told = {name: {"values": {"2021-01-01": {"value": value}}} for name, value in amounts.items()}
    system.parameters = ParameterNode("", data=told)
    for entity, names in INPUTS.items():
        for name in names:
            system.add_variable(make(entity, name))
    for entity, formulas in FORMULAS.items():
        for formula in formulas:
            system.add_variable(make(entity, formula.__name__, formula))
    begun = time.perf_counter()
    builder = simulations.SimulationBuilder()
    builder.create_entities(system)
    builder.declare_person_entity("person", np.arange(len(facts["home"])))
    homes = np.arange(int(facts["home"].max()) + 1)
    builder.join_with_persons(
        builder.declare_entity("household", homes), facts["home"], np.repeat("member", len(facts["home"]))
    )
    simulation = builder.build(system)
    for names in INPUTS.values():
        for name in names:
            simulation.set_input(name, MONTH, facts[name])
    sums = {benefit: int(simulation.calculate(benefit, MONTH).sum(dtype=np.int64)) for benefit in BENEFITS}
    print(json.dumps({"seconds": time.perf_counter() - begun, "sums": sums}))


main(sys.argv[1], sys.argv[2])
