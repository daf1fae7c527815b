"""How fast complexity and relatedness density are beside other programs, at three sizes and for a panel.

    python benchmarks/complexity.py [--runs 5] [--slow-runs 1] [--sizes A B C] [--years 20] [--only NAME …]

The work is RCA, proximity, ECI and PCI, and density, of one year; the countries are simulated. Every contestant
runs in a process of its own, one after another, and says the median of its runs and its peak memory (libraries
included). It starts from what it computes on: ecomplexity and Renkei's `complexity_panel` from a long table,
the others from a matrix with labels. "Probe" is the same in a few lines of NumPy and SciPy: what one would
write by hand. Renkei is timed with and without the matrix of proximities as a result, which density does not
need. The panel has regions and industries as categories and as text.

Peers are used where they are installed (`pip install ecomplexity econcomplex economic-complexity ps-calcs
"pandas<3"`, in an environment that has Renkei too); one that is not is named and left out.
"""

from __future__ import annotations

import argparse
import contextlib
import importlib.util
import io
import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl
from scipy import sparse

if TYPE_CHECKING:
    from collections.abc import Callable

    Work = Callable[[], tuple["Numbers", "Numbers", "Numbers"]]

Numbers = np.ndarray[Any, np.dtype[np.float64]]
SIZES = {"A": (250, 1_250, 300_000), "B": (250, 5_000, 2_000_000), "C": (3_000, 1_000, 1_000_000)}


def simulated_counts(size: str, year: int = 2007) -> Numbers:
    """Plants by region and industry: sizes very unequal, and capable regions have the difficult industries."""
    regions, industries, plants = SIZES[size]
    rng = np.random.default_rng(2007)
    weight = np.outer(rng.lognormal(0, 1.3, regions), rng.lognormal(0, 1.2, industries))
    weight *= np.exp(0.8 * np.outer(rng.normal(size=regions), rng.normal(size=industries)))
    weight *= np.exp(rng.normal(0, 0.8, weight.shape))
    drawn = np.random.default_rng(year).poisson(weight / weight.sum() * plants)
    return drawn.astype(np.float64)


def long_table(counts: Numbers) -> pl.DataFrame:
    """The cells above zero, with text keys."""
    region, industry = np.nonzero(counts)
    return pl.DataFrame(
        {
            "region": np.array([f"R{code:04}" for code in range(counts.shape[0])])[region],
            "industry": np.array([f"I{code:04}" for code in range(counts.shape[1])])[industry],
            "establishments": counts[region, industry],
        }
    )


def probe(counts: Numbers) -> Work:
    from scipy.sparse.linalg import eigsh

    def work() -> tuple[Numbers, Numbers, Numbers]:
        present = counts * counts.sum() >= counts.sum(axis=1, keepdims=True) * counts.sum(axis=0)
        one = (present & (counts > 0)).astype(np.float32)
        diversity, ubiquity = one.sum(axis=1), one.sum(axis=0)
        together = one.T @ one
        near = together / np.maximum(np.maximum.outer(ubiquity, ubiquity), 1)
        density = (one @ near) / np.maximum(near.sum(axis=0), 1e-9)
        scaled = one / np.sqrt(np.maximum(diversity, 1))[:, None] / np.sqrt(np.maximum(ubiquity, 1))
        wide = scaled.shape[0] <= scaled.shape[1]
        small = scaled @ scaled.T if wide else scaled.T @ scaled
        vector = eigsh(small.astype(np.float64), k=2)[1][:, 0]
        if wide:
            region = vector / np.sqrt(np.maximum(diversity, 1))
        else:
            region = one @ (vector / np.sqrt(np.maximum(ubiquity, 1))) / np.maximum(diversity, 1)
        region *= np.sign(np.corrcoef(region, diversity)[0, 1])
        return region, (one.T @ region) / np.maximum(ubiquity, 1), density

    return work


def renkei_matrix(counts: Numbers) -> Work:
    import renkei

    matrix = labelled(counts)

    def work() -> tuple[Numbers, Numbers, Numbers]:
        present = renkei.presence_matrix(matrix)
        vectors = renkei.complexity_vectors(present)
        return vectors.regions, vectors.industries, renkei.density_matrix(present)

    return work


def renkei_with_proximity(counts: Numbers) -> Work:
    import renkei

    matrix = labelled(counts)

    def work() -> tuple[Numbers, Numbers, Numbers]:
        present = renkei.presence_matrix(matrix)
        vectors = renkei.complexity_vectors(present)
        renkei.relatedness_matrix(present)
        return vectors.regions, vectors.industries, renkei.density_matrix(present)

    return work


