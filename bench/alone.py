"""Runs a function or a program in a process of its own, so that its time and memory are its own."""

import importlib
import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from statistics import median
from typing import Any, TypeVar, cast

from bench.table import Cost

Result = TypeVar("Result")
ROOT = Path(__file__).resolve().parents[1]


class FailedError(Exception):
    """A measured program ended badly."""


def run(function: str, **arguments: object) -> tuple[Cost, dict[str, Any]]:
    """Call `module:function` alone. It returns {"seconds": [one per run], …}; the rest of that comes back as it is."""
    done = subprocess.run(
        [sys.executable, "-m", "bench.alone", function, json.dumps(arguments)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        check=False,
    )
    if done.returncode:
        raise FailedError(f"{function} ended with {done.returncode}.")
    told: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    cost = Cost(median(told["seconds"]), len(told["seconds"]), told["cpu"], told["peak_mb"])
    return cost, told


def timed(work: Callable[[], Result], runs: int = 1) -> tuple[Result, dict[str, Any]]:
    """Do work so often. Returns what it gave last, and {"seconds": [one per run], "cpu": the median of all threads}."""
    seconds: list[float] = []
    cpu: list[float] = []
    result: Result | None = None
    for _ in range(runs):
        started, used = time.perf_counter(), time.process_time()
        result = work()
        seconds.append(time.perf_counter() - started)
        cpu.append(time.process_time() - used)
    return cast("Result", result), {"seconds": seconds, "cpu": median(cpu)}


def program(command: Sequence[str | Path], environment: Mapping[str, str] | None = None) -> Cost:
    """Run a program to its end, from its start; what it prints is dropped. The caller must itself be small:
    a child's peak counts from the memory of the process that made it."""
    started = time.perf_counter()
    child = subprocess.Popen(
        [str(part) for part in command],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    assert child.stderr is not None
    said = child.stderr.read()
    _, status, used = os.wait4(child.pid, 0)
    seconds = time.perf_counter() - started
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise FailedError(f"{command} ended with {child.returncode}:\n{said.decode()}")
    return Cost(seconds, 1, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def middle(costs: Sequence[Cost]) -> Cost:
    """The median of several runs of one program, its CPU seconds too; the highest peak."""
    cpu = [cost.cpu for cost in costs if cost.cpu is not None]
    peaks = [cost.peak_mb for cost in costs if cost.peak_mb is not None]
    return Cost(median(cost.seconds for cost in costs), len(costs), median(cpu), max(peaks))


def _main() -> None:
    module, _, name = sys.argv[1].partition(":")
    told = getattr(importlib.import_module(module), name)(**json.loads(sys.argv[2]))
    used = resource.getrusage(resource.RUSAGE_SELF)
    own = {"cpu": used.ru_utime + used.ru_stime, "peak_mb": used.ru_maxrss / 1024}
    print(json.dumps(own | told))


if __name__ == "__main__":
    _main()
