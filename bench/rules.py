"""The rules over a city's households: decisions a second, one person's why, what if; and OpenFisca-core beside them.

OpenFisca answers the easier question: five of the eight benefits, from facts in memory, without a mask of conditions
and in one rate area. `decide_s` starts from the book's files, `decide_in_memory_s` from facts as OpenFisca does.
LUOSHI_OPENFISCA names an interpreter that has it (`python -m venv DIR && DIR/bin/pip install openfisca-core`);
without one only our side is measured.
"""

import json
import os
import subprocess
import sys
import tempfile
from datetime import date
from pathlib import Path

import numpy as np
import polars as pl

from luoshi.policy.rules import decide, explain, make_amount_table
from luoshi.runs import RulesGround, open_rules, simulate
from measuring import report, take_time

MONTH = date(2021, 12, 1)
CATEGORIES = ("intellectual", "mental", "physical", "visual", "multiple")
AMOUNTS = {
    "dibao_urban": "standard.dibao_urban",
    "dibao_rural": "standard.dibao_rural",
    "assets_years": "dibao.assets_years",
    "vehicles": "dibao.vehicles",
    "dwellings": "dibao.dwellings",
    "business_capital": "dibao.business_capital",
    "rounding": "dibao.rounding",
    "tekun_urban": "standard.tekun_urban",
    "tekun_rural": "standard.tekun_rural",
    "care_full": "standard.tekun_care_full",
    "care_part": "standard.tekun_care_part",
    "care_able": "standard.tekun_care_able",
    "nursing": "standard.disability_nursing",
    "nursing_second": "standard.disability_nursing_second",
    "living": "standard.disability_living",
    "living_light": "standard.disability_living_light",
    "increment": "standard.poor_elder_increment",
    "elder_60": "standard.poor_elder_60",
    "elder_80": "standard.poor_elder_80",
    "elder_90": "standard.poor_elder_90",
}
NEVER = 10**6  # a month that does not come


def number_month(column: str) -> pl.Expr:
    day = pl.col(column)
    return (day.dt.year().cast(pl.Int64) * 12 + day.dt.month()).fill_null(NEVER)


def write_facts(ground: RulesGround, folder: Path) -> None:
    """Write the facts as arrays: those of persons, and those of households in the order of `home`."""
    facts = ground.get_facts(MONTH).sort("household", "person").collect()
    numbers = facts.with_columns(
        (pl.col("household").rank("dense") - 1).cast(pl.Int64).alias("home"),
        (pl.col("residence") == "urban").cast(pl.Int64).alias("urban"),
        (number_month("confirmed_on") + 1).alias("first_month"),
        pl.col("disability")
        .replace_strict({name: at + 1 for at, name in enumerate(CATEGORIES)}, default=0)
        .alias("category"),
        pl.col("self_care").replace_strict({"able": 0, "partial": 1, "lost": 2}).alias("care"),
        (pl.col("obligor") != "able").cast(pl.Int64).alias("obligor"),
        number_month("subsidies_from").alias("subsidies_month"),
    )
    of_persons = ("home", "age", "category", "grade", "care", "obligor", "subsidies_month")
    of_homes = ("urban", "income", "assets", "vehicles", "dwellings", "business_capital", "first_month")
    homes = numbers.unique("home", keep="first", maintain_order=True)
    arrays = {name: numbers[name].to_numpy() for name in of_persons} | {n: homes[n].to_numpy() for n in of_homes}
    np.savez(folder / "facts.npz", **arrays)
    amounts = make_amount_table(ground.rules, ground.parameters, MONTH).filter(pl.col("rate_area") == "city")
    told = {name: amounts[f"@{parameter}"].item() for name, parameter in AMOUNTS.items()}
    (folder / "amounts.json").write_text(json.dumps(told), encoding="utf-8")


def run_openfisca(ground: RulesGround, interpreter: str) -> tuple[float, dict[str, int]]:
    """Return the least seconds of three runs and the sums of its benefits."""
    with tempfile.TemporaryDirectory() as folder:
        write_facts(ground, Path(folder))
        child = str(Path(__file__).with_name("beside_openfisca.py"))
        command = [interpreter, child, f"{folder}/facts.npz", f"{folder}/amounts.json"]
        runs = [subprocess.run(command, check=True, capture_output=True, text=True) for _ in range(3)]
    found = [json.loads(run.stdout.splitlines()[-1]) for run in runs]
    return min(one["seconds"] for one in found), found[0]["sums"]


def main(book: Path) -> None:
    ground = open_rules(book)
    seconds, rows = take_time(lambda: ground.decide(MONTH), 3)
    facts = ground.get_facts(MONTH).collect().lazy()
    amounts = make_amount_table(ground.rules, ground.parameters, MONTH)
    in_memory, _ = take_time(lambda: decide(facts, ground.rules, amounts).collect(), 3)
    households = rows["household"].n_unique()
    person = rows.filter(pl.col("dibao.entitled"))["person"][rows.height // 3]

    def why() -> None:
        (row,) = ground.decide(MONTH, person, told=True).filter(pl.col("person") == person).iter_rows(named=True)
        explain(row, ground.rules, "dibao", ground.parameters)

    why_seconds, _ = take_time(why, 5)
    what_if, _ = take_time(lambda: simulate(book, ["dibao.urban.standard=+10%"], "2021-12"), 2)
    told: dict[str, object] = {
        "persons": rows.height,
        "households": households,
        "decide_s": round(seconds, 3),
        "decide_in_memory_s": round(in_memory, 3),
        "households_a_second": round(households / seconds),
        "why_ms": round(why_seconds * 1000, 1),
        "simulate_s": round(what_if, 2),
    }
    interpreter = os.environ.get("LUOSHI_OPENFISCA", "")
    if interpreter:
        theirs, sums = run_openfisca(ground, interpreter)
        ours = {name: int(rows[f"{name}.amount"].sum()) for name in sums}
        told |= {
            "openfisca_s": round(theirs, 3),
            "openfisca_times_luoshi": round(theirs / seconds, 2),
            "openfisca_times_luoshi_in_memory": round(theirs / in_memory, 2),
            "same_sums": sums == ours,
        }
    report(**told)


main(Path(sys.argv[1]))
