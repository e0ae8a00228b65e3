"""How a benchmark is run: in a child process of its own, which reports seconds and its peak of memory."""

import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

BENCH = Path(__file__).parent


class Taken(NamedTuple):
    """What some work took: by the clock, and by the processors (all threads of this process, user and system)."""

    seconds: float
    cpu: float
    found: Any


def take_time(work: Callable[[], Any], repeats: int = 1) -> Taken:
    """Return the least of some runs, clock and processors each for itself: others use the machine too."""
    least, least_cpu, found = float("inf"), float("inf"), None
    for _ in range(repeats):
        begun, begun_cpu = time.perf_counter(), time.process_time()
        found = work()
        least_cpu = min(least_cpu, time.process_time() - begun_cpu)
        least = min(least, time.perf_counter() - begun)
    return Taken(least, least_cpu, found)


def report(**found: object) -> None:
    """Print what a benchmark found, with the peak of this process's memory, as its last line."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({**found, "peak_mb": round(peak)}))


def run_child(name: str, *arguments: str) -> dict[str, Any]:
    """Run bench/NAME.py in a child process and return its last line; a failure is told, and does not end the run."""
    command = [sys.executable, str(BENCH / f"{name}.py"), *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        return {"failed": done.stderr.strip().splitlines()[-1] if done.stderr.strip() else "no message"}
    found: dict[str, Any] = json.loads(done.stdout.strip().splitlines()[-1])
    return found