def renkei_table(counts: Numbers) -> Work:
    import renkei

    table = long_table(counts)

    def work() -> tuple[Numbers, Numbers, Numbers]:
        found = renkei.complexity_panel(table)
        shape = found.regions.height, found.industries.height
        return (
            found.regions["economic_complexity"].to_numpy(),
            found.industries["product_complexity"].to_numpy(),
            found.pairs["relatedness_density"].to_numpy().reshape(shape),
        )

    return work


def labelled(counts: Numbers) -> Any:
    import renkei

    names = [
        tuple(f"{letter}{code:04}" for code in range(n)) for letter, n in zip("RI", counts.shape, strict=True)
    ]
    return renkei.RegionIndustryMatrix(names[0], names[1], sparse.csr_array(counts))


def in_pandas(counts: Numbers) -> Any:
    import pandas as pd

    return pd.DataFrame(
        counts,
        index=[f"R{code:04}" for code in range(counts.shape[0])],
        columns=[f"I{code:04}" for code in range(counts.shape[1])],
    )


def ecomplexity(counts: Numbers) -> Work:
    from ecomplexity import ecomplexity as compute

    table = long_table(counts).with_columns(year=pl.lit(2000)).to_pandas()
    columns = {"time": "year", "loc": "region", "prod": "industry", "val": "establishments"}

    def work() -> tuple[Numbers, Numbers, Numbers]:
        found = compute(table, columns).sort_values(["region", "industry"])
        density = found["density"].to_numpy().reshape(counts.shape)
        region = found.groupby("region")["eci"].first().to_numpy()
        return region, found.groupby("industry")["pci"].first().to_numpy(), density

    return work


def econcomplex(counts: Numbers) -> Work:
    import econcomplex as library

    table = in_pandas(counts)

    def work() -> tuple[Numbers, Numbers, Numbers]:
        region, industry = library.eci_pci(table, method="eigenvector")[:2]
        near = library.proximity(table)["product"]
        density = library.relatedness_density(table, phi=near)
        return np.asarray(region), np.asarray(industry), np.asarray(density)

    return work


def economic_complexity(counts: Numbers) -> Work:
    import economic_complexity as library

    table = in_pandas(counts)

    def work() -> tuple[Numbers, Numbers, Numbers]:
        quotients = library.rca(table)
        region, industry = library.complexity(quotients)
        near = library.proximity(quotients)
        return (
            region.to_numpy(),
            industry.to_numpy(),
            library.relatedness(quotients, proximities=near).to_numpy(),
        )

    return work


def ps_calcs(counts: Numbers) -> Work:
    import ps_calcs as library

    table = in_pandas(counts)

    def work() -> tuple[Numbers, Numbers, Numbers]:
        quotients = library.rca(table)
        present = (quotients >= 1).astype(float)
        region, industry = library.complexity(present)
        density = library.density(present, library.proximity(present))
        return region.to_numpy(), industry.to_numpy(), density.to_numpy()

    return work


CONTESTANTS: dict[str, tuple[str, Callable[[Numbers], Work]]] = {
    "Renkei, from a matrix": ("renkei", renkei_matrix),
    "Renkei, with the proximity matrix": ("renkei", renkei_with_proximity),
    "Renkei, from a long table": ("renkei", renkei_table),
    "probe": ("scipy", probe),
    "ps-calcs 2.0.0 (reflections)": ("ps_calcs", ps_calcs),
    "economic-complexity 0.3.0 (reflections)": ("economic_complexity", economic_complexity),
    "econcomplex 1.0.1": ("econcomplex", econcomplex),
    "ecomplexity 0.5.3": ("ecomplexity", ecomplexity),
}
SLOW = ("economic-complexity", "econcomplex", "ecomplexity")


def peak_megabytes() -> float:
    """The most memory that this process has held (Linux; `ru_maxrss` would count its parent's too)."""
    status = Path("/proc/self/status")
    if status.exists():
        lines = dict(line.split(":", 1) for line in status.read_text().splitlines())
        return int(lines["VmHWM"].split()[0]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def timed(work: Callable[[], Any], runs: int) -> float:
    """The median seconds of `runs`, after one that is not counted where there are several."""
    seconds = []
    for _ in range(runs + (runs > 1)):
        started = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - started)
    return statistics.median(seconds[-runs:])


