"""How long a user waits at the command line: whole processes, cold caches, medians and peak memory.

    python benchmarks/pipeline.py [--runs 5] [--factories FILE]

Without `--factories` (Taiwan's register, 90,833 rows) the shipped example is imported and built instead.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

RENKEI = [sys.executable, "-c", "from renkei.cli import main; main()"]


def timed(command: list[str], folder: Path) -> tuple[float, int]:
    """Wall seconds and peak memory (MB) of one process that must end well."""
    started = time.perf_counter()
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"failed with status {status}: {' '.join(command)}")
    return time.perf_counter() - started, usage.ru_maxrss // 1024


def first_page(folder: Path) -> float:
    """Seconds from starting `renkei demo` to its first page, in an empty folder."""
    started = time.perf_counter()
    command = [*RENKEI, "demo", "--no-browser", "--port", "0"]
    environment = {**os.environ, "RENKEI_LANGUAGE": "en"}
    process = subprocess.Popen(command, cwd=folder, stderr=subprocess.PIPE, text=True, env=environment)
    assert process.stderr is not None
    try:
        for line in process.stderr:
            if "http://" in line:
                address = line[line.index("http://") :].split()[0]
                with urllib.request.urlopen(address, timeout=60) as page:
                    assert page.status == 200
                return time.perf_counter() - started
    finally:
        process.terminate()
        process.wait(10)
    raise SystemExit("renkei demo printed no address")


def one_run(factories: Path | None) -> dict[str, float]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        figures: dict[str, float] = {}
        figures["import renkei (s)"], _ = timed([sys.executable, "-c", "import renkei"], folder)
        figures["renkei --help (s)"], _ = timed([*RENKEI, "--help"], folder)
        if factories:
            timed([*RENKEI, "new", "ws"], folder)
            seconds, memory = timed([*RENKEI, "import", "ws", "tw-factories", str(factories)], folder)
            built, more = timed([*RENKEI, "build", "ws"], folder)
            figures["import of the register (s)"] = seconds
            figures["first build (s)"] = built
            figures["import + first build (s)"] = seconds + built
            figures["peak memory of the two (MB)"] = max(memory, more)
            figures["unchanged rebuild (s)"], _ = timed([*RENKEI, "build", "ws"], folder)
        figures["demo to first page (s)"] = first_page(folder)
        return figures


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--factories", type=Path)
    arguments = parser.parse_args()
    register = arguments.factories.resolve() if arguments.factories else None
    runs = [one_run(register) for _ in range(arguments.runs)]
    medians = {name: round(statistics.median(run[name] for run in runs), 3) for name in runs[0]}
    spread = {
        name: (round(min(r[name] for r in runs), 3), round(max(r[name] for r in runs), 3)) for name in runs[0]
    }
    for name, median in medians.items():
        low, high = spread[name]
        print(f"{name:<32} {median:>9}   ({low} to {high}, {len(runs)} runs)")
    print(json.dumps(medians))


if __name__ == "__main__":
    main()
