"""How a benchmark is run: in a child process of its own, which reports seconds and its peak of memory."""

import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

BENCH = Path(__file__).parent


def take_time(work: Callable[[], Any], repeats: int = 1) -> tuple[float, Any]:
    """Return the least seconds of some runs, and what the last returned: others use the machine too."""
    least, found = float("inf"), None
    for _ in range(repeats):
        begun = time.perf_counter()
        found = work()
        least = min(least, time.perf_counter() - begun)
    return least, found


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
