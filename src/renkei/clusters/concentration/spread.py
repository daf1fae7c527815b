"""Where an industry is: how far it concentrates in few regions, given or not given their size.

All functions take an activity table as `renkei.clusters.specialisation.quotients` describes (one level of regions and
industries; any kind of frame, the same kind out; each year by itself; a pair without a row is zero, an
unknown value is left out and counted in the column `unknown`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from renkei.clusters.activity.mix import (
    herfindahl_within,
    quotient_gini_within,
    weighted_quotient_gini_within,
)
from renkei.clusters.activity.rows import activity_rows
from renkei.tables.frames import same_kind

if TYPE_CHECKING:
    from renkei.tables.frames import FrameT


def locational_gini(activity: FrameT, *, value: str = "establishments") -> FrameT:
    """How unevenly each industry is spread over regions: the Gini of its location quotients, regions alike.

    Columns: industry, (year,) regions (compared: those with any activity, less the unknown), unknown,
    locational_gini from 0 (the same share everywhere) to below 1 (at most 1 - 1 / regions). With LQ in rising
    order and ρ its rank: Gini = 2 Σ ρ LQ / (n Σ LQ) - (n + 1) / n. Every region weighs the same, so many
    small regions move it; `weighted_locational_gini` weighs them by size. A region without the industry
    counts with LQ 0. Missing where the industry has no known activity; 0 with a single region. Sorted by
    key. Raises `TableError` as `location_quotient`.

    Source: Farhauer & Kröll (2013), Standorttheorien, Springer Gabler: Gini of industry concentration,
    worked example 0.4069.
    """
    counted = activity_rows(activity, value)
    return same_kind(quotient_gini_within(counted, "industry", "locational_gini"), activity)


def weighted_locational_gini(activity: FrameT, *, value: str = "establishments") -> FrameT:
    """How unevenly each industry is spread over regions, each region weighing as much as its activity.

    Columns: industry, (year,) regions, unknown, weighted_locational_gini. It is twice the area between the
    diagonal and the Lorenz curve of the industry's shares y against regions' shares x of all activity,
    regions in rising order of LQ: 1 - Σ x (2 Y - y), Y the running sum of y. Some authors publish half of it
    (the area itself). Missing, zero and errors as `locational_gini`.

    Source: Krugman (1991), Geography and Trade, 55-58; Kim (1995), Quarterly Journal of Economics 110,
    881-908.
    """
    counted = activity_rows(activity, value)
    return same_kind(weighted_quotient_gini_within(counted, "industry", "weighted_locational_gini"), activity)


def concentration_herfindahl(activity: FrameT, *, value: str = "establishments") -> FrameT:
    """How far each industry sits in few regions, whatever their size: the Herfindahl index of its spread.

    Columns: industry, (year,) regions (with a value above zero), unknown (cells left out), `value` (known
    total), concentration_herfindahl = Σ_r (e_ri / e_i)², from 1 / regions to 1 (all in one region),
    equivalent_number = 1 / Herfindahl. Missing where the known total is zero. Sorted by key.
    Raises `TableError` as `location_quotient`.

    Source: Herfindahl (1950), Concentration in the Steel Industry; Hirschman (1964), American Economic
    Review 54 (5), 761.
    """
    counted = activity_rows(activity, value)
    return same_kind(herfindahl_within(counted, "industry", "concentration_herfindahl"), activity)
