"""Methods of change beside plain pandas and scikit-learn, at three sizes; a Markdown table.

    python benchmarks/dynamics.py [--runs 5]

There is no shift-share package for Python, so the peer is what an analyst writes with pandas: pivot, rates, sums.
The peer of the back-test is the usual script with NumPy and scikit-learn (LogisticRegression, roc_auc_score) for
one held-back year and without intervals; Renkei's is the whole `entry_backtest` with 199 bootstrap draws of seven
models, and `full model only` is the same work as the script. Each cell runs in a fresh process, which also says its
peak memory (less that of a process that has only loaded the libraries and made the data). Results are compared
before anything is timed.
"""

from __future__ import annotations

import argparse
import json
import resource
import statistics
import subprocess
import sys
import time
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import polars as pl

import renkei
from renkei.clusters.dynamics.forecast import learned_from
from renkei.clusters.dynamics.logistic import fitted_logistic
from renkei.clusters.dynamics.scores import weighted_auc
from renkei.clusters.dynamics.transitions import EntryRule, History, Panel, candidates, outcomes

if TYPE_CHECKING:
    from collections.abc import Callable

SIZES = {"100 × 50": (100, 50), "1,000 × 200": (1_000, 200), "3,000 × 1,000": (3_000, 1_000)}
YEARS = 6


def simulated(regions: int, industries: int) -> pl.DataFrame:
    """A panel of six years in which about a third of the pairs have plants; each year 7 % close and some open."""
    rng = np.random.default_rng(2016)
    size = np.outer(rng.lognormal(0, 1, regions), rng.lognormal(0, 1, industries))
    size /= np.quantile(size, 0.7)
    drift = 1 + rng.normal(0.01, 0.05, size.shape)
    counts, frames = rng.poisson(size), []
    for year in range(YEARS):
        r, i = np.nonzero(counts)
        frames.append(pl.DataFrame({"r": r, "i": i, "year": 2010 + year, "establishments": counts[r, i]}))
        counts = rng.binomial(counts, 0.93) + rng.poisson(0.07 * size * drift**year)
    rows = pl.concat(frames)
    code = [
        pl.format("{}{}", pl.lit(sign), pl.col(name).cast(pl.String).str.zfill(4))
        for name, sign in (("r", "R"), ("i", "I"))
    ]
    return rows.select(code[0].alias("region"), code[1].alias("industry"), "year", "establishments")


def pandas_shift_share(table: pd.DataFrame) -> pd.DataFrame:
    wide = table.pivot_table(
        index=["region", "industry"], columns="year", values="establishments", aggfunc="sum", fill_value=0
    )
    before, after = wide[2010], wide[2015]
    nation = wide[[2010, 2015]].groupby("industry").sum()
    g = after.sum() / before.sum() - 1
    rate = (nation[2015] / nation[2010] - 1).reindex(wide.index.get_level_values("industry")).to_numpy()
    cells = pd.DataFrame(
        {
            "national_effect": before * g,
            "mix_effect": before * (rate - g),
            "regional_effect": after - before * (1 + rate),
        }
    )
    return cells.groupby("region").sum()


def script_backtest(table: pd.DataFrame) -> float:
    """The AUC of one held-back year, as a script with scikit-learn finds it."""
    from sklearn.linear_model import LogisticRegression
    from sklearn.metrics import roc_auc_score
    from sklearn.preprocessing import StandardScaler

    years = {
        year: rows.pivot_table(index="region", columns="industry", values="establishments", fill_value=0)
        for year, rows in table.groupby("year")
    }
    regions = sorted(set().union(*(one.index for one in years.values())))
    industries = sorted(set().union(*(one.columns for one in years.values())))
    amounts = {
        year: one.reindex(index=regions, columns=industries, fill_value=0).to_numpy(dtype=float)
        for year, one in years.items()
    }
    parts = [script_pairs(amounts[year], amounts[year + 1]) for year in range(2010, 2014)]
    known, entered = (np.concatenate(side) for side in zip(*parts, strict=True))
    scaler = StandardScaler().fit(known)
    model = LogisticRegression(C=1.0, tol=1e-8, max_iter=1000).fit(scaler.transform(known), entered)
    tested, outcome = script_pairs(amounts[2014], amounts[2015])
    return float(roc_auc_score(outcome, model.predict_proba(scaler.transform(tested))[:, 1]))


