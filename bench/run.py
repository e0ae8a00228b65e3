"""All benchmarks in one run, each in a process of its own: a table for people, and JSON in bench/results.

The machine may be noisy: trust the ratios within one run, and not seconds across runs.
"""

import argparse
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import polars as pl

from measuring import BENCH, run_child

RESULTS = BENCH / "results"
KIND = "payments"


def describe_machine() -> dict[str, object]:
    models = [line for line in Path("/proc/cpuinfo").read_text().splitlines() if line.startswith("model name")]
    return {
        "processor": models[0].partition(":")[2].strip() if models else platform.processor(),
        "cores": os.cpu_count(),
        "memory_gb": round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30, 1),
        "python": platform.python_version(),
        "duckdb": duckdb.__version__,
        "polars": pl.__version__,
    }


def main(scale: float, only: list[str], made: Path | None) -> None:
    folder = Path(tempfile.mkdtemp(prefix="luoshi-bench-"))
    try:
        book = str(made or folder / "book")
        command = [str(Path(sys.executable).with_name("luoshi")), "synthesize", "--scale", str(scale), "--book", book]
        if made is None:
            subprocess.run(command, check=True)
        children = {
            "count": (book,),
            "beside_pandas": (book, KIND),
            "beside_postgres": (book, KIND),
            "rules": (book,),
            "commands": (book,),
            "refresh": (book,),  # appends to the book, so it comes after what only reads it
            "intake": (str(scale),),
            "claims": (str(scale),),
        }
        found: dict[str, object] = {"machine": describe_machine(), "scale": scale, "data": "calibrated synthetic data"}
        for name, arguments in children.items():
            if only and name not in only:
                continue
            found[name] = told = run_child(name, *arguments)
            print(f"\n{name}")
            for key, value in told.items():
                print(f"  {key:28} {value if isinstance(value, str) else json.dumps(value)}")
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    RESULTS.mkdir(exist_ok=True)
    path = RESULTS / f"{datetime.now(UTC):%Y%m%dT%H%M%SZ}.json"
    path.write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    print(f"\nwritten to {path}")


if __name__ == "__main__":
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--scale", type=float, default=1.0, help="of the synthetic city; 1 is the whole of it")
    options.add_argument("--only", nargs="*", default=[], help="names of benchmarks")
    options.add_argument("--book", type=Path, help="a synthetic city of that scale, made before; a day is added to it")
    given = options.parse_args()
    main(given.scale, given.only, given.book)
