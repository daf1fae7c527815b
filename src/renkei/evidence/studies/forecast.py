"""Which industries may enter which regions next, and how far such forecasts could be trusted in the past."""

from __future__ import annotations

from typing import TYPE_CHECKING

from renkei.errors import ParameterError, TableError
from renkei.evidence.steps import Outcome
from renkei.evidence.studies.study import Study

if TYPE_CHECKING:
    from renkei.evidence.studies.study import Material


def _entries(material: Material) -> Outcome:
    import numpy as np

    from renkei.clusters import entry_backtest, entry_forecast

    value = material.config.data.value
    panel = material.panel.select("region", "industry", "year", value)
    span = int(panel["year"].n_unique()) - 1
    horizon = min(material.config.data.recent_years, span // 2)
    if horizon < 1:
        return Outcome({}, {"skipped": ["short_panel"]})
    try:
        tested = entry_backtest(
            panel, horizon=horizon, value=value, rng=np.random.default_rng(material.config.clusters.seed)
        )
        expected = entry_forecast(panel, base=material.year, horizon=horizon, value=value)
    except (ParameterError, TableError):
        # Years with gaps, or nothing that entered: there is nothing to learn a forecast from.
        return Outcome({}, {"skipped": ["no_entries"]})
    kept = ("region", "industry", "base", "end", "relatedness_density", "entry_probability", "rank")
    return Outcome(
        {
            "entry_forecast": expected.select(kept),
            "entry_scores": tested.scores,
            "entry_gains": tested.gains,
            "entry_calibration": tested.calibration,
        }
    )


FORECAST = Study("entry_forecast", "Forecasting entries", _entries)
