"""What an evidence build says about entries to come: the forecast, and how past ones turned out."""

from __future__ import annotations

from typing import Final

from renkei.tables.schema import Column, TableSpec

ENTRY_FORECAST: Final = TableSpec(
    name="entry_forecast",
    meaning="For each industry that a region lacks, the probability that it enters.",
    keys=("region", "industry"),
    columns=(
        Column("region", "text", "region code", required=True),
        Column("industry", "text", "industry code", required=True),
        Column("base", "integer", "year of the forecast"),
        Column("end", "integer", "year by which it enters"),
        Column("relatedness_density", "number", "relatedness density in the year of the forecast"),
        Column("entry_probability", "number", "probability of entry, 0 to 1"),
        Column("rank", "integer", "1 for the most likely of its region"),
    ),
)

ENTRY_SCORES: Final = TableSpec(
    name="entry_scores",
    meaning="How forecasts of past years turned out, beside simpler ones.",
    keys=("model", "base"),
    columns=(
        Column("model", "text", "what the forecast may use", required=True),
        Column("base", "integer", "year of the forecast", required=True),
        Column("end", "integer", "year that it was about"),
        Column("pairs", "integer", "absent pairs that were forecast"),
        Column("entries", "integer", "of these, those that entered"),
        Column("entry_rate", "number", "their share"),
        Column("auc", "number", "0.5 for a random order, 1 for a perfect one"),
        Column("auc_low", "number", "lower end of its 95 % interval"),
        Column("auc_high", "number", "upper end of its 95 % interval"),
        Column("brier", "number", "mean squared error"),
        Column("brier_low", "number", "lower end of its 95 % interval"),
        Column("brier_high", "number", "upper end of its 95 % interval"),
        Column("brier_skill", "number", "1 - mean squared error ÷ that of the base rate"),
        Column("log_loss", "number", "mean logarithmic loss"),
        Column("calibration_error", "number", "mean distance of predicted and observed shares"),
        Column("k", "integer", "as many pairs as entered"),
        Column("precision_at_k", "number", "share that entered among the k most likely"),
    ),
)

ENTRY_GAINS: Final = TableSpec(
    name="entry_gains",
    meaning="What a model of entries adds to a simpler one.",
    keys=("model", "baseline", "base"),
    columns=(
        Column("model", "text", "model", required=True),
        Column("baseline", "text", "simpler model", required=True),
        Column("base", "integer", "year of the forecast", required=True),
        Column("end", "integer", "year that it was about"),
        Column("auc_gain", "number", "difference of the areas under the curve"),
        Column("auc_gain_low", "number", "lower end of its 95 % interval"),
        Column("auc_gain_high", "number", "upper end of its 95 % interval"),
    ),
)

ENTRY_CALIBRATION: Final = TableSpec(
    name="entry_calibration",
    meaning="Forecast and observed shares of entries, by tenths of the forecast.",
    keys=("model", "base", "tenth"),
    columns=(
        Column("model", "text", "model", required=True),
        Column("base", "integer", "year of the forecast", required=True),
        Column("end", "integer", "year that it was about"),
        Column("tenth", "integer", "1 for the least likely tenth", required=True),
        Column("pairs", "integer", "pairs in it"),
        Column("predicted", "number", "mean forecast"),
        Column("observed", "number", "share that entered"),
        Column("low", "number", "lower end of its 95 % interval"),
        Column("high", "number", "upper end of its 95 % interval"),
    ),
)
