"""Where an industry is: how far it concentrates in few regions, given or not given their size.

All functions take an activity table as `renkei.clusters.specialisation.quotients` describes (one level of regions and
industries; any kind of frame, the same kind out; each year by itself; a pair without a row is zero, an
unknown value is left out and counted in the column `unknown`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import narwhals as nw

from renkei.clusters.activity.comparison import Reference, share_distance_within
from renkei.clusters.activity.mix import (
    herfindahl_within,
    normalised_herfindahl_within,
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


def normalised_concentration_herfindahl(activity: FrameT, *, value: str = "establishments") -> FrameT:
    """How far each industry sits in few regions, from 0 (all alike) to 1 (one), however many there are.

    Columns: industry, (year,) regions (compared: those with any activity, less the unknown), unknown, `value`
    (known total), normalised_concentration_herfindahl = (H - 1/n) / (1 - 1/n) with n = regions. Missing where
    the known total is zero or one region alone is compared. Sorted by key. Raises `TableError` as
    `location_quotient`.

    Source: as `concentration_herfindahl`; the normalisation: Hall & Tideman (1967), Journal of the American
    Statistical Association 62, 162-168.
    """
    counted = activity_rows(activity, value)
    found = normalised_herfindahl_within(counted, "industry", "normalised_concentration_herfindahl")
    return same_kind(found, activity)


def krugman_concentration(
    activity: FrameT, *, value: str = "establishments", reference: Reference = "nation"
) -> FrameT:
    """How far each industry's spread over regions lies from that of all activity: Krugman's index.

    Columns: industry, (year,) regions (with a value above zero), unknown, `value` (known total),
    krugman_concentration = Σ_r |e_ri / e_i - x_r|, from 0 (spread as the rest) to 2 (no region in common).
    `reference` says what x is: "nation" the region's share of all activity, "rest" of all other industries
    together, "mean" the mean of its shares in the other industries, each weighing the same. An unknown cell is
    left out, and x is taken over the regions known. Missing where the industry has no known activity, and with
    "rest" or "mean" where no other industry has any. Sorted by key.

    Raises `ParameterError` for another reference, `TableError` as `location_quotient`.

    Source: Krugman (1991), Geography and Trade, 75-76, with regions and industries exchanged; "mean":
    Farhauer & Kröll (2013), Standorttheorien, worked example 0.8619.
    """
    counted = activity_rows(activity, value)
    found = share_distance_within(counted, "industry", "krugman_concentration", reference)
    return same_kind(found.sort("industry", *counted.period), activity)


def hoover_concentration(
    activity: FrameT, *, value: str = "establishments", reference: Reference = "nation"
) -> FrameT:
    """The share of each industry that would have to move to another region to be spread as all activity is.

    Columns as `krugman_concentration`, with hoover_concentration = ½ Σ_r |e_ri / e_i - x_r| from 0 to 1: half
    of Krugman's index. Missing values, `reference`, order and errors as there. For a list of amounts beside
    another (say product beside population) use `hoover`.

    Source: Hoover (1936), Review of Economics and Statistics 18, 162-171.
    """
    counted, name = activity_rows(activity, value), "hoover_concentration"
    found = share_distance_within(counted, "industry", name, reference)
    half = found.with_columns((0.5 * nw.col(name)).alias(name))
    return same_kind(half.sort("industry", *counted.period), activity)