def one_year(name: str, size: str, runs: int) -> dict[str, float]:
    """Seconds, peak memory, and how far ECI and density are from the probe's: correlation without sign, difference."""
    counts = simulated_counts(size)
    counts = counts[counts.any(axis=1)][:, counts.any(axis=0)]
    work = CONTESTANTS[name][1](counts)
    with contextlib.redirect_stdout(io.StringIO()), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        seconds = timed(work, runs)
        peak = peak_megabytes()
        region, _, density = work()
    reference, _, wanted = probe(counts)()
    away = np.abs(density / (100 if np.nanmax(density) > 1.5 else 1) - wanted).max()
    alike = abs(np.corrcoef(np.nan_to_num(region), reference)[0, 1])
    return {"seconds": seconds, "megabytes": peak, "alike": float(alike), "away": float(away)}


def panel_file(folder: Path, years: int, keys: str) -> Path:
    """`years` of size C as a Parquet file, each drawn anew from the same regions and industries."""
    parts = []
    for year in range(2000, 2000 + years):
        counts = simulated_counts("C", year)
        parts.append(long_table(counts).with_columns(year=pl.lit(year, dtype=pl.Int16)))
    table = pl.concat(parts).with_columns(pl.col("establishments").cast(pl.Int32))
    if keys == "categories":
        kinds = {name: pl.Enum(table[name].unique().sort()) for name in ("region", "industry")}
        table = table.with_columns(pl.col(name).cast(kind) for name, kind in kinds.items())
    table.write_parquet(folder / "panel.parquet")
    return folder / "panel.parquet"


def panel(file: Path, runs: int) -> dict[str, float]:
    import renkei

    table = pl.read_parquet(file, memory_map=False)
    before = peak_megabytes()
    seconds = timed(lambda: renkei.complexity_panel(table), max(runs // 2, 1))
    return {"seconds": seconds, "megabytes": peak_megabytes(), "input": before, "rows": float(table.height)}


def in_a_process(*arguments: str) -> dict[str, float]:
    done = subprocess.run([sys.executable, __file__, *arguments], capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{' '.join(arguments)} failed:\n{done.stderr}")
    return dict(json.loads(done.stdout.splitlines()[-1]))


def report_size(size: str, chosen: argparse.Namespace) -> None:
    regions, industries, _ = SIZES[size]
    print(f"\n### {size}: {regions:,} × {industries:,}\n")
    print("| | s | ratio to Renkei | peak MB | ECI alike | density away |\n|---|---|---|---|---|---|")
    ours = 0.0
    for name, (module, _) in CONTESTANTS.items():
        if chosen.only and not any(part in name for part in chosen.only):
            continue
        if importlib.util.find_spec(module) is None:
            print(f"| {name} | not installed | | | | |")
            continue
        runs = chosen.slow_runs if name.startswith(SLOW) else chosen.runs
        found = in_a_process("--one", name, size, "--runs", str(runs))
        ours = ours or found["seconds"]
        print(
            f"| {name} | {found['seconds']:.3f} | {found['seconds'] / ours:.1f} | {found['megabytes']:.0f} "
            f"| {found['alike']:.6f} | {found['away']:.0e} |",
            flush=True,
        )


def report_panel(chosen: argparse.Namespace) -> None:
    print(f"\n### C over {chosen.years} years, from a long table to long tables\n")
    print("| keys | rows | s | peak MB | of it before the start |\n|---|---|---|---|---|")
    for keys in ("categories", "text"):
        with tempfile.TemporaryDirectory() as folder:
            file = panel_file(Path(folder), chosen.years, keys)
            found = in_a_process("--panel", str(file), "--runs", str(chosen.runs))
        print(
            f"| {keys} | {found['rows']:,.0f} | {found['seconds']:.2f} | {found['megabytes']:.0f} "
            f"| {found['input']:.0f} |",
            flush=True,
        )


def main() -> None:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--runs", type=int, default=5)
    options.add_argument("--slow-runs", type=int, default=1)
    options.add_argument("--sizes", nargs="*", default=list(SIZES), choices=list(SIZES))
    options.add_argument("--years", type=int, default=20)
    options.add_argument("--only", nargs="*", default=[])
    options.add_argument("--one", nargs=2, help=argparse.SUPPRESS)
    options.add_argument("--panel", type=Path, help=argparse.SUPPRESS)
    chosen = options.parse_args()
    if chosen.one:
        print(json.dumps(one_year(*chosen.one, chosen.runs)))
        return
    if chosen.panel:
        print(json.dumps(panel(chosen.panel, chosen.runs)))
        return
    for size in chosen.sizes:
        report_size(size, chosen)
    if chosen.years:
        report_panel(chosen)


if __name__ == "__main__":
    main()
