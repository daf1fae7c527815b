"""Would the entry forecast have been right? It is made for past years and held against what came."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import polars as pl
from threadpoolctl import threadpool_limits

from renkei.clusters.activity.options import check_draws
from renkei.clusters.dynamics.forecast import STANDARD, check_horizon, learned_from, training_years
from renkei.clusters.dynamics.logistic import Logistic, fitted_logistic
from renkei.clusters.dynamics.scores import (
    BINS,
    calibration_bins,
    log_losses,
    precision_at,
    weighted_auc,
    weighted_means,
    wilson_interval,
)
from renkei.clusters.dynamics.transitions import FEATURES, EntryRule, History, Panel, candidates, outcomes
from renkei.errors import ParameterError

if TYPE_CHECKING:
    from narwhals.typing import IntoFrame
    from numpy.typing import NDArray

    from renkei.clusters.dynamics.transitions import Numbers

RELATED: Final = ("relatedness_density", "relative_density")
MODELS: Final[dict[str, tuple[str, ...]]] = {
    "base_rate": (),
    "size": ("region_size", "industry_size"),
    "persistence": ("location_quotient", "foothold"),
    "density": RELATED[:1],
    "relatedness": RELATED,
    "without_relatedness": tuple(name for name in FEATURES if name not in RELATED),
    "full": FEATURES,
}
"""Which features each model may use. `base_rate` gives every pair the same probability: a random order."""
COMPARED: Final = (
    ("full", "without_relatedness"),
    ("full", "size"),
    ("full", "persistence"),
    ("relatedness", "base_rate"),
)


@dataclass(frozen=True, slots=True)
class EntryBacktest:
    """How the forecast of each past year turned out; each table is described in `entry_backtest`."""

    scores: pl.DataFrame
    gains: pl.DataFrame
    calibration: pl.DataFrame
    coefficients: pl.DataFrame


@dataclass(frozen=True, slots=True, eq=False)
class _Trial:
    """One held-back year: what each model said of the pairs and what came; `weights` are draws × regions."""

    base: int
    end: int
    outcome: NDArray[np.bool_]
    region: NDArray[np.intp]
    weights: Numbers
    probability: dict[str, Numbers]
    models: dict[str, Logistic]


def entry_backtest(
    activity: IntoFrame,
    *,
    rng: np.random.Generator,
    horizon: int = 3,
    value: str = "establishments",
    rule: EntryRule = STANDARD,
    replicates: int = 199,
) -> EntryBacktest:
    """The entry forecast made for every past year that has earlier years to learn from, against what came.

    For a base year, models learn from pairs of years `horizon` apart that end by the base year; relatedness,
    sizes and shares are those of the base year alone; what came is read `horizon` years later. So nothing of
    the time after the base year takes part in a forecast.

    scores: model, base, end, pairs, entries, entry_rate, auc (0.5 = random order, 1 = perfect) with auc_low and
    auc_high, brier (mean squared error) with brier_low and brier_high, brier_skill = 1 - brier ÷ that of
    base_rate, log_loss, calibration_error (mean distance of predicted and observed share over tenths), k, and
    precision_at_k (share entered among the k most likely pairs; k = entries, so that perfect is 1).
    gains: model, baseline, base, end, auc_gain with low and high: what the model adds to the baseline.
    calibration: model, base, end, tenth (1 = least likely), pairs, predicted, observed, low, high (Wilson, 95 %).
    coefficients: model, base, feature, coefficient (log-odds per standard deviation).

    Models: base_rate (all alike: random order), size (of region and industry), persistence (LQ now, and whether
    there is any), density (relatedness density alone), relatedness (density, and density ÷ the region's share of
    industries), without_relatedness (all features but these two), full (all; what `entry_forecast` uses).
    Intervals of 95 % are from `replicates` bootstrap samples of regions, the same for all models, as pairs of a region
    are not independent.

    Missing values, formulas and errors as `entry_forecast`; `ParameterError` also if no year can be held back or
    `replicates` is below 19.
    """
    check_draws("replicates", replicates, 19)
    panel = Panel.from_table(activity, value)
    check_horizon(panel, horizon)
    times = rng.multinomial(
        len(panel.regions), np.full(len(panel.regions), 1 / len(panel.regions)), replicates
    )
    weights = np.vstack([np.ones(len(panel.regions)), times])
    history = History(panel, rule)
    bases = _held_back(panel, horizon, rule)
    with threadpool_limits(1, "blas"):
        trials = [_tried(history, base, horizon, weights) for base in bases]
        aucs = [_aucs(trial) for trial in trials]
    return EntryBacktest(
        scores=pl.concat([_scores(one, auc) for one, auc in zip(trials, aucs, strict=True)]),
        gains=pl.concat([_gains(one, auc) for one, auc in zip(trials, aucs, strict=True)]),
        calibration=pl.concat([_calibration(one, model) for one in trials for model in MODELS]),
        coefficients=pl.concat([_coefficients(one) for one in trials]),
    )


def _held_back(panel: Panel, horizon: int, rule: EntryRule) -> list[int]:
    found = [
        base
        for base, _ in training_years(panel, panel.years[-1], horizon, rule)
        if training_years(panel, base, horizon, rule)
    ]
    if not found:
        raise ParameterError(
            "No year can be held back: a base year needs one that lies {horizon} year(s) later and two earlier "
            "ones that far apart, without a change of the classification between. Choose a shorter horizon, or "
            "give more years.",
            horizon=horizon,
        )
    return found


def _tried(history: History, base: int, horizon: int, weights: Numbers) -> _Trial:
    panel, rule = history.panel, history.rule
    known, entered = learned_from(history, base, horizon)
    found = candidates(panel.amounts[base], rule)
    valid, outcome = outcomes(found, panel.amounts[base + horizon], rule)
    tested = found.where(valid)
    explained = tested.explained()
    models, probability = {}, {}
    for name, features in MODELS.items():
        places = [FEATURES.index(feature) for feature in features]
        models[name] = fitted_logistic(known[:, places], entered, rule.penalty)
        probability[name] = models[name].probability(explained[:, places])
    return _Trial(base, base + horizon, outcome[valid], tested.region, weights, probability, models)


def _aucs(trial: _Trial) -> dict[str, Numbers]:
    return {
        name: weighted_auc(p, trial.outcome, trial.region, trial.weights)
        for name, p in trial.probability.items()
    }


def _scores(trial: _Trial, aucs: dict[str, Numbers]) -> pl.DataFrame:
    entries = int(trial.outcome.sum())
    briers = {
        name: weighted_means((p - trial.outcome) ** 2, trial.region, trial.weights)
        for name, p in trial.probability.items()
    }
    rows = []
    for name, p in trial.probability.items():
        tenths = _calibration(trial, name)
        distance = (tenths["predicted"] - tenths["observed"]).abs() * tenths["pairs"]
        rows.append(
            {
                "model": name,
                "base": trial.base,
                "end": trial.end,
                "pairs": len(p),
                "entries": entries,
                "entry_rate": entries / len(p),
                **_with_interval("auc", aucs[name]),
                **_with_interval("brier", briers[name]),
                "brier_skill": 1.0 - briers[name][0] / briers["base_rate"][0],
                "log_loss": float(log_losses(p, trial.outcome).mean()),
                "calibration_error": float(distance.sum()) / len(p),
                "k": entries,
                "precision_at_k": precision_at(p, trial.outcome, entries) if entries else None,
            }
        )
    return pl.DataFrame(rows, schema_overrides={"precision_at_k": pl.Float64})


def _with_interval(name: str, values: Numbers) -> dict[str, float | None]:
    """The value of the sample itself (the first), and the middle 95 % of the draws."""
    known = values[1:][~np.isnan(values[1:])]
    low, high = np.quantile(known, (0.025, 0.975)) if len(known) else (np.nan, np.nan)
    found = {name: values[0], f"{name}_low": low, f"{name}_high": high}
    return {key: None if np.isnan(number) else float(number) for key, number in found.items()}


def _gains(trial: _Trial, aucs: dict[str, Numbers]) -> pl.DataFrame:
    rows = [
        {
            "model": model,
            "baseline": baseline,
            "base": trial.base,
            "end": trial.end,
            **_with_interval("auc_gain", aucs[model] - aucs[baseline]),
        }
        for model, baseline in COMPARED
    ]
    return pl.DataFrame(rows)


def _calibration(trial: _Trial, model: str) -> pl.DataFrame:
    p = trial.probability[model]
    tenth = calibration_bins(p)
    pairs = np.bincount(tenth, minlength=BINS)
    kept = pairs > 0
    hits = np.bincount(tenth, trial.outcome, minlength=BINS)[kept].astype(np.float64)
    trials = pairs[kept].astype(np.float64)
    low, high = wilson_interval(hits, trials)
    return pl.DataFrame(
        {
            "model": [model] * int(kept.sum()),
            "base": np.full(len(trials), trial.base),
            "end": np.full(len(trials), trial.end),
            "tenth": np.flatnonzero(kept) + 1,
            "pairs": pairs[kept],
            "predicted": np.bincount(tenth, p, minlength=BINS)[kept] / trials,
            "observed": hits / trials,
            "low": low,
            "high": high,
        }
    )


def _coefficients(trial: _Trial) -> pl.DataFrame:
    rows = [
        {"model": model, "base": trial.base, "feature": feature, "coefficient": float(number)}
        for model, features in MODELS.items()
        for feature, number in zip(features, trial.models[model].coefficients, strict=True)
    ]
    return pl.DataFrame(rows)