def script_pairs(now: np.ndarray, later: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    def quotients(x: np.ndarray) -> np.ndarray:
        expected = np.outer(x.sum(axis=1), x.sum(axis=0)) / x.sum()
        return np.divide(x, expected, out=np.zeros_like(x), where=expected > 0)

    quotient = quotients(now)
    present = (quotient >= 1).astype(float)
    together, ubiquity = present.T @ present, present.sum(axis=0)
    larger = np.maximum.outer(ubiquity, ubiquity)
    near = np.divide(together, larger, out=np.zeros_like(together), where=larger > 0)
    np.fill_diagonal(near, 0)
    density = present @ near / np.maximum(near.sum(axis=0), 1e-12)
    diversity = present.sum(axis=1, keepdims=True) + 0 * now
    share = diversity / (now.sum(axis=0) > 0).sum()
    features = [
        density,
        np.divide(density, share, out=np.zeros_like(density), where=share > 0),
        np.log1p(ubiquity + 0 * now),
        np.log1p(diversity),
        np.log1p(now.sum(axis=1, keepdims=True) + 0 * now),
        np.log1p(now.sum(axis=0) + 0 * now),
        quotient,
        now > 0,
    ]
    kept = (quotient < 0.5) & (now.sum(axis=0) > 0) & (later.sum(axis=0) > 0) & (now.sum(axis=1) > 0)[:, None]
    return np.stack([one[kept] for one in features], axis=1), ((quotients(later) >= 1) & (later > 0))[kept]


def our_full_model(table: pl.DataFrame) -> float:
    """The AUC of the same held-back year by the parts of `entry_backtest`, full model only."""
    history = History(Panel.from_table(table, "establishments"), EntryRule())
    panel = history.panel
    known, entered = learned_from(history, 2014, 1)
    found = candidates(history.panel.amounts[2014], EntryRule())
    valid, outcome = outcomes(found, history.panel.amounts[2015], EntryRule())
    tested = found.where(valid)
    probability = fitted_logistic(known, entered, 1.0).probability(tested.explained())
    return float(
        weighted_auc(probability, outcome[valid], tested.region, np.ones((1, len(panel.regions))))[0]
    )


WORK: dict[str, dict[str, Callable[[pl.DataFrame, pd.DataFrame], Any]]] = {
    "shift-share, two years": {
        "Renkei": lambda table, _: renkei.shift_share(table),
        "peer": lambda _, table: pandas_shift_share(table),
    },
    "entry back-test, full model only": {
        "Renkei": lambda table, _: our_full_model(table),
        "peer": lambda _, table: script_backtest(table),
    },
    "entry back-test, whole": {
        "Renkei": lambda table, _: renkei.entry_backtest(table, rng=np.random.default_rng(1), horizon=1)
    },
    "life-cycle stage": {"Renkei": lambda table, _: renkei.life_cycle_stage(table)},
    "momentum": {"Renkei": lambda table, _: renkei.momentum(table)},
}


def check_agreement() -> None:
    """Stop unless both sides find the same numbers."""
    table = simulated(*SIZES["100 × 50"])
    plain = pandas_shift_share(table.to_pandas()).reset_index()
    ours = renkei.shift_share(table)
    for name in ("national_effect", "mix_effect", "regional_effect"):
        np.testing.assert_allclose(ours[name].to_numpy(), plain[name].to_numpy(), atol=1e-8)
    np.testing.assert_allclose(our_full_model(table), script_backtest(table.to_pandas()), atol=1e-4)


def measure(work: str, side: str, size: str, runs: int) -> None:
    """Median seconds and peak memory of one cell, printed as JSON: run in a process of its own."""
    table = simulated(*SIZES[size])
    plain = table.to_pandas() if side == "peer" else pd.DataFrame()
    start = peak_mb()
    seconds = []
    for _ in range(runs):
        began = time.perf_counter()
        WORK[work][side](table, plain)
        seconds.append(time.perf_counter() - began)
    print(json.dumps({"seconds": statistics.median(seconds), "mb": peak_mb() - start, "rows": table.height}))


def peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def cell(work: str, side: str, size: str, runs: int) -> dict[str, float]:
    command = [sys.executable, __file__, "--runs", str(runs), "--cell", work, side, size]
    found: dict[str, float] = json.loads(
        subprocess.run(command, check=True, capture_output=True, text=True).stdout
    )
    return found


def main() -> None:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--runs", type=int, default=5)
    options.add_argument("--cell", nargs=3, help=argparse.SUPPRESS)
    chosen = options.parse_args()
    if chosen.cell:
        measure(*chosen.cell, chosen.runs)
        return
    check_agreement()
    print(
        "| work | regions × industries | rows | Renkei s | MB | peer s | MB | ratio |"
        "\n|---|---|---|---|---|---|---|---|"
    )
    for work, sides in WORK.items():
        for size in SIZES:
            ours = cell(work, "Renkei", size, chosen.runs)
            theirs = cell(work, "peer", size, chosen.runs) if "peer" in sides else None
            peer = (
                f"{theirs['seconds']:.3f} | {theirs['mb']:.0f} | {theirs['seconds'] / ours['seconds']:.1f}×"
                if theirs
                else "– | – | –"
            )
            print(
                f"| {work} | {size} | {ours['rows']:,.0f} | {ours['seconds']:.3f} | {ours['mb']:.0f} | {peer} |",
                flush=True,
            )


if __name__ == "__main__":
    main()
